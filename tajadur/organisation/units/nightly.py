"""The units' own pass: moves decided for a day that has come."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q

from tajadur.registry.audit.operations import log_action

from .models import Placement, Unit
from .operations.moving import apply_move


@transaction.atomic
def apply_moves(*, on: date, at: datetime) -> int:
    """Bring each unit under the parent its placement names on ``on``; returns how many moved. Twice changes nothing."""
    due = (
        Placement.objects.filter(Q(to_on=None) | Q(to_on__gt=on), from_on__lte=on)
        .exclude(parent_id=None)
        .exclude(parent_id=F("unit__parent_id"))
        .order_by("unit__depth", "unit_id")
        .values_list("unit_id", "parent_id")
    )
    moved = 0
    for unit_id, parent_id in list(due):
        # Read anew: an earlier move of this pass may have rewritten both paths.
        units = Unit.objects.select_for_update(of=("self",)).in_bulk([unit_id, parent_id])
        if units[unit_id].parent_id == parent_id:
            continue  # another pass was quicker
        apply_move(unit=units[unit_id], parent=units[parent_id])
        log_action(
            act="apply_move", by=None, at=at, unit_id=unit_id, subject=("unit", unit_id), detail={"to": parent_id}
        )
        moved += 1
    return moved
