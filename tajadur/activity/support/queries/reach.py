"""Who reads and who acts: by where the unit stands now, by where it stood on the day, and by the post that acted.

What is said to a unit goes with it: those above it now read it and answer for it. Those above it on its day still read
it, and the post that promised still owes what it promised (``domain.md`` §3, on ancestors).
"""

from collections.abc import Collection
from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from tajadur.duties.obligations.queries.finding import UnitThen
from tajadur.foundation.errors import PermissionDenied
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.placements import paths_on
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import grant_for, may, reach, require
from tajadur.permissions.matrix import MATRIX, Permission, Relation, Role

M = TypeVar("M", bound=Model)


def reads(actor: Actor, permission: Permission, unit: Unit, day: date, posts: Collection[int] = ()) -> bool:
    """May the actor read what was said of ``unit`` on ``day`` by ``posts``? A query if it moved away."""
    if may(actor, permission, unit) or not set(posts).isdisjoint(actor.post_ids):
        return True
    path = paths_on([unit.pk], day).get(unit.pk)
    return path is not None and may(actor, permission, UnitThen(unit.pk, path))


def require_reading(actor: Actor, permission: Permission, unit: Unit, day: date, posts: Collection[int] = ()) -> None:
    """Raises NotVisible or PermissionDenied unless the actor ``reads`` it."""
    if not reads(actor, permission, unit, day, posts):
        require(actor, permission, unit)


def acting_grant(by: Actor, permission: Permission, unit: Unit, posts: Collection[int]) -> Grant | None:
    """The grant under which what ``posts`` said is carried on: held by one of them, else the Secretary General's."""
    for grant in by.grants:
        if grant.post_id in posts:
            return grant
    if Role.SECRETARY_GENERAL in MATRIX[permission]:
        return next((grant for grant in by.grants if grant.role == Role.SECRETARY_GENERAL), None)
    return None


def require_acting(by: Actor, permission: Permission, unit: Unit, posts: Collection[int]) -> Grant:
    """As ``acting_grant``. Raises NotVisible, or PermissionDenied for whoever only stands above the unit too."""
    grant = acting_grant(by, permission, unit, posts)
    if grant is not None:
        return grant
    require(by, permission, unit)
    raise PermissionDenied(permission, unit.pk, (Role.SECRETARY_GENERAL,), reads=True)


def acting_or_above(by: Actor, permission: Permission, unit: Unit, posts: Collection[int]) -> Grant | None:
    """The grant of one of ``posts``, else one that allows ``permission`` to the unit where it stands now."""
    return acting_grant(by, permission, unit, posts) or grant_for(by, permission, unit)


def require_acting_or_above(by: Actor, permission: Permission, unit: Unit, posts: Collection[int]) -> Grant:
    """As ``acting_or_above``. Raises NotVisible or PermissionDenied."""
    return acting_or_above(by, permission, unit, posts) or require(by, permission, unit)


def within_reach(rows: QuerySet[M], actor: Actor, permission: Permission, own: Q) -> QuerySet[M]:
    """The ``rows`` of units the actor may read now, and those that ``own`` says the actor's posts made."""
    condition = reach(actor, permission, "unit__path")
    return rows.filter(condition | own) if condition else rows  # an empty condition reaches everything


def own_units(actor: Actor) -> list[int]:
    """The units whose leading body the actor belongs to: what is said to them was said to the actor."""
    rule = MATRIX[Permission.READ_DRAFT]
    return [grant.unit_id for grant in actor.grants if grant.leads and Relation.OWN in rule.get(grant.role, ())]
