"""In which one form is a text written, whatever the keyboard that wrote it?"""

import unicodedata
from collections.abc import Iterator
from typing import Literal

Form = Literal["NFC", "NFKC", "NFKD"]

# The longest run of marks on one letter in any language; the limit of Unicode's stream-safe format (UAX 15, D3).
MOST_MARKS = 30


def composed(text: str, form: Form = "NFC") -> str:
    """The text in that form of Unicode; marks beyond the thirtieth on one letter are left out.

    Python's own sorting of marks takes a time that grows with the square of their number.
    """
    if text.isascii():
        return text
    return unicodedata.normalize(form, "".join(_within_limit(text)) if _may_have_too_many(text) else text)


def has_too_many_marks(text: str) -> bool:
    """Does a letter bear more marks than any language writes?"""
    return not text.isascii() and _may_have_too_many(text) and sum(1 for _ in _within_limit(text)) < len(text)


def _may_have_too_many(text: str) -> bool:
    """Are there more marks in the whole text than a single letter may bear? Counted at the speed of the library."""
    return len(text) > MOST_MARKS and len(text) - list(map(unicodedata.combining, text)).count(0) > MOST_MARKS


def _within_limit(text: str) -> Iterator[str]:
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= MOST_MARKS:
            yield char
