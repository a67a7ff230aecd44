"""A row per unit below: its periods side by side, and how much it needs somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tajadur.rules.forecast import Verdict
from tajadur.rules.need import need

from .choices import DirectiveSummary, PeriodColumn
from .congresses import NONE, Congresses
from .counting import Count, Counts, together
from .editions import Edition
from .summary import reporting_of, share
from .unit_summaries import UnitSummary


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit: its count in the period chosen, one count per period, need (for sorting only), congress.

    ``is_gone``: it was closed or moved elsewhere since, and stands here for the periods it was below.
    """

    unit: UnitSummary
    count: Count
    cells: list[Count]
    recent: Count
    need: int
    is_mine: bool
    edition: Edition | None
    verdict: Verdict | None
    is_gone: bool = False

    @property
    def shares(self) -> list[int | None]:
        """The reporting share of each period in percent; None where there is none."""
        return [share(cell, "reported") for cell in self.cells]


def rows_of(
    units: Sequence[UnitSummary],
    shown: DirectiveSummary,
    columns: Sequence[PeriodColumn],
    counts: Counts,
    *,
    on: date,
    column: PeriodColumn | None,
    recent: Sequence[PeriodColumn],
    gone: Sequence[UnitSummary] = (),
    congresses: Congresses = NONE,
    mine: frozenset[int] = frozenset(),
) -> list[UnitRow]:
    """A row per unit, those in most need first, those that are gone last; ``recent`` periods tell the need."""
    statuses = {status.unit.id: status for status in congresses.statuses}
    rows = []
    for unit in (*units, *gone):
        cells = [counts.child(shown.id, unit.id, column) for column in columns]
        lately = together([counts.child(shown.id, unit.id, column) for column in recent])
        congress = statuses.get(unit.id)
        edition, verdict = (congress.edition, congress.verdict) if congress else (None, None)
        weight = need(
            reporting=reporting_of(lately),
            severe_cases=unit.severe_cases,
            vacant_secretary=unit.is_vacant(on),
            congress_will_miss=verdict is not None and verdict.is_missed,
        )
        count = counts.child(shown.id, unit.id, column)
        rows.append(UnitRow(unit, count, cells, lately, weight, unit.id in mine, edition, verdict, unit in gone))
    return sorted(rows, key=lambda row: (row.is_gone, -row.need))
