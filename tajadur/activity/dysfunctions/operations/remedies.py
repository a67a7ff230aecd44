"""Agreeing a remedy, from above or by the unit, and marking it as done."""

from datetime import date, datetime, timedelta

from django.db import transaction

from tajadur.foundation.errors import BadInput, Conflict
from tajadur.foundation.text import clean_text
from tajadur.organisation.people.queries.posts import leading_secretaries
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action

from ..models import Case, Remedy
from ..queries.owners import owners_for
from ..vocabulary import SUBJECT
from .closing import running_case
from .notifying import CaseNews, clear_cases, tell_of_cases
from .opening import TEXT_LIMIT

FARTHEST = timedelta(days=366)


@transaction.atomic
def agree_remedy(
    *, case_id: int, text: str, owner_id: int | None, due_on: date | None, on: date, by: Actor, at: datetime
) -> Remedy:
    """Agree what is to be done, which post sees to it and by when; it replaces what was agreed before.

    The unit's secretary is told, unless it is the one who acts. Raises NotVisible, PermissionDenied, Conflict
    ``case_ended``, BadInput with every problem: ``remedy_text_required``, ``remedy_owner_unknown``,
    ``remedy_day_required``, ``remedy_day_past``, ``remedy_day_far``.
    """
    case, grant = running_case(by, case_id, Permission.OPEN_CASE)
    clean = clean_text(text, field="text", limit=TEXT_LIMIT)
    problems = [] if clean else [BadInput("text", "remedy_text_required")]
    owner = owners_for(by, case.unit).filter(pk=owner_id or 0).first()
    if owner is None:
        problems.append(BadInput("owner", "remedy_owner_unknown"))
    if due_on is None:
        problems.append(BadInput("due_on", "remedy_day_required"))
    elif due_on < on:
        problems.append(BadInput("due_on", "remedy_day_past", today=on))
    elif due_on > on + FARTHEST:
        problems.append(BadInput("due_on", "remedy_day_far", latest=on + FARTHEST))
    if problems or owner is None or due_on is None:
        raise BadInput.of(*problems)
    case.remedies.filter(is_current=True).update(is_current=False)
    remedy = Remedy.objects.create(
        case=case,
        number=case.remedies.count() + 1,
        text=clean,
        owner=owner,
        due_on=due_on,
        agreed_on=on,
        agreed_at=at,
        mandate_id=grant.mandate_id,
    )
    clear_cases([case.pk], because="agreed", at=at)
    detail = {"remedy": remedy.number, "due_on": due_on.isoformat(), "owner": owner.pk}
    subject = (SUBJECT, case.pk)
    log_action(act="case.remedy", by=by, at=at, grant=grant, unit_id=case.unit_id, subject=subject, detail=detail)
    if grant.post_id != leading_secretaries({case.unit_id}).get(case.unit_id):
        step, params = f"remedy-{remedy.number}", {"due_on": due_on.isoformat()}
        tell_of_cases([CaseNews(case.pk, case.unit_id, "remedy", step, params)], on=on, at=at)
    return remedy


@transaction.atomic
def mark_done(*, case_id: int, done_on: date | None, on: date, by: Actor, at: datetime) -> Case:
    """Say on which day the agreed remedy was done; its reminders end. The case stays open until the unit closes it.

    Raises NotVisible, PermissionDenied, Conflict (``case_ended``, ``remedy_missing``, ``remedy_done_already``),
    BadInput (``done_day_required``, ``done_in_future``, ``done_before_agreed``).
    """
    case, grant = running_case(by, case_id, Permission.OPEN_CASE)
    remedy = case.remedies.filter(is_current=True).first()
    if remedy is None:
        raise Conflict("remedy_missing")
    if remedy.done_on is not None:
        raise Conflict("remedy_done_already", done=remedy.done_on)
    if done_on is None:
        raise BadInput("done_on", "done_day_required")
    if done_on > on:
        raise BadInput("done_on", "done_in_future")
    if done_on < remedy.agreed_on:
        raise BadInput("done_on", "done_before_agreed", agreed=remedy.agreed_on)
    remedy.done_on, remedy.done_at, remedy.done_mandate_id = done_on, at, grant.mandate_id
    remedy.save(update_fields=["done_on", "done_at", "done_mandate_id"])
    clear_cases([case.pk], because="done", at=at)
    detail = {"remedy": remedy.number, "done_on": done_on.isoformat()}
    subject = (SUBJECT, case.pk)
    log_action(act="case.remedy_done", by=by, at=at, grant=grant, unit_id=case.unit_id, subject=subject, detail=detail)
    return case
