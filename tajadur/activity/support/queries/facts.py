"""Rows with what their states follow from, and the conditions by which a list keeps one state."""

from datetime import date
from typing import Any

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Subquery

from tajadur.foundation.calendar import civil_day
from tajadur.rules.support import (
    AdviceFacts,
    AdviceState,
    PromiseFacts,
    PromiseState,
    VisitFacts,
    VisitState,
    overdue_if_planned_before,
)

from ..models import Advice, AdviceAnswer, Promise, Visit
from ..vocabulary import VisitOutcome

AWAITED = "awaited"  # a filter beside the states: an answer is wanted and has not come
_SHOWN = ("unit__kind", "post__post_type", "post__unit", "post__area")
_UNANSWERED = Q(withdrawn_at=None, use=None)


def advice_rows() -> QuerySet[Any]:
    """Advice with ``answered_on``, its reading and use, its unit and post: what ``facts_of_advice`` needs."""
    first = AdviceAnswer.objects.filter(advice=OuterRef("pk")).values("advice").annotate(day=Min("answered_on"))
    rows = Advice.objects.select_related("read", "use", *_SHOWN)
    return rows.annotate(answered_on=Subquery(first.values("day")))


def visit_rows() -> QuerySet[Visit]:
    """Visits with their unit and leading post."""
    return Visit.objects.select_related(*_SHOWN)


def promise_rows() -> QuerySet[Promise]:
    """Promises with their unit and owner."""
    return Promise.objects.select_related("unit__kind", "owner__post_type", "owner__unit", "owner__area")


def facts_of_advice(row: Any) -> AdviceFacts:
    """The facts of a row of ``advice_rows``."""
    read, use = getattr(row, "read", None), getattr(row, "use", None)
    return AdviceFacts(
        withdrawn_on=civil_day(row.withdrawn_at) if row.withdrawn_at else None,
        answered_on=row.answered_on,
        used_on=use.used_on if use else None,
        read_on=read.read_on if read else None,
        due_on=row.due_on,
        unit_closed_on=row.unit.closed_on,
    )


def facts_of_visit(row: Visit) -> VisitFacts:
    """When the outcome was said, by its kind."""
    said_on = civil_day(row.said_at) if row.said_at else None
    return VisitFacts(
        planned_on=row.planned_on,
        cancelled_on=said_on if row.outcome == VisitOutcome.CANCELLED else None,
        made_on=said_on if row.outcome == VisitOutcome.MADE else None,
        not_made_on=said_on if row.outcome == VisitOutcome.NOT_MADE else None,
    )


def facts_of_promise(row: Any) -> PromiseFacts:
    """The facts of a promise, a row or a named tuple of its columns."""
    return PromiseFacts(
        due_on=row.due_on,
        kept_on=row.kept_on,
        said_on=civil_day(row.kept_at) if row.kept_at else None,
        withdrawn_on=civil_day(row.withdrawn_at) if row.withdrawn_at else None,
    )


def awaited(on: date) -> Q:
    """The advice whose giver waits for an answer on ``on``."""
    is_open = Q(unit__closed_on=None) | Q(unit__closed_on__gt=on)
    return is_open & _UNANSWERED & Q(due_on__isnull=False) & ~_answered()


def advice_in(state: str, on: date) -> Q:
    """The advice in a state of today, or awaited; everything for another word."""
    match state:
        case AdviceState.WITHDRAWN.value:
            return Q(withdrawn_at__isnull=False)
        case AdviceState.ANSWERED.value:
            return Q(_answered(), withdrawn_at=None)
        case AdviceState.USED.value:
            return Q(~_answered(), withdrawn_at=None, use__isnull=False)
        case AdviceState.READ.value:
            return _UNANSWERED & Q(read__isnull=False) & ~_answered()
        case AdviceState.UNREAD.value:
            return _UNANSWERED & Q(read=None) & ~_answered()
        case "awaited":
            return awaited(on)
    return Q()


def visit_in(state: str, on: date) -> Q:
    """The visits in a state of today; everything for another word."""
    if state in VisitOutcome.values:
        return Q(outcome=state)
    before = overdue_if_planned_before(on)
    match state:
        case VisitState.OVERDUE.value:
            return Q(outcome="", planned_on__lt=before)
        case VisitState.PLANNED.value:
            return Q(outcome="", planned_on__gte=before)
    return Q()


def promise_in(state: str, on: date) -> Q:
    """The promises in a state of today; everything for another word."""
    still = Q(kept_on=None, withdrawn_at=None)
    match state:
        case PromiseState.WITHDRAWN.value:
            return Q(withdrawn_at__isnull=False)
        case PromiseState.KEPT.value:
            return Q(kept_on__lte=F("due_on"))
        case PromiseState.KEPT_LATE.value:
            return Q(kept_on__gt=F("due_on"))
        case PromiseState.OVERDUE.value:
            return still & Q(due_on__lt=on)
        case PromiseState.OPEN.value:
            return still & Q(due_on__gte=on)
    return Q()


def _answered() -> Q:
    return Q(Exists(AdviceAnswer.objects.filter(advice=OuterRef("pk"))))
