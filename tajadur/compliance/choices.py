"""Which directives a page may show, and over which periods."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import get_language

from tajadur.duties.directives.models import Directive
from tajadur.duties.directives.vocabulary import DirectiveStatus, FulfilmentKind
from tajadur.organisation.profile.models import UnitKind
from tajadur.rules.periods import DayMonth, Period, PeriodType, periods_between


@dataclass(frozen=True, slots=True)
class DirectiveSummary:
    """A directive as the pages need it; ``kind`` and ``rank`` are those of the units that owe it."""

    id: int
    code: str
    name: str
    kind: str
    kinds: str
    tree: str
    rank: int
    fulfilment: str
    period_type: str
    report_days: int
    in_force_from: date
    days: tuple[DayMonth, DayMonth] | None = None
    once: tuple[date, date] | None = None
    former: tuple[str, date] | None = None

    @property
    def is_calendar(self) -> bool:
        """Does it cut time into weeks, months or years without a gap?"""
        return PeriodType(self.period_type).is_calendar

    @property
    def is_meeting(self) -> bool:
        """Is it fulfilled by a meeting, so that programming counts?"""
        return self.fulfilment == FulfilmentKind.MEETING

    @property
    def is_congress(self) -> bool:
        """Is it the congress of a level?"""
        return self.fulfilment == FulfilmentKind.CONGRESS


@dataclass(frozen=True, slots=True)
class PeriodColumn:
    """A period of a directive. A row belongs to the first column whose ``end`` is not before its own last day."""

    key: str
    start: date
    end: date
    due_on: date

    def is_due(self, on: date) -> bool:
        """Is its last day of filing past on ``on``?"""
        return self.due_on < on


def directives_asked() -> list[DirectiveSummary]:
    """The directives in force, in the order of the pages: one query."""
    rows = Directive.objects.filter(standing=DirectiveStatus.ISSUED).select_related("unit_kind").order_by("rank", "pk")
    return [_asked(row) for row in rows]


def asked_within(asked: Iterable[DirectiveSummary], tree: str, rank: int) -> list[DirectiveSummary]:
    """Those owed by units of ``tree`` at the level ``rank`` or below."""
    return [directive for directive in asked if directive.tree == tree and directive.rank >= rank]


def chosen(asked: Sequence[DirectiveSummary], code: str, *, below: int) -> DirectiveSummary | None:
    """The directive named by ``code``; else the first one of meetings owed by the levels under ``below``; else any."""
    named = [directive for directive in asked if directive.code == code]
    meetings = [directive for directive in asked if directive.is_meeting and directive.is_calendar]
    under = [meeting for meeting in meetings if meeting.rank > below]
    return next(iter([*named, *under, *meetings, *asked]), None)


def columns_of(asked: DirectiveSummary, on: date, *, ahead: bool = False) -> list[PeriodColumn]:
    """Its last periods begun by ``on``, oldest first: twelve, or three editions; ``ahead`` adds the next edition.

    A directive whose period type was amended keeps its former periods before the day of the change.
    """
    # Seven years hold twelve half-years and three editions; a yearly directive has fewer columns.
    first = max(asked.in_force_from, on - timedelta(days=366 * 7))
    last = on + timedelta(days=366) if ahead else on
    opens, by = asked.days or (None, None)
    kinds: list[tuple[str, date, date]] = [(asked.period_type, first, last)]
    if asked.former:
        was, changed_on = asked.former
        kinds = [(was, first, changed_on - timedelta(days=1)), (asked.period_type, max(first, changed_on), last)]
    periods: list[Period] = []
    for kind, begins, ends in kinds:
        periods += periods_between(kind, begins, ends, opens=opens, by=by, once=asked.once)
    kept = periods[-(PeriodType(asked.period_type).facts.columns + (ahead and not asked.is_calendar)) :]
    return [
        PeriodColumn(period.key, period.start, period.end, period.end + timedelta(days=asked.report_days))
        for period in kept
    ]


def headline(columns: Sequence[PeriodColumn], on: date, key: str = "") -> PeriodColumn | None:
    """The period named by ``key``; else the last one fully due; else the first begun."""
    named = [column for column in columns if column.key == key]
    due = [column for column in columns if column.is_due(on)]
    return next(iter([*named, *reversed(due), *columns]), None)


def before(columns: Sequence[PeriodColumn], column: PeriodColumn) -> PeriodColumn | None:
    """The period before ``column``, for the change between two."""
    earlier = [other for other in columns if other.end < column.end]
    return earlier[-1] if earlier else None


def running(columns: Sequence[PeriodColumn], on: date) -> PeriodColumn | None:
    """The last period begun and not fully due, or None."""
    return next((column for column in reversed(columns) if column.start <= on and not column.is_due(on)), None)


def _plural(kind: UnitKind) -> str:
    language = (get_language() or "ar")[:2]
    return getattr(kind, f"plural_{language}", "") or kind.name


def _asked(row: Directive) -> DirectiveSummary:
    days = None
    if row.opens_day and row.opens_month and row.by_day and row.by_month:
        days = (DayMonth(row.opens_day, row.opens_month), DayMonth(row.by_day, row.by_month))
    once = (row.once_opens_on, row.once_by_on) if row.once_opens_on and row.once_by_on else None
    former = (row.former_period_type, row.period_type_from) if row.period_type_from else None
    return DirectiveSummary(
        id=row.pk,
        code=row.code,
        name=row.name,
        kind=row.unit_kind.code,
        kinds=_plural(row.unit_kind),
        tree=row.unit_kind.tree,
        rank=row.unit_kind.rank,
        fulfilment=row.fulfilment,
        period_type=row.period_type,
        report_days=row.report_days,
        in_force_from=row.in_force_from,
        days=days,
        once=once,
        former=former,
    )
