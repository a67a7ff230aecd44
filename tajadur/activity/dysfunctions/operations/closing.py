"""The unit settles its own case and answers; the cell dismisses a false alarm. Nobody else ends one."""

from datetime import date, datetime

from django.db import transaction

from tajadur.foundation.errors import BadInput, Conflict
from tajadur.foundation.text import clean_text
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.rules.cases import CaseEnd
from tajadur.rules.follow_ups import FollowUpLevel

from ..models import Case, CaseAnswer, CaseClosing, CaseDismissal
from ..queries.reading import case_for, require_about
from ..vocabulary import SUBJECT
from .notifying import CaseNews, clear_cases, tell_of_cases

TEXT_LIMIT = 2000


@transaction.atomic
def settle_case(*, case_id: int, text: str, on: date, by: Actor, at: datetime) -> Case:
    """The unit says that its case is settled, and what was done; the cell is told.

    Raises NotVisible, PermissionDenied, Conflict ``case_ended``, BadInput ``what_done_required``.
    """
    case, grant = running_case(by, case_id, Permission.SETTLE_CASE)
    clean = _required(text, "text", "what_done_required")
    CaseClosing.objects.create(case=case, text=clean, settled_on=on, settled_at=at, mandate_id=grant.mandate_id)
    _end(case, CaseEnd.SETTLED, on, at)
    clear_cases([case.pk], because="settled", at=at)
    subject = (SUBJECT, case.pk)
    log_action(act="case.settled", by=by, at=at, grant=grant, unit_id=case.unit_id, subject=subject)
    tell_of_cases([CaseNews(case.pk, case.unit_id, "settled")], to=FollowUpLevel.CELL, on=on, at=at)
    return case


@transaction.atomic
def answer_case(*, case_id: int, text: str, on_purpose: bool = False, by: Actor, at: datetime) -> CaseAnswer:
    """The unit answers to its case, also that the same matter stands again ``on_purpose``; the case stays open.

    Raises NotVisible, PermissionDenied, Conflict ``case_ended``, BadInput ``answer_required``.
    """
    case, grant = running_case(by, case_id, Permission.SETTLE_CASE)
    clean = _required(text, "text", "answer_required")
    answer = CaseAnswer.objects.create(
        case=case, text=clean, on_purpose=on_purpose, answered_at=at, mandate_id=grant.mandate_id
    )
    subject, detail = (SUBJECT, case.pk), {"on_purpose": on_purpose}
    log_action(act="case.answered", by=by, at=at, grant=grant, unit_id=case.unit_id, subject=subject, detail=detail)
    return answer


@transaction.atomic
def dismiss_case(*, case_id: int, reason: str, on: date, by: Actor, at: datetime) -> Case:
    """The cell says that this is no dysfunction, and why; the unit is told.

    The rule stays silent for this unit and kind for a year, unless it finds another matter, or a graver one.
    Raises NotVisible, PermissionDenied, Conflict ``case_ended``, BadInput ``dismissal_reason_required``.
    """
    case, grant = running_case(by, case_id, Permission.DISMISS_CASE)
    clean = _required(reason, "reason", "dismissal_reason_required")
    CaseDismissal.objects.create(
        case=case, reason=clean, about=case.about, dismissed_on=on, dismissed_at=at, mandate_id=grant.mandate_id
    )
    _end(case, CaseEnd.DISMISSED, on, at)
    clear_cases([case.pk], because="dismissed", at=at)
    subject = (SUBJECT, case.pk)
    log_action(act="case.dismissed", by=by, at=at, grant=grant, unit_id=case.unit_id, subject=subject)
    tell_of_cases([CaseNews(case.pk, case.unit_id, "dismissed")], on=on, at=at)
    return case


def running_case(by: Actor, case_id: int, act: Permission) -> tuple[Case, Grant]:
    """The case, locked, and by which grant it is acted upon. Raises NotVisible, PermissionDenied, and Conflict
    ``case_ended`` where it ended meanwhile."""
    case = case_for(by, case_id, act, locked=True)
    grant = require_about(by, act, case)
    if case.ended_on is not None:
        raise Conflict("case_ended", ended=case.ended_on)
    return case, grant


def _required(text: str, field: str, missing: str) -> str:
    clean = clean_text(text, field=field, limit=TEXT_LIMIT)
    if not clean:
        raise BadInput(field, missing)
    return clean


def _end(case: Case, end: CaseEnd, on: date, at: datetime) -> None:
    case.ended_on, case.ended_at, case.ended_as = on, at, end.value
    case.save(update_fields=["ended_on", "ended_at", "ended_as"])
