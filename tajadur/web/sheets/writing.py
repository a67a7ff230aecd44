"""Sheets to take away: XLSX laid out as the language reads, CSV that spreadsheets open as it is meant."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import IO, Any

from django.http import HttpResponse
from django.utils.translation import get_language_bidi

_WIDTH, _AS_TEXT, _LONGEST_NAME = 22, "@", 31
_AS_DAY, _AS_SHARE = "dd/mm/yyyy", "0%"
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_NEEDED_GROUND = "DCEBE4"
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
}
_MISTAKEN = ("=", "#")
_RUN = ("=", "+", "-", "@", "\t", "\r")


class PartOfWhole(float):
    """Part of a whole, from 0 to 1: a sheet shows it in percent."""


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of a file: its name, its titles, its rows; ``needed`` are the places of titles to be coloured.

    ``widths`` of its columns, in characters; ``filters``: the titles carry the menus that narrow a list.
    """

    name: str
    titles: Sequence[str]
    rows: Iterable[Sequence[Any]] = ()
    needed: frozenset[int] = frozenset()
    widths: Sequence[int] = ()
    filters: bool = False


def csv_of(titles: Sequence[str], rows: Iterable[Sequence[Any]] = ()) -> bytes:
    """As ``write_csv``, with semicolons."""
    out = io.BytesIO()
    write_csv(out, titles, rows)
    return out.getvalue()


def write_csv(out: IO[bytes], titles: Sequence[str], rows: Iterable[Sequence[Any]], separator: str = ";") -> None:
    """UTF-8 with its mark; a text that a spreadsheet would run is led by an apostrophe. Days are «2026-05-21»."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=False)
    writer = csv.writer(text, delimiter=separator)
    writer.writerow(titles)
    writer.writerows([_harmless(value) for value in row] for row in rows)
    text.flush()
    text.detach()


def xlsx_of(*pages: Page) -> bytes:
    """As ``write_xlsx``."""
    out = io.BytesIO()
    write_xlsx(out, pages)
    return out.getvalue()


def write_xlsx(out: IO[bytes], pages: Iterable[Page]) -> None:
    """A workbook, written row by row: its rows are never together in memory. Numbers are numbers, days are days;
    everything else is text, so that codes and telephones keep their zeros and nothing is run."""
    from openpyxl import Workbook  # four megabytes, in no process that writes no sheet
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    def text_cell(text: str) -> Any:
        cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text))
        cell.data_type = "s"  # whatever it begins with
        return cell

    def shown_as(value: Any, form: str) -> Any:
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = form
        return cell

    def cell_of(value: Any) -> Any:
        if value is None or value == "":
            return None
        if isinstance(value, PartOfWhole):
            return shown_as(float(value), _AS_SHARE)
        if isinstance(value, int | float | Decimal):
            return value
        if isinstance(value, date):
            return shown_as(value, _AS_DAY)
        text = str(value)
        # Two beginnings are taken for something else than text: a cell of their own says that they are none. It costs
        # three times as much as the text alone.
        return text_cell(text) if text.startswith(_MISTAKEN) or ILLEGAL_CHARACTERS_RE.search(text) else text

    book = Workbook(write_only=True)
    for page in pages:
        sheet = book.create_sheet(page.name.translate(_NOT_IN_NAMES)[:_LONGEST_NAME])
        sheet.freeze_panes = "A2"
        sheet.sheet_view.rightToLeft = get_language_bidi()
        titles = []
        for at, title in enumerate(page.titles):
            dimension = sheet.column_dimensions[get_column_letter(at + 1)]
            dimension.width, dimension.number_format = page.widths[at] if page.widths else _WIDTH, _AS_TEXT
            cell = text_cell(title)
            cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
            if at in page.needed:
                cell.fill = PatternFill("solid", fgColor=_NEEDED_GROUND)
            titles.append(cell)
        sheet.append(titles)
        last = 1
        for row in page.rows:
            sheet.append([cell_of(value) for value in row])
            last += 1
        if page.filters:
            sheet.auto_filter.ref = f"A1:{get_column_letter(len(page.titles))}{last}"
    book.save(out)


def file_answer(content: bytes, name: str, kind: str) -> HttpResponse:
    """The file as a download; ``kind`` xlsx, csv or pdf."""
    response = HttpResponse(content, content_type=_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _harmless(value: Any) -> Any:
    if isinstance(value, PartOfWhole):
        return f"{value:.0%}"
    return f"'{value}" if isinstance(value, str) and value.startswith(_RUN) else value
