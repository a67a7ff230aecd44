"""Some provincial offices meet by a regular series from now on."""

from datetime import date, datetime, time, timedelta
from random import Random

from tajadur.activity.meetings.models import Series
from tajadur.activity.meetings.nightly import note_programmes, open_occurrences
from tajadur.foundation.calendar import ZONE_NAME
from tajadur.organisation.units.models import Body

from . import words
from .people import PROVINCE

RULES = ("FREQ=MONTHLY;BYDAY=1SA", "FREQ=MONTHLY;BYDAY=2SU", "FREQ=MONTHLY;BYDAY=3FR", "FREQ=MONTHLY;BYDAY=2SA")


def plant_series(*, seed: int, on: date, at: datetime) -> None:
    """Give a third of the provincial offices a series, never the one with a demo account, and open their meetings."""
    bodies = (
        Body.objects.filter(body_type__code="office", unit__kind__code="province")
        .select_related("unit")
        .order_by("unit__code")
    )
    rows = []
    for body in bodies:
        random = Random(f"{seed}/{body.unit.code}/series")
        if body.unit.code == PROVINCE or random.random() > 0.34:
            continue
        rows.append(
            Series(
                unit=body.unit,
                body=body,
                rule=random.choice(RULES),
                starts_on=on + timedelta(days=1),
                wall_time=time(random.choice((16, 17, 18)), 30),
                zone=ZONE_NAME,
                place=random.choice(words.PLACES),
                objectives=random.sample(words.OBJECTIVES, 2),
                agenda=random.sample(words.ITEMS, 3),
                created_at=at,
            )
        )
    Series.objects.bulk_create(rows)
    open_occurrences(on=on, at=at)
    note_programmes(on=on)
