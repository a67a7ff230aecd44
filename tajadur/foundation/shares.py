"""Parts of wholes: how a share is rounded, binned and worded."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

BINS = (40, 55, 70, 85)
# How wide a step of a map may be: the first whose five steps reach the highest share.
_STEPS = (2, 5, 10, 20)


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


@dataclass(frozen=True, slots=True)
class MapSteps:
    """Five steps of one width, in percent; the last one is open."""

    width: int

    def bin_of(self, percent: int) -> int:
        """1 to 5, for the heat classes h1 … h5."""
        return min(1 + percent // self.width, 5)

    @property
    def ranges(self) -> list[str]:
        """What each step holds, in figures."""
        lows = range(0, 5 * self.width, self.width)
        closed = [percent_text_range(low, low + self.width - 1) for low in lows[:-1]]
        return [*closed, gettext("%(number)s%% and above") % {"number": lows[-1]}]


def map_steps(percents: Sequence[int]) -> MapSteps:
    """Steps fine enough for what a map shows: shares that are all small must not all look alike."""
    highest = max(percents, default=0)
    return MapSteps(next((width for width in _STEPS if highest <= 5 * width), _STEPS[-1]))


def percent_text_range(low: int, high: int) -> str:
    """«20–39%», with the sign where the language puts it."""
    return gettext("%(low)s–%(high)s%%") % {"low": low, "high": high}
