"""What the product knows of a branch, by the names of the questions that take it. Everything is corrected freely."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

from tajadur.activity.meetings.models import Report
from tajadur.activity.premises.queries.prefilling import premises_known
from tajadur.duties.obligations.models import Fulfilment
from tajadur.duties.obligations.queries.last_meeting import last_meetings
from tajadur.organisation.people.actors import in_force
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.people.vocabulary import Sex
from tajadur.organisation.profile.vocabulary import LeadingBody
from tajadur.permissions.matrix import Role

from ..vocabulary import AGE_GROUPS, KnownFact, KnownSource

Facts = dict[str, str]
A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """What a question begins with, where it is from, and the day on which it was so."""

    text: str
    source: KnownSource
    as_of: date


def known_answers(unit_id: int, on: date) -> dict[str, KnownAnswer]:
    """What is known of a unit on a day; what is not known is left out. At most seven queries."""
    known: dict[str, KnownAnswer] = {}
    for source, facts_of in SOURCES.items():
        facts, as_of = facts_of(unit_id, on)
        known |= {name: KnownAnswer(text, source, as_of) for name, text in facts.items()}
    return known


def _meetings(unit_id: int, on: date) -> tuple[Facts, date]:
    """The last meeting of any body with who was there, and how many were held in a year."""
    facts: Facts = {}
    held = Fulfilment.objects.filter(
        unit_id=unit_id, superseded_at=None, filed_on__lte=on, held_on__gt=on - A_YEAR, held_on__lte=on
    ).exclude(body_type_id=None)
    facts[KnownFact.MEETINGS_HELD] = str(held.aggregate(count=Count("pk"))["count"])
    day = last_meetings([unit_id], on).get(unit_id)
    if day is None:
        return facts, on
    facts[KnownFact.LAST_MEETING] = day.isoformat()
    report = Report.objects.filter(meeting__unit_id=unit_id, held_on=day).order_by("-meeting_id", "-version").first()
    if report is not None:
        facts[KnownFact.LAST_PRESENT] = str(report.present)
        facts[KnownFact.LAST_WOMEN] = str(report.women)
    return facts, on


def _office(unit_id: int, on: date) -> tuple[Facts, date]:
    """The office and its mandate; its members by sex and age, where that is known of every one of them.

    Where nobody but the secretary is registered, the product does not know who else sits there and says nothing.
    """
    held = Mandate.objects.filter(
        in_force(on), post__unit_id=unit_id, post__body__body_type__code=LeadingBody.OFFICE
    ).values_list("from_on", "to_on", "post__post_type__office", "person_id", "person__sex", "person__birth_year")
    rows = list(held)
    led = [from_on for from_on, _to, office, *_person in rows if office == Role.SECRETARY]
    facts: Facts = {KnownFact.HAS_SECRETARY: "yes" if led else "no"}
    if led:
        facts[KnownFact.SECRETARY_SINCE] = max(led).isoformat()
    ends = [to_on for _from, to_on, *_rest in rows if to_on]
    if rows and len(ends) == len(rows):
        facts[KnownFact.OFFICE_ENDS] = max(ends).isoformat()
    people = {person_id: (sex, born) for *_mandate, person_id, sex, born in rows}
    if len(rows) == len(led):
        return facts, on
    facts[KnownFact.OFFICE_MEMBERS] = str(len(people))
    sexes = Counter(sex for sex, _born in people.values())
    if not sexes[""]:
        facts[KnownFact.OFFICE_WOMEN], facts[KnownFact.OFFICE_MEN] = str(sexes[Sex.WOMAN]), str(sexes[Sex.MAN])
    born = [year for _sex, year in people.values() if year is not None]
    if len(born) == len(people):
        for fact, youngest, oldest in AGE_GROUPS:
            facts[fact] = str(sum(youngest <= on.year - year <= oldest for year in born))
    return facts, on


def _premises(unit_id: int, on: date) -> tuple[Facts, date]:
    """What the unit said of the premises it has had for longest, or that it has none; nothing where it has not said."""
    known = premises_known(unit_id, on)
    if known.has_premises is None or known.said_on is None:
        return {}, on
    if not known.has_premises:
        return {KnownFact.HAS_PREMISES: "no"}, known.said_on
    facts: Facts = {
        KnownFact.HAS_PREMISES: "yes",
        KnownFact.PREMISES_COUNT: str(known.count),
        KnownFact.PREMISES_SINCE: known.since.isoformat() if known.since else "",
        KnownFact.PREMISES_ADDRESS: known.address,
        KnownFact.PREMISES_SHARING: known.sharing,
        KnownFact.PREMISES_CONDITION: known.condition,
        KnownFact.PREMISES_HOURS: known.hours,
    }
    return {name: text for name, text in facts.items() if text}, known.said_on


# Another room's knowledge joins here: a function of a unit and a day, with names of its own in ``KnownFact``. It gives
# what it knows and the day on which that was so.
SOURCES: dict[KnownSource, Callable[[int, date], tuple[Facts, date]]] = {
    KnownSource.MEETINGS: _meetings,
    KnownSource.MANDATES: _office,
    KnownSource.PREMISES: _premises,
}
