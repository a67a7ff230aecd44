"""Each pass says when it begins and when it has ended. Never inside the pass's own transaction."""

from dataclasses import asdict, is_dataclass
from datetime import datetime
from typing import Any

from .models import PassRun


def note_begun(*, name: str, at: datetime) -> None:
    """The pass ``name`` begins."""
    _write(PassRun(name=name, started_at=at), "started_at")


def note_ended(*, name: str, started_at: datetime, at: datetime, tally: Any) -> None:
    """The pass ``name``, begun at ``started_at``, has ended with ``tally``: a number, a mapping or a dataclass."""
    run = PassRun(name=name, started_at=started_at, ended_at=at, tally=_as_json(tally))
    _write(run, "started_at", "ended_at", "tally")


def _write(run: PassRun, *columns: str) -> None:
    PassRun.objects.bulk_create([run], update_conflicts=True, unique_fields=["name"], update_fields=list(columns))


def _as_json(tally: Any) -> dict[str, Any]:
    if is_dataclass(tally) and not isinstance(tally, type):
        return asdict(tally)
    return {str(key): value for key, value in tally.items()} if isinstance(tally, dict) else {"count": tally or 0}
