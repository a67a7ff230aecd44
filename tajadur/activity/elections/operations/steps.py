"""What the acts of headquarters on an election begin and end with."""

from datetime import datetime
from typing import Any

from tajadur.foundation.errors import Conflict, NotVisible
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action

from ..models import Election
from ..vocabulary import SUBJECT


def hold_election(election_id: int, permission: Permission, by: Actor) -> tuple[Election, Grant]:
    """The election, held until the transaction ends, and the grant. Raises NotVisible, PermissionDenied."""
    grant = require_anywhere(by, permission)
    election = Election.objects.select_for_update().filter(pk=election_id).first()
    if election is None:
        raise NotVisible
    return election, grant


def hold_draft(election_id: int, permission: Permission, by: Actor) -> tuple[Election, Grant]:
    """As ``hold_election``, of one that is not issued. Raises Conflict ``election_issued``."""
    election, grant = hold_election(election_id, permission, by)
    if election.is_issued:
        raise Conflict("election_issued")
    return election, grant


def log(act: str, election_id: int, by: Actor, at: datetime, grant: Grant, **detail: Any) -> None:
    """One entry of the audit log about an election."""
    log_action(act=f"election.{act}", by=by, at=at, grant=grant, subject=(SUBJECT, election_id), detail=detail)
