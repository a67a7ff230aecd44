"""Which periods does a directive cut time into?

*Calendar* types (monthly … yearly) cut the civil year into equal parts. *dated* gives one period a year, from
``opens`` to ``by``. *once* gives a single period between two given days. All are civil dates; nothing knows the clock.
"""

from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class PeriodType(StrEnum):
    """How often a directive asks."""

    MONTHLY = "monthly"
    TWO_MONTHLY = "two_monthly"
    QUARTERLY = "quarterly"
    SIX_MONTHLY = "six_monthly"
    YEARLY = "yearly"
    DATED = "dated"
    ONCE = "once"

    @property
    def is_calendar(self) -> bool:
        """True for the types that cut the civil year; only what is held *inside* such a period fulfils it."""
        return self in _MONTHS


_MONTHS = {
    PeriodType.MONTHLY: 1,
    PeriodType.TWO_MONTHLY: 2,
    PeriodType.QUARTERLY: 3,
    PeriodType.SIX_MONTHLY: 6,
    PeriodType.YEARLY: 12,
}
_MARKS = {PeriodType.TWO_MONTHLY: "B", PeriodType.QUARTERLY: "Q", PeriodType.SIX_MONTHLY: "S"}
CALENDAR_TYPES = frozenset(_MONTHS)
_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One period: its key (unique within the directive) and its first and last civil day, both included."""

    key: str
    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"period {self.key} ends {self.end} before it starts {self.start}")

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class DayMonth:
    """A civil day of every year, such as 30 June. 29 February is allowed.

    In a common year 29 February *opens* on 1 March and *closes* on 28 February, so that a period never overlaps the
    one before it and never gains a day. Raises ValueError for a day no year has.
    """

    day: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12 or not 1 <= self.day <= _LONGEST_MONTHS[self.month - 1]:
            raise ValueError(f"no year has day {self.day} of month {self.month}")

    def opening_in(self, year: int) -> date:
        """The civil day of ``year`` on which a period beginning on this day opens."""
        if self._is_missing_in(year):
            return date(year, 3, 1)
        return date(year, self.month, self.day)

    def closing_in(self, year: int) -> date:
        """The civil day of ``year`` on which a period ending on this day closes."""
        if self._is_missing_in(year):
            return date(year, 2, 28)
        return date(year, self.month, self.day)

    def is_after(self, other: "DayMonth") -> bool:
        """Does this day fall later in the year than the other?"""
        return (self.month, self.day) > (other.month, other.day)

    def _is_missing_in(self, year: int) -> bool:
        return (self.month, self.day) == (2, 29) and not isleap(year)


def periods_between(
    period_type: PeriodType | str,
    first: date,
    last: date,
    *,
    opens: DayMonth | None = None,
    by: DayMonth | None = None,
    once: tuple[date, date] | None = None,
) -> list[Period]:
    """All periods that share at least one day with ``first … last`` (both included), oldest first.

    *dated* needs ``opens`` and ``by``; when ``opens`` falls later in the year than ``by`` the period opens the year
    before. *once* needs its two days. Raises ValueError when what the type needs is missing or contradicts itself.
    """
    kind = PeriodType(period_type)
    if last < first:
        return []
    if kind is PeriodType.ONCE:
        candidates: Iterator[Period] = iter([_once_period(once)])
    elif kind is PeriodType.DATED:
        candidates = _dated_periods(first.year, last.year + 1, *_both_days(opens, by))
    else:
        candidates = _calendar_periods(kind, first, last)
    return [period for period in candidates if period.start <= last and first <= period.end]


def period_of(
    period_type: PeriodType | str,
    day: date,
    *,
    opens: DayMonth | None = None,
    by: DayMonth | None = None,
    once: tuple[date, date] | None = None,
) -> Period | None:
    """The period ``day`` lies in, or None (only *dated* and *once* leave days outside every period)."""
    found = periods_between(period_type, day, day, opens=opens, by=by, once=once)
    return found[0] if found else None


def first_common_start(old_type: PeriodType | str, new_type: PeriodType | str, after: date) -> date:
    """The first day *later than* ``after`` that begins a period in both types.

    A directive whose period type is amended on ``after`` changes on that day, so that no period is cut. Pass the eve
    of a day to let that day itself count. Raises ValueError for *dated* and *once*, which share no calendar: such a
    change is a new directive.
    """
    kinds = (PeriodType(old_type), PeriodType(new_type))
    if not all(kind.is_calendar for kind in kinds):
        raise ValueError(f"no common start between {kinds[0]} and {kinds[1]}")
    steps = [_MONTHS[kind] for kind in kinds]
    year, month = after.year, after.month
    while True:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        if all((month - 1) % step == 0 for step in steps):
            return date(year, month, 1)


def _calendar_periods(kind: PeriodType, first: date, last: date) -> Iterator[Period]:
    months = _MONTHS[kind]
    year, index = first.year, (first.month - 1) // months
    while True:
        start = date(year, index * months + 1, 1)
        if start > last:
            return
        yield Period(_calendar_key(kind, year, index), start, _month_end(year, (index + 1) * months))
        index += 1
        if index * months == 12:
            year, index = year + 1, 0
        if year > date.max.year:
            return


def _calendar_key(kind: PeriodType, year: int, index: int) -> str:
    if kind is PeriodType.YEARLY:
        return f"{year:04}"
    if kind is PeriodType.MONTHLY:
        return f"{year:04}-{index + 1:02}"
    return f"{year:04}{_MARKS[kind]}{index + 1}"


def _month_end(year: int, month: int) -> date:
    if month == 12:
        return date(year, 12, 31)
    return date(year, month + 1, 1) - timedelta(days=1)


def _both_days(opens: DayMonth | None, by: DayMonth | None) -> tuple[DayMonth, DayMonth]:
    if opens is None or by is None:
        raise ValueError("a dated directive needs the day it opens and the day it is due by")
    return opens, by


def _dated_periods(first_year: int, last_year: int, opens: DayMonth, by: DayMonth) -> Iterator[Period]:
    back = 1 if opens.is_after(by) else 0
    for year in range(max(first_year, date.min.year + back), min(last_year, date.max.year) + 1):
        end = by.closing_in(year)
        start = opens.opening_in(year - back)
        # Only «29 February to 29 February» crosses itself, in common years: it is then the one day 28 February.
        yield Period(f"{year:04}", min(start, end), end)


def _once_period(once: tuple[date, date] | None) -> Period:
    if once is None:
        raise ValueError("a directive asked once needs its two days")
    return Period("once", *once)
