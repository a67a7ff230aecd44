"""The measures of the plan for every unit of the full size. Everything is rolled back."""

from datetime import timedelta

from deploy.bench.figures import Figure
from deploy.bench.trials import seconds, undone
from tajadur.activity.plans.models import MeasuredDay
from tajadur.activity.plans.operations.measuring import keep_measures
from tajadur.foundation import clock


def plan() -> list[Figure]:
    """Every measure of every unit as of yesterday, computed and kept as on the first night."""
    with undone():
        MeasuredDay.objects.all().delete()
        spent, kept = seconds(lambda: keep_measures(on=clock.today() - timedelta(days=1), at=clock.now()))
    return [Figure(f"measures of the plan for all units: {kept:,} values kept", spent * 1000, "ms", 1500)]
