"""The unit's side of advice: read, answered or asked back, marked as used. Only the unit's own secretary does this."""

from datetime import datetime

from django.db import transaction

from tajadur.foundation.calendar import civil_day
from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import grant_for, require
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action

from ..models import Advice, AdviceAnswer, AdviceRead, AdviceUse
from ..vocabulary import ADVICE, AnswerKind
from .checks import cleaned, locked_advice
from .notifying import answer_step, settle, tell


@transaction.atomic
def note_read(*, advice_id: int, by: Actor, at: datetime) -> bool:
    """The unit's post has the advice before it: noted the first time; False for anybody else, and again.

    What was told only for being read is settled by it. Raises NotVisible.
    """
    advice = Advice.objects.select_related("unit").filter(pk=advice_id).first()
    if advice is None:
        raise NotVisible
    grant = grant_for(by, Permission.ANSWER_SUPPORT, advice.unit)
    if grant is None or AdviceRead.objects.filter(advice=advice).exists():
        return False
    values = {"read_on": civil_day(at), "read_at": at, "post_id": grant.post_id}
    _, is_new = AdviceRead.objects.get_or_create(advice=advice, defaults=values)
    if is_new:
        if advice.due_on is None:
            settle(subject=(ADVICE, advice.pk), because="read", at=at, step="given")
        subject = (ADVICE, advice.pk)
        log_action(act="advice.read", by=by, at=at, grant=grant, unit_id=advice.unit_id, subject=subject)
    return is_new


@transaction.atomic
def answer_advice(*, advice_id: int, kind: str, text: str, by: Actor, at: datetime) -> int:
    """The unit answers, or asks back; returns the id. The giver is told, and what asked for an answer is settled.

    Raises NotVisible, PermissionDenied, and BadInput ``advice_withdrawn``, ``answer_kind``, ``text_required``, those of
    texts.
    """
    advice, grant = _own_advice(advice_id, by)
    if kind not in AnswerKind.values:
        raise BadInput("kind", "answer_kind")
    on = civil_day(at)
    answer = AdviceAnswer.objects.create(
        advice=advice, kind=kind, text=cleaned(text), answered_on=on, answered_at=at, mandate_id=grant.mandate_id
    )
    event = "advice_asked" if kind == AnswerKind.QUESTION else "advice_answered"
    _tell_giver(advice, event, answer_step(answer.pk), at)
    detail = {"kind": kind}
    subject = (ADVICE, advice.pk)
    log_action(act="advice.answered", by=by, at=at, grant=grant, unit_id=advice.unit_id, subject=subject, detail=detail)
    return answer.pk


@transaction.atomic
def mark_used(*, advice_id: int, by: Actor, at: datetime) -> bool:
    """The unit marks the advice as used; False when it was marked before. The giver is told.

    Raises NotVisible, PermissionDenied, BadInput ``advice_withdrawn``.
    """
    advice, grant = _own_advice(advice_id, by)
    if AdviceUse.objects.filter(advice=advice).exists():
        return False
    AdviceUse.objects.create(advice=advice, used_on=civil_day(at), used_at=at, mandate_id=grant.mandate_id)
    _tell_giver(advice, "advice_used", "used", at)
    subject = (ADVICE, advice.pk)
    log_action(act="advice.used", by=by, at=at, grant=grant, unit_id=advice.unit_id, subject=subject)
    return True


def _own_advice(advice_id: int, by: Actor) -> tuple[Advice, Grant]:
    advice = locked_advice(advice_id)
    grant = require(by, Permission.ANSWER_SUPPORT, advice.unit)
    if advice.withdrawn_at is not None:
        raise BadInput("", "advice_withdrawn", day=civil_day(advice.withdrawn_at))
    return advice, grant


def _tell_giver(advice: Advice, event: str, step: str, at: datetime) -> None:
    subject = (ADVICE, advice.pk)
    settle(subject=subject, because="answered", at=at)
    tell(
        event=event, subject=subject, step=step, unit_id=advice.unit_id, posts=[advice.post_id], on=civil_day(at), at=at
    )
