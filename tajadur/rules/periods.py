"""Which periods does a directive cut time into? The one home of every fact about a type of period.

*Calendar* types cut time without a gap: into equal parts of the civil year (monthly … yearly), or into weeks from
Monday, numbered as ISO 8601 and iCalendar do. *dated* gives one period a year, from ``opens`` to ``by``. *once* gives a
single period between two given days. All are civil dates; nothing knows the clock.

A type is added by one line of ``PeriodType`` and its words in ``duties/directives/vocabulary.py``; forms, series, SQL,
strips and default ladders read both.
"""

from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Self

from tajadur.rules.cycles import Cycle, CycleUnit


@dataclass(frozen=True, slots=True)
class LadderDays:
    """The days of a default ladder: to the post so many ``before`` its last day; then up, so many after overdue."""

    before: tuple[int, ...]
    above: int
    cell: int


# A week later the next report is owed already: the post is reminded within its report days, and silence goes up sooner.
_WEEKS, _MONTHS = LadderDays((2, 1), above=3, cell=7), LadderDays((7, 2), above=7, cell=14)


@dataclass(frozen=True, slots=True)
class PeriodFacts:
    """What is to be known of a type of period. ``columns``: how many periods strips, charts and heatmaps show."""

    cycle: Cycle | None
    columns: int
    ladder: LadderDays = _MONTHS


def _cycle(unit: CycleUnit, length: int, mark: str = "", ladder: LadderDays = _MONTHS) -> PeriodFacts:
    return PeriodFacts(Cycle(unit, length, mark), 12, ladder)


class PeriodType(StrEnum):
    """How often a directive asks, the most often first. A member without its facts does not import."""

    _value_: str
    facts: PeriodFacts

    def __new__(cls, value: str, facts: PeriodFacts | None = None) -> Self:
        """A member is its value; its facts ride along. Raises TypeError for one without."""
        if facts is None:
            raise TypeError(f"the period type {value} has no facts")
        member = str.__new__(cls, value)
        member._value_, member.facts = value, facts
        return member

    WEEKLY = "weekly", _cycle(CycleUnit.WEEK, 1, "W", _WEEKS)
    MONTHLY = "monthly", _cycle(CycleUnit.MONTH, 1, "-")
    TWO_MONTHLY = "two_monthly", _cycle(CycleUnit.MONTH, 2, "B")
    QUARTERLY = "quarterly", _cycle(CycleUnit.MONTH, 3, "Q")
    FOUR_MONTHLY = "four_monthly", _cycle(CycleUnit.MONTH, 4, "T")
    SIX_MONTHLY = "six_monthly", _cycle(CycleUnit.MONTH, 6, "S")
    YEARLY = "yearly", _cycle(CycleUnit.MONTH, 12)
    DATED = "dated", PeriodFacts(None, 3)
    ONCE = "once", PeriodFacts(None, 3)

    @property
    def cycle(self) -> Cycle:
        """The cycle of a calendar type. Raises ValueError for *dated* and *once*, which have none."""
        if self.facts.cycle is None:
            raise ValueError(f"{self} has no calendar")
        return self.facts.cycle

    @property
    def is_calendar(self) -> bool:
        """True for the types that cut the calendar; only what is held *inside* such a period fulfils it."""
        return self.facts.cycle is not None


CALENDAR_TYPES = frozenset(kind for kind in PeriodType if kind.is_calendar)
KEY_PATTERNS = {kind: kind.cycle.key_pattern for kind in PeriodType if kind.is_calendar}
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
        candidates = _calendar_periods(kind.cycle, first, last)
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
    periods = periods_between(period_type, day, day, opens=opens, by=by, once=once)
    return periods[0] if periods else None


def first_common_start(old_type: PeriodType | str, new_type: PeriodType | str, after: date) -> date:
    """The first day *later than* ``after`` that begins a period in both types.

    A directive whose period type is amended on ``after`` changes on that day, so that no period is cut. Pass the eve
    of a day to let that day itself count. Weeks and months begin together when the 1st is a Monday, weeks and years
    as seldom as every eleven years. Raises ValueError for *dated* and *once*, which share no calendar: such a change is
    a new directive.
    """
    kinds = (PeriodType(old_type), PeriodType(new_type))
    if not all(kind.is_calendar for kind in kinds):
        raise ValueError(f"no common start between {kinds[0]} and {kinds[1]}")
    while True:
        starts = [kind.cycle.start_of(kind.cycle.index_of(after) + 1) for kind in kinds]
        if starts[0] == starts[1]:
            return starts[0]
        after = max(starts) - timedelta(days=1)


@lru_cache(maxsize=4096)
def parse_period_key(key: str) -> tuple[PeriodType, Period] | None:
    """The calendar type and the days of a key; None for what is no key of a calendar type.

    «2026» is read as the year; the key of a *dated* period looks the same, but its days stand on its obligation only.
    """
    for kind in KEY_PATTERNS:
        index = kind.cycle.index_of_key(key)
        if index is not None:
            return kind, _calendar_period(kind.cycle, index)
    return None


def _calendar_periods(cycle: Cycle, first: date, last: date) -> Iterator[Period]:
    return (_calendar_period(cycle, index) for index in range(cycle.index_of(first), cycle.index_of(last) + 1))


def _calendar_period(cycle: Cycle, index: int) -> Period:
    return Period(cycle.key_of(index), cycle.start_of(index), cycle.end_of(index))


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
    return Period(PeriodType.ONCE.value, *once)
