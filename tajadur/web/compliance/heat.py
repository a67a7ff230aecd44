"""The heatmap of the units below."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tajadur.compliance.choices import Asked, Column
from tajadur.compliance.counting import Count
from tajadur.compliance.unit import UnitPage
from tajadur.web.components.heat import HeatCell, HeatColumn, HeatRow, heat_table

from .drawing import link, record_link
from .words import column_short


def heat(page: UnitPage, records: frozenset[int]) -> SafeString:
    """Units by periods; a cell leads to the obligation (for who reads the record) or to the list behind it."""
    if page.chosen is None:
        return SafeString("")
    asked = page.chosen.directive
    names = {unit.id: unit.name for unit in page.around.children}
    rows = [
        HeatRow(
            row.unit.name,
            _cells(row.unit.id, asked, page.columns, row.cells, row.unit.id in records),
            url=link("compliance:unit", row.unit.id, directive=asked.code),
            note="" if row.unit.parent_id == page.unit.id else names.get(row.unit.parent_id or 0, ""),
        )
        for row in page.rows
    ]
    total = _cells(page.unit.id, asked, page.columns, [count for _column, count in page.months], False)
    return heat_table(
        columns=_columns(asked, page.columns),
        rows=rows,
        total=HeatRow(_("Together"), total),
        label=_("Units by periods, scrollable"),
        heading=page.rows[0].unit.kind_name,
    )


def _columns(asked: Asked, columns: Sequence[Column]) -> list[HeatColumn]:
    """The heads: the month, with its year under the first one and under January."""
    return [
        HeatColumn(
            column_short(asked, column),
            note=str(column.start.year) if len(column.key) == 7 and (place == 0 or column.start.month == 1) else "",
            current=place == len(columns) - 1,
        )
        for place, column in enumerate(columns)
    ]


def _cells(
    unit_id: int, asked: Asked, columns: Sequence[Column], counts: Sequence[Count], opens_record: bool
) -> list[HeatCell]:
    pages = {kind: reverse("compliance:figure", args=[kind, unit_id]) for kind in ("reporting", "so_far")}
    cells = []
    for column, count in zip(columns, counts, strict=True):
        if opens_record and count.rows == 1:
            url = record_link(count.first_id)
        else:
            kind = "so_far" if count.is_running else "reporting"
            url = f"{pages[kind]}?directive={asked.code}&period={column.key}&list=denominator"
        cells.append(HeatCell(count.part, count.whole, url, count.late, count.is_running))
    return cells
