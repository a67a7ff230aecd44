"""How an election stands on a day: its items with their days, its places, and what is done where."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from tajadur.foundation.errors import NotVisible
from tajadur.organisation.profile.vocabulary import Tree
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.placements import paths_on
from tajadur.organisation.units.queries.tree import sort_field
from tajadur.permissions.actors import Actor, InBody
from tajadur.permissions.check import may
from tajadur.permissions.matrix import Permission
from tajadur.rules.elections import (
    SCOPE_DEPTHS,
    ItemScope,
    Readiness,
    counted_day,
    gap_rank,
    is_due,
    is_due_this_week,
    item_due_on,
    judged_on,
    looked_at,
)

from ..models import ChecklistItem, ConstituencyPart, Election, ItemTick
from ..vocabulary import ElectionStatus

Places = dict[ItemScope, list["ElectionPlace"]]
_UNIT_DEPTHS = {depth: scope for scope, depth in SCOPE_DEPTHS.items() if scope is not ItemScope.CONSTITUENCY}


class ElectionPlace(NamedTuple):
    """A constituency or a unit for which items are done; ``key`` is its id, ``path`` its unit's on the day shown."""

    scope: ItemScope
    key: int
    name: str
    code: str
    unit_id: int
    path: str
    seats: int = 0
    quota: int = 0
    stations: int = 0


class DatedItem(NamedTuple):
    """An item with the last day on which it is done in time."""

    item: ChecklistItem
    scope: ItemScope
    due_on: date


class Gap(NamedTuple):
    """An item that is not done in a place; ``days_late`` is 0 while it is not due."""

    dated: DatedItem
    place: ElectionPlace
    days_late: int


class _PlaceUnit(NamedTuple):
    id: int
    path: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class ElectionReadiness:
    """What is known of an issued election on the day ``on``, within the reach of a reader.

    ``due``: the items that count by now, the most pressing first; ``judged_on``: the day by which they do. ``done``:
    item -> the keys of the places where it is done. ``units``: the nation, its regions and provinces. ``near``: those
    within reach and at or below what was asked for, also without a place; ``regions``: those of all places within
    reach, whichever of them was asked for.
    """

    election: Election
    on: date
    judged_on: date
    items: Sequence[DatedItem]
    due: Sequence[DatedItem]
    places: Places
    units: dict[int, _PlaceUnit]
    done: dict[int, frozenset[int]]
    regions: Sequence[_PlaceUnit] = ()
    near: Sequence[_PlaceUnit] = ()

    @property
    def counted_on(self) -> date:
        """The day from which is counted back."""
        return counted_day(self.election.month_on, self.election.voting_on)

    def readiness(self, places: Collection[ElectionPlace]) -> Readiness:
        """Done of what is due in these places together."""
        keys: dict[ItemScope, set[int]] = {scope: set() for scope in ItemScope}
        for place in places:
            keys[place.scope].add(place.key)
        done = sum(len(keys[dated.scope] & self.done.get(dated.item.pk, frozenset())) for dated in self.due)
        return Readiness(done, sum(len(keys[dated.scope]) for dated in self.due))

    def by_unit(self, scope: ItemScope) -> list[tuple[_PlaceUnit, Readiness]]:
        """Each region or province within reach with all that is done in it and below, by name; some have no place.

        The nation's items stand in none.
        """
        depth = SCOPE_DEPTHS[scope]
        grouped: dict[int, list[ElectionPlace]] = {row.id: [] for row in self.near if row.path.count(".") == depth + 1}
        for place in self.every_place():
            way = steps_of(place.path)
            if len(way) > depth and (depth or place.scope is ItemScope.NATION):
                grouped.setdefault(way[depth], []).append(place)
        rows = [(self.units[pk], self.readiness(places)) for pk, places in grouped.items() if pk in self.units]
        return sorted(rows, key=lambda row: (row[0].name, row[0].id))

    def every_place(self) -> list[ElectionPlace]:
        """Constituencies and units, those of each scope by name."""
        return list(_each(self.places))

    def gaps(self, scope: str = "") -> list[Gap]:
        """What is due and not done, by days late × weight."""
        return list(self._not_done(self.due, scope))

    def this_week(self, scope: str = "") -> list[Gap]:
        """What is not done and has its last day within seven days, the first to end first."""
        ending = [dated for dated in self.items if is_due_this_week(dated.due_on, self.judged_on)]
        return list(self._not_done(sorted(ending, key=lambda dated: (dated.due_on, -dated.item.weight)), scope))

    def _not_done(self, items: Sequence[DatedItem], scope: str) -> Iterator[Gap]:
        for dated in items:
            if scope and dated.scope != scope:
                continue
            done, late = self.done.get(dated.item.pk, frozenset()), max(0, (self.on - dated.due_on).days)
            for place in self.places[dated.scope]:
                if place.key not in done:
                    yield Gap(dated, place, late)


def _each(places: Places) -> Iterator[ElectionPlace]:
    return (place for of_scope in places.values() for place in of_scope)


