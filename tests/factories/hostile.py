"""Two hundred thousand characters of each kind that a careless rule reads again and again."""

import time
from collections.abc import Callable
from typing import Any

LENGTH = 200_000
CPU_SECONDS = 0.2


def _filled(pattern: str, *, around: str = "") -> str:
    return around + (pattern * (LENGTH // len(pattern) + 1))[: LENGTH - 2 * len(around)] + around


TEXTS = {
    "blanks between letters": _filled(" ", around="a"),
    "blanks and tabs": _filled(" \t", around="a"),
    "empty lines": _filled("\n"),
    "blanks before line ends": _filled(" ", around="a").replace(" " * 1000, " " * 999 + "\n"),
    "letters": _filled("a"),
    "Arabic letters": _filled("اء"),
    "words": _filled("ال "),
    "digits": _filled("1"),
    "Arabic digits": _filled("١"),
    "superscript digits": _filled("²"),
    "marks out of order": _filled("\u0301\u0316", around="a"),
    "vowel signs": _filled("\u0650\u064e\u0651", around="ب"),
    "ligatures": _filled("\ufdfa"),
    "invisible characters": _filled("\u200b"),
    "dashes": _filled("-"),
    "dots": _filled("a."),
    "at signs": _filled("a@"),
    "commas": _filled(",;"),
    "brackets": _filled("<("),
    "percent signs": _filled("%41"),
    "letters and digits": _filled("A12345 "),
    "rules": "FREQ=" + _filled(";BYDAY=MO,TU"),
}


def cpu_seconds(act: Callable[[], Any], *, tries: int = 3) -> float:
    """Seconds of the processor that ``act`` takes: the least of some tries, fewer when the first is cheap."""
    least = float("inf")
    for _ in range(tries):
        begun = time.process_time()
        act()
        least = min(least, time.process_time() - begun)
        if least <= CPU_SECONDS:
            break
    return least
