"""A sheet of an XLSForm row by row: its columns known by their headings, every cell that is not read refused."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..errors import BadInput
from ..sheets.limits import LONGEST_CELL
from ..sheets.tables import ERROR, FORMULA, Table
from ..text import clean_line, clean_text
from .xlsform_words import TRANSLATED, column_of, language_of

_NO_COLUMN = -1


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell that cannot be taken: sheet, number of the row, letter of the column, its heading, what it holds, why."""

    sheet: str
    row: int
    letter: str
    heading: str
    value: str
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormRow:
    """One filled row: its number, plain cells by column, and translated ones by column and language."""

    number: int
    cells: dict[str, str]
    texts: dict[str, dict[str, str]]


@dataclass
class FormSheet:
    """A sheet with its headings read: column -> place, and the languages as written."""

    name: str
    table: Table
    refusals: list[Refusal] = field(default_factory=list)
    places: dict[tuple[str, str], int] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._unread: dict[int, str] = {}
        for at, heading in enumerate(self.table.rows[0] if self.table.rows else ()):
            if heading:
                self._heading(at, heading)

    def _heading(self, at: int, heading: str) -> None:
        named = column_of(self.name, heading)
        code = language_of(named[1]) if named and named[1] else ""
        if named is None:
            self._unread[at] = "column_unread"
        elif code is None:
            self._unread[at] = "language_unknown"
        elif (named[0], code) in self.places or self.headings.get(code, named[1]) != named[1]:
            self._unread[at] = "column_twice"
        else:
            self.places[named[0], code] = at
            if named[0] in TRANSLATED:
                self.headings[code] = named[1]

    def refuse(self, row: int, column: str, code: str, params: Mapping[str, Any] | None = None) -> None:
        """Refuse the cell of ``column`` in this row; a column the sheet lacks is named without a letter."""
        at = next((place for (name, _), place in self.places.items() if name == column), _NO_COLUMN)
        self._refuse_at(row, at, code, params or {}, column)

    def _refuse_at(self, row: int, at: int, code: str, params: Mapping[str, Any], column: str = "") -> None:
        heading = self._cell(0, at) or column
        letter = letter_of(at) if at >= 0 else ""
        value = self._cell(row - 1, at).removeprefix("\x1a ")[:80]
        self.refusals.append(Refusal(self.name, row, letter, heading, value, code, params))

    def _cell(self, row: int, at: int) -> str:
        rows = self.table.rows
        return rows[row][at] if 0 <= row < len(rows) and 0 <= at < len(rows[row]) else ""

    def rows(self) -> Iterator[FormRow]:
        """The filled rows under the headings; cells that are not read are refused on the way."""
        for number in range(2, len(self.table.rows) + 1):
            row = self.table.rows[number - 1]
            if not any(row):
                continue
            for at, cell in enumerate(row):
                if cell and at in self._unread:
                    self._refuse_at(number, at, self._unread[at], {})
                elif cell and not self._cell(0, at):
                    self._refuse_at(number, at, "column_without_heading", {})
            yield self._row(number)

    def _row(self, number: int) -> FormRow:
        cells: dict[str, str] = {}
        texts: dict[str, dict[str, str]] = {name: {} for name in TRANSLATED}
        for (column, language), at in self.places.items():
            if not (text := self._taken(number, column, at)):
                continue
            if column in TRANSLATED:
                texts[column][language] = text
            else:
                cells[column] = text
        return FormRow(number, cells, texts)

    def _taken(self, number: int, column: str, at: int) -> str:
        cell = self._cell(number - 1, at)
        if cell in {FORMULA, ERROR}:
            self._refuse_at(number, at, "cell_formula", {})
            return ""
        if len(cell) >= LONGEST_CELL:
            self._refuse_at(number, at, "cell_too_long", {"most": LONGEST_CELL - 1})
            return ""
        try:
            clean = clean_text if column in TRANSLATED else clean_line
            return clean(cell, limit=LONGEST_CELL)
        except BadInput as problem:
            self._refuse_at(number, at, problem.code, problem.params)
            return ""


def letter_of(at: int) -> str:
    """The name of a column in a spreadsheet: A, B, …, AA."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
