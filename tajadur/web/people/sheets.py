"""Reading a sheet of people: XLSX, or CSV in the encodings that offices use. Nothing of the file is kept."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tajadur.foundation.arabic import fold
from tajadur.foundation.errors import BadInput
from tajadur.foundation.text import clean_line

from .columns import NEEDED, TITLES, known_titles

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 3000
MOST_COLUMNS = 40
MOST_UNPACKED = 24 * 1024 * 1024
LONGEST_CELL = 2000
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_FORMULA = "\x1a formula"  # cannot come from a cell: controls are refused there


@dataclass(frozen=True, slots=True)
class Line:
    """A row as typed: its number in the sheet, column key -> text, and the columns that hold a formula."""

    number: int
    cells: dict[str, str]
    formulas: tuple[str, ...] = ()


def read_sheet(data: bytes) -> list[Line]:
    """The filled rows under the titles. Raises BadInput on ``file``: sheet_too_big, sheet_old, sheet_unreadable,
    sheet_empty, sheet_too_many, column_missing, column_unknown, column_twice."""
    if len(data) > MOST_BYTES:
        raise BadInput("file", "sheet_too_big")
    if data.startswith(_OLD_EXCEL):
        raise BadInput("file", "sheet_old")
    rows = _from_xlsx(data) if data.startswith(b"PK") else _from_csv(data)
    try:
        titles = next(rows, [])
        columns = _columns(titles)
        lines = list(_lines(rows, columns))
    except (csv.Error, UnicodeError):
        raise BadInput("file", "sheet_unreadable") from None
    if not lines:
        raise BadInput("file", "sheet_empty")
    return lines


def _lines(rows: Iterator[list[str]], columns: dict[int, str]) -> Iterator[Line]:
    filled = 0
    for number, row in enumerate(rows, start=2):
        cells = {key: row[at] for at, key in columns.items() if at < len(row) and row[at].strip()}
        if not cells:
            continue
        filled += 1
        if filled > MOST_ROWS:
            raise BadInput("file", "sheet_too_many", most=MOST_ROWS)
        formulas = tuple(key for key, text in cells.items() if _is_formula(text))
        yield Line(number, {key: text[:LONGEST_CELL] for key, text in cells.items()}, formulas)


def _is_formula(text: str) -> bool:
    """A formula, or text that a spreadsheet would run as one; «+» leads a telephone number only."""
    bare = text.strip()
    return text == _FORMULA or bare[:1] in {"=", "@"} or (bare[:1] in {"+", "-"} and not bare[1:2].isdigit())


def _columns(titles: Sequence[str]) -> dict[int, str]:
    """Place -> key of the columns, by their titles in any language, in any order."""
    known = known_titles()
    columns: dict[int, str] = {}
    for at, title in enumerate(titles):
        if not title.strip():
            continue
        key = known.get(fold(title[:LONGEST_CELL]))
        if key is None:
            raise BadInput("file", "column_unknown", title=_shown(title))
        if key in columns.values():
            raise BadInput("file", "column_twice", title=TITLES[key])
        columns[at] = key
    for key in NEEDED:
        if key not in columns.values():
            raise BadInput("file", "column_missing", title=TITLES[key])
    return columns


def _shown(title: str) -> str:
    try:
        return clean_line(title[:60].replace("\0", " "))[:40]
    except BadInput:
        return "?"


def _from_csv(data: bytes) -> Iterator[list[str]]:
    text = _decoded(data)
    first = text.split("\n", 1)[0]
    separator = max(";,\t", key=first.count)
    return iter(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def _decoded(data: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16, else the Windows code page of Arabic."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif data[:200].count(b"\0") > 20:
        encodings = ("utf-16-le" if data[1:200:2].count(b"\0") >= data[:200:2].count(b"\0") else "utf-16-be",)
    else:
        encodings = ("utf-8-sig", "windows-1256")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput("file", "sheet_unreadable")


def _from_xlsx(data: bytes) -> Iterator[list[str]]:
    from openpyxl import load_workbook  # four megabytes, in no process that reads no sheet

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise BadInput("file", "sheet_too_big")
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        # The numbers of rows are those of the sheet: empty ones in between are counted too.
        rows = [[_cell(cell) for cell in row] for row in sheet.iter_rows(max_row=MOST_ROWS * 4, max_col=MOST_COLUMNS)]
    except BadInput:
        raise
    except Exception:  # noqa: BLE001  a broken file fails in a hundred ways, each means the same to who sent it
        raise BadInput("file", "sheet_unreadable") from None
    return iter(rows)


def _cell(cell: Any) -> str:
    value = cell.value
    if cell.data_type in {"f", "e"}:
        return _FORMULA
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
