"""Who may do what to a request: the level it turns to, nobody in the cause of their own unit, and when."""

from datetime import date
from enum import StrEnum

from tajadur.foundation.errors import Conflict, PermissionDenied
from tajadur.organisation.people.models import Mandate
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import may, require
from tajadur.permissions.matrix import MATRIX, Permission, Role
from tajadur.rules.resources import BEFORE_DECISION, TO_DELIVER, RequestStatus, ResourceState

from ..models import DecisionDelegate, ResourceRequest


class RequestAct(StrEnum):
    """What is done to a request."""

    WITHDRAW = "withdraw"
    ENDORSE = "endorse"
    RECOMMEND = "recommend"
    DECIDE = "decide"
    DELIVER = "deliver"
    CLOSE = "close"
    CONFIRM = "confirm"


PERMISSIONS: dict[RequestAct, Permission] = {
    RequestAct.WITHDRAW: Permission.ASK_RESOURCES,
    RequestAct.ENDORSE: Permission.ENDORSE_RESOURCES,
    RequestAct.RECOMMEND: Permission.RECOMMEND_RESOURCES,
    RequestAct.DECIDE: Permission.DECIDE_RESOURCES,
    RequestAct.DELIVER: Permission.DELIVER_RESOURCES,
    RequestAct.CLOSE: Permission.DECIDE_RESOURCES,
    RequestAct.CONFIRM: Permission.ASK_RESOURCES,
}
_STATES: dict[RequestAct, frozenset[ResourceState]] = {
    RequestAct.WITHDRAW: frozenset(BEFORE_DECISION),
    RequestAct.ENDORSE: frozenset({ResourceState.ENDORSEMENT}),
    RequestAct.RECOMMEND: frozenset({ResourceState.RECOMMENDATION}),
    RequestAct.DECIDE: frozenset({ResourceState.DECISION}),
    RequestAct.DELIVER: frozenset(TO_DELIVER),
    RequestAct.CLOSE: frozenset({*TO_DELIVER, ResourceState.CONFIRMATION, ResourceState.UNIT_CLOSED}),
    RequestAct.CONFIRM: frozenset({*TO_DELIVER, ResourceState.CONFIRMATION, ResourceState.CLOSED}),
}
_NOT_IN_ONES_OWN_CAUSE = frozenset({RequestAct.ENDORSE, RequestAct.RECOMMEND, RequestAct.DECIDE})


def require_act(by: Actor, act: RequestAct, request: ResourceRequest) -> Grant:
    """The grant under which ``by`` may do ``act`` to ``request`` at all, whenever its turn comes.

    An endorsement is of the secretary right above the unit; a decision of the Secretary General or of the post named
    for the kind. Raises NotVisible, PermissionDenied (with who can).
    """
    permission = PERMISSIONS[act]
    grant = require(by, permission, request.unit)
    if act is RequestAct.ENDORSE:
        above = request.unit.parent_id
        grants = [held for held in by.grants if held.unit_id == above and held.role == Role.SECRETARY]
    elif permission is Permission.DECIDE_RESOURCES:
        general = [held for held in by.grants if held.role == Role.SECRETARY_GENERAL]
        named = DecisionDelegate.objects.filter(kind=request.kind_id, ended_on=None).values_list("post_id", flat=True)
        grants = general or [held for held in by.grants if held.post_id in set(named)]
    else:
        grants = [grant]
    if not grants:
        raise PermissionDenied(permission, request.unit_id, tuple(MATRIX[permission]), reads=True)
    return grants[0]


def stop_in_own_cause(by: Actor, act: RequestAct, request: ResourceRequest) -> None:
    """Raises Conflict ``own_request`` for whoever asked it, or could ask in the name of this unit."""
    if act not in _NOT_IN_ONES_OWN_CAUSE:
        return
    asked_by = Mandate.objects.filter(pk=request.mandate_id).values_list("person_id", flat=True).first()
    if by.person_id == asked_by or may(by, Permission.ASK_RESOURCES, request.unit):
        raise Conflict("own_request")


def is_turn(by: Actor, act: RequestAct, request: ResourceRequest, now: RequestStatus) -> bool:
    """Is the request where this act belongs? The Secretary General may decide before the others have spoken."""
    states = _STATES[act]
    if act is RequestAct.DECIDE and Role.SECRETARY_GENERAL in by.roles:
        states = frozenset(BEFORE_DECISION)
    if act is RequestAct.CLOSE and now.state is ResourceState.UNIT_CLOSED:
        return hasattr(request, "decision")
    return now.state in states


def acts_open(by: Actor, request: ResourceRequest, now: RequestStatus, on: date) -> set[RequestAct]:
    """What ``by`` may do to the request today. Two queries at most."""
    acts = set()
    for act in RequestAct:
        if is_turn(by, act, request, now) and may(by, PERMISSIONS[act], request.unit):
            try:
                require_act(by, act, request)
                stop_in_own_cause(by, act, request)
            except (PermissionDenied, Conflict):
                continue
            acts.add(act)
    return acts
