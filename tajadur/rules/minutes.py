"""Where do the minutes of a meeting stand: draft, circulated, adopted by the body or sent back?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .carry_over import Outcome


class MinutesState(StrEnum):
    """How the minutes stand; ``CORRECTED`` is adopted, with corrections."""

    DRAFT = "draft"
    CIRCULATED = "circulated"
    ADOPTED = "adopted"
    CORRECTED = "corrected"
    SENT_BACK = "sent_back"


FINAL = frozenset({MinutesState.ADOPTED, MinutesState.CORRECTED})
_ANSWERS = {
    Outcome.REACHED: MinutesState.ADOPTED,
    Outcome.PARTLY: MinutesState.CORRECTED,
    Outcome.NOT_REACHED: MinutesState.SENT_BACK,
}


@dataclass(frozen=True, slots=True)
class CirculatedVersion:
    """A version of the minutes went to the members on a day."""

    on: date
    version: int


@dataclass(frozen=True, slots=True)
class BodyAnswer:
    """What a later meeting of the body, held on a day, said of the minutes."""

    on: date
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class MinutesStatus:
    """Where the minutes stand, since which day, and which version was circulated last (None: none yet)."""

    state: MinutesState
    since: date | None = None
    version: int | None = None


def decides(outcome: Outcome | str) -> bool:
    """Does an outcome say something of the minutes, rather than carry them to a later meeting?"""
    return Outcome(outcome) in _ANSWERS


def minutes_status(
    *, held_on: date, circulated: Iterable[CirculatedVersion], answers: Iterable[BodyAnswer], on: date
) -> MinutesStatus:
    """Where the minutes of a meeting held on ``held_on`` stand on the day ``on``.

    Only a meeting held after it can adopt them, once they were circulated; the first adoption is final. What was sent
    back is a draft until another version is circulated. What is of days after ``on`` is not known yet.
    """
    events: list[tuple[date, int, CirculatedVersion | BodyAnswer]] = [
        (row.on, row.version, row) for row in circulated if row.on <= on
    ]
    # On one day the body speaks after what was circulated that morning.
    last = 1 + max((version for _day, version, _row in events), default=0)
    events += [(row.on, last, row) for row in answers if held_on < row.on <= on and decides(row.outcome)]
    status = MinutesStatus(MinutesState.DRAFT)
    for day, _order, row in sorted(events, key=lambda event: event[:2]):
        if isinstance(row, CirculatedVersion):
            if status.state not in FINAL:
                status = MinutesStatus(MinutesState.CIRCULATED, day, row.version)
        elif status.version is not None and status.state not in FINAL:
            status = MinutesStatus(_ANSWERS[row.outcome], day, status.version)
    return status


def stands_for_adoption(state: MinutesState) -> bool:
    """Must the next meeting of the body have «adoption of the minutes» on its agenda?"""
    return state is MinutesState.CIRCULATED
