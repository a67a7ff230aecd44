"""A table as read: rows of texts, each cell written one way whatever kind it had in the file."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from .limits import LONGEST_CELL

# What a cell holds when it has no value that could be taken. SUB cannot come from a cell: it is made a blank there.
FORMULA = "\x1a formula"
ERROR = "\x1a error"
_words = str.split
_MIDNIGHT = time()
# Errors as spreadsheets write them into CSV, in English and in French.
_ERRORS = frozenset(
    _words("#N/A #REF! #VALUE! #VALEUR! #DIV/0! #NAME? #NOM? #NUM! #NOMBRE! #NULL! #NUL! #SPILL! #CALC!")
)


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet of a file: its name (empty for CSV) and its rows from the first one of the sheet on."""

    name: str
    rows: list[list[str]]

    @property
    def filled(self) -> int:
        """How many rows have something in them."""
        return sum(1 for row in self.rows if any(row))


@dataclass(frozen=True, slots=True)
class Extent:
    """What a look into the file says of a sheet before it is read: its size, and cells with a formula or an error."""

    height: int
    width: int
    bad: dict[tuple[int, int], str]

    @property
    def cells(self) -> int:
        """How many cells reading it would make."""
        return self.height * self.width


def as_text(value: Any) -> str:
    """A value in one writing: whole numbers without a point, days as 2026-05-21, texts as they are."""
    if isinstance(value, str):
        text = value.replace("\x1a", " ").strip()[:LONGEST_CELL]
        # A column too narrow for its days or numbers is exported as a row of signs.
        return ERROR if text in _ERRORS or (text[:3] == "###" and not text.strip("#")) else text
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == _MIDNIGHT else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return "" if value is None else str(value)


def filled_down(rows: list[list[str]], merged: Collection[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Cells merged over several rows show one value for all of them: each row gets it. Rows are changed in place."""
    for (top, left), (bottom, _right) in merged:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        for row in rows[top + 1 : bottom + 1]:
            if left < len(row) and not row[left]:
                row[left] = rows[top][left]
