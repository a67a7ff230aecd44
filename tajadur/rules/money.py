"""What a person types for an amount of money, as whole centimes. No amount is ever a fraction of a machine's making."""

import unicodedata

MOST_CENTIMES = 100_000_000_000  # a thousand million dirhams
_LONGEST = 40
_GROUPING = dict.fromkeys(map(ord, " \u00a0\u2009\u202f\u200e\u200f\u061c'\u2019\u066c"))
_DECIMAL = "\u066b"
_UNITS = ("درهم", "dirhams", "dirham", "dhs", "dh", "mad")


def centimes_of(text: str) -> int | None:
    """The amount typed in dirhams, digits of any script; None when it is none, or has more than thousands of millions.

    «12 500», «12.500,50», «12,500.5», «١٢٥٠٠٫٥٠», «12500 DH». Two or fewer digits after the last comma or point are
    centimes, three are thousands.
    """
    if len(text) > _LONGEST:
        return None
    bare = _plain(_without_unit(text.strip().lower()))
    if bare is None:
        return None
    marks = [at for at, char in enumerate(bare) if not char.isdigit()]
    whole, rest = bare, ""
    if marks:
        last = marks[-1]
        tail = bare[last + 1 :]
        if len(tail) in (1, 2):
            whole, rest = bare[:last], tail
            if bare[last] in whole:
                return None
        elif bare[last] == _DECIMAL:
            return None
    dirhams = _ungrouped(whole)
    if dirhams is None:
        return None
    centimes = dirhams * 100 + int(f"{rest}00"[:2])
    return centimes if centimes <= MOST_CENTIMES else None


def _without_unit(text: str) -> str:
    for unit in _UNITS:
        if text.endswith(unit):
            return text.removesuffix(unit).rstrip()
    return text


def _plain(text: str) -> str | None:
    """Digits 0–9, commas, points and the Arabic decimal mark alone."""
    plain = []
    for char in text.translate(_GROUPING):
        value = unicodedata.decimal(char, None)
        if value is None and char not in (",", ".", _DECIMAL):
            return None
        plain.append(char if value is None else str(value))
    return "".join(plain)


def _ungrouped(text: str) -> int | None:
    """The number whose thousands may be set apart by one kind of mark."""
    marks = {char for char in text if not char.isdigit()}
    if len(marks) > 1 or _DECIMAL in marks:
        return None
    first, *groups = text.split(marks.pop()) if marks else [text]
    if not first or any(len(group) != 3 for group in groups) or (groups and (len(first) > 3 or first[0] == "0")):
        return None
    return int(first + "".join(groups))
