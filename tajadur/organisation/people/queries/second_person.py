"""What waits for a second person."""

from typing import Any

from django.db.models import QuerySet

from tajadur.foundation.errors import NotVisible
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission

from ..models import PendingAct
from ..vocabulary import PendingStatus


def acts_waiting(actor: Actor) -> QuerySet[PendingAct]:
    """The acts that wait, oldest first, whoever asked for them. Raises PermissionDenied."""
    require_anywhere(actor, Permission.CONFIRM_ACTS)
    rows = PendingAct.objects.filter(standing=PendingStatus.WAITING).select_related(
        "about", "asked_by", "unit", "mandate__post__post_type", "mandate__post__area"
    )
    return rows.order_by("asked_at", "pk")


def act_waiting(actor: Actor, act_id: int) -> Any:
    """One of them. Raises PermissionDenied, NotVisible."""
    pending = acts_waiting(actor).filter(pk=act_id).first()
    if pending is None:
        raise NotVisible
    return pending
