"""The clock and the party's civil day. Only the outer layers (web, jobs) may import this module."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from .calendar import ZONE_NAME

ZONE = ZoneInfo(ZONE_NAME)
# For the fault suite, where real processes live through a season: a file that holds «<instant> <epoch when it was so>».
# Read in demonstration mode only: a real installation has one clock.
TRIAL = os.environ.get("TRIAL_CLOCK", "") if os.environ.get("DEMO") == "1" else ""


def now() -> datetime:
    """The present instant, aware, in UTC."""
    real = datetime.now(UTC)
    return _on_trial(real) if TRIAL else real


def today() -> date:
    """The civil day in Morocco at this instant."""
    return now().astimezone(ZONE).date()


def _on_trial(real: datetime) -> datetime:
    instant, since = Path(TRIAL).read_text().split()
    return (datetime.fromisoformat(instant) + (real - datetime.fromtimestamp(float(since), UTC))).astimezone(UTC)
