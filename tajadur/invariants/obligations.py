"""Obligations: each asked once, with the facts that follow from what was submitted, declared, released, programmed."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from tajadur.activity.declarations.models import Declaration
from tajadur.duties.obligations.models import Fulfilment, Obligation, Release
from tajadur.foundation.calendar import civil_day
from tajadur.rules.periods import Period

from .as_of import AsOf
from .expected_periods import ExpectedPeriods
from .grouping import unit_groups
from .placements import PlacementsByDay

ROW = (
    "pk", "directive_id", "unit_id", "period_key", "addressee", "period_start", "period_end", "calendar", "held_on",
    "filed_on", "submitted_at", "source_kind", "source_id", "cancelled_on", "excused_on", "not_held_on",
    "not_held_withdrawn_on", "extended_until", "extension_granted_on", "reopened_on", "programmed_on",
    "directive__fulfilment", "directive__body_type_id",
)  # fmt: skip
SUBMITTED = (
    "source_kind", "source_id", "unit_id", "body_type_id", "obligation_id", "held_on", "filed_on", "submitted_at",
    "superseded_at",
)  # fmt: skip
ASKED = (
    "pk", "directive_id", "unit_id", "period_key", "path", "period_start", "period_end", "due_on", "cancelled_on",
    "cancelled_because", "filed_on", "not_held_on", "directive__standing", "directive__withdrawn_on",
)  # fmt: skip
LOOK_AHEAD = timedelta(days=800)  # further than any pass opens


def expected_periods_owed_once(as_of: AsOf) -> Iterator[str]:
    """One row for each (unit, directive, period) asked; none missing, none twice, ancestors of its last day."""
    placements = PlacementsByDay()
    live = LiveRows()
    rows: dict[tuple[int, int, str], list[Any]] = defaultdict(list)
    for row in Obligation.objects.filter(addressee=0).values_list(*ASKED, named=True).iterator(5000):
        rows[row.directive_id, row.unit_id, row.period_key].append(row)
    on = as_of.on if as_of.passes_run else as_of.on - timedelta(days=366)
    for expected in ExpectedPeriods(placements).begun_by(as_of.on + LOOK_AHEAD):
        owed = rows.pop((expected.directive_id, expected.unit_id, expected.period_key), [])
        what = f"{expected.directive} of unit {expected.unit} for {expected.period_key}"
        if not owed and live.cover(expected.directive_id, expected.unit_id, expected.period):
            continue
        if len(owed) > 1 or (not owed and expected.is_certain and expected.period.start <= on):
            yield f"{what} has {len(owed)} rows"
        elif not owed:
            continue
        elif (owed[0].period_start, owed[0].period_end) != (expected.period.start, expected.period.end):
            yield f"{what} has days of another period"
        elif as_of.passes_run and owed[0].path != expected.path:
            yield f"{what} has path {owed[0].path}, its unit stood at {expected.path}"
        elif owed[0].cancelled_because == "closed" and not owed[0].filed_on:
            yield f"{what} is cancelled although the unit was open"
    for (_directive, unit_id, key), owed in rows.items():
        if len(owed) > 1:
            yield f"unit {unit_id} has {len(owed)} rows for {key}"
        yield from (
            f"unit {unit_id} owes {key} (obligation {row.pk}), which nothing asks" for row in filter(_lives, owed)
        )


def _lives(row: Any) -> bool:
    """Is it owed still? Answered, it stays whatever is asked since; of a directive withdrawn, what was due before."""
    if row.filed_on is not None or row.cancelled_on is not None or row.not_held_on is not None:
        return False
    return row.directive__withdrawn_on is None or bool(row.due_on >= row.directive__withdrawn_on)


def facts_follow(as_of: AsOf) -> Iterator[str]:
    """The stored facts equal those recomputed from submissions, declarations and releases."""
    for units in unit_groups():
        expected = _ExpectedFacts(units)
        for row in Obligation.objects.filter(unit_id__in=units).values(*ROW).iterator(2000):
            for name, value in expected.of(row):
                if row[name] != value:
                    yield f"obligation {row['pk']} ({row['period_key']}) has {name} {row[name]}, it should be {value}"


class LiveRows:
    """The calendar periods of each unit that are asked or answered: no two share a day, so no report counts twice."""

    def __init__(self) -> None:
        self._spans: dict[tuple[int, int], list[tuple[str, date, date]]] = defaultdict(list)
        rows = Obligation.objects.filter(Q(cancelled_on=None) | Q(filed_on__isnull=False), calendar=True, addressee=0)
        columns = ("directive_id", "unit_id", "period_key", "period_start", "period_end")
        for directive_id, unit_id, key, start, end in rows.values_list(*columns):
            self._spans[directive_id, unit_id].append((key, start, end))

    def cover(self, directive_id: int, unit_id: int, period: Period) -> bool:
        """Does another period take a day of this one?"""
        return any(
            key != period.key and start <= period.end and period.start <= end
            for key, start, end in self._spans[directive_id, unit_id]
        )


class _ExpectedFacts:
    """What each fact should be, from the tables of what happened."""

    def __init__(self, units: list[int]) -> None:
        self.calendar: dict[tuple[int, int], list[tuple[int, date, date, date | None]]] = defaultdict(list)
        spans = Obligation.objects.filter(calendar=True, unit_id__in=units).values_list(
            "directive_id", "unit_id", "pk", "period_start", "period_end", "cancelled_on"
        )
        for directive_id, unit_id, pk, start, end, cancelled_on in spans.iterator(5000):
            self.calendar[directive_id, unit_id].append((pk, start, end, cancelled_on))
        self.by_unit: dict[int, list[Any]] = defaultdict(list)
        self.by_source: dict[tuple[str, int], list[Any]] = defaultdict(list)
        submitted = Fulfilment.objects.filter(unit_id__in=units).order_by("submitted_at", "pk")
        for row in submitted.values_list(*SUBMITTED, named=True):
            self.by_source[row.source_kind, row.source_id].append(row)
            if row.superseded_at is None:
                self.by_unit[row.unit_id].append(row)
        self.releases: dict[int, list[Release]] = defaultdict(list)
        for release in Release.objects.filter(obligation__unit_id__in=units).order_by("decided_at", "pk"):
            self.releases[release.obligation_id].append(release)
        not_held = Declaration.objects.filter(kind="not_held", unit_id__in=units).order_by("submitted_at", "pk")
        self.not_held = {row.obligation_id: row for row in not_held}
        starts = Obligation.objects.filter(calendar=False, unit_id__in=units).order_by("period_start")
        self.starts: dict[tuple[int, int, int], list[date]] = defaultdict(list)
        for unit_id, directive_id, addressee, start in starts.values_list(
            "unit_id", "directive_id", "addressee", "period_start"
        ):
            self.starts[unit_id, directive_id, addressee].append(start)

    def of(self, row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        chosen = min(
            (self._dated(row, fulfilment) for fulfilment in self._fulfilling(row)),
            default=None,
            key=lambda dated: (dated[0], dated[1]),
        )
        names = ("submitted_at", "source_kind", "source_id", "filed_on", "held_on")
        empty = (None, "", None, None, None)
        yield from zip(names, (chosen[0], *chosen[1], *chosen[2:]) if chosen else empty, strict=True)
        given = {release.kind: release for release in self.releases[row["pk"]]}
        yield from zip(("extended_until", "extension_granted_on"), self._extension(row["pk"]), strict=True)
        yield "excused_on", given["excuse"].decided_on if "excuse" in given else None
        yield "reopened_on", given["reopening"].decided_on if "reopening" in given else None
        declared = self.not_held.get(row["pk"])
        if declared is None:
            yield "not_held_on", None
        elif declared.withdrawn_at is None:
            yield "not_held_on", declared.submitted_on
            yield "not_held_withdrawn_on", None
        elif row["not_held_on"] is not None:
            yield "not_held_on", declared.submitted_on
            yield "not_held_withdrawn_on", civil_day(declared.withdrawn_at)

    def _extension(self, pk: int) -> tuple[date | None, date | None]:
        """The latest grant counts; one given while another runs keeps the day of the first."""
        until, granted_on = None, None
        for release in self.releases[pk]:
            if release.kind == "extension":
                granted_on = granted_on if until and release.decided_on <= until else release.decided_on
                until = release.until
        return until, granted_on

    def _fulfilling(self, row: dict[str, Any]) -> Iterator[Any]:
        later = [
            start
            for start in self.starts[row["unit_id"], row["directive_id"], row["addressee"]]
            if start > row["period_start"]
        ]
        for fulfilment in self.by_unit[row["unit_id"]]:
            if not _is_inside(row, fulfilment.held_on):
                continue
            if row["cancelled_on"] and row["calendar"] and self._counts_elsewhere(row, fulfilment.held_on):
                continue
            by_meeting = fulfilment.obligation_id is None and row["directive__fulfilment"] == "meeting"
            if by_meeting and fulfilment.body_type_id == row["directive__body_type_id"]:
                if row["calendar"] or not later or fulfilment.held_on < later[0]:
                    yield fulfilment
            elif fulfilment.obligation_id == row["pk"]:
                yield fulfilment

    def _counts_elsewhere(self, row: dict[str, Any], held_on: date) -> bool:
        """Did another frequency take the place of this row on that day? Of those cancelled the last decided counts."""
        decided = (row["cancelled_on"], row["pk"])
        return any(
            start <= held_on <= end and (cancelled_on or date.max, pk) > decided
            for pk, start, end, cancelled_on in self.calendar[row["directive_id"], row["unit_id"]]
        )

    def _dated(self, row: dict[str, Any], fulfilment: Any) -> tuple[Any, ...]:
        """Sortable: (submitted_at, source, filed_on, held_on); the first version inside the period dates it."""
        first = next(
            f for f in self.by_source[fulfilment.source_kind, fulfilment.source_id] if _is_inside(row, f.held_on)
        )
        return first.submitted_at, (fulfilment.source_kind, fulfilment.source_id), first.filed_on, fulfilment.held_on


def _is_inside(row: dict[str, Any], day: date) -> bool:
    return row["period_start"] <= day and (day <= row["period_end"] or not row["calendar"])
