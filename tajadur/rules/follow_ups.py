"""What a post promised or is asked for outside the periods of directives: by when, and who is told on which day?

Days and ladders are those of ``rooms.md`` §1 to §3. A ladder counts from the one day the thing is due.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

LONGEST_LADDER = 12
MOST_DAYS = 366


class FollowUpKind(StrEnum):
    """What is followed to its day."""

    ADVICE = "advice"  # a unit is asked for an answer
    VISIT = "visit"  # planned: to be made, or said not to have been made
    PROMISE = "promise"  # made from above
    REMEDY = "remedy"  # agreed for a dysfunction
    ENDORSEMENT = "endorsement"  # of a request for resources, by the level above
    RECOMMENDATION = "recommendation"  # of it, by the cell
    GRANT = "grant"  # of it, by whoever decides
    HANDING_OVER = "handing_over"  # of what was granted
    RECEIPT = "receipt"  # of what was delivered, to be confirmed by the unit


class FollowUpLevel(StrEnum):
    """Who is told, upwards: a vacant post passes to the next level that the ladder names."""

    OWNER = "owner"
    ABOVE = "above"
    CELL = "cell"
    POLE = "pole"
    SECRETARY_GENERAL = "secretary_general"


@dataclass(frozen=True, slots=True)
class Rung:
    """Told ``to`` whom, ``offset`` days from the day it is due (negative: before)."""

    offset: int
    to: FollowUpLevel

    @property
    def key(self) -> str:
        """Its lasting name in the ladder, such as ``-2:owner``."""
        return f"{self.offset:+d}:{self.to}"


@dataclass(frozen=True, slots=True)
class FollowUpRule:
    """How many days are given (None: the day is said each time), and the ladder."""

    days: int | None
    ladder: tuple[Rung, ...]


def _rungs(to: FollowUpLevel, *offsets: int) -> tuple[Rung, ...]:
    return tuple(Rung(offset, to) for offset in offsets)


_OWNER, _CELL, _POLE = FollowUpLevel.OWNER, FollowUpLevel.CELL, FollowUpLevel.POLE
_SG = FollowUpLevel.SECRETARY_GENERAL
# What an installation begins with; the party's own terms are rows.
DEFAULT_TERMS: dict[FollowUpKind, FollowUpRule] = {
    FollowUpKind.ADVICE: FollowUpRule(14, _rungs(_OWNER, -2, 0, 1)),
    FollowUpKind.VISIT: FollowUpRule(None, (*_rungs(_OWNER, -3, 0, 3), *_rungs(_POLE, 10))),
    FollowUpKind.PROMISE: FollowUpRule(None, (*_rungs(_OWNER, -7, 0, 1), *_rungs(_POLE, 14))),
    FollowUpKind.REMEDY: FollowUpRule(None, (*_rungs(_OWNER, -7, 0, 1), *_rungs(_CELL, 14))),
    FollowUpKind.ENDORSEMENT: FollowUpRule(10, _rungs(_OWNER, -3, 0)),
    FollowUpKind.RECOMMENDATION: FollowUpRule(10, (*_rungs(_OWNER, -3, 0), *_rungs(_POLE, 1))),
    FollowUpKind.GRANT: FollowUpRule(15, _rungs(_OWNER, -5, 0, 7)),
    FollowUpKind.HANDING_OVER: FollowUpRule(None, (*_rungs(_OWNER, -7, 0, 1), *_rungs(_SG, 14))),
    FollowUpKind.RECEIPT: FollowUpRule(14, _rungs(_OWNER, -7, 0, 7)),
}


def ladder_of(rows: Iterable[Sequence[object]]) -> tuple[Rung, ...]:
    """The ladder stored as rows ``[-2, "owner"]``. Raises ValueError for what is no row of a ladder."""
    rungs = []
    for offset, to in rows:
        if not isinstance(offset, int) or isinstance(offset, bool) or abs(offset) > MOST_DAYS:
            raise ValueError(f"the offset of a rung is a whole number of days, not {offset!r}")
        rungs.append(Rung(offset, FollowUpLevel(str(to))))
    return tuple(rungs)


def ladder_rows_of(ladder: Iterable[Rung]) -> list[list[int | str]]:
    """The ladder as plain rows; ``ladder_of`` reads them back."""
    return [[rung.offset, rung.to.value] for rung in ladder]


def latest_rungs(
    ladder: Sequence[Rung], due_on: date, on: date, *, opened_on: date, installed_on: date
) -> list[tuple[Rung, date]]:
    """The rungs of the latest day that has come by ``on``: all that may still be told after an outage.

    Dropped: days before it was opened (what is due at once says so itself) and before the installation.
    """
    earliest = max(opened_on, installed_on)
    days = [(rung, due_on + timedelta(days=rung.offset)) for rung in ladder]
    come = [(rung, day) for rung, day in days if earliest <= day <= on]
    latest = max((day for _, day in come), default=None)
    return [(rung, day) for rung, day in come if day == latest]


def rank_of(level: FollowUpLevel) -> int:
    """0 for the post that owes, then each level above it."""
    return list(FollowUpLevel).index(level)
