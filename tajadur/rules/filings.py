"""Declaring to the authority (organic law 29-11, art. 16, 17): until when, and where does a declaration stand?"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tajadur.rules.reminders import Ladder, LadderAnchor, Level, Step

# The law counts from the vote, those elected begin the day after: their first day is the first of the thirty.
DAYS = 30
LADDER: Ladder = (
    Step(-25, LadderAnchor.DUE, Level.POST),
    Step(-10, LadderAnchor.DUE, Level.POST),
    Step(-3, LadderAnchor.DUE, Level.POST),
    Step(0, LadderAnchor.OVERDUE, Level.POST),
    Step(3, LadderAnchor.OVERDUE, Level.ABOVE),
    Step(10, LadderAnchor.OVERDUE, Level.CELL),
    Step(30, LadderAnchor.OVERDUE, Level.SECRETARY_GENERAL),
)


class FilingState(StrEnum):
    """Where a declaration to the authority stands, the first that matches."""

    IN_TIME = "in_time"
    LATE = "late"
    SUPERSEDED = "superseded"
    OVERDUE = "overdue"
    RUNNING = "running"


@dataclass(frozen=True, slots=True)
class FilingFacts:
    """``received_on`` is the day of the receipt, ``recorded_on`` that on which the unit first recorded one."""

    since_on: date
    received_on: date | None = None
    recorded_on: date | None = None
    superseded_on: date | None = None


def last_day(since_on: date) -> date:
    """The last day on which the leading body that began on ``since_on`` is declared in time."""
    return since_on + timedelta(days=DAYS - 1)


def filing_state(facts: FilingFacts, on: date) -> FilingState:
    """The state on ``on``, by what was recorded by then: in time is what the receipt says, not when it was recorded."""
    if facts.received_on is not None and facts.recorded_on is not None and facts.recorded_on <= on:
        return FilingState.IN_TIME if facts.received_on <= last_day(facts.since_on) else FilingState.LATE
    if facts.superseded_on is not None and facts.superseded_on <= on:
        return FilingState.SUPERSEDED
    return FilingState.OVERDUE if on > last_day(facts.since_on) else FilingState.RUNNING


def sheet_day(facts: FilingFacts, on: date) -> date:
    """The day as of which the sheet lists the office: today, until a receipt is recorded; from then on the receipt's.

    What was never declared and is asked no more keeps its first day: the office of today is another one.
    """
    if facts.received_on is not None:
        return facts.received_on
    return facts.since_on if facts.superseded_on is not None else max(on, facts.since_on)


def filing_key(since_on: date, earlier: int = 0) -> str:
    """The period key of what is owed: the first day, and which time it is asked when a change was taken back."""
    return f"{since_on.isoformat()} {earlier + 1}" if earlier else since_on.isoformat()


def day_of_key(key: str) -> date | None:
    """The first day a period key of a declaration carries; None for any other key."""
    day, _, number = key.partition(" ")
    if len(day) != 10 or not (number == "" or (number.isascii() and number.isdigit())):
        return None
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None
