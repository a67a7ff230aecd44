"""Counting obligations once for a whole page: by period, by the units below, and what is new since a visit."""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import BigIntegerField, Case, CharField, F, Func, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat, NullIf

from tajadur.duties.directives.vocabulary import FulfilmentKind
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.queries.counting import with_state
from tajadur.foundation.calendar import civil_day
from tajadur.foundation.rows import fetch_rows
from tajadur.foundation.sql import quoted, with_words
from tajadur.permissions.actors import Actor
from tajadur.rules.rates import PROGRAMMING_DAYS, Tally
from tajadur.rules.status import ANSWERED_STATES, NOT_EXPECTED_STATES, RELEASED_STATES, WEAKEST_FIRST, State

from .choices import PeriodColumn
from .spans import Spans, obligations_in
from .unit_summaries import UnitSummary

_SQL = with_words(
    Path(__file__).with_suffix(".sql"),
    programming_days=str(PROGRAMMING_DAYS),
    released=quoted(*sorted(RELEASED_STATES)),
    not_expected=quoted(*sorted(NOT_EXPECTED_STATES)),
    answered=quoted(*sorted(ANSWERED_STATES)),
    on_time=quoted(State.ON_TIME),
    extended=quoted(State.EXTENDED),
    late=quoted(State.LATE),
    not_held=quoted(State.NOT_HELD),
    silent=quoted(State.SILENT),
    weakest_first=quoted(*WEAKEST_FIRST),
    meeting=quoted(FulfilmentKind.MEETING),
)
_NEVER = datetime(9999, 1, 1, tzinfo=UTC)
# GROUPING(child, grandchild, period_end) in counting.sql: a bit is set for each column that the row sums over.
_BY_PERIOD, _BY_CHILD = 6, 2
_FACTS = ("period_start", "due_on", "overdue_from", "programmed_on", "submitted_at", "not_held_on")


@dataclass(slots=True)
class Count:
    """What some obligations came to. ``owed`` and ``answered`` count whatever is asked, due or not yet.

    ``pending`` are owed and not due yet: with any, there is no rate, only «so far». ``new_…`` count what came after
    the visit before; ``rows`` all obligations, ``first_id`` one of them, ``silent_from`` the newest silence,
    ``weakest`` the place of the weakest state among them in WEAKEST_FIRST, from 1.
    """

    owed: int = 0
    answered: int = 0
    expected: int = 0
    on_time: int = 0
    extended: int = 0
    late: int = 0
    not_held: int = 0
    programmable: int = 0
    programmed: int = 0
    pending: int = 0
    new_reports: int = 0
    new_silent: int = 0
    new_not_held: int = 0
    rows: int = 0
    first_id: int | None = None
    silent_from: date | None = None
    weakest: int | None = None

    @property
    def state(self) -> State | None:
        """The state that one mark shows of it: of its only obligation, or the weakest; None when nothing is asked."""
        return WEAKEST_FIRST[self.weakest - 1] if self.weakest else None

    @property
    def mark(self) -> State | None:
        """The state shown in place of a share: of what is one obligation, or of which nothing is expected."""
        return self.state if self.rows == 1 or not self.whole else None

    @property
    def reported(self) -> int:
        """Reported among the expected."""
        return self.on_time + self.extended + self.late

    @property
    def answered_due(self) -> int:
        """Reported or declared not held, among the expected."""
        return self.reported + self.not_held

    @property
    def missing(self) -> int:
        """Expected and not answered."""
        return self.expected - self.reported - self.not_held

    @property
    def is_running(self) -> bool:
        """Is something of it not due yet?"""
        return self.pending > 0

    @property
    def part(self) -> int:
        """What a cell shows: reported, or answered so far."""
        return self.answered if self.is_running else self.reported

    @property
    def whole(self) -> int:
        """Of how many: expected, or owed so far."""
        return self.owed if self.is_running else self.expected

    @property
    def tally(self) -> Tally:
        """The same as the rule's tally; raises ValueError when a numerator passed its whole."""
        return Tally(
            expected=self.expected,
            on_time=self.on_time,
            extended=self.extended,
            late=self.late,
            not_held=self.not_held,
            programmed=self.programmed,
            programmable=self.programmable,
        )


class _CountedRow(NamedTuple):
    """A row of the query: the place that it counts, then the fields of ``Count``."""

    level: int
    directive_id: int
    child: int
    grandchild: int
    period_end: date | None
    owed: int
    answered: int
    expected: int
    on_time: int
    extended: int
    late: int
    not_held: int
    programmable: int
    programmed: int
    pending: int
    new_reports: int
    new_silent: int
    new_not_held: int
    rows: int
    first_id: int | None
    silent_from: date | None
    weakest: int | None


_NUMBERS = Count.__slots__[:-3]
_numbers_of = attrgetter(*_NUMBERS)
_count_of = attrgetter(*Count.__slots__)
NOTHING = Count()


def together(counts: Sequence[Count]) -> Count:
    """Several counts as one."""
    if not counts:
        return NOTHING
    numbers = [sum(column) for column in zip(*map(_numbers_of, counts), strict=True)]
    whole = Count(*numbers)
    whole.first_id = next((count.first_id for count in counts if count.first_id), None)
    whole.silent_from = max((count.silent_from for count in counts if count.silent_from), default=None)
    whole.weakest = min((count.weakest for count in counts if count.weakest), default=None)
    return whole


