"""The clock and the party's civil day. Only the outer layers (web, jobs) may import this module."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from .calendar import ZONE_NAME

ZONE = ZoneInfo(ZONE_NAME)
# For the fault suite, where real processes live through a season: a file that says «<instant> <epoch when it was so>».
# Heard in demonstration mode only: an installation knows one clock.
TRIAL = os.environ.get("TRIAL_CLOCK", "") if os.environ.get("DEMO") == "1" else ""


def now() -> datetime:
    """The present instant, aware, in UTC."""
    real = datetime.now(UTC)
    return _on_trial(real) if TRIAL else real


def today() -> date:
    """The civil day in Morocco at this instant."""
    return now().astimezone(ZONE).date()


def _on_trial(real: datetime) -> datetime:
    said, since = Path(TRIAL).read_text().split()
    return (datetime.fromisoformat(said) + (real - datetime.fromtimestamp(float(since), UTC))).astimezone(UTC)
