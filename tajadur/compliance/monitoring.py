"""The dead-man's switch: do passes run, is a step past its time, does anything owed lack its ladder? Reads only."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from tajadur.duties.obligations.queries.ladders import late_rows, without_ladder
from tajadur.foundation.calendar import civil_day
from tajadur.organisation.profile.queries import party_hours
from tajadur.registry.heartbeat.queries import runs
from tajadur.rules.hours import decision_day

PASSES_OF_PATIENCE = 2
MINUTES_OF_SILENCE = 5


@dataclass(frozen=True, slots=True)
class Alarm:
    """``passes_stopped`` or ``clocks_differ`` (which ones), ``row_past_due`` or ``ladder_missing`` (how many owed)."""

    code: str
    count: int
    names: tuple[str, ...] = ()

    @property
    def kept(self) -> dict[str, Any]:
        """As it is kept beside the heartbeat."""
        return {**asdict(self), "names": list(self.names)}


def alarms(*, passes: Collection[str], every: timedelta, at: datetime) -> list[Alarm]:
    """What is wrong at ``at``; ``passes`` run each ``every``. Empty: all is well. Four queries."""
    known = runs()
    ended = {name: run.ended_at for name, run in known.items()}
    ahead = tuple(name for name in passes if name in known and known[name].is_ahead_of(at))
    patience = max(PASSES_OF_PATIENCE * every, timedelta(minutes=MINUTES_OF_SILENCE))
    since = at - patience
    stopped = tuple(name for name in passes if (last := ended.get(name)) is None or last < since)
    late_since = at - PASSES_OF_PATIENCE * every
    decided = decision_day(late_since, party_hours(civil_day(at)))
    possible = [
        Alarm("passes_stopped", len(stopped), stopped),
        Alarm("clocks_differ", len(ahead), ahead),
        Alarm(
            "row_past_due",
            late_rows(on=decided, planned_before=late_since),
        ),
        Alarm("ladder_missing", without_ladder()),
    ]
    return [alarm for alarm in possible if alarm.count]
