"""Who reads the record of a meeting: whoever the unit stands below, and whoever it stood below on its day."""

from typing import Any

from tajadur.organisation.units.queries.bodies import in_body
from tajadur.organisation.units.queries.placements import paths_on
from tajadur.permissions.actors import Actor, InBody
from tajadur.permissions.check import may, require
from tajadur.permissions.matrix import Permission


def reads_record(actor: Actor, meeting: Any) -> bool:
    """May the actor read the record of ``meeting``? One query when the unit is out of reach where it stands now."""
    if may(actor, Permission.READ_RECORD, in_body(meeting.unit, meeting.body)):
        return True
    path = paths_on([meeting.unit_id], meeting.planned_on).get(meeting.unit_id)
    return path is not None and may(
        actor, Permission.READ_RECORD, InBody(meeting.unit_id, path, meeting.body.body_type_id)
    )


def require_reading(actor: Actor, meeting: Any) -> None:
    """Raises NotVisible or PermissionDenied unless the actor reads the record of ``meeting``."""
    if not reads_record(actor, meeting):
        require(actor, Permission.READ_RECORD, in_body(meeting.unit, meeting.body))
