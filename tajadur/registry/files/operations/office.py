"""XLSX and DOCX: which of both, how much is packed in them, and that nothing in them runs."""

import zipfile
import zlib
from typing import IO, Final

from tajadur.foundation.errors import BadInput

from ..vocabulary import FIELD, MEGABYTE, FileKind

MOST_PARTS: Final = 2000
MOST_UNPACKED: Final = 100 * MEGABYTE
_MOST_DIRECTORY: Final = MEGABYTE
_BLOCK: Final = 64 * 1024
_TYPES: Final = "[Content_Types].xml"
_LONGEST_TYPES: Final = MEGABYTE
_MAIN: Final = {
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": FileKind.XLSX,
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": FileKind.DOCX,
}
_RUNS: Final = ("vbaproject", "vbadata", "/activex/", "/embeddings/", "/externallinks/", "oleobject", "/customui/")
_RUNNING_TYPES: Final = (b"macroEnabled", b"vbaProject", b"activeX", b"oleObject")
_END, _END_SIZE, _LOCATOR, _LOCATOR_SIZE = b"PK\x05\x06", 22, b"PK\x06\x07", 20
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


def office_kind(source: IO[bytes]) -> FileKind | None:
    """XLSX or DOCX, unpacked once to its end in small blocks; None for any other archive.

    Raises BadInput ``file_explodes``, ``file_has_macros``, ``file_locked``, ``file_broken``.
    """
    _measure_directory(source)
    try:
        with zipfile.ZipFile(source) as packed:
            kind = _kind(packed)
            if kind is not None:
                _unpack(packed)
            return kind
    except _BROKEN:
        raise BadInput(FIELD, "file_broken") from None


def _measure_directory(source: IO[bytes]) -> None:
    """The list of parts is read whole by whoever opens the archive: it must be short, and stand where it says."""
    size = source.seek(0, 2)
    source.seek(max(0, size - _END_SIZE - _LOCATOR_SIZE))
    last = source.read()
    end, before = last[-_END_SIZE:], last[:-_END_SIZE]
    if not end.startswith(_END) or before.startswith(_LOCATOR):
        raise BadInput(FIELD, "file_broken")
    parts, length = int.from_bytes(end[10:12], "little"), int.from_bytes(end[12:16], "little")
    if parts > MOST_PARTS or length > _MOST_DIRECTORY:
        raise BadInput(FIELD, "file_explodes")


def _kind(packed: zipfile.ZipFile) -> FileKind | None:
    infos = packed.infolist()
    names = [info.filename.lower() for info in infos]
    if _TYPES.lower() not in names:
        return None
    if any(info.flag_bits & 1 for info in infos):
        raise BadInput(FIELD, "file_locked")
    if len(set(names)) != len(names) or any(name.startswith("/") or ".." in name.split("/") for name in names):
        raise BadInput(FIELD, "file_broken")
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise BadInput(FIELD, "file_explodes")
    with packed.open(_TYPES) as stream:
        types = stream.read(_LONGEST_TYPES)
    kinds = {kind for mark, kind in _MAIN.items() if mark in types}
    if any(mark in types for mark in _RUNNING_TYPES) or any(mark in f"/{name}" for name in names for mark in _RUNS):
        raise BadInput(FIELD, "file_has_macros")
    return kinds.pop() if len(kinds) == 1 else None


def _unpack(packed: zipfile.ZipFile) -> None:
    """Every part to its end: what an archive says of its sizes is not believed, its sums are compared."""
    room = MOST_UNPACKED
    for info in packed.infolist():
        with packed.open(info) as stream:
            while block := stream.read(_BLOCK):
                room -= len(block)
                if room < 0:
                    raise BadInput(FIELD, "file_explodes")
