"""The branch says whether it stands as the facts say; the secretary right above it endorses that word or not."""

from datetime import date, datetime

from django.db import transaction

from tajadur.foundation.errors import BadInput, Conflict, NotVisible, PermissionDenied
from tajadur.foundation.installation import leaf_kinds
from tajadur.foundation.text import clean_text
from tajadur.organisation.people.queries.posts import leading_secretaries
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require
from tajadur.permissions.matrix import MATRIX, Permission, Role
from tajadur.registry.audit.operations import log_action
from tajadur.registry.notices.operations.requests import NotificationRequest, clear, notify
from tajadur.registry.notices.vocabulary import NoticeKind

from ..models import SituationEndorsement, SituationWord
from ..queries.reading import situation_of
from ..vocabulary import LONGEST_REMARK, SUBJECT, SituationAnswer


@transaction.atomic
def confirm_situation(
    *, unit_id: int, status: str, answer: str, remark: str = "", on: date, by: Actor, at: datetime
) -> SituationWord:
    """The branch agrees with the ``status`` it was shown, or disputes it and says how it stands.

    The same word again on the same day is one word; a new one settles what was told of the one before. Raises
    NotVisible, PermissionDenied, Conflict ``situation_changed`` when the facts say something else by now, BadInput
    ``answer_required``, ``dispute_remark_required``, ``situation_of_branches``.
    """
    unit = Unit.objects.select_for_update(of=("self",)).select_related("kind").filter(pk=unit_id).first()
    if unit is None:
        raise NotVisible
    grant = require(by, Permission.CONFIRM_SITUATION, unit)
    if answer not in SituationAnswer.values:
        raise BadInput("answer", "answer_required")
    clean = clean_text(remark, field="remark", limit=LONGEST_REMARK)
    if answer == SituationAnswer.DISPUTED and not clean:
        raise BadInput("remark", "dispute_remark_required")
    standing = situation_of(unit, on)
    if unit.kind.code not in leaf_kinds() or standing is None:
        raise BadInput("", "situation_of_branches")
    if standing.status != status:
        raise Conflict("situation_changed", status=standing.status)
    last = SituationWord.objects.filter(unit=unit).order_by("-given_on", "-pk").first()
    if last and (last.given_on, last.status, last.answer, last.remark) == (on, status, answer, clean):
        return last
    word = SituationWord.objects.create(
        unit=unit, status=status, answer=answer, remark=clean, given_on=on, given_at=at, mandate_id=grant.mandate_id
    )
    if last:
        clear(subject_kind=SUBJECT, subject_ids=[last.pk], because="answered", at=at)
    detail = {"status": str(standing.status), "word": word.pk}
    log_action(
        act="situation.agreed" if answer == SituationAnswer.AGREED else "situation.disputed",
        by=by,
        at=at,
        grant=grant,
        unit_id=unit.pk,
        subject=(SUBJECT, word.pk),
        detail=detail,
    )
    return word


@transaction.atomic
def endorse_situation(
    *, unit_id: int, word_id: int, in_favour: bool, remark: str = "", on: date, by: Actor, at: datetime
) -> SituationEndorsement:
    """The secretary right above a branch endorses its last word, or not and says why; once for each word.

    A refusal is told to the secretary of the branch, without its reason. Raises NotVisible, PermissionDenied, Conflict
    ``already_endorsed`` or ``word_replaced``, BadInput ``refusal_remark_required``.
    """
    unit = Unit.objects.select_for_update(of=("self",)).filter(pk=unit_id).first()
    word = SituationWord.objects.filter(pk=word_id, unit=unit).first()
    if unit is None or word is None:
        raise NotVisible
    require(by, Permission.ENDORSE_SITUATION, unit)
    above = next((held for held in by.grants if held.unit_id == unit.parent_id and held.role == Role.SECRETARY), None)
    if above is None:
        allowed = tuple(MATRIX[Permission.ENDORSE_SITUATION])
        raise PermissionDenied(Permission.ENDORSE_SITUATION, unit.pk, allowed, reads=True)
    clean = clean_text(remark, field="remark", limit=LONGEST_REMARK)
    if not clean and not in_favour:
        raise BadInput("remark", "refusal_remark_required")
    if SituationWord.objects.filter(unit=unit).order_by("-given_on", "-pk").values_list("pk", flat=True)[0] != word_id:
        raise Conflict("word_replaced")
    if SituationEndorsement.objects.filter(word_id=word_id).exists():
        raise Conflict("already_endorsed")
    endorsement = SituationEndorsement.objects.create(
        word_id=word_id, in_favour=in_favour, remark=clean, given_on=on, given_at=at, mandate_id=above.mandate_id
    )
    if not in_favour:
        _tell_refusal(word, on=on, at=at)
    log_action(
        act="situation.endorsed" if in_favour else "situation.not_endorsed",
        by=by,
        at=at,
        grant=above,
        unit_id=unit.pk,
        subject=(SUBJECT, word_id),
        detail={"word": word_id},
    )
    return endorsement


def _tell_refusal(word: SituationWord, *, on: date, at: datetime) -> None:
    event = "not_endorsed"
    told = [
        NotificationRequest(
            kind=NoticeKind.SITUATION,
            subject=(SUBJECT, word.pk),
            step=event,
            post_id=post_id,
            unit_id=word.unit_id,
            step_on=on,
            params={"event": event, "given_on": word.given_on.isoformat()},
        )
        for post_id in leading_secretaries([word.unit_id]).values()
    ]
    notify(requests=told, at=at)
