"""Who took the results of a campaign away is in the audit log."""

from datetime import datetime

from django.db import transaction

from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action

from ..models import Campaign


@transaction.atomic
def note_export(*, campaign: Campaign, kind: str, under_id: int | None, units: int, by: Actor, at: datetime) -> None:
    """The file made, of which place (None: all in reach), and the rows of units in it. Raises PermissionDenied."""
    log_action(
        act="census.exported",
        by=by,
        at=at,
        grant=require_anywhere(by, Permission.READ_FIGURES),
        subject=("directive", campaign.directive_id),
        detail={"kind": kind, "under": under_id, "units": units},
    )
