"""By which terms was a period asked, when its directive was amended since, any number of times?

A frequency holds for the periods that begin before it ended. Days for reporting, of grace and before a lock reach the
periods that were not due yet on the day of the amendment, and would not be due already by the new days.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tajadur.rules.deadlines import Deadlines, deadlines
from tajadur.rules.periods import DayMonth, Period, PeriodType, first_common_start, period_of, periods_between


@dataclass(frozen=True, slots=True)
class FilingDays:
    """The days after a period for its report, of grace, and before a lock (None: never)."""

    report_days: int
    grace_days: int
    lock_days: int | None = None


@dataclass(frozen=True, slots=True)
class FormerTerms:
    """What an amendment put in force on ``replaced_on`` took the place of; all of it stood until then.

    ``period_type`` was the frequency of the periods that begin before ``ended_on``; without that day it stayed.
    """

    replaced_on: date
    days: FilingDays
    period_type: str = ""
    ended_on: date | None = None

    @property
    def row(self) -> dict[str, Any]:
        """As it is stored; ``former_terms_from`` reads it back."""
        return {
            "replaced_on": self.replaced_on.isoformat(),
            "report_days": self.days.report_days,
            "grace_days": self.days.grace_days,
            "lock_days": self.days.lock_days,
            "period_type": self.period_type,
            "ended_on": self.ended_on.isoformat() if self.ended_on else None,
        }


@dataclass(frozen=True, slots=True)
class TermsOverTime:
    """What a directive asks now and what it asked before, the oldest first; ``dates`` are those of dated and once."""

    period_type: str
    days: FilingDays
    former: tuple[FormerTerms, ...] = ()
    opens: DayMonth | None = None
    by: DayMonth | None = None
    once: tuple[date, date] | None = None

    @property
    def period_types(self) -> frozenset[str]:
        """Every frequency it has or had."""
        return frozenset({self.period_type, *(kind for kind, _ended_on in self._ended)})

    def period_type_on(self, day: date) -> str:
        """The frequency of the periods that begin on ``day``."""
        return next((kind for kind, ended_on in self._ended if day < ended_on), self.period_type)

    def filing_days(self, period: Period) -> FilingDays:
        """The days by which ``period`` is owed: each amendment reaches it only while it is not due."""
        now, *later = (*(terms.days for terms in self.former), self.days)
        for terms, then in zip(self.former, later, strict=True):
            if min(_due_on(period, now), _due_on(period, then)) >= terms.replaced_on:
                now = then
        return now

    def deadlines(self, period_type: str, period: Period) -> Deadlines:
        """The civil days of ``period``. Dated and once never lock."""
        days = self.filing_days(period)
        locks = PeriodType(period_type).is_calendar
        return deadlines(period, days.report_days, days.grace_days, days.lock_days, locks=locks)

    def periods(self, period_type: str, first: date, last: date) -> list[Period]:
        """The periods of one frequency that touch ``first … last``, whether or not they are asked then."""
        return periods_between(period_type, first, last, opens=self.opens, by=self.by, once=self.once)

    def own_periods(self, first: date, last: date) -> Iterator[Period]:
        """The periods that touch ``first … last``, each of the frequency of its own time, oldest first."""
        begins = first
        for kind, ended_on in (*self._ended, (self.period_type, None)):
            ends = last if ended_on is None else min(last, ended_on - timedelta(days=1))
            yield from self.periods(kind, begins, ends)
            begins = max(begins, ended_on or begins)

    def running(self, day: date) -> Period | None:
        """The period of its own frequency that ``day`` lies in."""
        return period_of(self.period_type_on(day), day, opens=self.opens, by=self.by, once=self.once)

    def change_to_come(self, on: date) -> tuple[str, date] | None:
        """The frequency that still runs after ``on`` though another was decided, and the first day of that one."""
        return next(((kind, ended_on) for kind, ended_on in self._ended if ended_on > on), None)

    @property
    def _ended(self) -> tuple[tuple[str, date], ...]:
        return tuple((terms.period_type, terms.ended_on) for terms in self.former if terms.ended_on)


def former_terms_from(rows: Iterable[Mapping[str, Any]]) -> tuple[FormerTerms, ...]:
    """The former terms stored as plain rows."""
    return tuple(
        FormerTerms(
            replaced_on=date.fromisoformat(row["replaced_on"]),
            days=FilingDays(row["report_days"], row["grace_days"], row["lock_days"]),
            period_type=row["period_type"],
            ended_on=date.fromisoformat(row["ended_on"]) if row["ended_on"] else None,
        )
        for row in rows
    )


def reach_of_exception(terms: TermsOverTime, period_type: str, span: tuple[date, date], on: date) -> tuple[date, date]:
    """The first and last day of the periods that an exception put in force on ``on`` reaches.

    A suspension releases all whose last day lies in its ``span``. Another frequency never reaches before the period
    that runs on ``on``, of the directive and of its own, so that nothing is asked of the past: it begins with the
    first day from there on that begins a period in both.
    """
    first, last = span
    running = terms.running(on)
    if not period_type or first > on or running is None:
        return span
    own = period_of(period_type, on)
    eve = max(running.start, own.start if own else running.start) - timedelta(days=1)
    return max(first, first_common_start(terms.period_type_on(on), period_type, eve)), last


def last_reached(terms: TermsOverTime, period_type: str, span: tuple[date, date], on: date) -> date:
    """The last day of the periods that an exception ended on ``on`` still governs: those that have begun."""
    running = terms.running(on)
    if period_type:
        return min(span[1], first_common_start(terms.period_type_on(on), period_type, on) - timedelta(days=1))
    return min(span[1], running.end if running else on)


def _due_on(period: Period, days: FilingDays) -> date:
    return period.end + timedelta(days=days.report_days)
