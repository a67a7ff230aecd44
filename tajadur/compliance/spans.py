"""Which obligations a page counts: those of some periods of some directives, under a unit, within reach."""

from collections.abc import Mapping, Sequence

from django.db.models import Q, QuerySet

from tajadur.duties.obligations.models import Obligation
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import reach
from tajadur.permissions.matrix import Permission

from .choices import PeriodColumn
from .unit_summaries import UnitSummary

Spans = Mapping[int, Sequence[PeriodColumn]]


def obligations_in(actor: Actor, scope: UnitSummary, spans: Spans) -> QuerySet[Obligation] | None:
    """The obligations of ``spans`` under ``scope`` that the actor may read; None when no period is asked for.

    A unit keeps its own rows wherever it stood; above it, rows follow the ancestors of the period's last day, which
    hold the scope under its old place and its new one. The caller has checked permission for ``scope`` itself.
    """
    periods = periods_of(spans)
    if not any(spans.values()):
        return None
    moved = scope.has_moved
    below = reach(actor, Permission.READ_FIGURES, of_their_day=moved)
    if "." in scope.path[:-1]:
        below &= Q(path__contains=f".{scope.id}.") if moved else Q(path__startswith=scope.path)
    rows = Obligation.objects.filter(periods, addressee=0).order_by()
    if scope.is_past or not below:
        return rows.filter(below)
    return rows.filter(below | Q(unit_id=scope.id))


def periods_of(spans: Spans) -> Q:
    """The condition that an obligation is of one of ``spans``."""
    periods = Q(pk__in=[])
    for directive_id, columns in spans.items():
        if columns:
            periods |= Q(directive_id=directive_id, period_end__range=(columns[0].start, columns[-1].end))
    return periods
