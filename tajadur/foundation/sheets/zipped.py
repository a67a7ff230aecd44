"""Unpacking XLSX, XLSB and ODS with every size measured, not believed: a small file may claim to be smaller still."""

import io
import zipfile
import zlib

from ..errors import BadInput
from .limits import MOST_PARTS, MOST_UNPACKED

_BLOCK = 64 * 1024
# Pictures and thumbnails take room and say nothing.
_READ = (".xml", ".rels", ".bin", "mimetype")
_MARKUP = (b"<!DOCTYPE", b"<!ENTITY")


def unpacked(data: bytes) -> dict[str, bytes]:
    """Name -> content of the parts that hold cells. Raises BadInput: sheet_too_big, sheet_unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            infos = [info for info in packed.infolist() if info.filename.lower().endswith(_READ)]
            if len(infos) > MOST_PARTS:
                raise BadInput("file", "sheet_too_big")
            parts, room = {}, MOST_UNPACKED
            for info in infos:
                parts[info.filename] = _part(packed, info, room)
                room -= len(parts[info.filename])
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        raise BadInput("file", "sheet_unreadable") from None
    return parts


def packed_again(parts: dict[str, bytes]) -> bytes:
    """The measured parts as an archive for whoever reads them next."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def _part(packed: zipfile.ZipFile, info: zipfile.ZipInfo, room: int) -> bytes:
    taken = bytearray()
    with packed.open(info) as stream:
        while block := stream.read(_BLOCK):
            taken += block
            if len(taken) > room:
                raise BadInput("file", "sheet_too_big")
    # No spreadsheet writes these; what they are used for is to make a small file large once it is read.
    if not info.filename.endswith(".bin") and any(mark in taken for mark in _MARKUP):
        raise BadInput("file", "sheet_unreadable")
    return bytes(taken)
