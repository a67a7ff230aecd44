"""May this actor do this to this unit; towards which units; refuse otherwise."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from tajadur.foundation.errors import NotVisible, PermissionDenied

from .actors import Actor, Grant, InBody, Place
from .matrix import MATRIX, Permission, Relation
from .own_record import OF_THE_LEADING_BODY, ON_A_BODY

M = TypeVar("M", bound=Model)


def grant_for(actor: Actor, permission: Permission, unit: Place) -> Grant | None:
    """The first grant of ``actor`` that allows ``permission`` to ``unit``, or None. One's own unit before any other.

    For an act on what a body records ``unit`` is an ``InBody``: in one's own unit the mandate is asked in that body.
    """
    for relation in Relation:
        for grant in actor.grants:
            if (
                relation in MATRIX[permission].get(grant.role, ())
                and grant.reaches(relation, unit.path)
                and _is_of_its_body(grant, relation, permission, unit)
            ):
                return grant
    return None


def may(actor: Actor, permission: Permission, unit: Place) -> bool:
    """Is ``permission`` allowed to ``actor`` towards ``unit``?"""
    return grant_for(actor, permission, unit) is not None


def may_anywhere(actor: Actor, permission: Permission) -> bool:
    """Does any grant of the actor allow ``permission`` towards some unit? For menus and pages not about one unit."""
    return any(grant.role in MATRIX[permission] for grant in actor.grants)


def trees_reached(actor: Actor, permission: Permission) -> frozenset[str] | None:
    """The trees in which ``permission`` reaches some unit; None for all of them."""
    trees = set()
    for grant in actor.grants:
        relations = MATRIX[permission].get(grant.role, frozenset())
        if Relation.ANYWHERE in relations:
            return None
        if relations - {Relation.ASSIGNED}:
            trees.add(grant.tree)
        if Relation.ASSIGNED in relations and grant.area_path:
            trees.add(grant.area_tree)
    return frozenset(trees)


def require(actor: Actor, permission: Permission, unit: Place) -> Grant:
    """The grant under which the act is done. Raises NotVisible (404) or PermissionDenied (403)."""
    grant = grant_for(actor, permission, unit)
    if grant is not None:
        return grant
    if not may(actor, Permission.SEE_UNIT, unit):
        raise NotVisible
    reads = may(actor, Permission.READ_RECORD, unit)
    raise PermissionDenied(permission, unit.id, tuple(MATRIX[permission]), reads=reads)


def require_anywhere(actor: Actor, permission: Permission) -> Grant:
    """The grant for an act about the whole party. Raises PermissionDenied.

    Whoever is unknown sees nothing (NotVisible).
    """
    for grant in actor.grants:
        if grant.role in MATRIX[permission]:
            return grant
    if not actor.grants:
        raise NotVisible
    raise PermissionDenied(permission, None, tuple(MATRIX[permission]))


def reach(
    actor: Actor, permission: Permission, path: str = "path", *, body_type: str = "", of_their_day: bool = False
) -> Q:
    """The condition on the field ``path`` that keeps the units towards which ``permission`` is allowed.

    ``body_type`` leads to the type of the body that recorded a row: of one's own unit its own body's rows are kept.
    ``of_their_day``: the paths are those of a past day, and a unit stood below an office whose unit they hold, wherever
    that unit stands now.
    """
    condition = Q(pk__in=[])
    for grant in actor.grants:
        for relation in MATRIX[permission].get(grant.role, ()):
            match relation:
                case Relation.ANYWHERE:
                    return Q()
                case Relation.OWN if grant.leads or permission not in OF_THE_LEADING_BODY:
                    own = _at(path, grant.unit_path, of_their_day)
                    condition |= own & _of_body(body_type, grant) if permission in ON_A_BODY else own
                case Relation.BELOW if not grant.is_national:
                    condition |= _under(path, grant.unit_path, of_their_day) & ~_at(path, grant.unit_path, of_their_day)
                case Relation.NATIONAL if grant.is_national:
                    condition |= Q(**{f"{path}__startswith": grant.unit_path})
                case Relation.ASSIGNED if grant.area_path:
                    condition |= _under(path, grant.area_path, of_their_day)
    return condition


def _is_of_its_body(grant: Grant, relation: Relation, permission: Permission, unit: Place) -> bool:
    if relation is not Relation.OWN:
        return True
    if permission in OF_THE_LEADING_BODY:
        return grant.leads
    return permission not in ON_A_BODY or not isinstance(unit, InBody) or grant.acts_in(unit.body_type_id)


def _of_body(body_type: str, grant: Grant) -> Q:
    return Q() if grant.leads or not body_type else Q(**{body_type: grant.body_type_id})


def _at(path: str, place: str, of_their_day: bool) -> Q:
    return Q(**{f"{path}__endswith": _last_id(place)}) if of_their_day else Q(**{path: place})


def _under(path: str, place: str, of_their_day: bool) -> Q:
    return Q(**{f"{path}__contains": _last_id(place)}) if of_their_day else Q(**{f"{path}__startswith": place})


def within(
    rows: QuerySet[M], actor: Actor, permission: Permission, path: str = "path", *, body_type: str = ""
) -> QuerySet[M]:
    """The ``rows`` of the units towards which ``actor`` may do ``permission``; ``path`` leads to the unit's path.

    ``body_type`` leads to the type of the body that recorded a row.
    """
    return rows.filter(reach(actor, permission, path, body_type=body_type))


def _last_id(place: str) -> str:
    """«.12.» of ``1.5.12.``: what the path of whatever stood below it holds. Not for a root, which never moves."""
    return f".{place.rstrip('.').rpartition('.')[2]}."
