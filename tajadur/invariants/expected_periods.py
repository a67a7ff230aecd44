"""What the directives ask of each unit, from the pure rules alone: unit by unit, without the SQL of the engine."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tajadur.duties.directives.models import Directive, DirectiveException
from tajadur.foundation.calendar import civil_day
from tajadur.organisation.units.models import Unit
from tajadur.registry.audit.models import AuditEntry
from tajadur.rules.periods import CALENDAR_TYPES, DayMonth, Period, periods_between

from .placements import PlacementsByDay


@dataclass(frozen=True, slots=True)
class OwedPeriod:
    """One unit owes one period of one directive; not ``is_certain``: it may, what was decided late left it open."""

    directive_id: int
    unit_id: int
    period_key: str
    directive: str
    unit: str
    period: Period
    path: str
    is_certain: bool = True


class ExpectedPeriods:
    """Everything the issued directives ask in periods that began by a day."""

    def __init__(self, placements: PlacementsByDay) -> None:
        self._placements = placements
        self._exceptions: dict[int, list[DirectiveException]] = defaultdict(list)
        for row in DirectiveException.objects.exclude(standing="draft"):
            if row.standing == "issued" or row.reaches_to is not None:
                self._exceptions[row.directive_id].append(row)
        self._units: dict[int, list[Unit]] = defaultdict(list)
        for unit in Unit.objects.order_by("pk"):
            self._units[unit.kind_id].append(unit)
        entered = AuditEntry.objects.filter(act="open_unit", subject_kind="unit").values_list("subject_id", "at")
        self._entered = {unit_id: civil_day(at) for unit_id, at in entered}

    def begun_by(self, on: date) -> Iterator[OwedPeriod]:
        """What is asked; what was decided or entered after the period was over opens nothing, and is not certain."""
        for directive in (
            Directive.objects.filter(standing="issued").exclude(fulfilment__in=("acknowledge", "filing")).order_by("pk")
        ):
            types = set(directive.over_time.period_types)
            types |= {row.period_type for row in self._exceptions[directive.pk]}
            for kind in sorted(types - {""}):
                for period in _periods(directive, kind, on):
                    yield from self._of_period(directive, kind, period)

    def entered_on(self, unit_id: int) -> date:
        """The day the unit was entered here; long ago for the territory of the installation."""
        return self._entered.get(unit_id, date.min)

    def _of_period(self, directive: Directive, kind: str, period: Period) -> Iterator[OwedPeriod]:
        for unit in self._units[directive.unit_kind_id]:
            opened = unit.opened_on <= (period.end if directive.owed_if_opened_inside else period.start)
            closed = unit.closed_on is not None and unit.closed_on <= period.end
            if not opened or closed:
                continue
            path = self._placements.path(unit.pk, period.end)
            if path is None or (directive.subtree_id and f".{directive.subtree_id}." not in f".{path}"):
                continue
            governing = self._type_for(directive, period, unit.pk, path)
            if governing is None or governing == kind:
                certain = governing is not None and self.entered_on(unit.pk) <= period.end
                yield OwedPeriod(directive.pk, unit.pk, period.key, directive.code, unit.code, period, path, certain)

    def _type_for(self, directive: Directive, period: Period, unit_id: int, path: str) -> str | None:
        """The frequency that governs the unit on the last day of the period; None when that was decided later."""
        governing = [
            row
            for row in self._exceptions[directive.pk]
            if (row.reaches_from or row.from_on) <= period.end <= (row.reaches_to or row.to_on)
            and (row.unit_id == unit_id or (row.whole_subtree and f".{row.unit_id}." in f".{path}"))
        ]
        if governing:
            nearest = max(
                governing, key=lambda row: (f".{path}".find(f".{row.unit_id}."), row.standing == "issued", row.pk)
            )
            return nearest.period_type if nearest.decided_on and nearest.decided_on <= period.end else None
        return directive.over_time.period_type_on(period.start)


def _periods(directive: Directive, kind: str, on: date) -> Iterator[Period]:
    opens = (
        DayMonth(directive.opens_day, directive.opens_month) if directive.opens_day and directive.opens_month else None
    )
    by = DayMonth(directive.by_day, directive.by_month) if directive.by_day and directive.by_month else None
    once = (directive.once_opens_on, directive.once_by_on) if directive.once_opens_on and directive.once_by_on else None
    for period in periods_between(kind, directive.in_force_from, on, opens=opens, by=by, once=once):
        first = period.start if kind in CALENDAR_TYPES else period.end
        ends_in_force = directive.in_force_to is None or period.end <= directive.in_force_to
        if directive.in_force_from <= first and ends_in_force and period.start <= on:
            yield period
