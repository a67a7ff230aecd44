"""What a person decides about a letter that failed, or whose answer was lost: no machine sends it again."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.foundation.locks import take_lock
from tajadur.foundation.text import LINE_LIMIT, clean_line
from tajadur.organisation.profile.queries import days_off
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.registry.notices.models import Delivery, DeliveryItem
from tajadur.registry.notices.vocabulary import IN_TROUBLE, LetterDecision
from tajadur.rules.reminders import send_at_or_after

_REASON_LIMIT = min(LINE_LIMIT, 200)


@transaction.atomic
def send_again(*, delivery_id: int, by: Actor, at: datetime) -> int:
    """Send what is still live of a letter in trouble once more, as a row of its own; returns its id. Logged.

    The old row stays as it is, with the decision on it. Raises NotVisible (no such letter, or not in trouble), BadInput
    ``nothing_left`` (all of it is settled since) and Conflict ``letter_decided`` (somebody decided first).
    """
    grant = require_anywhere(by, Permission.DECIDE_LETTERS)
    old = _decided(delivery_id, LetterDecision.AGAIN, "", at)
    live = list(DeliveryItem.objects.filter(delivery=old, notice__cleared_at=None).values_list("notice_id", flat=True))
    if not live:
        raise BadInput("", "nothing_left")
    take_lock("notify_persons")  # messages of one day are numbered by person
    day = Delivery.objects.filter(channel=old.channel, person_id=old.person_id, digest_on=old.digest_on)
    new = Delivery.objects.create(
        channel=old.channel,
        person_id=old.person_id,
        digest_on=old.digest_on,
        again=(day.aggregate(last=Max("again"))["last"] or 0) + 1,
        address=old.address,
        config_id=old.config_id,
        not_before=send_at_or_after(at, holidays=_days_off(by.on)),
        created_at=at,
    )
    DeliveryItem.objects.bulk_create(
        DeliveryItem(delivery=new, notice_id=notice_id, channel=old.channel, person_id=old.person_id, again=new.again)
        for notice_id in live
    )
    log_action(act="send_again", by=by, at=at, grant=grant, subject=("delivery", old.pk), detail={"new": new.pk})
    return new.pk


@transaction.atomic
def leave_letter(*, delivery_id: int, reason: str, by: Actor, at: datetime) -> None:
    """Leave a letter in trouble as it is, for a reason. Logged.

    Raises NotVisible, BadInput ``reason_missing`` and Conflict ``letter_decided``.
    """
    grant = require_anywhere(by, Permission.DECIDE_LETTERS)
    why = clean_line(reason, limit=_REASON_LIMIT)
    if not why:
        raise BadInput("reason", "reason_missing")
    old = _decided(delivery_id, LetterDecision.LEFT, why, at)
    log_action(act="leave_letter", by=by, at=at, grant=grant, subject=("delivery", old.pk))


def _decided(delivery_id: int, decision: LetterDecision, reason: str, at: datetime) -> Delivery:
    """Compare and set: of two who decide at once, one does."""
    letter = Delivery.objects.filter(pk=delivery_id, state__in=IN_TROUBLE)
    if not letter.filter(decision="").update(decision=decision, decided_at=at, decision_reason=reason):
        if letter.exists():
            raise Conflict("letter_decided")
        raise NotVisible
    return letter.get()


def _days_off(on: date) -> frozenset[date]:
    return days_off(on.year, on.year + 1)
