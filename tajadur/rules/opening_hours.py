"""When are premises open: spans of hours on days of the week, no two of one day touching each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from itertools import pairwise

DAYS_OF_WEEK = 7
MOST_BLOCKS = 4


@dataclass(frozen=True, slots=True, order=True)
class OpenSpan:
    """Open on a day of the week (0 is Monday, as ``date.weekday``) from an hour to an hour, which is not within."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class HoursBlock:
    """The same hours on several days of the week, in their order."""

    weekdays: tuple[int, ...]
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class DaysAlike:
    """Days of the week with the same hours, all of them in their order."""

    weekdays: tuple[int, ...]
    hours: tuple[tuple[time, time], ...]


def spans_of(blocks: Iterable[HoursBlock]) -> list[OpenSpan]:
    """Each day of each block, in order."""
    return sorted(OpenSpan(day, block.opens, block.closes) for block in blocks for day in sorted(set(block.weekdays)))


def blocks_of(spans: Iterable[OpenSpan]) -> list[HoursBlock]:
    """The days with the same span of hours together, the earliest hours first."""
    days: dict[tuple[time, time], set[int]] = {}
    for span in spans:
        days.setdefault((span.opens, span.closes), set()).add(span.weekday)
    return [HoursBlock(tuple(sorted(week)), *hours) for hours, week in sorted(days.items())]


def days_alike(spans: Iterable[OpenSpan]) -> list[DaysAlike]:
    """The days with the same hours together, by their first day."""
    hours: dict[int, tuple[tuple[time, time], ...]] = {}
    for span in sorted(spans):
        hours[span.weekday] = (*hours.get(span.weekday, ()), (span.opens, span.closes))
    weeks: dict[tuple[tuple[time, time], ...], tuple[int, ...]] = {}
    for day, its_hours in hours.items():
        weeks[its_hours] = (*weeks.get(its_hours, ()), day)
    return [DaysAlike(week, its_hours) for its_hours, week in sorted(weeks.items(), key=lambda row: row[1])]


def runs_of(weekdays: Iterable[int]) -> list[tuple[int, int]]:
    """Days of the week as runs (first, last): Monday to Friday and Sunday are (0, 4), (6, 6)."""
    runs: list[tuple[int, int]] = []
    for day in sorted(set(weekdays)):
        if runs and runs[-1][1] == day - 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def overlapping_day(spans: Iterable[OpenSpan]) -> int | None:
    """The first day of the week of which two spans overlap, or touch so that they are one; None when none does."""
    for before, after in pairwise(sorted(spans)):
        if before.weekday == after.weekday and after.opens <= before.closes:
            return after.weekday
    return None
