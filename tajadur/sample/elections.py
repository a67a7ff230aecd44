"""Two elections of the invented party: the Chamber of 2026, past once its day is, and the communal one of 2027."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from tajadur.activity.elections.models import (
    ChecklistItem,
    Constituency,
    ConstituencyCount,
    ConstituencyPart,
    Coordinator,
    Election,
    ItemTick,
)
from tajadur.activity.elections.operations.standard import STANDARD_ITEMS
from tajadur.activity.elections.queries.drafting import posts_of_scope
from tajadur.activity.elections.vocabulary import MEN, WOMEN, ElectionKind, ElectionStatus, ItemEvidence
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.actors import in_force
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.profile.vocabulary import LeadingBody
from tajadur.organisation.units.models import Unit
from tajadur.permissions.matrix import Role
from tajadur.rules.elections import SCOPE_DEPTHS, ItemScope, counted_day, item_due_on, looked_at

from .people import PROVINCE, REGION

# rooms.md §8: the Chamber of Representatives was voted on 23 September 2026; the councils of 8 September 2021 last six
# years, and their day in 2027 is not set.
CHAMBER_ON, COMMUNAL_MONTH = date(2026, 9, 23), date(2027, 9, 1)
REGIONS = (f"{REGION}.", "01.")
ISSUED_BEFORE = 50
# Of a hundred items due: those of the past election, and of the coming one.
DONE_THEN, DONE_NOW = 94, 68
_PROOFS = {
    ItemEvidence.NONE: ("",),
    ItemEvidence.NOTE: ("تم في اجتماع المكتب الإقليمي.", "أنجز بحضور كتاب الفروع."),
    ItemEvidence.REFERENCE: ("محضر 3/2026", "مقرر 12/2026", "وصل 418"),
    ItemEvidence.COUNT: ("24", "31", "18"),
}


@dataclass(frozen=True, slots=True)
class _Office:
    mandate_id: int
    post_id: int


def write_elections(*, seed: int, on: date) -> None:
    """Both elections with what the provinces of two regions said of them up to ``on``."""
    if on > CHAMBER_ON:
        issued_on = CHAMBER_ON - timedelta(days=200)
        chamber = _election(ElectionKind.REPRESENTATIVES, CHAMBER_ON.replace(day=1), CHAMBER_ON, issued_on)
        places = _constituencies(chamber, ((unit,) for unit in _units("province")), seats=3, stations=140)
        _speak(chamber, places, Random(seed + 71), DONE_THEN, on)
    issued_on = min(on, COMMUNAL_MONTH) - timedelta(days=ISSUED_BEFORE)
    communal = _election(ElectionKind.COMMUNAL, COMMUNAL_MONTH, None, issued_on)
    near = [unit for unit in _units("branch") if unit.parent is not None and _is_prepared(unit.parent)]
    places = _constituencies(communal, ((unit,) for unit in near), seats=23, stations=12)
    _speak(communal, places, Random(seed + 72), DONE_NOW, on)


def _is_prepared(province: Unit) -> bool:
    """The demo's province and every second one of its region and of another."""
    return province.code == PROVINCE or province.pk % 2 == 0


def _election(kind: ElectionKind, month_on: date, voting_on: date | None, issued_on: date) -> Election:
    chief = _chief(issued_on)
    election = Election.objects.create(
        kind=kind, month_on=month_on, voting_on=voting_on, standing=ElectionStatus.ISSUED, issued_on=issued_on,
        drafted_at=_at(issued_on - timedelta(days=9)), issued_at=_at(issued_on), mandate_id=chief,
    )  # fmt: skip
    owners = {scope: posts_of_scope(scope)[0] for scope in ItemScope}
    ChecklistItem.objects.bulk_create(
        ChecklistItem(
            election=election, name_ar=item.names[0], name_fr=item.names[1], name_en=item.names[2],
            days_before=item.days_before, scope=item.scope, owner=owners[item.scope], evidence=item.evidence,
            weight=item.weight,
        )
        for item in STANDARD_ITEMS
    )  # fmt: skip
    return election


def _chief(on: date) -> int:
    held = Mandate.objects.filter(in_force(on), post__post_type__office=Role.SECRETARY_GENERAL)
    return held.order_by("pk").values_list("pk", flat=True)[0]


def _units(kind: str) -> list[Unit]:
    rows = Unit.objects.filter(kind__code=kind, closed_on=None).select_related("parent").order_by("code")
    return [unit for unit in rows if unit.code.startswith(REGIONS)]


