"""The empty sheet to fill in: XLSX laid out as the language reads, or CSV that spreadsheets open as it is meant."""

import csv
import io

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tajadur.organisation.profile.queries import post_types_by_body

from .columns import NEEDED, TITLES

_WIDTH, _AS_TEXT = 22, "@"
_NEEDED_GROUND = PatternFill("solid", fgColor="DCEBE4")


def csv_sheet() -> bytes:
    """The titles alone, UTF-8 with its mark."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerow([str(title) for title in TITLES.values()])
    return out.getvalue().encode("utf-8-sig")


def xlsx_sheet() -> bytes:
    """The titles, the needed ones coloured; a second sheet has the words of bodies and posts. Cells are text, so that
    codes and telephones keep their zeros."""
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has a sheet")
    sheet.title = _("People and mandates")[:31]
    _titled(sheet, [str(title) for title in TITLES.values()])
    for at, key in enumerate(TITLES, start=1):
        sheet.column_dimensions[get_column_letter(at)].number_format = _AS_TEXT
        if key in NEEDED:
            sheet.cell(1, at).fill = _NEEDED_GROUND
    words = book.create_sheet(_("Bodies and posts")[:31])
    _titled(words, [_("Kind of unit"), str(TITLES["body"]), str(TITLES["post"])])
    for post in post_types_by_body():
        words.append([post.body_type.unit_kind.name, post.body_type.name, post.name])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _titled(sheet: Worksheet, titles: list[str]) -> None:
    sheet.append(titles)
    sheet.freeze_panes = "A2"
    sheet.sheet_view.rightToLeft = get_language_bidi()
    for at in range(1, len(titles) + 1):
        sheet.column_dimensions[get_column_letter(at)].width = _WIDTH
        cell = sheet.cell(1, at)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
