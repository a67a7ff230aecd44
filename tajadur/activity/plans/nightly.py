"""The pass over the plan: measures the day that is over, and writes anew how far what units follow is."""

from datetime import date, datetime, timedelta

from django.db import transaction

from .models import AdoptionProgress, PlanAdoption
from .operations.keeping import keep_standings
from .operations.measuring import keep_measures
from .operations.notifying import tell_stuck
from .queries.measuring import last_measured


@transaction.atomic
def measure_plan(*, on: date, at: datetime) -> dict[str, int]:
    """Measure the day before ``on``, of which everything is recorded; bring every standing to ``on``; tell what rests.

    Again: the same rows.
    """
    measured = keep_measures(on=on - timedelta(days=1), at=at)
    behind = PlanAdoption.objects.filter(adopted_on__lte=on).exclude(standing__day__gte=on).select_related("unit")
    rows = list(behind.order_by("pk"))
    kept = keep_standings(rows, on, at=at) if rows else 0
    return {"measured": measured, "standings": kept, "told": tell_stuck(on=on, at=at)}


def measure_once_a_day(*, on: date, at: datetime) -> dict[str, int]:
    """``measure_plan``, unless the day before ``on`` is measured already and every standing is of ``on``."""
    last = last_measured()
    if last is not None and last >= on - timedelta(days=1) and not AdoptionProgress.objects.filter(day__lt=on).exists():
        return {}
    return measure_plan(on=on, at=at)
