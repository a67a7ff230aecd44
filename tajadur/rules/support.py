"""Where does something said, planned or promised from above stand on a day?

Rules of ``rooms.md`` §1. Every state is a function of the facts recorded by that day; nothing runs at midnight.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

VISIT_PATIENCE = timedelta(days=3)
_SATURDAY = 5


class AdviceState(StrEnum):
    """First match, in this order."""

    WITHDRAWN = "withdrawn"
    ANSWERED = "answered"
    USED = "used"
    READ = "read"
    UNREAD = "unread"


class VisitState(StrEnum):
    """First match, in this order."""

    CANCELLED = "cancelled"
    MADE = "made"
    NOT_MADE = "not_made"
    OVERDUE = "overdue"
    PLANNED = "planned"


class PromiseState(StrEnum):
    """First match, in this order."""

    WITHDRAWN = "withdrawn"
    KEPT = "kept"
    KEPT_LATE = "kept_late"
    OVERDUE = "overdue"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class AdviceFacts:
    """Days on which each thing was recorded. ``due_on``: the last day for an answer, None when none is wanted."""

    withdrawn_on: date | None = None
    answered_on: date | None = None
    used_on: date | None = None
    read_on: date | None = None
    due_on: date | None = None
    unit_closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """At most one of the three is recorded: cancelled before its day, made, or not made."""

    planned_on: date
    cancelled_on: date | None = None
    made_on: date | None = None
    not_made_on: date | None = None


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """``kept_on`` is the day it was kept, ``said_on`` the day that was recorded."""

    due_on: date
    kept_on: date | None = None
    said_on: date | None = None
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True)
class PromiseRate:
    """``kept`` of ``due`` were kept on their day; ``due`` 0 has no rate."""

    kept: int
    due: int


def advice_state_on(facts: AdviceFacts, day: date) -> AdviceState:
    """The state of advice on ``day``."""
    for state, recorded_on in (
        (AdviceState.WITHDRAWN, facts.withdrawn_on),
        (AdviceState.ANSWERED, facts.answered_on),
        (AdviceState.USED, facts.used_on),
        (AdviceState.READ, facts.read_on),
    ):
        if _has_come(recorded_on, day):
            return state
    return AdviceState.UNREAD


def awaits_answer_on(facts: AdviceFacts, day: date) -> bool:
    """Does the giver still wait for a word? Whoever marks it as used has answered; a closed unit owes nothing."""
    if facts.due_on is None or _has_come(facts.unit_closed_on, day):
        return False
    return advice_state_on(facts, day) in {AdviceState.READ, AdviceState.UNREAD}


def visit_state_on(facts: VisitFacts, day: date) -> VisitState:
    """The state of a visit on ``day``; overdue from the fourth day after the planned one."""
    for state, recorded_on in (
        (VisitState.CANCELLED, facts.cancelled_on),
        (VisitState.MADE, facts.made_on),
        (VisitState.NOT_MADE, facts.not_made_on),
    ):
        if _has_come(recorded_on, day):
            return state
    return VisitState.OVERDUE if facts.planned_on < overdue_if_planned_before(day) else VisitState.PLANNED


def overdue_if_planned_before(day: date) -> date:
    """On ``day``, a visit planned before the day returned, of which nothing was said, is overdue. For SQL."""
    return day - VISIT_PATIENCE


def promise_state_on(facts: PromiseFacts, day: date) -> PromiseState:
    """The state of a promise on ``day``."""
    if _has_come(facts.withdrawn_on, day):
        return PromiseState.WITHDRAWN
    if facts.kept_on is not None and _has_come(facts.said_on, day):
        return PromiseState.KEPT if facts.kept_on <= facts.due_on else PromiseState.KEPT_LATE
    return PromiseState.OVERDUE if facts.due_on < day else PromiseState.OPEN


def days_late(facts: PromiseFacts, day: date) -> int:
    """How many days after its day it was kept, or has been waited for by ``day``; 0 for what is not late."""
    match promise_state_on(facts, day):
        case PromiseState.KEPT_LATE if facts.kept_on is not None:
            return (facts.kept_on - facts.due_on).days
        case PromiseState.OVERDUE:
            return (day - facts.due_on).days
    return 0


def counts_in_rate(facts: PromiseFacts, day: date) -> bool:
    """Does it count among the promises that are due? One withdrawn by its day does not, one withdrawn later does."""
    if facts.withdrawn_on is not None and facts.withdrawn_on <= min(facts.due_on, day):
        return False
    state = promise_state_on(facts, day)
    return facts.due_on < day or state in {PromiseState.KEPT, PromiseState.KEPT_LATE}


def promise_rate(promises: Iterable[PromiseFacts], day: date) -> PromiseRate:
    """How many promises were kept on their day, of those that are due on ``day``."""
    counted = [facts for facts in promises if counts_in_rate(facts, day)]
    return PromiseRate(sum(promise_state_on(facts, day) is PromiseState.KEPT for facts in counted), len(counted))


def _has_come(recorded_on: date | None, day: date) -> bool:
    return recorded_on is not None and recorded_on <= day


def visit_days(first: date, count: int, *, off: Collection[date] = ()) -> list[date]:
    """Days for ``count`` visits by one member, one a day in order: ``first`` as chosen, then the next working days.

    Saturdays, Sundays and the days ``off`` (holidays, days taken) are passed over after the first.
    """
    days: list[date] = []
    day = first
    while len(days) < count:
        if not days or (day.weekday() < _SATURDAY and day not in off):
            days.append(day)
        day += timedelta(days=1)
    return days
