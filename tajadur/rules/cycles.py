"""How does time go round, in weeks or in months? Periods without a gap, their numbers, their days and their keys."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum


class CycleUnit(Enum):
    """What a cycle counts in, by the word of RFC 5545."""

    WEEK = "WEEKLY"
    MONTH = "MONTHLY"


@dataclass(frozen=True, slots=True)
class Cycle:
    """``length`` weeks or months again and again, and the ``mark`` between year and number in the keys of its periods.

    Without a mark the key is the year alone. Cycles of months divide the year. Cycles of weeks are counted from the
    first Monday of the calendar, so that a year of 53 weeks cuts none; their key is the ISO year and week of their
    first day. Raises ValueError for a length that does not divide the year.
    """

    unit: CycleUnit
    length: int
    mark: str = ""

    def __post_init__(self) -> None:
        if self.length < 1 or (self.unit is CycleUnit.MONTH and 12 % self.length):
            raise ValueError(f"{self.length} months do not divide a year")

    @property
    def rrule(self) -> str:
        """The cycle as the beginning of an RFC 5545 rule: «FREQ=MONTHLY;INTERVAL=2»."""
        return f"FREQ={self.unit.value}" + (f";INTERVAL={self.length}" if self.length > 1 else "")

    @property
    def longest_days(self) -> int:
        """The days of its longest period, for putting cycles in order."""
        return self.length * (7 if self.unit is CycleUnit.WEEK else 31)

    @property
    def key_pattern(self) -> str:
        """The shape of its keys as a regular expression that Python and PostgreSQL read alike."""
        return rf"\d{{4}}{re.escape(self.mark)}\d{{{self._digits}}}" if self.mark else r"\d{4}"

    def index_of(self, day: date) -> int:
        """The number of the period ``day`` lies in, counted from the beginning of the calendar."""
        if self.unit is CycleUnit.WEEK:
            return (day.toordinal() - 1) // (7 * self.length)
        return (day.year * 12 + day.month - 1) // self.length

    def start_of(self, index: int) -> date:
        """The first day of the period of that number. Raises ValueError beyond the calendar."""
        if self.unit is CycleUnit.WEEK:
            return date.fromordinal(index * 7 * self.length + 1)
        return date(index * self.length // 12, index * self.length % 12 + 1, 1)

    def end_of(self, index: int) -> date:
        """The last day of the period of that number."""
        try:
            return self.start_of(index + 1) - timedelta(days=1)
        except ValueError:  # the last one the calendar knows
            return date.max

    def key_of(self, index: int) -> str:
        """The key of the period of that number."""
        start = self.start_of(index)
        if self.unit is CycleUnit.WEEK:
            year, number, _weekday = start.isocalendar()
        else:
            year, number = start.year, (start.month - 1) // self.length + 1
        return f"{year:04}{self.mark}{number:0{self._digits}}" if self.mark else f"{year:04}"

    def index_of_key(self, key: str) -> int | None:
        """The number of the period of that key, or None when no period of this cycle has it."""
        if not re.fullmatch(self.key_pattern, key, re.ASCII):
            return None
        year, number = int(key[:4]), int(key[4 + len(self.mark) :] or 1)
        try:
            if self.unit is CycleUnit.WEEK:
                index = self.index_of(date.fromisocalendar(year, number, 1))
            else:
                index = self.index_of(date(year, (number - 1) * self.length + 1, 1))
        except ValueError:
            return None
        return index if self.key_of(index) == key else None

    @property
    def _digits(self) -> int:
        return 2 if self.unit is CycleUnit.WEEK or self.length == 1 else 1
