"""What every level shows of a directive: the last period fully due, the one before it, the one that runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tajadur.rules.need import PERIODS_LOOKED_AT
from tajadur.rules.rates import percent

from .choices import DirectiveSummary, PeriodColumn, before, columns_of, headline, in_force, running, window
from .counting import Count, Counts

# Beside the chosen directive: the period due last, the one before it, and those that still run.
COLUMNS_BESIDE = 4


@dataclass(frozen=True, slots=True)
class Figures:
    """A directive over one period, the period before, and the one that runs (if another)."""

    directive: DirectiveSummary
    column: PeriodColumn | None
    now: Count
    was: Count
    running: PeriodColumn | None
    so_far: Count

    def change(self, name: str) -> int | None:
        """By how many points a share of the expected changed since the period before; None when there is no share.

        ``name`` is a numerator of Count: reported, on_time, answered_due, programmed.
        """
        now, was = share(self.now, name), share(self.was, name)
        return None if now is None or was is None else now - was


def share(count: Count, name: str) -> int | None:
    """A numerator in whole percent of its denominator; None while a period runs or when nothing was expected."""
    if name == "programmed":
        return percent(count.programmed, count.programmable)
    return None if count.is_running else percent(getattr(count, name), count.expected)


def reporting_of(recent: Count) -> int | None:
    """The reporting rate of some periods due, in whole percent; None when nothing was expected."""
    return percent(recent.reported, recent.expected)


def figures_of(
    asked: DirectiveSummary, columns: Sequence[PeriodColumn], counts: Counts, on: date, column: PeriodColumn | None
) -> Figures:
    """The figures of a directive over the period chosen."""
    now_running = running(columns, on)
    return Figures(
        directive=asked,
        column=column,
        now=counts.of(asked.id, column),
        was=counts.of(asked.id, before(columns, column) if column else None),
        running=now_running if now_running != column else None,
        so_far=counts.of(asked.id, now_running),
    )


@dataclass(frozen=True, slots=True)
class Periods:
    """The periods of the chosen directive: ``every`` one begun, the ``shown`` ones, and those ``counted``.

    The last ones are always counted: what a unit needs is judged by them, whichever are shown.
    """

    every: list[PeriodColumn]
    shown: list[PeriodColumn]

    @classmethod
    def of(cls, asked: DirectiveSummary, on: date, key: str = "") -> "Periods":
        """Those of a directive, with the one named by ``key`` among the shown."""
        every = columns_of(asked, on)
        return cls(every, window(asked, every, key))

    @property
    def counted(self) -> list[PeriodColumn]:
        """From the first one shown to the last one begun."""
        return self.every[self.every.index(self.shown[0]) :] if self.shown else []


def spans_of(
    asked: Sequence[DirectiveSummary], shown: Sequence[DirectiveSummary], on: date
) -> dict[int, list[PeriodColumn]]:
    """The periods to count: the last twelve of the directives shown, the last few of the others."""
    spans = {directive.id: window(directive, columns_of(directive, on)) for directive in asked}
    return {directive.id: spans[directive.id][0 if directive in shown else -COLUMNS_BESIDE :] for directive in asked}


@dataclass(frozen=True, slots=True)
class Together:
    """What a dashboard counts beside the chosen directive: ``asking`` meetings and congresses, and over which periods.

    ``periods`` are those of the chosen one.
    """

    asking: list[DirectiveSummary]
    directives: list[DirectiveSummary]
    periods: Periods
    spans: dict[int, list[PeriodColumn]]


def counted_together(
    asked: Sequence[DirectiveSummary], shown: DirectiveSummary, on: date, period: str = ""
) -> Together:
    """What is counted when ``shown`` is chosen, the period named by ``period`` among those of ``shown``."""
    asking = in_force(asked)
    beside = [directive for directive in asking if directive.is_meeting or directive.is_congress]
    directives = [directive for directive in asked if directive == shown or directive in beside]
    periods = Periods.of(shown, on, period)
    return Together(asking, directives, periods, spans_of(directives, [shown], on) | {shown.id: periods.counted})


def recent_of(columns: Sequence[PeriodColumn], on: date) -> list[PeriodColumn]:
    """The last six periods fully due: what the need of a unit looks at."""
    return [column for column in columns if column.is_due(on)][-PERIODS_LOOKED_AT:]


def last_due(asked: DirectiveSummary, spans: dict[int, list[PeriodColumn]], on: date) -> PeriodColumn | None:
    """The headline period of a directive shown beside the chosen one."""
    return headline(spans[asked.id], on)
