"""Who organises in the name of a unit: its secretary, and an administrator of headquarters for the nation."""

from tajadur.foundation.errors import NotVisible, PermissionDenied
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor, Grant, Place
from tajadur.permissions.check import may
from tajadur.permissions.matrix import MATRIX, Permission, Role


def grants_to_organise(actor: Actor) -> list[Grant]:
    """The grants under which the actor organises, one for each of their own units.

    A secretary's counts in the body that leads the unit.
    """
    grants: dict[int, Grant] = {}
    for grant in actor.grants:
        if grant.role in MATRIX[Permission.ORGANISE_TRAINING] and (grant.leads or grant.role is not Role.SECRETARY):
            grants.setdefault(grant.unit_id, grant)
    return list(grants.values())


def organises(actor: Actor, unit: Place) -> bool:
    """May the actor organise in the name of this unit?"""
    return any(grant.unit_id == unit.id for grant in grants_to_organise(actor))


def require_to_organise(actor: Actor, unit: Place) -> Grant:
    """The grant for an act in the name of ``unit``. Raises NotVisible or PermissionDenied."""
    for grant in grants_to_organise(actor):
        if grant.unit_id == unit.id:
            return grant
    if not may(actor, Permission.SEE_UNIT, unit):
        raise NotVisible
    act = Permission.ORGANISE_TRAINING
    raise PermissionDenied(act, unit.id, tuple(MATRIX[act]), reads=may(actor, Permission.READ_RECORD, unit))


def unit_to_organise_for(actor: Actor, unit_id: int) -> Unit:
    """The unit in whose name the actor organises. Raises NotVisible, PermissionDenied."""
    unit = Unit.objects.select_related("kind", "parent").filter(pk=unit_id).first()
    if unit is None:
        raise NotVisible
    require_to_organise(actor, unit)
    return unit
