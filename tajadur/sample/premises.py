"""Premises and proximity activities of the invented party: who has premises, who has none, who has not said."""

from datetime import date, datetime, time, timedelta
from random import Random

from tajadur.activity.premises.models import NoPremises, OpeningHours, Premises
from tajadur.activity.premises.vocabulary import PremisesCondition, Sharing
from tajadur.activity.proximity.models import ProximityActivity
from tajadur.activity.proximity.vocabulary import ProximityKind
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.actors import in_force
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.profile.vocabulary import LeadingBody
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.placements import paths_on
from tajadur.permissions.matrix import Role
from tajadur.rules.opening_hours import HoursBlock, spans_of

from .people import BRANCH, PROVINCE
from .words_of_premises import HELP, PLACES, STREETS

# Of a hundred units of a kind: who has premises, and who said to have none; the rest has not said.
HOUSED, WITHOUT = {"region": 80, "province": 55, "branch": 20}, {"region": 5, "province": 12, "branch": 12}
SHARED = 25
# Activities of a hundred units in a month.
MONTHLY = {"region": 40, "province": 45, "branch": 12}
HISTORY_DAYS = 365
_WEEK = (0, 1, 2, 3, 4)
_HOURS = (
    (HoursBlock(_WEEK, time(9), time(12)), HoursBlock(_WEEK, time(15), time(18))),
    (HoursBlock(_WEEK, time(16, 30), time(19)), HoursBlock((5,), time(10), time(13))),
    (HoursBlock((5, 6), time(10), time(17)),),
    (),
)
_CONDITIONS = (*[PremisesCondition.GOOD] * 6, *[PremisesCondition.NEEDS_WORK] * 3, PremisesCondition.UNUSABLE)


def write_premises(*, seed: int, on: date) -> None:
    """What each unit said of its premises some months ago, under the mandate of its secretary of that day."""
    said_on = on - timedelta(days=200)
    mandates, units = mandates_of_secretaries(said_on), _units(said_on)
    housed: list[tuple[Premises, tuple[HoursBlock, ...]]] = []
    without = []
    for unit in units:
        mandate, random = mandates.get(unit.pk), Random(f"{seed}/{unit.code}/premises")
        drawn = 0 if unit.code in (BRANCH, PROVINCE) else random.randrange(100)
        if mandate is None:
            continue
        at, kind = _at(said_on, random), unit.kind.code
        if drawn < HOUSED[kind]:
            hours = _HOURS[0] if unit.code in (BRANCH, PROVINCE) else random.choice(_HOURS)
            housed.append((_premises(unit, mandate, said_on, at, random), hours))
        elif drawn < HOUSED[kind] + WITHOUT[kind]:
            first = said_on - timedelta(days=random.randrange(400))
            without.append(
                NoPremises(
                    unit=unit, from_on=max(first, unit.opened_on), said_on=said_on, said_at=at, mandate_id=mandate
                )
            )
    Premises.objects.bulk_create([row for row, _hours in housed], batch_size=1000)
    spans = [(row, span) for row, hours in housed for span in spans_of(hours)]
    OpeningHours.objects.bulk_create(
        [OpeningHours(premises=row, weekday=span.weekday, opens=span.opens, closes=span.closes) for row, span in spans],
        batch_size=1000,
    )
    NoPremises.objects.bulk_create(without, batch_size=1000)


def write_activities(*, seed: int, after: date | None, on: date) -> None:
    """The activities from the day ``after`` on (a year of them when None) and before ``on``, each said on its day."""
    earliest = on - timedelta(days=HISTORY_DAYS)
    first = max(after or earliest, earliest)
    units, rows = _units(on), []
    months = sorted({(first + timedelta(days=ahead)).replace(day=1) for ahead in range(max(0, (on - first).days))})
    for month in months:
        drawn = [(unit, held) for unit in units if (held := _held_in(unit, month, seed)) and first <= held < on]
        ends = paths_on([unit.pk for unit, _held in drawn], month.replace(day=28))
        mandates, paths = mandates_of_secretaries(month), paths_on([unit.pk for unit, _held in drawn], month)
        for unit, held in drawn:
            # Whoever moved in the month is left out: where it stood then is read once a month.
            if unit.pk in mandates and unit.opened_on <= month and paths.get(unit.pk) == ends[unit.pk]:
                rows.append(_activity(unit, ends[unit.pk], mandates[unit.pk], held, seed))
    ProximityActivity.objects.bulk_create(rows, batch_size=1000)


def _premises(unit: Unit, mandate_id: int, said_on: date, at: datetime, random: Random) -> Premises:
    is_shared = random.randrange(100) < SHARED and unit.parent is not None and unit.parent.depth > 0
    return Premises(
        unit=unit,
        from_on=max(unit.opened_on, said_on - timedelta(days=random.randrange(60, 2500))),
        address=f"{random.randrange(1, 120)} {random.choice(STREETS)}، {unit.name_ar}"[:200],
        condition=random.choice(_CONDITIONS),
        sharing=Sharing.UNIT if is_shared else Sharing.ALONE,
        shared_with=unit.parent if is_shared else None,
        map_link=f"https://www.openstreetmap.org/?mlat={random.uniform(30, 35):.4f}&mlon={-random.uniform(2, 9):.4f}"
        if random.randrange(2)
        else "",
        said_on=said_on,
        said_at=at,
        mandate_id=mandate_id,
    )


def _held_in(unit: Unit, month: date, seed: int) -> date | None:
    """On which day of the month the unit did something, if it did."""
    random = Random(f"{seed}/{unit.code}/{month}/proximity")
    often = 100 if unit.code in (BRANCH, PROVINCE) else MONTHLY[unit.kind.code]
    return month.replace(day=random.randrange(1, 29)) if random.randrange(100) < often else None


def _activity(unit: Unit, path: str, mandate_id: int, held: date, seed: int) -> ProximityActivity:
    random = Random(f"{seed}/{unit.code}/{held}/activity")
    kind = random.choice(list(ProximityKind))
    return ProximityActivity(
        unit=unit,
        path=path,
        kind=kind,
        held_on=held,
        place=random.choice(PLACES),
        reached=random.randrange(12, 260),
        help_given=random.choice(HELP[kind]),
        said_on=held,
        said_at=instant(held, time(20, random.randrange(60))),
        mandate_id=mandate_id,
    )


def _units(day: date) -> list[Unit]:
    rows = Unit.objects.filter(kind__code__in=list(HOUSED), opened_on__lte=day, closed_on=None)
    return list(rows.select_related("kind", "parent").order_by("code"))


def _at(day: date, random: Random) -> datetime:
    return instant(day, time(9 + random.randrange(9), random.randrange(60)))


def mandates_of_secretaries(day: date) -> dict[int, int]:
    """Unit -> mandate of the secretary of its office on a day."""
    rows = Mandate.objects.filter(
        in_force(day), post__post_type__office=Role.SECRETARY, post__body__body_type__code=LeadingBody.OFFICE
    )
    return dict(rows.order_by("pk").values_list("post__unit_id", "pk"))
