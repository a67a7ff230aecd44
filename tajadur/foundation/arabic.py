"""Folding for search and sorting: what a person types and what is stored meet in the middle.

Arabic letters are folded on *composed* text, before any decomposition: taking marks off first would turn آسفي into
something the letter table no longer knows.
"""

import re
import unicodedata
from functools import lru_cache

from tajadur.rules.composing import composed

# Raised with every change of what is answered here: what is stored folded is then written anew by a pass.
FOLDING = 1

_LETTERS = {
    **dict.fromkeys("أإآٱٲٳ", "ا"),
    **dict.fromkeys("ىئیېۍێےۓ", "ي"),
    **dict.fromkeys("ؤۆۇۈۋ", "و"),
    **dict.fromkeys("ةهہۂۃھەۀ", "ه"),
    **dict.fromkeys("گڭݣکڪݢڬݤګ", "ك"),
    **dict.fromkeys("ڤڥڢ", "ف"),
    "پ": "ب",
    "ڨ": "ق",
    "چ": "ج",
}
_LIGATURES = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
_DROPPED = dict.fromkeys("\u0640\u0674", "")  # tatweel, high hamza
_FOLDED = str.maketrans({**_LETTERS, **_LIGATURES, **_DROPPED})
_LAST_ALIF = re.compile(r"(?<=\w\w)[هء]\b|(?<=\w)اء\b")
_NUMBER = re.compile(r"\d+")
_SORT_WIDTH = 6
MOST_FOLDED = 5_000


def digits(text: str) -> str:
    """The text with every decimal digit of any script (٣, ۳, ３) written 0–9; the rest is untouched."""
    if text.isascii():
        return text
    return "".join(_ascii_digit(char) for char in text)


def fold(text: str) -> str:
    """The text as search compares it: lower case, no accents, one form per Arabic letter, single spaces.

    أإآٱ→ا, ى ئ→ي, ؤ→و, ة→ه, گ ڭ ݣ→ك, ڤ→ف, پ→ب; no tashkeel, no tatweel; œ→oe; digits 0–9; punctuation, hyphens and
    apostrophes become a space. Folding twice changes nothing. Names and searches are short: what comes after
    ``MOST_FOLDED`` characters is left out.
    """
    if text.isascii():  # codes, numbers, addresses: nothing to compose
        return " ".join(text[:MOST_FOLDED].lower().translate(_ASCII_KEPT).split())
    letters = composed(composed(text[:MOST_FOLDED], "NFKC").casefold(), "NFKC")
    bare = composed(letters.translate(_FOLDED), "NFKD").casefold()
    kept = "".join(map(_kept, bare))
    return " ".join(composed(kept).translate(_FOLDED).split())


def fold_loose(text: str) -> str:
    """``fold`` without the article: a word that begins with «ال» loses it, and a last ه, ء or اء is levelled.

    «الدار البيضاء» and «دار بيضا» meet here, and so do «أصيلة» and «أصيلا».
    """
    return _loose(fold(text))


def sort_key_ar(text: str) -> str:
    """A key that sorts by plain comparison of code points: article ignored, numbers by value, ties by the full text."""
    folded = fold(text)
    without = " ".join(_without_article(word) for word in folded.split())
    padded = _NUMBER.sub(lambda number: number.group().lstrip("0").rjust(_SORT_WIDTH, "0"), without)
    return f"{padded}  {folded}"


def searchable(*texts: str) -> str:
    """What search compares: each text folded with and without its article, ``| form | form |``, words after a space."""
    folded = [fold(text) for text in texts if text]
    forms = dict.fromkeys(form for whole in folded for form in (whole, _loose(whole)) if form)
    return "|" + "".join(f" {form} |" for form in forms)


def _ascii_digit(char: str) -> str:
    value = unicodedata.decimal(char, None)
    return char if value is None else str(value)


@lru_cache(maxsize=4096)
def _kept(char: str) -> str:
    """A letter or digit as it is, nothing for marks and invisible characters, a space for anything else."""
    category = unicodedata.category(char)
    if category[0] == "L":
        return char
    if category == "Nd":
        return _ascii_digit(char)
    if category[0] == "M" or category == "Cf":
        return ""
    return char if category[0] == "N" else " "


def _without_article(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 3 else word


def _loose(folded: str) -> str:
    return folded if folded.isascii() else " ".join(map(_loose_word, folded.split()))


def _loose_word(word: str) -> str:
    bare = _without_article(word)
    return _LAST_ALIF.sub("ا", bare) if "ه" in bare or "ء" in bare else bare


_ASCII_KEPT = {code: _kept(chr(code)) for code in range(128)}
