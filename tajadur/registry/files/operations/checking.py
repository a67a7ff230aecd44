"""What is in a file decides what it is and whether it is taken; its name only says how it is shown."""

from collections.abc import Collection
from typing import IO, NamedTuple

import puremagic

from tajadur.foundation.errors import BadInput
from tajadur.foundation.text import clean_line, without_invisible

from ..vocabulary import FIELD, LONGEST_NAME, MEGABYTE, PICTURES, FileKind, most_bytes
from .office import office_kind
from .pdf import check_pdf
from .pictures import drawn_anew

_HEAD = 1024
_NEVER_IN_NAMES = dict.fromkeys(map(ord, '<>:"|?*\\/'), "_")
_BY_SUFFIX = {".pdf": FileKind.PDF, ".jpg": FileKind.JPEG, ".jpeg": FileKind.JPEG, ".jfif": FileKind.JPEG,
              ".png": FileKind.PNG}  # fmt: skip
_ZIPPED = b"PK\x03\x04"


class CheckedFile(NamedTuple):
    """What is kept of a file that was sent."""

    name: str
    kind: FileKind
    content: bytes


def checked_file(source: IO[bytes], *, name: str, kinds: Collection[FileKind]) -> CheckedFile:
    """The file as it will be kept. Raises BadInput with the ``name`` among its values; codes of PROBLEMS."""
    shown = clean_name(name)
    try:
        size = source.seek(0, 2)
        if size > most_bytes():
            raise BadInput(FIELD, "file_too_large", limit=most_bytes() // MEGABYTE)
        if size == 0:
            raise BadInput(FIELD, "file_empty")
        kind = _kind(source)
        if kind is None or kind not in kinds:
            raise BadInput(FIELD, "file_kind_unknown", kinds=", ".join(sorted(kind.label for kind in kinds)))
        content = _content(source, kind)
        if len(content) > most_bytes():
            raise BadInput(FIELD, "file_too_large", limit=most_bytes() // MEGABYTE)
    except BadInput as problem:
        raise BadInput(FIELD, problem.code, name=shown, **problem.params) from None
    return CheckedFile(_with_suffix(shown, kind), kind, content)


def clean_name(name: str) -> str:
    """The name without folders, marks of direction and what file systems refuse; «file» where nothing is left."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    try:
        line = clean_line(last, limit=4 * LONGEST_NAME)
    except BadInput:
        line = ""
    return without_invisible(line).translate(_NEVER_IN_NAMES).strip(" .")[:LONGEST_NAME] or "file"


def _with_suffix(name: str, kind: FileKind) -> str:
    """Whatever it was called, the name ends as what the file is."""
    stem, dot, suffix = name.rpartition(".")
    same = bool(dot) and _BY_SUFFIX.get(f".{suffix.lower()}", suffix.lower()) in (kind, kind.value)
    stem = stem if same and stem else name
    return f"{stem[: LONGEST_NAME - len(kind.suffix)].rstrip(' .')}{kind.suffix}"


def _kind(source: IO[bytes]) -> FileKind | None:
    source.seek(0)
    head = source.read(_HEAD)
    if head.startswith(_ZIPPED):
        return office_kind(source)
    if b"%PDF-" in head:
        return FileKind.PDF
    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return None
    return next((_BY_SUFFIX[match.extension] for match in matches if match.extension in _BY_SUFFIX), None)


def _content(source: IO[bytes], kind: FileKind) -> bytes:
    source.seek(0)
    if kind in PICTURES:
        return drawn_anew(source, kind)
    content = source.read()
    if kind is FileKind.PDF:
        check_pdf(content)
    return content
