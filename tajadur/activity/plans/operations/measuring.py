"""The measures of a day, kept where they changed: written by the pass, once for each day that is over."""

from datetime import date, datetime

from django.db import connection, transaction

from tajadur.foundation.locks import take_lock
from tajadur.rules.plans import MEASURES, PlanMeasure, measured_value

from ..models import MeasuredDay, MeasuredValue
from ..queries.measuring import last_measured, measures_on

_BEFORE_SQL = """
SELECT DISTINCT ON (measure, unit_id) measure, unit_id, part, whole
  FROM plans_measuredvalue WHERE day < %(on)s ORDER BY measure, unit_id, day DESC
"""


@transaction.atomic
def keep_measures(*, on: date, at: datetime) -> int:
    """Take every measure of every unit on ``on`` and keep what differs from the day kept before; how many rows.

    Again for the last day kept: the same rows. An earlier day is left as it is: what follows it stands already.
    """
    take_lock("plan_measures")
    last = last_measured()
    if last is not None and on < last:
        return 0
    MeasuredValue.objects.filter(day=on).delete()
    with connection.cursor() as cursor:
        cursor.execute(_BEFORE_SQL, {"on": on})
        before = {(measure, unit_id): (part, whole) for measure, unit_id, part, whole in cursor.fetchall()}
    now = {(row.measure, row.unit_id): (row.part, row.whole) for row in measures_on(on)}
    ended = {key: (0, 0) for key, counted in before.items() if key not in now and counted[1]}
    changed = {key: counted for key, counted in now.items() if before.get(key) != counted} | ended
    MeasuredValue.objects.bulk_create(
        [
            MeasuredValue(
                measure=measure,
                unit_id=unit_id,
                day=on,
                part=part,
                whole=whole,
                value=measured_value(part, whole, MEASURES[PlanMeasure(measure)].measured_in),
            )
            for (measure, unit_id), (part, whole) in sorted(changed.items())
        ],
        batch_size=2000,
    )
    MeasuredDay.objects.update_or_create(day=on, defaults={"measured_at": at})
    return len(changed)