def steps_of(path: str) -> list[int]:
    """The ids of a path from the root down."""
    return [int(step) for step in path.split(".") if step]


def issued_items(election_id: int) -> list[ChecklistItem]:
    """The checklist of an issued election, each with its ``election`` and ``owner``. Raises NotVisible. One query."""
    rows = ChecklistItem.objects.filter(election=election_id, election__standing=ElectionStatus.ISSUED)
    items = list(rows.select_related("election", "owner").order_by("-days_before", "pk"))
    if not items:
        raise NotVisible
    return items


def readiness_of(actor: Actor, election_id: int, on: date, *, under: int | None = None) -> ElectionReadiness:
    """How an issued election stands on ``on``, in the places whose figures the actor reads, at or below ``under``.

    Four queries; five of an election that took place, whose places stand where they stood then. Raises NotVisible.
    """
    items = issued_items(election_id)
    election = items[0].election
    day = looked_at(on, election.month_on, election.voting_on)
    places, units = _places(election, None if day == on else day)
    reached = {row.id for row in units.values() if may(actor, Permission.READ_FIGURES, InBody(row.id, row.path, None))}
    mark = "" if under is None else f".{under}."
    shown = {
        scope: [place for place in of_scope if place.unit_id in reached and mark in f".{place.path}"]
        for scope, of_scope in places.items()
    }
    counted_on = counted_day(election.month_on, election.voting_on)
    dated = [DatedItem(item, ItemScope(item.scope), item_due_on(counted_on, item.days_before)) for item in items]
    concerned = {place.unit_id for place in _each(places)} & reached
    crossed = {way[1] for unit in concerned if len(way := steps_of(units[unit].path)) > 1}
    judged = judged_on(on, election.voting_on)
    due = [each for each in dated if is_due(each.due_on, judged)]
    due.sort(key=lambda each: (-gap_rank(each.due_on, each.item.weight, day), each.due_on))
    regions = sorted((units[pk] for pk in crossed if pk in units), key=lambda row: (row.name, row.id))
    near = [row for row in units.values() if row.id in reached and mark in f".{row.path}"]
    return ElectionReadiness(election, day, judged, dated, due, shown, units, _done(election, day), regions, near)


def _done(election: Election, day: date) -> dict[int, frozenset[int]]:
    ticks = ItemTick.objects.filter(item__election=election, is_current=True, is_void=False, done_on__lte=day)
    rows = ticks.order_by().values_list("item").annotate(keys=ArrayAgg(Coalesce("constituency_id", "unit_id")))
    return {item: frozenset(keys) for item, keys in rows}


def _places(
    election: Election, past: date | None
) -> tuple[dict[ItemScope, list[ElectionPlace]], dict[int, _PlaceUnit]]:
    """The places of an election by scope and name, and the units above them; as of a past day, or as they stand."""
    name = "constituency__name_ar" if sort_field() == "sort_ar" else "constituency__name_latin"
    parts = ConstituencyPart.objects.filter(constituency__election=election).order_by(name, "constituency_id")
    rows: list[Any] = list(parts.annotate(label=F(name)).values_list(
        "constituency_id", "label", "constituency__code", "constituency__owner_id", "constituency__seats",
        "constituency__quota", "constituency__stations", "unit_id", "unit__path", named=True,
    ))  # fmt: skip
    owners = {row.constituency__owner_id for row in rows}
    former = paths_on(owners | {row.unit_id for row in rows}, past) if past else {}
    ways = [steps_of(former.get(row.unit_id, row.unit__path))[:3] for row in rows]
    units = _units({step for way in ways for step in way} | owners, former)
    places: Places = {scope: [] for scope in ItemScope}
    for row in {row.constituency_id: row for row in rows}.values():
        owner = row.constituency__owner_id
        place = ElectionPlace(
            ItemScope.CONSTITUENCY, row.constituency_id, row.label, row.constituency__code, owner, units[owner].path,
            row.constituency__seats, row.constituency__quota, row.constituency__stations,
        )  # fmt: skip
        places[ItemScope.CONSTITUENCY].append(place)
    concerned = {step for way in ways for step in way}
    for unit in sorted(units.values(), key=lambda each: (each.name, each.id)):
        scope = _UNIT_DEPTHS.get(unit.path.count(".") - 1)
        if scope is not None and unit.id in concerned:
            places[scope].append(ElectionPlace(scope, unit.id, unit.name, unit.code, unit.id, unit.path))
    return places, units


def _units(ids: Collection[int], former: dict[int, str]) -> dict[int, _PlaceUnit]:
    name = "name_ar" if (get_language() or "ar").startswith("ar") else "name_latin"
    down_to_provinces = Q(depth__lte=SCOPE_DEPTHS[ItemScope.PROVINCE], kind__tree=Tree.TERRITORY, closed_on=None)
    rows: Any = Unit.objects.filter(Q(pk__in=ids) | down_to_provinces).values_list("pk", "path", "code", name)
    return {pk: _PlaceUnit(pk, former.get(pk, path), code, label) for pk, path, code, label in rows}
