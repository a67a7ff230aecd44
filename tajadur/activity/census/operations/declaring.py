"""A branch declares with the form of a campaign: its answers, under a declaration like every other."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tajadur.activity.declarations.operations import declare_done
from tajadur.foundation.calendar import civil_day
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.foundation.questionnaires.answering import (
    AnswerFlaw,
    Typed,
    judge_answers,
    read_answers,
    renumbered,
)
from tajadur.foundation.questionnaires.planning import Answers, Asking
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tajadur.rules.receipt import Receipt

from ..models import AnswersDraft, BranchAnswers
from ..queries.answering import OwedAnswers, asked_of


class AnswersFlawed(Exception):
    """Some answers cannot be taken; nothing was written. ``flaws`` stand at their fields."""

    def __init__(self, flaws: Sequence[AnswerFlaw]) -> None:
        super().__init__(f"{len(flaws)} flaws")
        self.flaws = list(flaws)


@transaction.atomic
def declare_answers(
    *,
    obligation_id: int,
    typed: Typed,
    form_version: int,
    client_key: UUID,
    corrects: int | None = None,
    by: Actor,
    at: datetime,
) -> Receipt:
    """The branch declares what it typed; its obligation is settled, its draft dropped.

    What is not asked after all does not count. The same key and content give the same receipt. Raises AnswersFlawed;
    NotVisible, PermissionDenied; BadInput ``campaign_closed``, ``period_not_open``, ``no_longer_asked``; Conflict
    ``key_reused``, ``already_declared``, ``form_changed``.
    """
    asked, on = asked_of(by, obligation_id, Permission.DECLARE), civil_day(at)
    asking = Asking.of(asked.form.definition)
    answers = _taken(asking, typed, on)
    digest = hashlib.sha256(json.dumps(answers, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    if sent := _sent_before(client_key, obligation_id, digest):
        return sent
    if form_version != asked.form.version:
        raise Conflict("form_changed")
    _stop_if_closed(asked, on)
    receipt = declare_done(
        obligation_id=obligation_id,
        happened_on=on,
        note="",
        evidence="",
        client_key=client_key,
        corrects=corrects,
        with_form=True,
        by=by,
        at=at,
    )
    if not receipt.is_new:  # the same form, sent twice in one instant: the first one wrote its answers
        if BranchAnswers.objects.filter(declaration_id=receipt.submission_id, digest=digest).exists():
            return receipt
        raise Conflict("key_reused")
    BranchAnswers.objects.create(
        declaration_id=receipt.submission_id,
        obligation=asked.obligation,
        form=asked.form,
        answers=answers,
        digest=digest,
        is_late=on > asked.campaign.closes_on,
    )
    AnswersDraft.objects.filter(obligation_id=obligation_id).delete()
    return receipt


def _taken(asking: Asking, typed: Typed, on: date) -> Answers:
    reading = read_answers(asking, renumbered(asking, typed))
    judged = judge_answers(asking, reading.answers, on)
    unread = {flaw.place for flaw in reading.flaws}
    flaws = [*reading.flaws, *(flaw for flaw in judged.flaws if flaw.place not in unread)]
    if flaws:
        raise AnswersFlawed(flaws)
    return judged.answers


def _sent_before(client_key: UUID, obligation_id: int, digest: str) -> Receipt | None:
    sent = BranchAnswers.objects.filter(declaration__client_key=client_key).select_related("declaration").first()
    if sent is None:
        return None
    if sent.obligation_id != obligation_id or sent.digest != digest:
        raise Conflict("key_reused")
    declaration = sent.declaration
    return Receipt(declaration.pk, declaration.receipt, declaration.submitted_at, is_new=False)


def _stop_if_closed(asked: OwedAnswers, on: date) -> None:
    if on > asked.taken_until:
        raise BadInput("", "campaign_closed", last=asked.taken_until)
