"""A file of an office as tables: XLSX, XLSB, XLS, ODS or CSV, told apart by what is in it, not by its name."""

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

from ..errors import BadInput
from .csv_text import rows_of
from .letters import text_of
from .limits import MOST_BYTES, MOST_CELLS, MOST_HEIGHT, MOST_ROWS, MOST_TABLES, MOST_WIDTH
from .look_records import xls_extents, xlsb_extents
from .look_xml import ods_extents, xlsx_extents
from .tables import Extent, Table, as_text, filled_down
from .zipped import packed_again, unpacked

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK"


def read_tables(data: bytes, letters: str = "") -> list[Table]:
    """The sheets of a file that have something in them, hidden ones too; a CSV is one. ``letters``: those of a CSV.

    A cell with a formula or an error holds FORMULA or ERROR. Raises LettersUnknown; BadInput on ``file``:
    sheet_too_big, sheet_unreadable, sheet_too_many, sheet_too_wide, sheet_empty.
    """
    if len(data) > MOST_BYTES:
        raise BadInput("file", "sheet_too_big")
    if data.startswith(_ZIP):
        tables = _from_zip(data)
    elif data.startswith(_OLD_EXCEL):
        tables = _from_book(data, xls_extents(data))
    else:
        tables = [Table("", rows_of(text_of(data, letters)))]
    filled = [table for table in tables if table.filled]
    if not filled:
        raise BadInput("file", "sheet_empty")
    return filled


def _from_zip(data: bytes) -> list[Table]:
    parts = unpacked(data)
    looks: dict[str, Callable[[dict[str, bytes]], dict[str, Extent]]] = {
        "xl/workbook.xml": xlsx_extents,
        "xl/workbook.bin": xlsb_extents,
        "content.xml": ods_extents,
    }
    look = next((look for part, look in looks.items() if part in parts), None)
    if look is None:
        raise BadInput("file", "sheet_unreadable")
    return _from_book(packed_again(parts), look(parts))


def _from_book(data: bytes, extents: dict[str, Extent]) -> list[Table]:
    if len(extents) > MOST_TABLES:
        raise BadInput("file", "sheet_too_big")
    for extent in extents.values():
        if extent.height > MOST_HEIGHT:
            raise BadInput("file", "sheet_too_many", most=MOST_ROWS)
        if extent.width > MOST_WIDTH:
            raise BadInput("file", "sheet_too_wide", most=MOST_WIDTH)
    if sum(extent.cells for extent in extents.values()) > MOST_CELLS:
        raise BadInput("file", "sheet_too_big")
    from python_calamine import CalamineError, load_workbook  # in no process that reads no sheet

    try:
        book = load_workbook(io.BytesIO(data))
        return [_table(book.get_sheet_by_name(name), extents[name]) for name in book.sheet_names]
    except (KeyError, CalamineError, ValueError, OverflowError):
        raise BadInput("file", "sheet_unreadable") from None


def _table(sheet: "CalamineSheet", extent: Extent) -> Table:
    rows = [[as_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    filled_down(rows, sheet.merged_cell_ranges or ())
    for (at, column), mark in extent.bad.items():
        rows += [[] for _ in range(at + 1 - len(rows))]
        rows[at] += [""] * (column + 1 - len(rows[at]))
        rows[at][column] = mark
    return Table(sheet.name, rows)
