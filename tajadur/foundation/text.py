"""What people type, made safe to store and to show: checked once, at the operation that takes it in."""

import re

from tajadur.foundation.errors import BadInput
from tajadur.rules.composing import composed, has_too_many_marks

LINE_LIMIT = 200
TEXT_LIMIT = 10_000

_BIDI_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_NEVER_SHOWN = "\ufeff\ufffe\uffff"
_CONTROLS = "".join(chr(code) for code in (*range(1, 9), *range(14, 32), *range(127, 133), *range(134, 160)))
_REMOVED = dict.fromkeys(map(ord, _BIDI_CONTROLS + _NEVER_SHOWN + _CONTROLS))
# Lone surrogates; a replacement character stands where bytes could not be read: what was typed is already lost there.
_BROKEN = re.compile("[\ud800-\udfff\ufffd]")
_NEW_LINES = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n{3,}")
_INVISIBLE = re.compile(r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f]")


def clean_line(text: str, *, field: str = "", limit: int = LINE_LIMIT) -> str:
    """The text as one line: composed, no controls, runs of blanks made one space, ends trimmed. May be empty.

    Raises BadInput with ``text_too_long`` (params ``limit``, ``length``), ``text_has_nul`` or
    ``text_has_broken_characters`` (lone surrogates, bytes that could not be read).
    """
    return _measured(" ".join(_sound(text, field, limit).split()), field, limit)


def clean_text(text: str, *, field: str = "", limit: int = TEXT_LIMIT) -> str:
    """The text with its line breaks (one form, at most one blank line in a row), otherwise as ``clean_line``."""
    lines = _without_line_ends(_sound(text, field, limit))
    return _measured(_BLANK_LINES.sub("\n\n", lines).strip(), field, limit)


def clean_lines(text: str, *, field: str = "", limit: int = TEXT_LIMIT) -> str:
    """As ``clean_text``, but each line keeps its place: empty ones stay, save those at the end."""
    return _measured(_without_line_ends(_sound(text, field, limit)).rstrip(), field, limit)


def _without_line_ends(text: str) -> str:
    # Not a regular expression: one that looks for blanks before a line's end looks again from each blank.
    return "\n".join(line.rstrip() for line in text.split("\n"))


def without_invisible(text: str) -> str:
    """The text without marks of no width: joiners, marks of direction, soft hyphens and the like."""
    return _INVISIBLE.sub("", text.translate(_REMOVED))


def _sound(text: str, field: str, limit: int) -> str:
    # Four times the limit leaves room for what cleaning removes, and spares the work on ten megabytes.
    if len(text) > 4 * limit + 1000:
        raise BadInput(field, "text_too_long", limit=limit, length=len(text))
    if "\0" in text:
        raise BadInput(field, "text_has_nul")
    if _BROKEN.search(text) or has_too_many_marks(text):
        raise BadInput(field, "text_has_broken_characters")
    sound = composed(_NEW_LINES.sub("\n", text).translate(_REMOVED))
    # Only invisible characters is nothing at all: a required field must not be passed with a zero-width space.
    return sound if _INVISIBLE.sub("", sound).strip() else ""


def _measured(text: str, field: str, limit: int) -> str:
    if len(text) > limit:
        raise BadInput(field, "text_too_long", limit=limit, length=len(text))
    return text
