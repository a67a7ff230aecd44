"""From which day to which day is something owed, on time, overdue, locked?"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from tajadur.rules.periods import Period

# The longest time for reporting, of grace, before a lock, and between a step of a ladder and its day.
MOST_DAYS = 366
# A longer wait is no extension: the period is excused, or the directive gets an exception.
LONGEST_EXTENSION_DAYS, LONGEST_DATED_EXTENSION_DAYS = 92, 366


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The civil days of one obligation.

    ``due_on`` is the last day on which the report is on time, ``overdue_from`` the first on which silence counts,
    ``locks_on`` the last on which a report is taken without a reopening (None: never locks). ``period_end`` is the
    last day of the period, which some reminder ladders count from.
    """

    opens_on: date
    due_on: date
    overdue_from: date
    locks_on: date | None = None
    period_end: date | None = None


def deadlines(
    period: Period, report_days: int, grace_days: int, lock_days: int | None = None, *, locks: bool = True
) -> Deadlines:
    """The days of an obligation for ``period``.

    ``lock_days`` None, or ``locks=False`` (dated and once directives), never lock. Raises ValueError for a negative
    number of days.
    """
    if report_days < 0 or grace_days < 0 or (lock_days is not None and lock_days < 0):
        raise ValueError("days of report, grace and lock cannot be negative")
    due_on = period.end + timedelta(days=report_days)
    overdue_from = due_on + timedelta(days=grace_days + 1)
    locks_on = None
    if locks and lock_days is not None:
        locks_on = overdue_from + timedelta(days=lock_days - 1)
    return Deadlines(period.start, due_on, overdue_from, locks_on, period.end)


def extended_deadlines(days: Deadlines, until: date, *, calendar: bool, report_days: int) -> Deadlines:
    """The days that count for *telling* people once an extension until ``until`` is granted.

    Calendar periods: the filing day moves to ``until``. Dated and once: the holding day moves to ``until`` and the
    filing day follows ``report_days`` later. An extension never brings a day forward.
    """
    due_on = until if calendar else until + timedelta(days=report_days)
    if due_on <= days.due_on:
        return days
    return replace(
        days,
        due_on=due_on,
        overdue_from=max(days.overdue_from, due_on + timedelta(days=1)),
        period_end=days.period_end if calendar else until,
    )


def latest_extension(first: date, *, calendar: bool) -> date:
    """The last day an extension may reach, from the ``first`` last day: of filing (calendar), of holding (others)."""
    return first + timedelta(days=LONGEST_EXTENSION_DAYS if calendar else LONGEST_DATED_EXTENSION_DAYS)
