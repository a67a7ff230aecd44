"""The pass over packs: what was sent stands on the agenda of its meeting."""

from datetime import date, datetime

from django.db import transaction

from tajadur.foundation.installation import closed_rooms
from tajadur.registry.audit.operations import log_action

from .operations.sending import place_decisions


@transaction.atomic
def follow_packs(*, on: date, at: datetime) -> int:
    """Put the decisions of packs that were sent on the agenda; returns how many points. Again: none."""
    if "packs" in closed_rooms():
        return 0
    placed = place_decisions(on=on, at=at)
    if placed:
        log_action(act="pack.placed", by=None, at=at, detail={"on": on.isoformat(), "points": placed})
    return placed
