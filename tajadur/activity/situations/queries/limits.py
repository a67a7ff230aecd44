"""The limits by which situations are judged, as the party set them over time."""

from dataclasses import fields
from datetime import date

from tajadur.rules.situation import STANDARD_LIMITS, SituationLimits

from ..models import SituationSettings


def limits_over_time(on: date) -> list[tuple[date | None, SituationLimits]]:
    """Those in force on a day (None: from the beginning), then those to come, each with its first day. One query."""
    rows = [(row.from_on, limits_of(row)) for row in SituationSettings.objects.order_by("from_on")]
    begun = [row for row in rows if row[0] <= on]
    return [begun[-1] if begun else (None, STANDARD_LIMITS), *rows[len(begun) :]]


def limits_of(row: SituationSettings) -> SituationLimits:
    """The limits a row holds."""
    return SituationLimits(**{field.name: getattr(row, field.name) for field in fields(SituationLimits)})
