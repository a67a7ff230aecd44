"""A file of an office becomes tables of text, in five formats; formulas, errors and bombs never pass as values."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlwt
from openpyxl import Workbook
from pyxlsbwriter import XlsbWriter

from tajadur.foundation.errors import BadInput
from tajadur.foundation.sheets.reading import read_tables
from tajadur.foundation.sheets.tables import ERROR, FORMULA


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The archive with something else in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for info in packed.infolist():
            content = packed.read(info)
            assert info.filename != name or old in content
            made.writestr(info.filename, content.replace(old, new) if info.filename == name else content)
    return out.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(BadInput) as error:
        read_tables(data)
    return error.value.code


def test_xlsx_cells_of_every_kind_have_one_writing() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    minute = datetime(2025, 1, 1, 10, 5)  # noqa: DTZ001  as sheets have it
    sheet.append(["09.001", 9.001, 12, True, date(2025, 12, 31), minute, " été "])
    sheet.append(["=1+1", "#N/A", "########", None, "#DIV/0!", 661234567])
    sheet["B4"] = "=1/0"
    (table,) = read_tables(saved(book))
    assert table.rows[0] == ["09.001", "9.001", "12", "1", "2025-12-31", "2025-01-01 10:05", "été"]
    assert table.rows[1][:6] == [FORMULA, ERROR, ERROR, "", ERROR, "661234567"]
    assert table.rows[3][1] == FORMULA


def test_merged_cells_say_the_same_in_each_row() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["الجهة", "الاسم"], ["سوس", "ا"], [None, "ب"], [None, "ت"], ["فاس", "ث"]):
        sheet.append(row)
    sheet.merge_cells("A2:A4")
    assert [row[0] for row in read_tables(saved(book))[0].rows] == ["الجهة", "سوس", "سوس", "سوس", "فاس"]


def test_xls_is_read_with_its_formulas_and_errors() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("ورقة")
    for place, value in (((0, 0), "الاسم"), ((1, 1), xlwt.Formula("1+1")), ((2, 0), 3.5), ((5, 3), 661234567)):
        sheet.write(*place, value)
    sheet.row(4).set_cell_error(1, "#DIV/0!")
    (table,) = read_tables(saved(book))
    assert table.name == "ورقة"
    assert (table.rows[0][0], table.rows[1][1], table.rows[2][0]) == ("الاسم", FORMULA, "3.5")
    assert (table.rows[4][1], table.rows[5][3]) == (ERROR, "661234567")


def test_xlsb_is_read(tmp_path: Path) -> None:
    with XlsbWriter(str(tmp_path / "people.xlsb")) as book:
        book.add_sheet("ورقة")
        book.write_sheet([["الاسم", "code"], ["سعاد", 9.001], ["", 12]])
    (table,) = read_tables((tmp_path / "people.xlsb").read_bytes())
    assert [row[:2] for row in table.rows[:3]] == [["الاسم", "code"], ["سعاد", "9.001"], ["", "12"]]


def ods(cells: str) -> bytes:
    """A sheet of OpenDocument with these rows."""
    spaces = ('xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
              'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
              'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
              'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"')  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr(
            "META-INF/manifest.xml", '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        )
        packed.writestr(
            "content.xml",
            f'<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="ورقة">{cells}'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return out.getvalue()


TEXT = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def test_ods_is_read_with_its_formulas_and_errors() -> None:
    row = "<table:table-row>{}</table:table-row>"
    formula = '<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"><text:p>2</text:p></table:table-cell>'  # noqa: E501
    error = '<table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'  # noqa: E501
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'  # noqa: E501
    (table,) = read_tables(ods(row.format(TEXT.format("الاسم") * 2) + row.format(formula + error) + empty))
    assert table.rows[:2] == [["الاسم", "الاسم"], [FORMULA, ERROR]]


def test_a_small_file_that_would_become_a_large_table_is_refused_before_it_is_read() -> None:
    book = Workbook()
    book.worksheets[0]["A1"], book.worksheets[0]["XFD1048576"] = "x", "x"
    assert refused(saved(book)) == "sheet_too_many"
    book = Workbook()
    book.worksheets[0]["A1"], book.worksheets[0]["ZZ2"] = "x", "x"
    assert refused(saved(book)) == "sheet_too_wide"
    book = Workbook()
    for number in range(4):
        sheet = book.create_sheet(f"s{number}")
        sheet["A1"], sheet["AZ5000"] = "x", "x"
    assert refused(saved(book)) == "sheet_too_big"
    wide = TEXT.format("x").replace("table-cell office", 'table-cell table:number-columns-repeated="16000" office')
    assert refused(ods(f"<table:table-row>{wide}</table:table-row>")) == "sheet_too_wide"
    long = f'<table:table-row table:number-rows-repeated="1000000">{TEXT.format("x")}</table:table-row>'
    assert refused(ods(long)) == "sheet_too_many"


def test_a_bomb_is_measured_not_believed() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b" " * (30 * 1024 * 1024))
    assert refused(out.getvalue()) == "sheet_too_big"
    lying = out.getvalue().replace((30 * 1024 * 1024).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert refused(lying) in {"sheet_too_big", "sheet_unreadable"}


def test_what_is_no_sheet_is_refused(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["x"])
    data = saved(book)
    entity = changed(data, "xl/worksheets/sheet1.xml", b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "a">]><worksheet')
    assert refused(entity) == "sheet_unreadable"
    for junk in (b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0" + b"x" * 600, data[: len(data) // 2], bytes(range(256)) * 9):
        assert refused(junk) == "sheet_unreadable"
    assert refused(b"") == "sheet_empty"
    assert refused(saved(Workbook())) == "sheet_empty"
    assert refused(b"x" * (2 * 1024 * 1024 + 1)) == "sheet_too_big"
