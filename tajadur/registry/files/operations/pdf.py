"""PDF: its head and its end, and that nothing in it runs or is packed into it. Every byte is looked at a few times.

Names may be written with numbers (``/J#61vaScript``) and may stand in packed streams of objects; both are read. What a
viewer would find by repairing a broken file is not.
"""

import re
import zlib
from collections.abc import Iterator
from typing import Final

from tajadur.foundation.errors import BadInput

from ..vocabulary import FIELD, MEGABYTE

_NEAR: Final = 1024  # how far from the head and the end the marks may stand
_MOST_UNPACKED: Final = 24 * MEGABYTE
_BLOCK: Final = 256 * 1024
_RUNS: Final = re.compile(
    rb"/(?:(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|Rendition|ImportData|SubmitForm)(?![\w#])|XFA\s?[\[\d])"
)
_LOCKED: Final = re.compile(rb"/Encrypt(?![\w#])")
_NUMBERED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM, _END_STREAM = b"stream", b"endstream"


def check_pdf(content: bytes) -> None:
    """Raises BadInput ``file_broken``, ``file_locked``, ``file_has_scripts``, ``file_explodes``."""
    end = content[-_NEAR:]
    if b"%PDF-" not in content[:_NEAR] or b"%%EOF" not in end or b"startxref" not in end:
        raise BadInput(FIELD, "file_broken")
    plain = _plain(content)
    if _LOCKED.search(plain):
        raise BadInput(FIELD, "file_locked")
    if _RUNS.search(plain):
        raise BadInput(FIELD, "file_has_scripts")
    room = _MOST_UNPACKED
    for packed in _streams_of_objects(content):
        unpacked = _unpacked(packed, room)
        room -= len(unpacked)
        if _RUNS.search(_plain(unpacked)):
            raise BadInput(FIELD, "file_has_scripts")


def _streams_of_objects(content: bytes) -> Iterator[bytes]:
    """The streams whose keys say that they hold objects, as they are packed."""
    at = start = 0
    while (begin := content.find(_STREAM, at)) >= 0:
        at = begin + len(_STREAM)
        if not content[max(start, begin - 16) : begin].rstrip().endswith(b">>"):
            continue
        end = content.find(_END_STREAM, at)
        if end < 0:
            break
        if b"/ObjStm" in _plain(content[start:begin]):
            yield content[at:end].lstrip(b"\r\n")
        at = start = end + len(_END_STREAM)


def _plain(text: bytes) -> bytes:
    return _NUMBERED.sub(lambda match: bytes.fromhex(match[1].decode()), text) if b"#" in text else text


def _unpacked(packed: bytes, room: int) -> bytes:
    """The stream, deflated as nearly all are; as it stands where it is packed in another way."""
    taken = bytearray()
    reader = zlib.decompressobj()
    try:
        while packed and not reader.eof:
            taken += reader.decompress(packed, _BLOCK)
            packed = reader.unconsumed_tail
            if len(taken) > room:
                raise BadInput(FIELD, "file_explodes")
    except zlib.error:
        return bytes(taken) or packed
    return bytes(taken)
