"""The filled rows under the headings, as column key -> text, each with its number in the sheet."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import BadInput
from .layout import Headings, Layout, repeats_headings
from .limits import MOST_ROWS
from .tables import ERROR, FORMULA, Table


@dataclass(frozen=True, slots=True)
class Line:
    """A row as typed: its number in the sheet and its cells; ``bad`` names the columns without a value to take."""

    number: int
    cells: dict[str, str]
    bad: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowFlaw:
    """Why a row cannot be taken, or what is to be known of it: its number, the column, a code, what its sentence shows.

    Row 0 stands for the whole sheet.
    """

    row: int
    field: str
    code: str
    params: dict[str, Any] = dataclasses.field(default_factory=dict)


def lines_of(table: Table, headings: Headings, layout: Layout, once: Mapping[str, str] | None = None) -> list[Line]:
    """The rows that have something in a column of ours. ``once``: key -> what every row says that says nothing itself.

    Raises BadInput on ``file``: sheet_empty, sheet_too_many.
    """
    lines = []
    for number, row in enumerate(table.rows[headings.row + 1 :], start=headings.row + 2):
        cells = {key: row[at] for at, key in headings.keys.items() if at < len(row) and row[at]}
        if not cells or repeats_headings(row, layout):
            continue
        bad = {key: code for key, text in cells.items() if (code := _bad(text))}
        lines.append(Line(number, {**(once or {}), **cells}, bad))
        if len(lines) > MOST_ROWS:
            raise BadInput("file", "sheet_too_many", most=MOST_ROWS)
    if not lines:
        raise BadInput("file", "sheet_empty")
    return lines


def flaws_of(lines: list[Line]) -> list[RowFlaw]:
    """What stands in the cells instead of values: formula, cell_error."""
    return [RowFlaw(line.number, key, code) for line in lines for key, code in line.bad.items()]


def _bad(text: str) -> str:
    """A formula, an error, or text that a spreadsheet would run; «+» and «-» lead a number only."""
    if text in {FORMULA, ERROR}:
        return "formula" if text == FORMULA else "cell_error"
    runs = text[0] in "=@" or (text[0] in "+-" and not text[1:].lstrip(" (")[:1].isdecimal())
    return "formula" if runs and text != "-" else ""
