"""Lists of cases: with their state on a day, narrowed by what the reader chose, as a board, month by month."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case as Choice
from django.db.models import CharField, Count, F, FilteredRelation, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber, TruncMonth

from tajadur.organisation.units.queries.tree import of_tree
from tajadur.permissions.actors import Actor
from tajadur.rules.cases import STATE_OF_END, CaseEnd, CaseState
from tajadur.rules.dysfunctions import CaseKind, Severity, months_after

from ..models import Case
from ..vocabulary import FoundBy
from .reading import cases_within

RUNNING, EVERY = "running", "all"
BOARD_ROWS, BOARD_DAYS = 6, 92
TREND_MONTHS = 12


@dataclass(frozen=True, slots=True)
class CaseFilters:
    """What the reader chose; empty or None: everything. ``state``: a state, ``running`` or ``all``."""

    state: str = RUNNING
    kind: str = ""
    severity: int | None = None
    found_by: str = ""
    region_id: int | None = None
    unit_id: int | None = None
    tree: str = ""


def with_state(rows: QuerySet[Case], on: date) -> QuerySet[Any]:
    """The rows with ``state`` on ``on``, as ``rules.cases.case_state`` answers, and the remedy in force, by dates."""
    current = FilteredRelation("remedies", condition=Q(remedies__is_current=True))
    rows = rows.annotate(remedy=current, remedy_due_on=F("remedy__due_on"), remedy_done_on=F("remedy__done_on"))
    ends = [When(ended_on__lte=on, ended_as=end.value, then=Value(state.value)) for end, state in STATE_OF_END.items()]
    state = Choice(
        *ends,
        When(proposed_on__lte=on, then=Value(CaseState.PROPOSED.value)),
        When(remedy_done_on__lte=on, then=Value(CaseState.DONE.value)),
        When(remedy_due_on__lt=on, then=Value(CaseState.OVERDUE.value)),
        When(remedy_due_on__isnull=False, then=Value(CaseState.REMEDY.value)),
        default=Value(CaseState.OPEN.value),
        output_field=CharField(max_length=24),
    )
    return rows.annotate(state=state)


def cases_for(actor: Actor, wanted: CaseFilters, on: date) -> QuerySet[Any]:
    """The cases that the actor reads and that answer to what was chosen, with their ``state``; the newest first."""
    rows = with_state(_narrowed(cases_within(actor), wanted), on)
    if wanted.state in {state.value for state in CaseState}:
        rows = rows.filter(state=wanted.state)
    elif wanted.state != EVERY:
        rows = rows.filter(Q(ended_on=None) | Q(ended_on__gt=on))
    return rows.select_related("unit__kind").order_by("-opened_on", "-pk")


def _narrowed(rows: QuerySet[Case], wanted: CaseFilters) -> QuerySet[Case]:
    if wanted.kind in {kind.value for kind in CaseKind}:
        rows = rows.filter(kind=wanted.kind)
    if wanted.severity in {severity.value for severity in Severity}:
        rows = rows.filter(severity=wanted.severity)
    if wanted.found_by in FoundBy.values:
        rows = rows.filter(found_by=wanted.found_by)
    if wanted.tree:
        rows = rows.filter(of_tree(wanted.tree))
    for place in (wanted.region_id, wanted.unit_id):
        if place:
            rows = rows.filter(Q(unit_id=place) | Q(path__contains=f".{place}.") | Q(path__startswith=f"{place}."))
    return rows


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A column of the board: a state, how many cases are in it, and those that need help first."""

    state: CaseState
    count: int
    rows: list[Any]


def board_for(actor: Actor, wanted: CaseFilters, on: date) -> list[BoardColumn]:
    """Every state with its cases, the gravest and oldest first, six of each; of the ended ones, the last three months.

    Two queries.
    """
    recent = Q(ended_on=None) | Q(ended_on__gt=on - timedelta(days=BOARD_DAYS))
    rows = with_state(_narrowed(cases_within(actor), wanted).filter(recent), on)
    counts = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    order = (F("severity").desc(), F("opened_on").asc(), F("pk").asc())
    placed = rows.annotate(place=Window(RowNumber(), partition_by=[F("state")], order_by=order))
    shown = placed.filter(place__lte=BOARD_ROWS).select_related("unit").order_by("place")
    by_state: dict[str, list[Any]] = {}
    for row in shown:
        by_state.setdefault(row.state, []).append(row)
    return [BoardColumn(state, counts.get(state.value, 0), by_state.get(state.value, [])) for state in CaseState]


@dataclass(frozen=True, slots=True)
class Month:
    """What became of cases in a month; ``running``: open at its end, or today."""

    first: date
    opened: int
    came_back: int
    settled: int
    by_facts: int
    dismissed: int
    with_unit: int
    running: int


def trend_for(actor: Actor, wanted: CaseFilters, on: date) -> list[Month]:
    """The last twelve months, the oldest first. Three queries."""
    rows = _narrowed(cases_within(actor), wanted).filter(opened_on__lte=on)
    first = months_after(on.replace(day=1), 1 - TREND_MONTHS)
    months = [months_after(first, ahead) for ahead in range(TREND_MONTHS)]
    opened = _by_month(rows.filter(opened_on__gte=first), "opened_on", "recurrence")
    ended = _by_month(rows.filter(ended_on__gte=first, ended_on__lte=on), "ended_on", "ended_as")
    running = rows.filter(opened_on__lt=first).filter(Q(ended_on=None) | Q(ended_on__gte=first)).count()
    trend = []
    for month in months:
        came = opened.get(month, {})
        gone = ended.get(month, {})
        running += sum(came.values()) - sum(gone.values())
        trend.append(
            Month(
                first=month,
                opened=sum(came.values()),
                came_back=sum(n for recurrence, n in came.items() if recurrence > 1),
                settled=gone.get(CaseEnd.SETTLED.value, 0),
                by_facts=gone.get(CaseEnd.FACTS.value, 0),
                dismissed=gone.get(CaseEnd.DISMISSED.value, 0),
                with_unit=gone.get(CaseEnd.UNIT_CLOSED.value, 0),
                running=running,
            )
        )
    return trend


def _by_month(rows: QuerySet[Case], day: str, by: str) -> dict[date, dict[Any, int]]:
    counts: dict[date, dict[Any, int]] = {}
    grouped = rows.order_by().annotate(month=TruncMonth(day)).values_list("month", by).annotate(n=Count("pk"))
    for month, value, n in grouped:
        counts.setdefault(month, {})[value] = n
    return counts
