"""The three lists behind a figure: what was counted, of what, and what was left out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import F, Func, Q, QuerySet
from django.db.models.fields import DateField

from tajadur.activity.support.vocabulary import SubjectKind
from tajadur.duties.directives.vocabulary import FulfilmentKind
from tajadur.duties.obligations.models import Obligation, Release
from tajadur.duties.obligations.queries.counting import with_state
from tajadur.duties.obligations.queries.finding import may_on
from tajadur.foundation.errors import NotVisible
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.tree import sort_field
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import within
from tajadur.permissions.matrix import Permission
from tajadur.rules.rates import PROGRAMMING_DAYS
from tajadur.rules.status import (
    ANSWERED_STATES,
    MISSING_STATES,
    NOT_EXPECTED_STATES,
    RELEASED_STATES,
    REPORTED_STATES,
    State,
)

from .choices import DirectiveSummary, PeriodColumn, asked_within, columns_of, directives_asked, headline
from .counting import Count, counted
from .spans import obligations_in
from .unit_summaries import Surroundings, UnitSummary, surroundings

PAGE = 50
_STATES = {
    "reporting": sorted(REPORTED_STATES),
    "on_time": [State.ON_TIME],
    "extended": [State.EXTENDED],
    "late": [State.LATE],
    "not_held": [State.NOT_HELD],
    "answered": sorted(ANSWERED_STATES),
    "missing": sorted(MISSING_STATES),
}
KINDS = (*_STATES, "programmed", "so_far")
_RELEASING = {"excuse": State.EXCUSED, "extension": State.EXTENSION_RUNNING}
_FIRST_DAYS_END = Func(F("period_start"), template=f"(%(expressions)s + {PROGRAMMING_DAYS})", output_field=DateField())


class Listing(StrEnum):
    """Which of the lists; the value stands in addresses."""

    COUNTED = "numerator"
    WHOLE = "denominator"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Listed:
    """An obligation of the list. ``opens_record`` says whether the actor may open it; if so, ``reason`` is why it was
    released from above, empty when nobody wrote one."""

    row: Obligation
    unit: str
    above: str
    state: str
    opens_record: bool
    reason: str = ""

    @property
    def subject(self) -> str:
        """It, as help may be about it: «owed:12»."""
        return f"{SubjectKind.OBLIGATION}:{self.row.pk}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its numbers, and one page of one of its lists. ``left_out`` counts what is asked and not in it."""

    kind: str
    around: Surroundings
    directive: DirectiveSummary
    directives: list[DirectiveSummary]
    columns: list[PeriodColumn]
    column: PeriodColumn
    numerator: int
    denominator: int
    left_out: int
    listing: Listing
    rows: list[Listed]
    page: int

    @property
    def unit(self) -> UnitSummary:
        """The unit whose figure it is."""
        return self.around.unit

    @property
    def total(self) -> int:
        """The length of the list shown."""
        return self.length(self.listing)

    def length(self, listing: Listing) -> int:
        """The length of one of the lists."""
        if listing is Listing.LEFT_OUT:
            return self.left_out
        return self.numerator if listing is Listing.COUNTED else self.denominator

    @property
    def first(self) -> int:
        """The number of the first row of the page."""
        return (self.page - 1) * PAGE + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """The number of the last row of the page."""
        return self.first + len(self.rows) - 1 if self.rows else 0


def figure(
    actor: Actor,
    kind: str,
    unit_id: int,
    *,
    on: date,
    directive: str,
    period: str = "",
    listing: Listing = Listing.COUNTED,
    page: int | None = 1,
) -> Figure:
    """A figure of a unit for a directive and a period on ``on``, with fifty rows of a list: four queries.

    With all rows of the list where ``page`` is None.

    A fifth reads the reasons of what was left out, if the actor may read any.

    Raises NotVisible for an unknown kind, directive or period, and for a unit out of reach.
    """
    around = surroundings(actor, unit_id, on=on, levels=0)
    asked = asked_within(directives_asked(withdrawn=True), around.unit.tree, around.unit.rank)
    wanted = next((candidate for candidate in asked if candidate.code == directive), None)
    columns = columns_of(wanted, on) if wanted else []
    column = headline(columns, on, period)
    if (
        kind not in KINDS
        or wanted is None
        or column is None
        or (period and column.key != period)
        or (page is not None and page < 1)
    ):
        raise NotVisible
    count = counted(actor, around.unit, {wanted.id: [column]}, on=on, depth=around.unit.depth + 1).of(wanted.id, column)
    numerator, denominator = numbers(count, kind)
    rows = listed(actor, around.unit, wanted, column, kind, on=on, listing=listing)
    ordered = rows.select_related("directive", "unit", "unit__parent").order_by(
        f"unit__{sort_field()}", "unit_id", "pk"
    )
    shown = list(ordered if page is None else ordered[(page - 1) * PAGE : page * PAGE])
    readable = {row.pk for row in shown if may_on(actor, Permission.READ_RECORD, row)}
    reasons = _reasons(readable, on) if listing is Listing.LEFT_OUT and readable else {}
    elsewhere = _former_parents(shown)
    return Figure(
        kind=kind,
        around=around,
        directive=wanted,
        directives=asked,
        columns=columns,
        column=column,
        numerator=numerator,
        denominator=denominator,
        left_out=count.rows - denominator,
        listing=listing,
        rows=[_row(row, row.pk in readable, reasons, elsewhere) for row in shown],
        page=page or 1,
    )


