"""How is a receipt numbered, and is a number one of ours?

``TJ-2026-000123-8``: the year, the serial number, and a check digit (Damm) that catches every single wrong digit and
every swap of two neighbours when the number is read over the telephone.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from tajadur.rules.composing import composed

_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
_FORM = re.compile(r"TJ[-\s]?(\d{4})[-\s]?(\d{6,12})[-\s]?(\d)", re.ASCII)
_DASHES = re.compile(r"[‐‑‒–—−]")
_LONGEST = 100  # with room for blanks around; a longer text is no number


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a unit holds after submitting a report or a declaration: its id, the number, the instant.

    ``is_new`` False: the same was submitted before under the same key, and nothing was written now.
    """

    submission_id: int
    number: str
    submitted_at: datetime
    is_new: bool = True


def receipt_number(year: int, serial: int) -> str:
    """The receipt number of the ``serial``-th receipt of a year. Raises ValueError outside 1000–9999 and 1–10¹²−1."""
    if not 1000 <= year <= 9999 or not 1 <= serial < 10**12:
        raise ValueError(f"no receipt has year {year} and serial {serial}")
    return f"TJ-{year}-{serial:06}-{_check(f'{year}{serial:06}')}"


def parse_receipt(text: str) -> tuple[int, int] | None:
    """Year and serial of a number as typed (any digits, case, spaces for dashes); None when it is not one of ours."""
    match = _match(text)
    return (int(match[1]), int(match[2])) if match else None


def as_printed(text: str) -> str | None:
    """The number as it was printed, however it was typed; None when it is not one of ours.

    It keeps the digits typed: numbers given before the serials were printed longer are not printed anew.
    """
    match = _match(text)
    return f"TJ-{match[1]}-{match[2]}-{match[3]}" if match else None


def is_valid_receipt(text: str) -> bool:
    """Is this the number of a receipt we could have given?"""
    return parse_receipt(text) is not None


def _match(text: str) -> re.Match[str] | None:
    if len(text) > _LONGEST:
        return None
    plain = _DASHES.sub("-", composed(text, "NFKC")).strip().upper()
    western = "".join(str(unicodedata.decimal(char, char)) for char in plain)
    match = _FORM.fullmatch(western)
    if match is None or int(match[2]) == 0 or _check(match[1] + match[2]) != int(match[3]):
        return None
    return match if int(match[1]) >= 1000 else None


def _check(number: str) -> int:
    state = 0
    for char in number:
        state = _DAMM[state][int(char)]
    return state
