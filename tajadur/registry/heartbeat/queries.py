"""Reading the heartbeat."""

from datetime import datetime, timedelta
from typing import Any

from .models import PassRun

WATCH, DECIDING = "watch", "decide_reminders"
SILENT_AFTER = timedelta(minutes=10)  # ten passes of a minute
FRESH = timedelta(days=1)  # older findings of the watcher are not shown


def runs() -> dict[str, PassRun]:
    """The last run of each pass by name. One query."""
    return {row.name: row for row in PassRun.objects.all()}


def alarms_shown(at: datetime) -> list[dict[str, Any]]:
    """What administrators are warned of at ``at``: the watcher's last findings, and a stop of passes since. One query.

    None before the first pass of an installation has ended.
    """
    rows = {row.name: row for row in PassRun.objects.filter(name__in=(WATCH, DECIDING))}
    alarms: list[dict[str, Any]] = []
    watch, deciding = rows.get(WATCH), rows.get(DECIDING)
    if watch and watch.ended_at and at - watch.ended_at < FRESH:
        alarms = list(watch.tally.get("alarms", []))
    silent = deciding is not None and deciding.ended_at is not None and at - deciding.ended_at > SILENT_AFTER
    if silent and deciding and all(alarm["code"] != "passes_stopped" for alarm in alarms):
        alarms.insert(0, {"code": "passes_stopped", "count": 1, "names": [DECIDING]})
    if any(row.is_ahead_of(at) for row in rows.values()) and all(alarm["code"] != "clocks_differ" for alarm in alarms):
        names = sorted(name for name, row in rows.items() if row.is_ahead_of(at))
        alarms.insert(0, {"code": "clocks_differ", "count": len(names), "names": names})
    return alarms
