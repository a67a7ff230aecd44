"""Who prepares and who sends a circular in the name of a unit: an office of that unit, of the body that leads it."""

from tajadur.foundation.errors import NotVisible, PermissionDenied
from tajadur.organisation.profile.vocabulary import Tree
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor, Grant, Place
from tajadur.permissions.check import may
from tajadur.permissions.matrix import MATRIX, Permission, Role


def grants_to(actor: Actor, permission: Permission) -> list[Grant]:
    """The grants under which the actor may do ``permission`` in the name of their own unit, one for each unit.

    A secretary's counts in the body that leads the unit. Of headquarters the Secretary General alone issues: the
    coordinator of the Pole prepares.
    """
    grants: dict[int, Grant] = {}
    for grant in actor.grants:
        is_secretary = grant.role is Role.SECRETARY
        if grant.role not in MATRIX[permission] or (is_secretary and not grant.leads):
            continue
        if is_secretary and grant.is_national and permission is Permission.ISSUE_CIRCULAR:
            continue
        grants.setdefault(grant.unit_id, grant)
    return list(grants.values())


def grant_in_name_of(actor: Actor, permission: Permission, unit: Place) -> Grant | None:
    """The grant for an act in the name of ``unit``, or None."""
    return next((grant for grant in grants_to(actor, permission) if grant.unit_id == unit.id), None)


def require_in_name_of(actor: Actor, permission: Permission, unit: Place) -> Grant:
    """The grant for an act in the name of ``unit``. Raises NotVisible or PermissionDenied."""
    grant = grant_in_name_of(actor, permission, unit)
    if grant is not None:
        return grant
    if not may(actor, Permission.SEE_UNIT, unit):
        raise NotVisible
    reads = may(actor, Permission.READ_CIRCULARS, unit)
    raise PermissionDenied(permission, unit.id, tuple(MATRIX[permission]), reads=reads)


def is_headquarters(unit: Unit) -> bool:
    """Does the unit send to every tree? The root of the territory does, all others to their own subtree."""
    return unit.parent_id is None and unit.kind.tree == Tree.TERRITORY


def units_to_send_for(actor: Actor) -> list[Unit]:
    """The open units in whose name the actor may draft, those nearest to the root first. One query."""
    ids = [grant.unit_id for grant in grants_to(actor, Permission.DRAFT_CIRCULAR)]
    return (
        list(Unit.objects.filter(pk__in=ids, closed_on=None).select_related("kind").order_by("depth", "pk"))
        if ids
        else []
    )


def unit_to_send_for(actor: Actor, unit_id: int) -> Unit:
    """One of them. Raises NotVisible, PermissionDenied."""
    unit = Unit.objects.select_related("kind").filter(pk=unit_id).first()
    if unit is None:
        raise NotVisible
    require_in_name_of(actor, Permission.DRAFT_CIRCULAR, unit)
    return unit