@dataclass(frozen=True, slots=True)
class Counts:
    """All the counts of a page, keyed by directive, first day after nothing, and unit."""

    _periods: dict[tuple[int, date], Count] = field(default_factory=dict)
    _children: dict[tuple[int, int, date], Count] = field(default_factory=dict)
    _recent: dict[tuple[int, int], Count] = field(default_factory=dict)

    def of(self, directive_id: int, column: PeriodColumn | None) -> Count:
        """The whole of the scope in one period."""
        return self._periods.get((directive_id, column.end), NOTHING) if column else NOTHING

    def child(self, directive_id: int, unit_id: int, column: PeriodColumn | None) -> Count:
        """What one unit below (with all under it) came to in one period."""
        return self._children.get((directive_id, unit_id, column.end), NOTHING) if column else NOTHING

    def recent(self, directive_id: int, unit_id: int) -> Count:
        """What a unit two levels below came to over the recent periods asked for."""
        return self._recent.get((directive_id, unit_id), NOTHING)

    def counted_below(self, directive_id: int, columns: Sequence[PeriodColumn]) -> set[int]:
        """The ids of the units below that owed something in one of these periods."""
        ends = {(directive_id, column.end) for column in columns}
        counts = self._children.items()
        return {unit_id for (directive, unit_id, end), count in counts if count.owed and (directive, end) in ends}

    def since(self, name: str) -> int:
        """The sum of ``new_reports``, ``new_silent`` or ``new_not_held`` over everything counted."""
        return sum(getattr(count, name) for count in self._periods.values())

    def since_below(self, name: str, units: Collection[int]) -> int:
        """As ``since``, of some of the units that everything is broken down by."""
        return sum(getattr(count, name) for (_, unit_id, _), count in self._children.items() if unit_id in units)


class _PathPart(Func):
    """What stands at one place of a path, parted by a text; empty beyond its end."""

    function = "split_part"
    output_field = CharField()


def counted(
    actor: Actor,
    scope: UnitSummary,
    spans: Spans,
    *,
    on: date,
    depth: int,
    children_of: Collection[int] = (),
    recent: tuple[int, Sequence[PeriodColumn]] | None = None,
    since: datetime | None = None,
) -> Counts:
    """The counts of all ``spans`` (directive → periods) under ``scope``, within what the actor may read: one query.

    ``depth`` is the level of the units that ``children_of`` (directives) are broken down by, wherever the scope stood;
    ``recent`` (directive and its last due periods) is broken down one level deeper. ``since`` is the visit before.
    """
    rows = obligations_in(actor, scope, spans)
    if rows is None:
        return Counts()
    return count_rows(rows, scope, spans, on=on, depth=depth, children_of=children_of, recent=recent, since=since)


def count_rows(
    rows: QuerySet[Obligation],
    scope: UnitSummary,
    spans: Spans,
    *,
    on: date,
    depth: int,
    children_of: Collection[int] = (),
    recent: tuple[int, Sequence[PeriodColumn]] | None = None,
    since: datetime | None = None,
) -> Counts:
    """As ``counted``, of obligations under ``scope`` that the caller has chosen among those of ``spans``: one query."""
    recently = Q(pk__in=[])
    if recent and recent[1]:
        recently = Q(directive_id=recent[0], period_end__range=(recent[1][0].start, recent[1][-1].end))
    inner = (
        with_state(rows, on)
        .annotate(
            child=_below(depth - scope.depth, Q(directive_id__in=list(children_of)), scope),
            grandchild=_below(depth - scope.depth + 1, recently, scope),
        )
        .values("id", "directive_id", "period_end", *_FACTS, "state", "child", "grandchild")
    )
    sql, params = inner.query.sql_with_params()
    visit = since or _NEVER
    day = civil_day(since) if since else date.max
    with connection.cursor() as cursor:
        cursor.execute(_SQL.replace("{rows}", sql), [*params, visit, day, on, on, on, day])
        return _gathered(fetch_rows(cursor, _CountedRow), spans)


def _below(levels: int, condition: Q, scope: UnitSummary) -> Case:
    """The unit so many levels under ``scope`` in the path of a row, which knows where both stood in its period."""
    under = _PathPart(Concat(Value("."), F("path")), Value(f".{scope.id}."), Value(2))
    step = Cast(NullIf(_PathPart(under, Value("."), Value(levels)), Value("")), BigIntegerField())
    return Case(When(condition & ~Q(unit_id=scope.id), then=step), default=None, output_field=BigIntegerField())


def _gathered(rows: Sequence[_CountedRow], spans: Spans) -> Counts:
    """Rows of an excepted frequency end inside a period of the directive: they count there."""
    counts = Counts()
    ends = {directive: [column.end for column in columns] for directive, columns in spans.items()}
    for row in rows:
        directive, count = row.directive_id, Count(*_count_of(row))
        if row.period_end is None:
            counts._recent[directive, row.grandchild] = count
            continue
        place = bisect_left(ends[directive], row.period_end)
        end = ends[directive][min(place, len(ends[directive]) - 1)]
        if row.level == _BY_PERIOD:
            there: Any = counts._periods
            key: Any = (directive, end)
        else:
            there, key = counts._children, (directive, row.child, end)
        there[key] = together([there[key], count]) if key in there else count
    return counts
