"""The activities of one unit, and what was said of one before each correction."""

from collections.abc import Collection

from django.db.models import QuerySet

from tajadur.foundation.errors import NotVisible
from tajadur.organisation.units.models import Unit

from ..models import ProximityActivity


def activities_of(unit: Unit, *, kind: str = "") -> QuerySet[ProximityActivity]:
    """Everything the unit recorded, as it is said to be today; what did not take place is marked ``is_void``."""
    rows = ProximityActivity.objects.filter(unit=unit, is_current=True)
    return rows.filter(kind=kind) if kind else rows


def former_of(rows: Collection[ProximityActivity], unit: Unit) -> dict[int, list[ProximityActivity]]:
    """Id of a current row -> what was said before, the last first. One query, none where nothing was corrected."""
    corrected = [row for row in rows if row.corrects_id is not None]
    if not corrected:
        return {}
    replaced = ProximityActivity.objects.filter(unit=unit, is_current=False).in_bulk()
    former: dict[int, list[ProximityActivity]] = {}
    for row in corrected:
        before = row
        while before.corrects_id is not None:
            before = replaced[before.corrects_id]
            former.setdefault(row.pk, []).append(before)
    return former


def activity_row(unit: Unit, activity_id: int) -> ProximityActivity:
    """One row of the unit. Raises NotVisible."""
    row = ProximityActivity.objects.filter(unit=unit, pk=activity_id).first()
    if row is None:
        raise NotVisible
    return row
