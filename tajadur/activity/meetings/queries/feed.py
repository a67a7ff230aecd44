"""The meetings of a calendar that a phone fetches."""

from collections.abc import Collection
from datetime import date

from tajadur.permissions.actors import Actor

from ..models import Meeting
from .meetings import meetings_for

MOST_IN_CALENDAR = 1000


def meetings_in_calendar(actor: Actor, unit_ids: Collection[int], first: date, last: date) -> list[Meeting]:
    """The meetings of these units in ``first … last`` that the actor may read, cancelled ones too. One query.

    At most ``MOST_IN_CALENDAR``: the nearest to come matter, so the latest days are kept when there are more.
    """
    if not unit_ids:
        return []
    rows = meetings_for(actor).filter(unit_id__in=unit_ids, planned_on__range=(first, last))
    return list(rows.order_by("-planned_on", "-pk")[:MOST_IN_CALENDAR])[::-1]
