"""What follows a report: news and closing of its action items, and the note of those above that it came in."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tajadur.foundation.calendar import civil_day
from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.foundation.text import clean_line
from tajadur.organisation.people.models import Post
from tajadur.organisation.units.queries.bodies import in_body
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission, Role
from tajadur.registry.audit.operations import log_action, log_actions
from tajadur.registry.notices.operations.requests import NotificationRequest, notify
from tajadur.registry.notices.vocabulary import NoticeKind

from ..models import ActionItem, ActionNews, ReceiptNote, Report

NEWS_LIMIT = 500


@transaction.atomic
def close_action(*, action_id: int, by: Actor, at: datetime) -> bool:
    """The unit says that an action is done; False when it was closed already. Raises NotVisible, PermissionDenied."""
    return _turn(action_id, "action.closed", closing=True, by=by, at=at)


@transaction.atomic
def reopen_action(*, action_id: int, by: Actor, at: datetime) -> bool:
    """The unit takes back that an action is done; False when it was open. Raises NotVisible, PermissionDenied."""
    return _turn(action_id, "action.reopened", closing=False, by=by, at=at)


@transaction.atomic
def tell_news(*, action_id: int, told_on: date | None, text: str, by: Actor, at: datetime) -> int:
    """The unit tells what was done of an action, and on which day: it is in progress; the id of the news.

    Raises NotVisible, PermissionDenied; BadInput as NEWS_PROBLEMS.
    """
    rows = ActionItem.objects.select_for_update(of=("self",), no_key=True).select_related("unit", "body")
    action = rows.filter(pk=action_id).first()
    if action is None:
        raise NotVisible
    grant = require(by, Permission.REPORT, in_body(action.unit, action.body))
    if action.dropped_on or action.closed_on:
        raise BadInput("", "action_dropped" if action.dropped_on else "action_closed")
    clean, today = clean_line(text, field="text", limit=NEWS_LIMIT), civil_day(at)
    if not clean:
        raise BadInput("text", "text_missing")
    if told_on is None:
        raise BadInput("told_on", "told_on_missing")
    if told_on > today:
        raise BadInput("told_on", "told_in_future", today=today)
    if told_on < action.opened_on:
        raise BadInput("told_on", "told_before_opened", day=action.opened_on)
    news = ActionNews.objects.create(
        action=action, told_on=told_on, text=clean, told_at=at, mandate_id=grant.mandate_id
    )
    about = {"told_on": told_on.isoformat()}
    subject = ("action", action_id)
    log_action(act="action.told", by=by, at=at, grant=grant, unit_id=action.unit_id, subject=subject, detail=about)
    return news.pk


@transaction.atomic
def note_receipt(*, report_id: int, by: Actor, at: datetime) -> bool:
    """Note, as a post that follows the unit, that the report came in, and tell its secretary; False if noted already.

    Raises NotVisible, PermissionDenied.
    """
    return bool(note_receipts(report_ids=[report_id], by=by, at=at))


@transaction.atomic
def note_receipts(*, report_ids: Collection[int], by: Actor, at: datetime) -> int:
    """Note that these reports came in, all or none; returns how many were not noted by these posts before.

    The secretary of each unit is told. Six statements, whatever the number. Raises NotVisible, PermissionDenied.
    """
    wanted = set(report_ids)
    reports = list(Report.objects.select_related("meeting__unit").filter(pk__in=wanted).order_by("pk"))
    if len(reports) < len(wanted):
        raise NotVisible
    grants = {report.pk: require(by, Permission.NOTE_RECEIPT, report.meeting.unit) for report in reports}
    known = set(ReceiptNote.objects.filter(report__in=wanted).values_list("report_id", "post_id"))
    fresh = [report for report in reports if (report.pk, grants[report.pk].post_id) not in known]
    notes = [
        ReceiptNote(
            report=report, post_id=grants[report.pk].post_id, mandate_id=grants[report.pk].mandate_id, noted_at=at
        )
        for report in fresh
    ]
    ReceiptNote.objects.bulk_create(notes, ignore_conflicts=True)
    secretaries: dict[int, list[int]] = {}
    units = {report.meeting.unit_id for report in fresh}
    posts = Post.objects.filter(unit__in=units, post_type__office=Role.SECRETARY, area=None)
    for unit_id, post_id in posts.values_list("unit_id", "pk"):
        secretaries.setdefault(unit_id, []).append(post_id)
    requests = [
        NotificationRequest(
            kind=NoticeKind.RECEIPT_NOTED,
            subject=("report", report.pk),
            step=f"post-{grants[report.pk].post_id}",
            post_id=post_id,
            unit_id=report.meeting.unit_id,
            step_on=civil_day(at),
            params={"held_on": report.held_on.isoformat(), "receipt": report.receipt},
        )
        for report in fresh
        for post_id in secretaries.get(report.meeting.unit_id, [])
    ]
    notify(requests=requests, at=at)
    by_grant: dict[int, list[Report]] = {}
    for report in fresh:
        by_grant.setdefault(grants[report.pk].mandate_id, []).append(report)
    for alike in by_grant.values():
        about: list[tuple[int | None, int, dict[str, Any]]] = [(row.meeting.unit_id, row.pk, {}) for row in alike]
        log_actions(act="report.noted", by=by, at=at, grant=grants[alike[0].pk], kind="report", about=about)
    return len(fresh)


def _turn(action_id: int, act: str, *, closing: bool, by: Actor, at: datetime) -> bool:
    action = ActionItem.objects.select_related("unit", "body").filter(pk=action_id, dropped_on=None).first()
    if action is None:
        raise NotVisible
    grant = require(by, Permission.REPORT, in_body(action.unit, action.body))
    turned = ActionItem.objects.filter(pk=action_id, dropped_on=None, closed_on__isnull=closing).update(
        closed_on=civil_day(at) if closing else None
    )
    if turned:
        log_action(act=act, by=by, at=at, grant=grant, unit_id=action.unit_id, subject=("action", action_id))
    return bool(turned)
