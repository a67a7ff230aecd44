"""Advice from above: given, withdrawn, and the replies to what the unit asks back."""

from datetime import datetime

from django.db import transaction

from tajadur.duties.follow_ups.queries import due_day
from tajadur.foundation.calendar import civil_day
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.organisation.people.queries.posts import leading_secretaries
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.rules.follow_ups import FollowUpKind

from ..models import Advice, AdviceReply
from ..queries.reach import require_acting, require_acting_or_above
from ..vocabulary import ADVICE
from .checks import Subject, checked_subject, cleaned, locked_advice, open_unit
from .notifying import answer_step, settle, tell


@transaction.atomic
def give_advice(
    *, unit_id: int, text: str, subject: Subject | None = None, wants_answer: bool, by: Actor, at: datetime
) -> int:
    """Advise a unit, about a meeting or something it owes, or as a whole; returns the id. Its secretaries are told.

    An answer that is wanted is due by the days of follow-ups. Raises NotVisible, PermissionDenied, and BadInput:
    ``unit_closed``, ``text_required``, ``subject_unknown``, those of texts.
    """
    on = civil_day(at)
    unit, grant = open_unit(unit_id, Permission.ADVISE, on, by)
    kind, number = checked_subject(unit, subject)
    advice = Advice.objects.create(
        unit=unit,
        subject_kind=kind,
        subject_id=number,
        text=cleaned(text),
        given_on=on,
        given_at=at,
        post_id=grant.post_id,
        mandate_id=grant.mandate_id,
        due_on=due_day(FollowUpKind.ADVICE, on) if wants_answer else None,
    )
    days = {"due_on": advice.due_on} if advice.due_on is not None else {}
    tell(
        event="advice_wanted" if days else "advice_given", subject=(ADVICE, advice.pk), step="given", unit_id=unit.pk,
        posts=leading_secretaries([unit.pk]).values(), on=on, at=at, **days,
    )  # fmt: skip
    log_action(act="advice.given", by=by, at=at, grant=grant, unit_id=unit.pk, subject=(ADVICE, advice.pk))
    return advice.pk


@transaction.atomic
def withdraw_advice(*, advice_id: int, by: Actor, at: datetime) -> int:
    """The post that gave it, or the Secretary General, withdraws it; returns the unit's id. What was told is cleared.

    Raises NotVisible, PermissionDenied, Conflict ``advice_withdrawn``.
    """
    advice = locked_advice(advice_id)
    grant = require_acting(by, Permission.ADVISE, advice.unit, [advice.post_id])
    if advice.withdrawn_at is not None:
        raise Conflict("advice_withdrawn")
    advice.withdrawn_at = at
    advice.save(update_fields=["withdrawn_at"])
    subject, on = (ADVICE, advice.pk), civil_day(at)
    settle(subject=subject, because="withdrawn", at=at)
    posts = leading_secretaries([advice.unit_id]).values()
    tell(event="advice_withdrawn", subject=subject, step="withdrawn", unit_id=advice.unit_id, posts=posts, on=on, at=at)
    log_action(act="advice.withdrawn", by=by, at=at, grant=grant, unit_id=advice.unit_id, subject=subject)
    return advice.unit_id


@transaction.atomic
def reply_to_unit(*, advice_id: int, text: str, by: Actor, at: datetime) -> int:
    """Whoever gave the advice, or may advise the unit now, says more; returns the id. The unit's secretaries are told.

    Raises NotVisible, PermissionDenied, BadInput ``advice_withdrawn``, ``text_required`` and those of texts.
    """
    advice = locked_advice(advice_id)
    grant = require_acting_or_above(by, Permission.ADVISE, advice.unit, [advice.post_id])
    if advice.withdrawn_at is not None:
        raise BadInput("", "advice_withdrawn", day=civil_day(advice.withdrawn_at))
    on = civil_day(at)
    reply = AdviceReply.objects.create(
        advice=advice,
        text=cleaned(text),
        replied_on=on,
        replied_at=at,
        post_id=grant.post_id,
        mandate_id=grant.mandate_id,
    )
    subject, posts = (ADVICE, advice.pk), leading_secretaries([advice.unit_id]).values()
    for answer_id in advice.answers.values_list("pk", flat=True):  # what the unit is asked for goes on waiting
        settle(subject=subject, because="answered", at=at, step=answer_step(answer_id))
    tell(
        event="advice_replied", subject=subject, step=f"reply-{reply.pk}", unit_id=advice.unit_id, posts=posts, on=on,
        at=at,
    )  # fmt: skip
    log_action(act="advice.replied", by=by, at=at, grant=grant, unit_id=advice.unit_id, subject=subject)
    return reply.pk
