"""A look into the XML of XLSX and ODS before they are read: how large each sheet is, and which cells hold a formula or
an error. The reader gives nothing for these, as for an empty cell."""

import io
import re
from collections.abc import Iterator
from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring, iterparse

from ..errors import BadInput
from .limits import MOST_CELLS
from .tables import ERROR, FORMULA, Extent

_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ODS_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_ODS_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_ODS_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
_ODS_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"


def xlsx_extents(parts: dict[str, bytes]) -> dict[str, Extent]:
    """Name of the sheet -> what it holds. Raises BadInput sheet_unreadable."""
    try:
        book = fromstring(parts["xl/workbook.xml"])
        related = {
            row.get("Id"): row.get("Target", "")
            for row in fromstring(parts["xl/_rels/workbook.xml.rels"])
            if row.get("Id")
        }
        extents = {}
        for sheet in _of(book, "sheet"):
            part = _part_of(related.get(_related_id(sheet), ""))
            if part in parts:
                extents[sheet.get("name", "")] = _xlsx_extent(parts[part])
        return extents
    except (KeyError, ParseError, DefusedXmlException, ValueError):
        raise BadInput("file", "sheet_unreadable") from None


def ods_extents(parts: dict[str, bytes]) -> dict[str, Extent]:
    """The same of ODS, where one element may stand for many rows or cells."""
    try:
        return {table.get(f"{_ODS_TABLE}name", ""): _ods_extent(table) for table in _ods_tables(parts["content.xml"])}
    except (KeyError, ParseError, DefusedXmlException, ValueError):
        raise BadInput("file", "sheet_unreadable") from None


def _of(root: Any, name: str) -> Iterator[Any]:
    return (element for element in root.iter() if _bare(element.tag) == name)


def _bare(tag: str) -> str:
    return tag.rpartition("}")[2]


def _related_id(sheet: Any) -> str:
    # The strict kind of XLSX has another namespace for the same attribute.
    return next((value for name, value in sheet.attrib.items() if name == _RELATED or _bare(name) == "id"), "")


def _part_of(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _xlsx_extent(content: bytes) -> Extent:
    bad: dict[tuple[int, int], str] = {}
    row = column = -1
    height = width = 0
    for event, element in iterparse(io.BytesIO(content), events=("start", "end")):
        name = _bare(element.tag)
        if event == "start" and name == "row":
            row, column = int(element.get("r") or row + 2) - 1, -1
        elif event == "start" and name == "c":
            row, column = _place(element.get("r"), row, column + 1)
        elif event == "end" and name == "c":
            kinds = {_bare(child.tag) for child in element}
            if kinds:  # without, it has a look and no value
                height, width = max(height, row + 1), max(width, column + 1)
            if "f" in kinds or element.get("t") == "e":
                bad[row, column] = FORMULA if "f" in kinds else ERROR
            element.clear()
        elif event == "end" and name == "row":
            element.clear()
    return Extent(height, width, bad)


def _place(reference: str | None, row: int, column: int) -> tuple[int, int]:
    """The row and column of «B7», or those that follow from where the cell stands."""
    match = _PLACE.fullmatch(reference or "")
    if match is None:
        return max(row, 0), column
    number = 0
    for letter in match[1]:
        number = number * 26 + ord(letter) - 64
    return int(match[2]) - 1, number - 1


def _ods_tables(content: bytes) -> Iterator[Any]:
    for _event, element in iterparse(io.BytesIO(content), events=("end",)):
        if element.tag == f"{_ODS_TABLE}table":
            yield element


def _ods_extent(table: Any) -> Extent:
    bad: dict[tuple[int, int], str] = {}
    at = height = width = 0
    for row in table.iter(f"{_ODS_TABLE}table-row"):
        repeated = int(row.get(f"{_ODS_TABLE}number-rows-repeated", 1))
        right = 0
        for cell in row:
            cells = int(cell.get(f"{_ODS_TABLE}number-columns-repeated", 1))
            mark = _ods_mark(cell)
            if mark and repeated * cells <= MOST_CELLS:
                bad |= {(at + down, right + along): mark for down in range(repeated) for along in range(cells)}
            right += cells
            if mark or cell.find(_ODS_TEXT) is not None or cell.get(f"{_ODS_OFFICE}value-type"):
                height, width = max(height, at + repeated), max(width, right)
        at += repeated
    return Extent(height, width, bad)


def _ods_mark(cell: Any) -> str:
    if cell.get(f"{_ODS_TABLE}formula"):
        return FORMULA
    return ERROR if cell.get(_ODS_CALC) == "error" else ""
