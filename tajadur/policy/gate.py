"""One gate: may this actor do this act to this unit, which rows, and stop otherwise."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from tajadur.foundation.errors import Refused, Unseen

from .actors import Actor, Place, Power
from .matrix import MATRIX, Act, Relation

M = TypeVar("M", bound=Model)


def power_for(actor: Actor, act: Act, unit: Place) -> Power | None:
    """The first power of ``actor`` that allows ``act`` to ``unit``, or None. Own office before any other."""
    for relation in Relation:
        for power in actor.powers:
            if relation in MATRIX[act].get(power.office, ()) and power.reaches(relation, unit.path):
                return power
    return None


def may(actor: Actor, act: Act, unit: Place) -> bool:
    """Is ``act`` allowed to ``actor`` towards ``unit``?"""
    return power_for(actor, act, unit) is not None


def may_anywhere(actor: Actor, act: Act) -> bool:
    """Does any power of the actor allow ``act`` towards some unit? For menus and pages not about one unit."""
    return any(power.office in MATRIX[act] for power in actor.powers)


def require(actor: Actor, act: Act, unit: Place) -> Power:
    """The power under which the act is done. Raises Unseen (404) or Refused (403)."""
    power = power_for(actor, act, unit)
    if power is not None:
        return power
    if not may(actor, Act.SEE_UNIT, unit):
        raise Unseen
    raise Refused(act, unit.id, tuple(MATRIX[act]))


def require_anywhere(actor: Actor, act: Act) -> Power:
    """The power for an act about the whole party. Raises Refused; whoever is unknown sees nothing (Unseen)."""
    for power in actor.powers:
        if power.office in MATRIX[act]:
            return power
    if not actor.powers:
        raise Unseen
    raise Refused(act, None, tuple(MATRIX[act]))


def reach(actor: Actor, act: Act, path: str = "path") -> Q:
    """The condition on the field ``path`` that keeps the units towards which ``act`` is allowed."""
    condition = Q(pk__in=[])
    for power in actor.powers:
        for relation in MATRIX[act].get(power.office, ()):
            match relation:
                case Relation.ANYWHERE:
                    return Q()
                case Relation.OWN:
                    condition |= Q(**{path: power.unit_path})
                case Relation.BELOW if not power.is_national:
                    condition |= Q(**{f"{path}__startswith": power.unit_path}) & ~Q(**{path: power.unit_path})
                case Relation.NATIONAL if power.is_national:
                    condition |= Q(**{f"{path}__startswith": power.unit_path})
                case Relation.ASSIGNED if power.area_path:
                    condition |= Q(**{f"{path}__startswith": power.area_path})
    return condition


def within(rows: QuerySet[M], actor: Actor, act: Act, path: str = "path") -> QuerySet[M]:
    """The ``rows`` of the units towards which ``actor`` may do ``act``; ``path`` leads to the unit's path."""
    return rows.filter(reach(actor, act, path))
