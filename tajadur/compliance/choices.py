"""Which directives a page may show, and over which periods."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import get_language

from tajadur.duties.directives.models import Directive
from tajadur.duties.directives.vocabulary import ASKED_OF_UNITS, DirectiveStatus, FulfilmentKind
from tajadur.organisation.profile.models import UnitKind
from tajadur.rules.former_terms import FilingDays, TermsOverTime
from tajadur.rules.periods import PeriodType


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
    terms: TermsOverTime | None = None
    in_force_to: date | None = None
    withdrawn_on: date | None = None
    name_ar: str = ""

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


def directives_asked(*, withdrawn: bool = False) -> list[DirectiveSummary]:
    """The directives in force in the order of the pages, and after them those ``withdrawn``, if wanted: one query."""
    standings = [DirectiveStatus.ISSUED, *([DirectiveStatus.WITHDRAWN] if withdrawn else [])]
    rows = (
        Directive.objects.filter(standing__in=standings, fulfilment__in=ASKED_OF_UNITS)
        .select_related("unit_kind")
        .order_by("rank", "pk")
    )
    return sorted((_asked(row) for row in rows), key=lambda asked: asked.withdrawn_on is not None)


def in_force(asked: Iterable[DirectiveSummary]) -> list[DirectiveSummary]:
    """Those that still ask."""
    return [directive for directive in asked if directive.withdrawn_on is None]


def asked_within(asked: Iterable[DirectiveSummary], tree: str, rank: int) -> list[DirectiveSummary]:
    """Those owed by units of ``tree`` at the level ``rank`` or below."""
    return [directive for directive in asked if directive.tree == tree and directive.rank >= rank]


def chosen(asked: Sequence[DirectiveSummary], code: str, *, below: int) -> DirectiveSummary | None:
    """The directive named by ``code``; else the first one of meetings owed by the levels under ``below``; else any that
    still asks. The page says so when it is another than the one named."""
    named = [directive for directive in asked if directive.code == code]
    asking = in_force(asked)
    meetings = [directive for directive in asking if directive.is_meeting and directive.is_calendar]
    under = [meeting for meeting in meetings if meeting.rank > below]
    return next(iter([*named, *under, *meetings, *asking, *asked]), None)


def columns_of(asked: DirectiveSummary, on: date, *, ahead: bool = False) -> list[PeriodColumn]:
    """All its periods begun by ``on``, oldest first, each of the frequency and with the days of its own time.

    ``ahead`` adds the next edition of what is asked by a day.
    """
    last = on + timedelta(days=366) if ahead and not asked.is_calendar else on
    last = min(day for day in (last, asked.in_force_to, asked.withdrawn_on) if day is not None)
    terms = asked.terms or TermsOverTime(asked.period_type, FilingDays(asked.report_days, 0))
    return [
        PeriodColumn(period.key, period.start, period.end, terms.deadlines(asked.period_type, period).due_on)
        for period in terms.own_periods(asked.in_force_from, last)
        if (period.start if asked.is_calendar else period.end) >= asked.in_force_from
    ]


def window(asked: DirectiveSummary, columns: Sequence[PeriodColumn], key: str = "") -> list[PeriodColumn]:
    """The last periods of ``columns``: twelve, or three editions; those that end with the one named, if it is older."""
    shown = PeriodType(asked.period_type).facts.columns
    ends = [place + 1 for place, column in enumerate(columns[:-shown]) if column.key == key]
    end = ends[0] if ends else len(columns)
    return list(columns[max(0, end - shown) : end])


def is_other(code: str, key: str, asked: DirectiveSummary, column: PeriodColumn | None) -> bool:
    """Is another directive or period shown than the one named by the address?"""
    return bool(code and code != asked.code) or bool(key and column and key != column.key)


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
        terms=row.over_time,
        in_force_to=row.in_force_to,
        withdrawn_on=row.withdrawn_on,
        name_ar=row.name_ar,
    )
