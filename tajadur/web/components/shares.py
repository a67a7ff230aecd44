"""Parts of wholes: how a share is rounded, binned and worded."""

from bisect import bisect_right

from django.utils.translation import gettext

BINS = (40, 55, 70, 85)


def percent_of(part: int, whole: int) -> int:
    """The share in whole percent, halves up; never 100 while something is missing nor 0 while something is there.

    `whole` must be above zero: a share of nothing is «—», which is the caller's to say.
    """
    if whole <= 0:
        raise ValueError("a share of nothing has no percentage")
    share = (200 * part + whole) // (2 * whole)
    if share >= 100 and part < whole:
        return 99
    if share == 0 and part > 0:
        return 1
    return share


def heat_bin(percent: int) -> int:
    """1 to 5, for the heat classes h1 … h5 (below 40, 40–54, 55–69, 70–84, 85 and above)."""
    return 1 + bisect_right(BINS, percent)


def percent_text(percent: int) -> str:
    """«61%», with the sign where the language puts it."""
    return gettext("%(number)s%%") % {"number": percent}


def share_text(part: int, whole: int) -> str:
    """«52 of 75» in words; «—» when nothing was expected."""
    if whole == 0:
        return "—"
    return gettext("%(part)s of %(whole)s") % {"part": part, "whole": whole}
