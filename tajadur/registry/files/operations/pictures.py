"""Photographs and other pictures, drawn anew: what a phone writes beside the picture stays behind."""

import io
from math import ceil
from threading import Lock
from typing import IO, Final

from PIL import Image, ImageOps

from tajadur.foundation.errors import BadInput

from ..vocabulary import FIELD, FileKind

# A picture that comes in several passes is held whole while it is opened.
MOST_POINTS, MOST_POINTS_HELD = 26_000_000, 12_500_000
LONGEST_SIDE: Final = 2400
_QUALITY: Final = 82
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError, MemoryError)
# Pillow's own limit is higher and only warns; ours is held before a point is decoded.
Image.MAX_IMAGE_PIXELS = None
# A picture takes up to two hundred megabytes while it is drawn: one at a time in a process.
_one_at_a_time = Lock()


def drawn_anew(source: IO[bytes], kind: FileKind) -> bytes:
    """The picture upright, its longest side 2,400 points at most, with nothing but points.

    Raises BadInput ``picture_too_large``, ``file_broken``.
    """
    with _one_at_a_time:
        try:
            with Image.open(source, formats=[kind.value.upper()]) as picture:
                is_held = kind is FileKind.PNG or "progressive" in picture.info
                if picture.width * picture.height > (MOST_POINTS_HELD if is_held else MOST_POINTS):
                    raise BadInput(FIELD, "picture_too_large")
                return _drawn(picture, kind)
        except _BROKEN:
            raise BadInput(FIELD, "file_broken") from None


def _drawn(picture: Image.Image, kind: FileKind) -> bytes:
    # A JPEG is decoded at an eighth, a fourth or a half where that is enough.
    share = min(1.0, LONGEST_SIDE / max(picture.size))
    picture.draft(None, (ceil(picture.width * share), ceil(picture.height * share)))
    picture.load()
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    ImageOps.exif_transpose(picture, in_place=True)
    plain = picture.convert(_mode(picture, kind))
    plain.info = {}
    out = io.BytesIO()
    if kind is FileKind.JPEG:
        plain.save(out, "JPEG", quality=_QUALITY, optimize=True)
    else:
        plain.save(out, "PNG", optimize=False)
    return out.getvalue()


def _mode(picture: Image.Image, kind: FileKind) -> str:
    if kind is FileKind.PNG and picture.has_transparency_data:
        return "RGBA"
    return "L" if picture.mode in ("1", "L", "LA") else "RGB"
