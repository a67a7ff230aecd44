"""The state of an obligation on a day as an SQL expression, and tallies: equivalents of the pure rules."""

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Case, CharField, Count, DateField, F, Func, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.lookups import GreaterThanOrEqual

from tajadur.duties.directives.vocabulary import FulfilmentKind
from tajadur.foundation.sql import quoted
from tajadur.rules.rates import PROGRAMMING_DAYS, Tally
from tajadur.rules.status import MISSING_STATES, NOT_EXPECTED_STATES, RELEASED_STATES, State

from ..models import Obligation


class _DaysAfter(Func):
    """``date + integer``: a civil day, some days later."""

    template = "(%(expressions)s)"
    arg_joiner = " + "
    output_field = DateField()


def state_expression(on: date) -> Case:
    """The state of a row of Obligation on day ``on``: the answer of ``rules.status.state_on``, by the database."""
    held_inside = Q(held_on__lte=F("period_end")) | Q(calendar=False)
    reported = Q(filed_on__lte=on, held_on__gte=F("period_start")) & held_inside
    on_time = Q(held_on__lte=F("period_end"), filed_on__lte=F("due_on"))
    limit = _DaysAfter(F("extended_until"), F("report_days"))
    limit_not_passed: GreaterThanOrEqual[Any] = GreaterThanOrEqual(limit, on)
    granted = Q(extension_granted_on__lte=on)
    in_extension = granted & (
        Q(calendar=True, held_on__lte=F("period_end"), filed_on__lte=F("extended_until"))
        | Q(calendar=False, held_on__lte=F("extended_until"), filed_on__lte=limit)
    )
    running = granted & (Q(calendar=True, extended_until__gte=on) | (Q(calendar=False) & limit_not_passed))
    not_held = Q(not_held_on__lte=on) & (Q(not_held_withdrawn_on=None) | Q(not_held_withdrawn_on__gt=on))
    return Case(
        When(reported & on_time, then=Value(State.ON_TIME)),
        When(reported & in_extension, then=Value(State.EXTENDED)),
        When(reported, then=Value(State.LATE)),
        When(cancelled_on__lte=on, then=Value(State.CANCELLED)),
        When(excused_on__lte=on, then=Value(State.EXCUSED)),
        When(not_held, then=Value(State.NOT_HELD)),
        When(period_start__gt=on, then=Value(State.UPCOMING)),
        When(due_on__gte=on, then=Value(State.OPEN)),
        When(running, then=Value(State.EXTENSION_RUNNING)),
        When(overdue_from__gt=on, then=Value(State.GRACE)),
        default=Value(State.SILENT),
        output_field=CharField(max_length=20),
    )


def with_state(rows: QuerySet[Obligation], on: date) -> QuerySet[Any]:
    """The rows with ``state``, their state on ``on``. Not for rows inside another query: its columns are named."""
    sql, params = _state_sql(on)
    return rows.annotate(state=RawSQL(sql, params, output_field=CharField(max_length=20)))  # noqa: S611  ours


def in_states(rows: QuerySet[Any], states: Collection[str], on: date) -> QuerySet[Any]:
    """Those of ``rows`` (with their ``state`` on ``on``) that are in one of ``states``; ``on`` must be today.

    For missing states alone, the facts all missing rows share today are asked for too: so the database reads the small
    index of what is not settled instead of the rows of all years.
    """
    matching = rows.filter(state__in=states)
    if set(states) <= MISSING_STATES:
        matching = matching.filter(filed_on=None, cancelled_on=None, due_on__lt=on)
    return matching


@lru_cache(maxsize=16)
def _state_sql(on: date) -> tuple[str, tuple[Any, ...]]:
    """``state_expression`` as SQL, composed once a day: composing it anew costs a page more than its rows do."""
    query = Obligation.objects.annotate(state=state_expression(on)).query
    sql, params = query.get_compiler(connection.alias).compile(query.annotations["state"])
    return sql, tuple(params)


def state_in_sql() -> str:
    """The state as SQL for a statement written by hand that reads obligations_obligation; its day is ``%(on)s``."""
    sql, params = _state_sql(date.min)
    return sql % tuple("%(on)s" if param == date.min else quoted(param) for param in params)


def tally(rows: QuerySet[Obligation], on: date) -> Tally:
    """The counts of the rows on day ``on``, as ``rules.rates.tally_of`` counts, and what was programmed: one query."""
    return Tally(**with_state(rows.order_by(), on).aggregate(**_counts(on)))


def tallies(rows: QuerySet[Obligation], on: date, *by: str) -> dict[tuple[Any, ...], Tally]:
    """The tally of each group of rows with equal ``by`` (names of columns or annotations): one query."""
    groups = with_state(rows.order_by(), on).values(*by).annotate(**_counts(on))
    return {tuple(row.pop(name) for name in by): Tally(**row) for row in groups}


def _counts(on: date) -> dict[str, Count]:
    expected = Q(due_on__lt=on) & ~Q(state__in=sorted(NOT_EXPECTED_STATES))
    first_days_over = Q(period_start__lt=on - timedelta(days=PROGRAMMING_DAYS))
    programmable = (
        Q(directive__fulfilment=FulfilmentKind.MEETING) & first_days_over & ~Q(state__in=sorted(RELEASED_STATES))
    )
    in_first_days = Q(programmed_on__lte=_DaysAfter(F("period_start"), Value(PROGRAMMING_DAYS)))
    wanted = {
        "expected": expected,
        "on_time": expected & Q(state=State.ON_TIME),
        "extended": expected & Q(state=State.EXTENDED),
        "late": expected & Q(state=State.LATE),
        "not_held": expected & Q(state=State.NOT_HELD),
        "programmable": programmable,
        "programmed": programmable & in_first_days,
    }
    return {name: Count("pk", filter=condition) for name, condition in wanted.items()}
