"""A unit held while something of its own record is written, so that two acts of it follow each other."""

from tajadur.foundation.errors import NotVisible
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission

from ..models import Unit


def hold_unit(unit_id: int, permission: Permission, by: Actor) -> tuple[Unit, Grant]:
    """The unit, held until the transaction ends, and the grant under which ``by`` may do ``permission`` to it.

    Raises NotVisible, PermissionDenied.
    """
    unit = Unit.objects.select_for_update(of=("self",)).filter(pk=unit_id).first()
    if unit is None:
        raise NotVisible
    return unit, require(by, permission, unit)
