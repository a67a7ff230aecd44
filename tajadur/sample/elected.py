"""Who was elected by the invented congresses: all confirmed, but those of the congress held last still wait."""

from datetime import date, timedelta
from random import Random

from django.db.models import Q

from tajadur.activity.congresses.models import Congress, Elected, ElectedCount
from tajadur.activity.congresses.vocabulary import COUNCIL, OFFICE
from tajadur.organisation.people.models import Mandate, Person, Post, derived_names
from tajadur.organisation.people.vocabulary import MandateStatus
from tajadur.organisation.profile.models import PostType
from tajadur.organisation.units.models import Body

from .names import invent
from .people import REGION

# Days until the region files who was elected; the age below which the sample counts somebody as young.
FILED_AFTER, YOUNG = 6, 35


def write_elected(*, seed: int, on: date) -> None:
    """Fill in, up to ``on``, who was elected by each congress held.

    What is written already stays, and is confirmed once another congress is held after it.
    """
    rows = Congress.objects.filter(
        obligation__held_on__lte=on - timedelta(days=FILED_AFTER), obligation__cancelled_on=None
    )
    held = list(rows.select_related("unit", "obligation").order_by("obligation__held_on", "unit__code"))
    for number, congress in enumerate(held, 1):
        if not Elected.objects.filter(congress=congress).exists():
            random = Random(f"{seed}/elected/{congress.unit.code}/{congress.obligation.period_key}")
            _propose(congress, random, waits=number == len(held))
        if number < len(held):
            _confirm(congress, on)


def _propose(congress: Congress, random: Random, *, waits: bool) -> None:
    held_on = congress.obligation.held_on
    assert held_on is not None  # noqa: S101  only congresses held are read
    for code, fresh in ((OFFICE, random.randint(6, 9)), (COUNCIL, random.randint(24, 34))):
        body = _body(congress, code, held_on)
        if code == OFFICE:
            _elect_secretary(congress, _post(body, "secretary"), held_on, random, waits=waits)
        members = _post(body, "member")
        again = Mandate.objects.filter(post=members, standing=MandateStatus.CONFIRMED, from_on__lte=held_on)
        kept = [mandate.person for mandate in again.filter(to_on=None).select_related("person").order_by("pk")]
        people = [*kept, *(_invented(random, held_on.year) for _ in range(fresh))]
        _elect(congress, members, people, held_on)
        everyone = Person.objects.filter(pk__in=congress.elected.filter(post__body=body).values("person_id"))
        ElectedCount.objects.create(
            congress=congress,
            body=body,
            women=everyone.filter(sex="f").count(),
            youth=everyone.filter(birth_year__gte=held_on.year - YOUNG).count(),
        )


def _elect_secretary(congress: Congress, post: Post, held_on: date, random: Random, *, waits: bool) -> None:
    """Who took the post after the congress was elected by it; else the holder goes on, or somebody new comes."""
    known = Mandate.objects.filter(post=post, standing=MandateStatus.CONFIRMED).order_by("-from_on")
    holder = known.first()
    goes_on = congress.unit.code == REGION or random.random() < 0.6
    if holder and holder.from_on > held_on and not waits:
        known.filter(from_on__lte=held_on).update(to_on=held_on)
        known.filter(pk=holder.pk).update(from_on=held_on + timedelta(days=1))
        Elected.objects.create(congress=congress, post=post, person=holder.person, mandate=holder)
        return
    _elect(congress, post, [holder.person if holder and goes_on else _invented(random, held_on.year)], held_on)


def _elect(congress: Congress, post: Post, people: list[Person], held_on: date) -> None:
    mandates = Mandate.objects.bulk_create(
        Mandate(
            person=person,
            post=post,
            from_on=held_on + timedelta(days=1),
            to_on=held_on.replace(year=held_on.year + 4, day=min(held_on.day, 28)),
            standing=MandateStatus.PROPOSED,
            exclusive=post.post_type.single_holder,
        )
        for person in people
    )
    Elected.objects.bulk_create(
        Elected(congress=congress, post=post, person_id=mandate.person_id, mandate=mandate) for mandate in mandates
    )


def _confirm(congress: Congress, on: date) -> None:
    """As an administrator would have: the former mandates end on the day of the congress, later ones today."""
    held_on = congress.obligation.held_on
    waiting = Mandate.objects.filter(pk__in=congress.elected.values("mandate_id"), standing=MandateStatus.PROPOSED)
    bodies = set(waiting.values_list("post__body_id", flat=True))
    posts = set(waiting.values_list("post_id", flat=True))
    former = Mandate.objects.filter(post__in=posts, standing=MandateStatus.CONFIRMED)
    since = former.filter(from_on__gt=held_on, from_on__lte=on).filter(Q(to_on=None) | Q(to_on__gt=on))
    taken = set(since.values_list("post_id", flat=True))
    since.update(to_on=on)
    former.filter(Q(to_on=None) | Q(to_on__gt=held_on), from_on__lte=held_on).update(to_on=held_on)
    waiting.filter(post__in=taken).update(from_on=on + timedelta(days=1))
    waiting.update(standing=MandateStatus.CONFIRMED)
    for body in Body.objects.filter(pk__in=bodies, body_type__code=COUNCIL):
        Body.objects.filter(pk=body.pk).update(members=congress.elected.filter(post__body=body).count())


def _body(congress: Congress, code: str, held_on: date) -> Body:
    unit = congress.unit
    known = Body.objects.filter(unit=unit, body_type__code=code).first()
    if known is not None:
        return known
    kind = PostType.objects.filter(body_type__unit_kind=unit.kind_id, body_type__code=code)[0].body_type
    return Body.objects.create(unit=unit, body_type=kind, opened_on=held_on)


def _post(body: Body, code: str) -> Post:
    kind = PostType.objects.get(body_type=body.body_type_id, code=code)
    return Post.objects.get_or_create(body=body, post_type=kind, unit_id=body.unit_id, area=None)[0]


def _invented(random: Random, year: int) -> Person:
    invented = invent(random, year=year)
    return Person.objects.create(
        name_ar=invented.name_ar,
        name_latin=invented.name_latin,
        **derived_names(invented.name_ar, invented.name_latin),
        sex=invented.sex,
        birth_year=invented.birth_year,
    )
