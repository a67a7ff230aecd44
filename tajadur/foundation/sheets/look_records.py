"""The same look into the binary formats: records of XLSB, and of XLS inside its container. Formats of 1997 and 2007."""

import io
import struct
from collections.abc import Iterator

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from ..errors import BadInput
from .tables import ERROR, FORMULA, Extent

# XLSB: kinds of records.
_B_ROW, _B_BLANK, _B_ERROR, _B_SHEET = 0, 1, 3, 156
_B_VALUES, _B_FORMULAS = range(2, 8), range(8, 12)
# XLS: kinds of records.
_FORMULA, _END, _START, _LOCKED, _SHEET, _ERRORS, _MANY = 0x06, 0x0A, 0x809, 0x2F, 0x85, 0x205, 0xBD
_VALUES = frozenset({0x203, 0x204, 0xFD, 0x27E, 0xD6, _ERRORS, _MANY, _FORMULA})


def xlsb_extents(parts: dict[str, bytes]) -> dict[str, Extent]:
    """Name of the sheet -> what it holds. Raises BadInput sheet_unreadable."""
    try:
        related = {
            row.get("Id"): row.get("Target", "").lstrip("/") for row in fromstring(parts["xl/_rels/workbook.bin.rels"])
        }
        extents = {}
        for kind, record in _records_b(parts["xl/workbook.bin"]):
            if kind == _B_SHEET:
                relation, name = _texts(record[8:])
                target = related[relation]
                part = target if target.startswith("xl/") else f"xl/{target}"
                extents[name] = _extent_b(parts[part])
        return extents
    except (KeyError, ParseError, DefusedXmlException, struct.error, UnicodeDecodeError, IndexError, ValueError):
        raise BadInput("file", "sheet_unreadable") from None


def xls_extents(data: bytes) -> dict[str, Extent]:
    """Name of the sheet -> what it holds. Raises BadInput: sheet_unreadable, sheet_locked."""
    import olefile  # in no process that reads no old sheet

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            if container.exists("EncryptedPackage"):
                raise BadInput("file", "sheet_locked")
            name = next(name for name in ("Workbook", "Book") if container.exists(name))
            stream = container.openstream(name).read()
        return {name: _extent(stream, start) for name, start in _sheets(stream)}
    except (OSError, StopIteration, struct.error, UnicodeDecodeError, IndexError, ValueError):
        raise BadInput("file", "sheet_unreadable") from None


def _records_b(content: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(content):
        kind, at = content[at], at + 1
        if kind & 0x80:
            kind, at = kind & 0x7F | content[at] << 7, at + 1
        size = 0
        for shift in (0, 7, 14, 21):
            byte, at = content[at], at + 1
            size |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
        yield kind, content[at : at + size]
        at += size


def _texts(record: bytes) -> tuple[str, str]:
    """Two texts of UTF-16, each after its length."""
    (length,) = struct.unpack_from("<I", record)
    first, rest = record[4 : 4 + 2 * length], record[4 + 2 * length :]
    (length,) = struct.unpack_from("<I", rest)
    return first.decode("utf-16-le"), rest[4 : 4 + 2 * length].decode("utf-16-le")


def _extent_b(content: bytes) -> Extent:
    bad: dict[tuple[int, int], str] = {}
    row = height = width = 0
    for kind, record in _records_b(content):
        if kind == _B_ROW:
            (row,) = struct.unpack_from("<I", record)
        elif kind in _B_VALUES or kind in _B_FORMULAS:
            (column,) = struct.unpack_from("<I", record)
            height, width = max(height, row + 1), max(width, column + 1)
            if kind in _B_FORMULAS or kind == _B_ERROR:
                bad[row, column] = ERROR if kind == _B_ERROR else FORMULA
    return Extent(height, width, bad)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    for kind, record in _records(stream, 0):
        if kind == _LOCKED:
            raise BadInput("file", "sheet_locked")
        if kind == _SHEET:
            start, length = struct.unpack_from("<I", record)[0], record[6]
            wide = record[7] & 1
            yield record[8 : 8 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1"), start
        if kind == _END:
            return


def _extent(stream: bytes, start: int) -> Extent:
    bad: dict[tuple[int, int], str] = {}
    height = width = depth = 0
    for kind, record in _records(stream, start):
        depth += (kind == _START) - (kind == _END)
        if depth <= 0:
            break
        if kind not in _VALUES or depth > 1:  # a chart inside the sheet has records of its own
            continue
        row, column = struct.unpack_from("<HH", record)
        last = struct.unpack_from("<H", record, len(record) - 2)[0] if kind == _MANY else column
        height, width = max(height, row + 1), max(width, last + 1)
        if kind == _FORMULA or (kind == _ERRORS and record[7]):
            bad[row, column] = FORMULA if kind == _FORMULA else ERROR
    return Extent(height, width, bad)
