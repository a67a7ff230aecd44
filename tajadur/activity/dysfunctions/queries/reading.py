"""Finding cases: within the actor's reach, one of them, and what the actor may do about it."""

from django.db.models import Q, QuerySet

from tajadur.duties.obligations.queries.finding import UnitThen
from tajadur.foundation.errors import NotVisible
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import may, reach, require
from tajadur.permissions.matrix import MATRIX, Permission, Relation

from ..models import Case


def cases_within(actor: Actor, permission: Permission = Permission.READ_CASES) -> QuerySet[Case]:
    """The cases of the units towards which ``permission`` is allowed.

    A unit always reaches its own; those above the open ones of what stands below them today, and the ended ones of what
    stood below them then.
    """
    office = [grant for grant in actor.grants if grant.leads]
    own = [grant.unit_id for grant in office if Relation.OWN in MATRIX[permission].get(grant.role, ())]
    then = reach(actor, permission, of_their_day=True)
    if not then:
        return Case.objects.all()
    return Case.objects.filter(then | Q(unit_id__in=own))


def case_for(actor: Actor, case_id: int, permission: Permission, *, locked: bool = False) -> Case:
    """One case, with its unit, towards whose unit ``permission`` is allowed. ``locked`` until the transaction ends.

    Raises NotVisible (404) or PermissionDenied (403).
    """
    rows = Case.objects.select_related("unit__kind")
    if locked:
        rows = rows.select_for_update(of=("self",))
    case = rows.filter(pk=case_id).first()
    if case is None:
        raise NotVisible
    require_about(actor, permission, case)
    return case


def require_about(actor: Actor, permission: Permission, case: Case) -> Grant:
    """The grant under which ``permission`` is done to the unit of ``case``. Raises NotVisible, PermissionDenied."""
    return require(actor, permission, _unit_of(actor, case))


def may_about(actor: Actor, permission: Permission, case: Case) -> bool:
    """May ``actor`` do ``permission`` to the unit of ``case``?"""
    return may(actor, permission, _unit_of(actor, case))


def _unit_of(actor: Actor, case: Case) -> UnitThen:
    """An open case is where its unit is; an ended one where the unit was, save for the unit itself."""
    own = next((grant.unit_path for grant in actor.grants if grant.unit_id == case.unit_id), None)
    return UnitThen(case.unit_id, own or (case.unit.path if case.ended_on is None else case.path))