def _constituencies(
    election: Election, sets: Iterable[tuple[Unit, ...]], *, seats: int, stations: int
) -> list[Constituency]:
    """A constituency of each set, with a third more or fewer seats and stations."""
    parts: list[tuple[Unit, ...]] = list(sets)
    places = Constituency.objects.bulk_create(
        Constituency(
            election=election, code=units[0].code, name_ar=f"دائرة {units[0].name_ar}",
            name_latin=f"Circonscription de {units[0].name_latin}", seats=seats + at % 5, quota=seats // 4,
            stations=stations + 3 * (at % 7),
            owner_id=units[0].pk if units[0].kind.code == "province" else units[0].parent_id or 0,
        )
        for at, units in enumerate(parts)
    )  # fmt: skip
    ConstituencyPart.objects.bulk_create(
        ConstituencyPart(constituency=place, unit=unit)
        for place, units in zip(places, parts, strict=True)
        for unit in units
    )
    return places


def _speak(election: Election, places: list[Constituency], random: Random, percent: int, on: date) -> None:
    """What was done of what is due, who coordinates, and what was counted; the first place has no coordinator."""
    day = looked_at(on, election.month_on, election.voting_on)
    counted_on = counted_day(election.month_on, election.voting_on)
    offices = {day: _offices(day)}
    ticks = []
    for item in ChecklistItem.objects.filter(election=election):
        due_on = item_due_on(counted_on, item.days_before)
        if due_on > day:
            continue
        for unit_id, constituency in _where(item, places):
            done_on = max(election.issued_on or day, due_on - timedelta(days=random.randrange(25)))
            if random.randrange(100) >= percent or done_on > day:
                continue
            office = offices.setdefault(done_on, _offices(done_on)).get(unit_id)
            if office is None:
                continue
            ticks.append(
                ItemTick(
                    item=item, constituency=constituency, unit_id=unit_id, done_on=done_on,
                    evidence=random.choice(_PROOFS[ItemEvidence(item.evidence)]), said_on=done_on,
                    said_at=_at(done_on), mandate_id=office.mandate_id,
                )
            )  # fmt: skip
    ItemTick.objects.bulk_create(ticks, batch_size=1000)
    said_on = max(election.issued_on or day, day - timedelta(days=12))
    _name(places, offices.setdefault(said_on, _offices(said_on)), said_on, random)


def _where(item: ChecklistItem, places: list[Constituency]) -> list[tuple[int, Constituency | None]]:
    if item.scope == ItemScope.CONSTITUENCY:
        return [(place.owner_id, place) for place in places]
    owners = Unit.objects.filter(pk__in={place.owner_id for place in places}).values_list("path", flat=True)
    depth = SCOPE_DEPTHS[ItemScope(item.scope)]
    return [(unit, None) for unit in sorted({int(path.split(".")[depth]) for path in owners})]


def _name(places: list[Constituency], offices: dict[int, _Office], said_on: date, random: Random) -> None:
    """Coordinators, the secretary of the branch or else of the province, and counts of seven places in ten."""
    parts = dict(ConstituencyPart.objects.filter(constituency__in=places).values_list("constituency_id", "unit_id"))
    words = {"said_on": said_on, "said_at": _at(said_on)}
    coordinators, counts = [], []
    for at, place in enumerate(places):
        office = offices.get(place.owner_id)
        if office is None:
            continue
        own = {"constituency": place, "unit_id": place.owner_id, "mandate_id": office.mandate_id, **words}
        named = offices.get(parts[place.pk], office)
        if at and random.randrange(100) < 90:
            coordinators.append(Coordinator(post_id=named.post_id, **own))
        if random.randrange(100) < 70:
            representatives = place.stations * random.randrange(40, 101) // 100
            trained = representatives * random.randrange(30, 101) // 100
            shares = dict.fromkeys((*WOMEN, *MEN), 0)
            for _seat in range(place.seats):
                shares[random.choice((*WOMEN[:3], *MEN))] += 1
            counts.append(ConstituencyCount(representatives=representatives, trained=trained, **shares, **own))
    Coordinator.objects.bulk_create(coordinators, batch_size=1000)
    ConstituencyCount.objects.bulk_create(counts, batch_size=1000)


def _offices(day: date) -> dict[int, _Office]:
    """Unit -> mandate and post of the secretary of the body that leads it on a day."""
    rows = Mandate.objects.filter(
        in_force(day), post__post_type__office=Role.SECRETARY, post__body__body_type__code__in=LeadingBody
    )
    values = rows.order_by("pk").values_list("post__unit_id", "pk", "post_id")
    return {unit: _Office(mandate, post) for unit, mandate, post in values}


def _at(day: date) -> datetime:
    return instant(day, time(10, 30))
