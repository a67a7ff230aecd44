"""In which state is an obligation on a given day?

A pure function of the facts *recorded by* that day: what is recorded later never changes an earlier answer, and nothing
has to run at midnight for the answer to be right.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class State(StrEnum):
    """The states, in the order of the table: the first that matches is the answer."""

    ON_TIME = "on_time"
    EXTENDED = "extended"
    LATE = "late"
    CANCELLED = "cancelled"
    EXCUSED = "excused"
    NOT_HELD = "not_held"
    UPCOMING = "upcoming"
    OPEN = "open"
    EXTENSION_RUNNING = "extension_running"
    GRACE = "grace"
    SILENT = "silent"


REPORTED_STATES = frozenset({State.ON_TIME, State.EXTENDED, State.LATE})
ANSWERED_STATES = REPORTED_STATES | {State.NOT_HELD}
RELEASED_STATES = frozenset({State.CANCELLED, State.EXCUSED})
NOT_EXPECTED_STATES = RELEASED_STATES | {State.EXTENSION_RUNNING}
WAITING_STATES = frozenset({State.UPCOMING, State.OPEN})
MISSING_STATES = frozenset({State.GRACE, State.SILENT})
# Nothing answers it yet and nobody released it: it can still be done.
UNSETTLED_STATES = WAITING_STATES | MISSING_STATES | {State.EXTENSION_RUNNING}
EXPECTED_STATES = ANSWERED_STATES | MISSING_STATES
# Where one mark stands for several obligations it shows the first of these among their states.
WEAKEST_FIRST = (
    State.SILENT,
    State.GRACE,
    State.EXTENSION_RUNNING,
    State.OPEN,
    State.NOT_HELD,
    State.LATE,
    State.EXTENDED,
    State.ON_TIME,
    State.UPCOMING,
    State.EXCUSED,
    State.CANCELLED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The facts of one obligation; all are civil days, None when it did not happen.

    ``calendar`` is False for dated and once directives. ``filed_on`` is the day of the *first* submission;
    ``not_held_on`` the day the unit declared it; the other ``_on`` of a decision are the day it was taken.
    ``extended_until`` is the latest grant, ``extension_granted_on`` the day of that grant.
    """

    period_start: date
    period_end: date
    opens_on: date
    due_on: date
    overdue_from: date
    locks_on: date | None = None
    calendar: bool = True
    report_days: int = 0
    held_on: date | None = None
    filed_on: date | None = None
    cancelled_on: date | None = None
    excused_on: date | None = None
    not_held_on: date | None = None
    not_held_withdrawn_on: date | None = None
    extended_until: date | None = None
    extension_granted_on: date | None = None
    reopened_on: date | None = None


def state_on(facts: Facts, t: date) -> State:
    """The state on day ``t``, by the first line of the table that matches."""
    if is_fulfilled(facts, t):
        return _reported_state(facts, t)
    if _recorded(facts.cancelled_on, t):
        return State.CANCELLED
    if _recorded(facts.excused_on, t):
        return State.EXCUSED
    if _recorded(facts.not_held_on, t) and not _recorded(facts.not_held_withdrawn_on, t):
        return State.NOT_HELD
    if t < facts.opens_on:
        return State.UPCOMING
    if t <= facts.due_on:
        return State.OPEN
    extension = _filing_limit(facts, t)
    if extension is not None and t <= extension:
        return State.EXTENSION_RUNNING
    return State.GRACE if t < facts.overdue_from else State.SILENT


def is_fulfilled(facts: Facts, t: date) -> bool:
    """Was something submitted by ``t`` that fulfils the obligation?

    Calendar periods: only what was held inside the period. Dated and once: anything held since the period opened.
    """
    if facts.held_on is None or not _recorded(facts.filed_on, t):
        return False
    if facts.held_on < facts.period_start:
        return False
    return facts.held_on <= facts.period_end or not facts.calendar


def days_late(facts: Facts) -> int:
    """By how many days a fulfilled obligation is late; 0 when it is on time, extended, or not fulfilled.

    Held late counts before filed late: the two are different numbers, and different sentences.
    """
    return days_held_late(facts) or days_filed_late(facts)


