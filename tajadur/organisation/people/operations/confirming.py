"""The second person: confirms what somebody else asked for, or refuses it."""

from collections.abc import Callable, Collection
from datetime import datetime

from django.db import transaction

from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.permissions.powers import PowerAct
from tajadur.registry.audit.operations import log_action

from ..models import PendingAct, Post
from ..vocabulary import PendingStatus
from .hand_overs import handed_over
from .mandate_checks import reason_of
from .mandates import changed_days, ended_before_today, given_power, refused_power
from .merging import merged
from .notifying import Concern, tell_of_power

Carry = Callable[[PendingAct, str, Actor, Grant, datetime], None]
# How each act is carried out once it is confirmed; what else it does when it is refused.
CONFIRMED: dict[str, Carry] = {
    PowerAct.GIVE_POWER: given_power,
    PowerAct.END_BEFORE_TODAY: ended_before_today,
    PowerAct.CHANGE_DAYS: changed_days,
    PowerAct.HAND_OVER: handed_over,
    PowerAct.MERGE: merged,
}
REFUSED: dict[str, Carry] = {PowerAct.GIVE_POWER: refused_power, PowerAct.HAND_OVER: refused_power}


@transaction.atomic
def confirm_acts(*, act_ids: Collection[int], rule_reason: str = "", by: Actor, at: datetime) -> int:
    """Confirm several, all or none; returns how many. Raises as ``confirm_act``, BadInput ``act_not_chosen``."""
    require_anywhere(by, Permission.CONFIRM_ACTS)
    if not act_ids:
        raise BadInput("", "act_not_chosen")
    for act_id in sorted(set(act_ids)):
        confirm_act(act_id=act_id, rule_reason=rule_reason, by=by, at=at)
    return len(set(act_ids))


@transaction.atomic
def confirm_act(*, act_id: int, rule_reason: str = "", by: Actor, at: datetime) -> PendingAct:
    """Carry out what another person asked for; those it touches are told at once. Logged.

    Raises PermissionDenied, NotVisible, BadInput ``act_not_waiting``, ``act_by_oneself``, ``act_about_oneself`` or
    what stands in the way of the act by now; what is against a rule that asks needs ``rule_reason``.
    """
    grant = require_anywhere(by, Permission.CONFIRM_ACTS)
    pending = _waiting(act_id)
    if pending.asked_by_id == by.person_id:
        raise BadInput("", "act_by_oneself")
    if pending.about_id == by.person_id:
        raise BadInput("", "act_about_oneself")
    CONFIRMED[pending.act](pending, rule_reason, by, grant, at)
    _decide(pending, PendingStatus.CONFIRMED, "", by, grant, at)
    return pending


@transaction.atomic
def refuse_act(*, act_id: int, reason: str, by: Actor, at: datetime) -> PendingAct:
    """Refuse what waits, for a reason; whoever asked may so take it back. Those it was told are told. Logged.

    Raises PermissionDenied, NotVisible, BadInput ``act_not_waiting``, ``reason_required``.
    """
    grant = require_anywhere(by, Permission.CONFIRM_ACTS)
    pending = _waiting(act_id)
    why = reason_of(reason)
    if pending.act in REFUSED:
        REFUSED[pending.act](pending, why, by, grant, at)
    _decide(pending, PendingStatus.REFUSED, why, by, grant, at)
    post = pending.mandate.post if pending.mandate else Post.objects.filter(unit=pending.unit_id).first()
    if post is not None:
        concern = Concern(("pending_act", pending.pk), post, (pending.about_id,) if pending.about_id else ())
        concern.params["refused"] = True
        tell_of_power(act=PowerAct(pending.act), concerns=[concern], step="-refused", on=by.on, at=at)
    return pending


def _waiting(act_id: int) -> PendingAct:
    rows = PendingAct.objects.select_for_update(of=("self",)).select_related(
        "mandate__post__post_type", "mandate__post__unit"
    )
    pending = rows.filter(pk=act_id).first()
    if pending is None:
        raise NotVisible
    if pending.standing != PendingStatus.WAITING:
        raise BadInput("", "act_not_waiting")
    return pending


def _decide(pending: PendingAct, standing: PendingStatus, reason: str, by: Actor, grant: Grant, at: datetime) -> None:
    pending.standing, pending.reason = standing, reason
    pending.decided_by_id, pending.decided_at = by.person_id, at
    pending.save()
    log_action(
        act=f"act_{standing.value}",
        by=by,
        at=at,
        grant=grant,
        unit_id=pending.unit_id,
        subject=("pending_act", pending.pk),
        detail={"act": pending.act, "asked_by": pending.asked_by_id},
    )
