"""Is a meeting prepared in time, and will its quorum be reached?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .quorum import is_quorum_reached

FEWEST_MEETINGS = 3
MOST_MEETINGS = 6


class PreparationState(StrEnum):
    """How a step of the preparation stands."""

    DONE = "done"
    DONE_LATE = "done_late"
    LATE = "late"
    MISSED = "missed"
    TODAY = "today"
    TO_DO = "to_do"


class QuorumProspect(StrEnum):
    """What past attendance lets expect."""

    TOO_FEW = "too_few"
    NO_RULE = "no_rule"
    SURE = "sure"
    LIKELY = "likely"
    UNLIKELY = "unlikely"


@dataclass(frozen=True, slots=True)
class QuorumForecast:
    """What is expected of a meeting: over how many meetings, present as the median and at worst, how many are needed.

    ``median`` and ``worst`` are None where too few meetings were held.
    """

    prospect: QuorumProspect
    meetings: int
    median: int | None = None
    worst: int | None = None
    needed: int | None = None


def to_be_done_by(planned_on: date, days_before: int) -> date:
    """The last day for a step of a meeting."""
    return planned_on - timedelta(days=days_before)


def preparation_state(*, due_on: date, done_on: date | None, on: date, meets_on: date = date.max) -> PreparationState:
    """How a step due on ``due_on`` stands on the day ``on``; what was done later than ``on`` is not done yet.

    What is not done when the meeting, of ``meets_on``, is past is missed: nothing is late for it any more.
    """
    if done_on is not None and done_on <= on:
        return PreparationState.DONE if done_on <= due_on else PreparationState.DONE_LATE
    if meets_on < on:
        return PreparationState.MISSED
    if due_on < on:
        return PreparationState.LATE
    return PreparationState.TODAY if due_on == on else PreparationState.TO_DO


def days_late(*, due_on: date, done_on: date | None, on: date) -> int:
    """How many days after its last day a step was done, or still waits; 0 in time."""
    return max(0, ((done_on if done_on and done_on <= on else on) - due_on).days)


def forecast_quorum(attendance: Sequence[tuple[int, int]], *, members: int, needed: int | None) -> QuorumForecast:
    """What to expect from the last meetings held, the newest first, each (present, convened).

    At most six are looked at; with fewer than three nothing is forecast. Attendance is the share of those convened
    then, of the ``members`` of now, rounded down: a body that grew is not flattered by old counts. The median is the
    lower of the two in the middle.
    """
    known = [(present, convened) for present, convened in attendance if convened > 0][:MOST_MEETINGS]
    if len(known) < FEWEST_MEETINGS:
        return QuorumForecast(QuorumProspect.TOO_FEW, len(known), needed=needed)
    expected = sorted(min(members, present * members // convened) for present, convened in known)
    median, worst = expected[(len(expected) - 1) // 2], expected[0]
    if needed is None:
        prospect = QuorumProspect.NO_RULE
    elif is_quorum_reached(worst, needed):
        prospect = QuorumProspect.SURE
    else:
        prospect = QuorumProspect.LIKELY if is_quorum_reached(median, needed) else QuorumProspect.UNLIKELY
    return QuorumForecast(prospect, len(known), median, worst, needed)