def numbers(count: Count, kind: str) -> tuple[int, int]:
    """(numerator, denominator) of a figure, as the pages show them."""
    if kind == "programmed":
        return count.programmed, count.programmable
    if kind == "so_far":
        return count.answered, count.owed
    name = {"reporting": "reported", "answered": "answered_due"}.get(kind, kind)
    return getattr(count, name), count.expected


def listed(
    actor: Actor,
    unit: UnitSummary,
    asked: DirectiveSummary,
    column: PeriodColumn,
    kind: str,
    *,
    on: date,
    listing: Listing,
) -> QuerySet[Obligation]:
    """The obligations of one of the lists, with their ``state`` on ``on``."""
    rows = obligations_in(actor, unit, {asked.id: [column]})
    if rows is None:
        return Obligation.objects.none()
    whole, part = _conditions(kind, on)
    wanted = {Listing.COUNTED: whole & part, Listing.WHOLE: whole, Listing.LEFT_OUT: ~whole}
    return with_state(rows, on).filter(wanted[listing])


def listed_for(actor: Actor, page: Figure, permission: Permission, *, on: date) -> QuerySet[Obligation]:
    """The obligations of the list that ``page`` shows, of all its pages, whose units the actor may act towards."""
    rows = listed(actor, page.unit, page.directive, page.column, page.kind, on=on, listing=page.listing)
    ordered = within(rows, actor, permission, "unit__path")
    return ordered.order_by(f"unit__{sort_field()}", "unit_id", "pk")


def _conditions(kind: str, on: date) -> tuple[Q, Q]:
    owing = ~Q(state__in=sorted(RELEASED_STATES))
    if kind == "programmed":
        first_days_over = Q(period_start__lt=on - timedelta(days=PROGRAMMING_DAYS))
        programmable = owing & first_days_over & Q(directive__fulfilment=FulfilmentKind.MEETING)
        return programmable, Q(programmed_on__lte=_FIRST_DAYS_END)
    if kind == "so_far":
        return owing, Q(state__in=_STATES["answered"])
    expected = Q(due_on__lt=on) & ~Q(state__in=sorted(NOT_EXPECTED_STATES))
    return expected, Q(state__in=_STATES[kind])


def _former_parents(rows: Sequence[Obligation]) -> dict[int | None, Unit]:
    """The units that rows stood under and their units do not any more: one query when there are any."""
    ids = [row.above_id for row in rows if row.above_id not in (None, row.unit.parent_id)]
    return {unit.pk: unit for unit in Unit.objects.filter(pk__in=ids)} if ids else {}


def _reasons(obligation_ids: Collection[int], on: date) -> dict[tuple[int, str], str]:
    """(obligation, state) -> the reason of the last excuse or extension given by ``on``: one query."""
    given = Release.objects.filter(obligation_id__in=obligation_ids, decided_on__lte=on, kind__in=_RELEASING)
    rows = given.order_by("decided_at", "pk").values_list("obligation_id", "kind", "reason")
    return {(obligation_id, _RELEASING[kind]): reason for obligation_id, kind, reason in rows}


def _row(
    row: Obligation, opens_record: bool, reasons: Mapping[tuple[int, str], str], elsewhere: Mapping[int | None, Unit]
) -> Listed:
    above = elsewhere.get(row.above_id, row.unit.parent)
    state: str = row.__dict__["state"]
    return Listed(
        row=row,
        unit=row.unit.name,
        above=above.name if above and above.depth else "",
        state=state,
        opens_record=opens_record,
        reason=reasons.get((row.pk, state), ""),
    )
