"""Sheets to take away: XLSX laid out as the language reads, CSV that spreadsheets open as it is meant."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language_bidi

_WIDTH, _AS_TEXT, _LONGEST_NAME = 22, "@", 31
_NEEDED_GROUND = "DCEBE4"
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
_RUN = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of a file: its name, its titles, its rows; ``needed`` are the places of titles to be coloured."""

    name: str
    titles: Sequence[str]
    rows: Iterable[Sequence[Any]] = ()
    needed: frozenset[int] = frozenset()


def csv_of(titles: Sequence[str], rows: Iterable[Sequence[Any]] = ()) -> bytes:
    """UTF-8 with its mark, semicolons; a text that a spreadsheet would run is led by an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(titles)
    writer.writerows([_harmless(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_of(*pages: Page) -> bytes:
    """A workbook, written row by row. Numbers are numbers; everything else is text, so that codes and telephones keep
    their zeros and nothing is run."""
    from openpyxl import Workbook  # four megabytes, in no process that writes no sheet
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    def text_cell(text: str) -> Any:
        cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text))
        cell.data_type = "s"  # whatever it begins with
        return cell

    def cell_of(value: Any) -> Any:
        if value is None or value == "" or isinstance(value, int | float | Decimal):
            return value
        return text_cell(str(value))

    book = Workbook(write_only=True)
    for page in pages:
        sheet = book.create_sheet(page.name[:_LONGEST_NAME])
        sheet.freeze_panes = "A2"
        sheet.sheet_view.rightToLeft = get_language_bidi()
        titles = []
        for at, title in enumerate(page.titles):
            dimension = sheet.column_dimensions[get_column_letter(at + 1)]
            dimension.width, dimension.number_format = _WIDTH, _AS_TEXT
            cell = text_cell(title)
            cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
            if at in page.needed:
                cell.fill = PatternFill("solid", fgColor=_NEEDED_GROUND)
            titles.append(cell)
        sheet.append(titles)
        for row in page.rows:
            sheet.append([cell_of(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def file_answer(content: bytes, name: str, kind: str) -> HttpResponse:
    """The file as a download; ``kind`` xlsx or csv."""
    response = HttpResponse(content, content_type=_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_RUN) else value
