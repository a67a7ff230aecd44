"""Does a text hold something shaped like a national identity number?"""

import re
import unicodedata
from functools import lru_cache

_SHAPE = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{1,2}[0-9]{5,6}(?![A-Za-z0-9])")
_INVISIBLE = re.compile("[\u00ad\u0640\u200b-\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def looks_like_identity_number(text: str) -> list[str]:
    """What in ``text`` is shaped like an identity number, in order, as read; empty when nothing is.

    One or two Latin letters followed directly by five or six digits (of any script), standing alone. For free text
    about persons only: receipts, circular numbers and plates have fields of their own.
    """
    return _SHAPE.findall("".join(map(_plain, text)))


@lru_cache(maxsize=5_000)
def _plain(char: str) -> str:
    """The Latin letters and digits that a character stands for; nothing for invisible ones, else a space."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", char))
    western = "".join(str(unicodedata.decimal(each, each)) for each in plain)
    return western if western.isascii() else " "