def days_held_late(facts: Facts) -> int:
    """Days from the last day to hold it, or a granted extension, to the day held; 0 when held in time or not at all.

    Of calendar periods only what is held inside them fulfils.
    """
    seen = _seen_on(facts)
    if facts.calendar or facts.held_on is None or seen is None:
        return 0
    hold_by = max(facts.period_end, _extension(facts, seen) or facts.period_end)
    return max(0, (facts.held_on - hold_by).days)


def days_filed_late(facts: Facts) -> int:
    """Days from the last day of filing, or that of a granted extension, to the day filed; 0 when filed in time."""
    seen = _seen_on(facts)
    if facts.filed_on is None or seen is None:
        return 0
    file_by = max(facts.due_on, _filing_limit(facts, seen) or facts.due_on)
    return max(0, (facts.filed_on - file_by).days)


def days_overdue(facts: Facts, t: date) -> int:
    """For how many days an obligation still missing on ``t`` is past its last day of filing; 0 when none is missing."""
    if state_on(facts, t) not in MISSING_STATES:
        return 0
    return (t - max(facts.due_on, _filing_limit(facts, t) or facts.due_on)).days


def days_past(facts: Facts, t: date) -> int:
    """For how many days what is not done yet is past its last day on ``t``; 0 before it, once done or released.

    Of filing for calendar periods, once something is missing; of holding for dated and once, report days or not.
    """
    if facts.calendar:
        return days_overdue(facts, t)
    if state_on(facts, t) in REPORTED_STATES | RELEASED_STATES:
        return 0
    return max(0, (t - max(facts.period_end, _extension(facts, t) or facts.period_end)).days)


def is_expected(facts: Facts, t: date) -> bool:
    """Does the obligation stand in the denominator of the rates on day ``t``?"""
    return facts.due_on < t and state_on(facts, t) not in NOT_EXPECTED_STATES


def is_declared_late(facts: Facts) -> bool:
    """Was «not held» declared only once silence counted as overdue?"""
    return facts.not_held_on is not None and facts.not_held_on >= facts.overdue_from


def is_locked(facts: Facts, t: date) -> bool:
    """Is the period closed to a first report on ``t``: past its lock, and not reopened by the competent level?"""
    return is_past_lock(facts, t) and not _recorded(facts.reopened_on, t)


def is_past_lock(facts: Facts, t: date) -> bool:
    """Does a report on ``t`` need a reopening, given already or not? Dated and once never do."""
    if not facts.calendar or facts.locks_on is None:
        return False
    extension = _extension(facts, t)
    return t > facts.locks_on and (extension is None or t > extension)


def _seen_on(facts: Facts) -> date | None:
    """The day on which all that counts for lateness is known; None when nothing fulfils it, or nothing is late."""
    if facts.held_on is None or facts.filed_on is None:
        return None
    seen = max(facts.filed_on, facts.extension_granted_on or facts.filed_on)
    return seen if is_fulfilled(facts, seen) and _reported_state(facts, seen) is State.LATE else None


def _recorded(day: date | None, t: date) -> bool:
    return day is not None and day <= t


def _extension(facts: Facts, t: date) -> date | None:
    return facts.extended_until if _recorded(facts.extension_granted_on, t) else None


def _filing_limit(facts: Facts, t: date) -> date | None:
    """Last day on which filing is «extended»: the extension, or for dated and once report_days after it."""
    extension = _extension(facts, t)
    if extension is None or facts.calendar:
        return extension
    return extension + timedelta(days=facts.report_days)


def _reported_state(facts: Facts, t: date) -> State:
    if _both_by(facts, facts.period_end, facts.due_on):
        return State.ON_TIME
    extension, limit = _extension(facts, t), _filing_limit(facts, t)
    if extension is None or limit is None:
        return State.LATE
    hold_by = facts.period_end if facts.calendar else extension
    return State.EXTENDED if _both_by(facts, hold_by, limit) else State.LATE


def _both_by(facts: Facts, hold_by: date, file_by: date) -> bool:
    return _recorded(facts.held_on, hold_by) and _recorded(facts.filed_on, file_by)
