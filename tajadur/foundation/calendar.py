"""Civil days and instants of one zone, computed from what is passed in."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

ZONE_NAME = "Africa/Casablanca"


def civil_day(at: datetime, zone: str = ZONE_NAME) -> date:
    """The civil day of the aware instant ``at`` in ``zone``."""
    return at.astimezone(ZoneInfo(zone)).date()


def instant(day: date, wall: time, zone: str = ZONE_NAME) -> datetime:
    """The aware instant of a wall time on a civil day; a time skipped by the clock takes the earlier offset."""
    return datetime.combine(day, wall, tzinfo=ZoneInfo(zone))
