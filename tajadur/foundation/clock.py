"""The clock and the party's civil day. Only the doors may import this module."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from .calendar import ZONE_NAME

ZONE = ZoneInfo(ZONE_NAME)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The civil day in Morocco at this instant."""
    return now().astimezone(ZONE).date()
