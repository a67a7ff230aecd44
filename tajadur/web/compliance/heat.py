"""The heatmap of the units below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tajadur.compliance.choices import DirectiveSummary, PeriodColumn
from tajadur.compliance.counting import Count
from tajadur.compliance.rows import UnitRow
from tajadur.compliance.unit import UnitPage
from tajadur.foundation.formats import is_year_left_out
from tajadur.web.components.heat import HeatCell, HeatColumn, HeatRow, heat_table

from .labels import column_short
from .table import gone_words

_WHOLE, _LEFT_OUT = "list=denominator", "list=left_out"


def heat(page: UnitPage, records: frozenset[int], *, on: date) -> SafeString:
    """Units by periods; a cell leads to the obligation (of the units in ``records``) or to the list behind it."""
    if page.chosen is None:
        return SafeString("")
    asked = page.chosen.directive
    ways = _Ways.of(asked, page.columns)
    names = {unit.id: unit.name for unit in page.around.children}
    rows = [
        HeatRow(
            row.unit.name,
            _cells(row.unit.id, row.cells, ways, row.unit.id in records),
            url=f"{ways.unit}{row.unit.id}/?directive={asked.code}",
            note=_note(row, page.unit.id, names, on),
        )
        for row in page.rows
    ]
    total = _cells(page.unit.id, [count for _column, count in page.months], ways, False)
    return heat_table(
        columns=_columns(asked, page.columns),
        rows=rows,
        total=HeatRow(_("Together"), total),
        label=_("Units by periods, scrollable"),
        heading=page.rows[0].unit.kind_name,
    )


def _note(row: UnitRow, here: int, names: Mapping[int, str], on: date) -> str:
    """Beside the name: that the unit is gone, or which unit between it stands under."""
    if row.is_gone:
        return gone_words(row.unit, on)
    return "" if row.unit.parent_id == here else names.get(row.unit.parent_id or 0, "")


def _columns(asked: DirectiveSummary, columns: Sequence[PeriodColumn]) -> list[HeatColumn]:
    """The heads: the month or week, with its year under the first one and under the first of January."""
    years = [None, *(column.start.year for column in columns)]
    return [
        HeatColumn(
            column_short(asked, column),
            note=str(column.start.year) if is_year_left_out(column.key) and column.start.year != before else "",
            current=place == len(columns) - 1,
        )
        for place, (column, before) in enumerate(zip(columns, years, strict=False))
    ]


@dataclass(frozen=True, slots=True)
class _Ways:
    """Where cells lead, worked out once for the table: addresses before and after the unit's id."""

    unit: str
    record: str
    reporting: str
    so_far: str
    queries: list[str]

    @classmethod
    def of(cls, asked: DirectiveSummary, columns: Sequence[PeriodColumn]) -> "_Ways":
        """The ways of one directive; ``queries`` has one entry per column."""
        return cls(
            unit=_before_id("compliance:unit"),
            record=_before_id("obligations:detail"),
            reporting=_before_id("compliance:figure", "reporting"),
            so_far=_before_id("compliance:figure", "so_far"),
            queries=[f"/?directive={asked.code}&period={column.key}&{_WHOLE}" for column in columns],
        )


def _before_id(route: str, *args: object) -> str:
    return reverse(route, args=[*args, 0]).removesuffix("0/")


def _cells(unit_id: int, counts: Sequence[Count], ways: _Ways, opens_record: bool) -> list[HeatCell]:
    reporting, so_far = f"{ways.reporting}{unit_id}", f"{ways.so_far}{unit_id}"
    cells = []
    for count, query in zip(counts, ways.queries, strict=True):
        running = count.pending > 0
        mark = count.mark
        if opens_record and count.rows == 1:
            url = f"{ways.record}{count.first_id}/"
        else:
            url = (so_far if running else reporting) + (query if count.whole else query.replace(_WHOLE, _LEFT_OUT))
        cells.append(HeatCell(count.part, count.whole, url, count.late, running, mark))
    return cells
