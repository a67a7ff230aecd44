"""A whole list of those a congress elected to a post that many hold: one person a line, known or new."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from tajadur.foundation.arabic import fold
from tajadur.foundation.calendar import civil_day
from tajadur.foundation.errors import BadInput, NeedsConfirmation
from tajadur.organisation.people.models import Person, Post
from tajadur.organisation.people.operations.persons import Details
from tajadur.organisation.people.operations.posts import form_elected_body
from tajadur.organisation.people.operations.renewals import propose_mandates
from tajadur.organisation.people.vocabulary import MandateStatus
from tajadur.organisation.profile.models import PostType
from tajadur.organisation.units.models import Body
from tajadur.permissions.actors import Actor
from tajadur.rules.roster import RosterPerson, roster

from ..models import Congress, Elected, ElectedCount
from ..queries.results import lists_of, persons_known
from ..vocabulary import MOST_ELECTED
from .marking import for_conducting, note

SAME = "same_persons"


@dataclass(frozen=True, slots=True)
class _Line:
    """One line: the ``entry`` as typed, and the ``person`` already known under that name, if any."""

    entry: RosterPerson
    person: Person | None


@transaction.atomic
def propose_roster(
    *,
    congress_id: int,
    post_type_id: int,
    names: str,
    women: int | None = None,
    youth: int | None = None,
    confirmed: Collection[str] = (),
    rule_reason: str = "",
    by: Actor,
    at: datetime,
) -> int:
    """The region says who was elected to a post that many hold (members of the council, of the office): ``names`` one
    person a line, as ``rules.roster`` reads them, added to those already proposed; and how many women and young people
    there are in the body now. A body the congress elects is formed on the way. Returns how many were added.

    Raises NotVisible, PermissionDenied, BadInput (codes of PROBLEMS and of the people app); NeedsConfirmation
    ``same_persons``, and as ``stop_at_rules``.
    """
    road, grant = for_conducting(congress_id, by, civil_day(at))
    congress, held_on = road.congress, road.days.held_on
    if held_on is None:
        raise BadInput("", "not_held_yet")
    post_type = lists_of(congress).filter(pk=post_type_id).select_related("body_type").first()
    if post_type is None:
        raise BadInput("post", "post_unknown")
    known = Elected.objects.filter(congress=congress, post__post_type=post_type)
    if known.filter(mandate__standing=MandateStatus.CONFIRMED).exists():
        raise BadInput("", "already_confirmed")
    lines = _lines(congress, names, set(known.values_list("person_id", flat=True)), confirmed, by)
    post = _post(congress, post_type, by, at)
    mandates = propose_mandates(
        post_id=post.pk,
        persons=[line.person.pk if line.person else _details(line.entry) for line in lines],
        from_on=held_on + timedelta(days=1),
        identity_confirmed="identity_number" in confirmed,
        rule_reason=rule_reason,
        by=by,
        at=at,
    )
    Elected.objects.bulk_create(
        Elected(congress=congress, post=post, person_id=mandate.person_id, mandate=mandate) for mandate in mandates
    )
    _count(congress, post.body, women, youth)
    note("congress.elected", congress, by, at, grant, {"post": post.pk, "proposed": len(mandates)})
    return len(mandates)


def _lines(congress: Congress, names: str, elected: set[int], confirmed: Collection[str], by: Actor) -> list[_Line]:
    """The lines of the list, each with the person known under its name. Raises BadInput with every problem at once."""
    entries, flaws = roster(names, year=by.on.year)
    if flaws:
        raise BadInput.of(*(BadInput("names", f"line_{flaw.code}", row=flaw.row) for flaw in flaws))
    if not entries:
        raise BadInput("names", "names_required")
    if len(entries) > MOST_ELECTED:
        raise BadInput("names", "names_too_many", n=len(entries), most=MOST_ELECTED)
    people: dict[str, list[Person]] = {}
    for person in persons_known(congress, by.on, elected):
        people.setdefault(fold(person.name_ar), []).append(person)
    alike = [_alike(entry, people) for entry in entries]
    lines = [_Line(entry, persons[0] if persons else None) for entry, persons in zip(entries, alike, strict=True)]
    namesakes = [
        BadInput("names", "line_namesakes", row=entry.row, n=len(persons))
        for entry, persons in zip(entries, alike, strict=True)
        if len(persons) > 1
    ]
    if problems := [*namesakes, *_repeated(lines, elected)]:
        raise BadInput.of(*problems)
    met = [line.person.name_ar for line in lines if line.person]
    if met and SAME not in confirmed:
        raise NeedsConfirmation("names", SAME, names="، ".join(met))
    return lines


def _alike(entry: RosterPerson, people: Mapping[str, list[Person]]) -> list[Person]:
    """Those known under this name; a year of birth that is not theirs makes it somebody else."""
    known = people.get(fold(entry.name_ar), ())
    return [person for person in known if entry.birth_year is None or entry.birth_year == person.birth_year]


def _repeated(lines: Sequence[_Line], elected: set[int]) -> list[BadInput]:
    first: dict[tuple[str, int | None], int] = {}
    problems = []
    for line in lines:
        entry, key = line.entry, (fold(line.entry.name_ar), line.entry.birth_year)
        if key in first:
            problems.append(BadInput("names", "line_twice", row=entry.row, first=first[key]))
        elif line.person and line.person.pk in elected:
            problems.append(BadInput("names", "line_taken", row=entry.row))
        first.setdefault(key, entry.row)
    return problems


def _details(entry: RosterPerson) -> Details:
    return Details(name_ar=entry.name_ar, name_latin=entry.name_latin, sex=entry.sex, birth_year=entry.birth_year)


def _post(congress: Congress, post_type: PostType, by: Actor, at: datetime) -> Post:
    """The post, in its body; a body that exists only once elected is formed now."""
    posts = Post.objects.select_related("body").filter(unit_id=congress.unit_id, post_type=post_type)
    if post_type.body_type.on_demand and not posts.filter(body__closed_on=None).exists():
        form_elected_body(unit_id=congress.unit_id, code=post_type.body_type.code, by=by, at=at)
    post = posts.first()
    if post is None:
        raise BadInput("post", "post_unknown")
    return post


def _count(congress: Congress, body: Body, women: int | None, youth: int | None) -> None:
    """Store the counts of women and youth of a body; women are counted from the list if every person's sex is known."""
    rows = Elected.objects.filter(congress=congress, post__body=body)
    sexes = list(rows.values_list("person__sex", flat=True))
    named = sexes.count("f")
    problems = []
    if women is not None and women < named:
        problems.append(BadInput("women", "women_named", named=named))
    for field, count in (("women", women), ("youth", youth)):
        if count is not None and count > len(sexes):
            problems.append(BadInput(field, "shares_over_elected", elected=len(sexes)))
    if problems:
        raise BadInput.of(*problems)
    if women is None and "" not in sexes:
        women = named
    ElectedCount.objects.update_or_create(congress=congress, body=body, defaults={"women": women, "youth": youth})
