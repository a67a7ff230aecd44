"""Titles of offices as people write them: «كاتبة الفرع» is the post «كاتب الفرع», «Secrétaire provinciale» too."""

from .arabic import fold

_SMALL = frozenset(["de", "d", "du", "des", "la", "l", "le", "les", "the", "of", "s"])
_FRENCH_ENDINGS = (
    ("trices", "teur"),
    ("trice", "teur"),
    ("euses", "eur"),
    ("euse", "eur"),
    ("ieres", "ier"),
    ("iere", "ier"),
    ("ennes", "en"),
    ("enne", "en"),
    ("ives", "if"),
    ("ive", "if"),
)
_SHORTEST = 3


def title_key(text: str) -> str:
    """What stays of a title without articles, small words and the feminine; two titles are the same when it agrees."""
    return " ".join(_word(word) for word in fold(text).split() if word not in _SMALL)


def begins_title(typed: str, title: str) -> bool:
    """Is ``typed`` the beginning of ``title``, word by word: «كاتب» of «كاتب الفرع»?"""
    first, whole = title_key(typed).split(), title_key(title).split()
    return bool(first) and whole[: len(first)] == first


def _word(word: str) -> str:
    bare = word[2:] if word.startswith("ال") and len(word) > _SHORTEST else word
    bare = bare[2:] if word.startswith("لل") and len(word) > _SHORTEST + 1 else bare
    if not bare.isascii():
        return bare[:-1] if bare.endswith("ه") and len(bare) > _SHORTEST else bare
    for ending, kept in _FRENCH_ENDINGS:
        if bare.endswith(ending):
            return bare.removesuffix(ending) + kept
    return bare.rstrip("s").rstrip("e") or bare
