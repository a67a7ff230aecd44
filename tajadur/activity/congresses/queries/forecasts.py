"""What is to be expected of congresses, by what is owed: the one answer of every page that says «will miss»."""

from collections.abc import Collection
from datetime import date

from tajadur.rules.forecast import Forecast

from ..models import Congress
from .roads import roads_of


def forecasts_of(obligation_ids: Collection[int], on: date) -> dict[int, Forecast]:
    """Obligation -> the forecast of its congress on ``on``: four queries, none without obligations.

    One whose congress is not opened yet is left out. The caller has checked that the actor may read their figures.
    """
    if not obligation_ids:
        return {}
    rows = Congress.objects.filter(obligation_id__in=obligation_ids).select_related("unit", "obligation")
    return {road.congress.obligation_id: road.forecast for road in roads_of(rows, on)}
