"""What follows a report: closing its action items, and the note of those above that it came in."""

from datetime import datetime

from django.db import transaction

from tajadur.foundation.calendar import civil_day
from tajadur.foundation.errors import NotVisible
from tajadur.organisation.people.models import Post
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission, Role
from tajadur.registry.audit.operations import log_action
from tajadur.registry.notices.operations.requests import NotificationRequest, notify
from tajadur.registry.notices.vocabulary import NoticeKind

from ..models import ActionItem, ReceiptNote, Report


@transaction.atomic
def close_action(*, action_id: int, by: Actor, at: datetime) -> bool:
    """The unit says that an action is done; False when it was closed already. Raises NotVisible, PermissionDenied."""
    return _turn(action_id, "action.closed", closing=True, by=by, at=at)


@transaction.atomic
def reopen_action(*, action_id: int, by: Actor, at: datetime) -> bool:
    """The unit takes back that an action is done; False when it was open. Raises NotVisible, PermissionDenied."""
    return _turn(action_id, "action.reopened", closing=False, by=by, at=at)


@transaction.atomic
def note_receipt(*, report_id: int, by: Actor, at: datetime) -> bool:
    """Note, as a post that follows the unit, that the report came in, and tell its secretary; False if noted already.

    Raises NotVisible, PermissionDenied.
    """
    report = Report.objects.select_related("meeting__unit").filter(pk=report_id).first()
    if report is None:
        raise NotVisible
    unit = report.meeting.unit
    grant = require(by, Permission.NOTE_RECEIPT, unit)
    _, is_new = ReceiptNote.objects.get_or_create(
        report=report, post_id=grant.post_id, defaults={"mandate_id": grant.mandate_id, "noted_at": at}
    )
    if not is_new:
        return False
    secretaries = Post.objects.filter(unit=unit, post_type__office=Role.SECRETARY, area=None)
    notify(
        requests=[
            NotificationRequest(
                kind=NoticeKind.RECEIPT_NOTED,
                subject=("report", report.pk),
                step=f"post-{grant.post_id}",
                post_id=post,
                unit_id=unit.pk,
                step_on=civil_day(at),
                params={"held_on": report.held_on.isoformat(), "receipt": report.receipt},
            )
            for post in secretaries.values_list("pk", flat=True)
        ],
        at=at,
    )
    log_action(act="report.noted", by=by, at=at, grant=grant, unit_id=unit.pk, subject=("report", report.pk))
    return True


def _turn(action_id: int, act: str, *, closing: bool, by: Actor, at: datetime) -> bool:
    action = ActionItem.objects.select_related("unit").filter(pk=action_id, dropped_on=None).first()
    if action is None:
        raise NotVisible
    grant = require(by, Permission.REPORT, action.unit)
    turned = ActionItem.objects.filter(pk=action_id, dropped_on=None, closed_on__isnull=closing).update(
        closed_on=civil_day(at) if closing else None
    )
    if turned:
        log_action(act=act, by=by, at=at, grant=grant, unit_id=action.unit_id, subject=("action", action_id))
    return bool(turned)
