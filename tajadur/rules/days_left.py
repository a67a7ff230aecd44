"""How far is a deadline?"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

NEAR_DAYS = 7


class Phase(StrEnum):
    """Where a day stands towards its deadline: far, within a week, the day itself, past."""

    AHEAD = "ahead"
    NEAR = "near"
    TODAY = "today"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class DaysLeft:
    """``days`` to go (``phase`` ahead, near, today) or past (``phase`` past); never negative."""

    days: int
    phase: Phase


def days_to(deadline: date, on: date) -> int:
    """Days from ``on`` to the deadline: 0 on the day, negative after it."""
    return (deadline - on).days


def days_left(deadline: date, on: date) -> DaysLeft:
    """The days left on ``on``, as a countdown shows them."""
    left = days_to(deadline, on)
    if left < 0:
        return DaysLeft(-left, Phase.PAST)
    if left == 0:
        return DaysLeft(0, Phase.TODAY)
    return DaysLeft(left, Phase.NEAR if left <= NEAR_DAYS else Phase.AHEAD)
