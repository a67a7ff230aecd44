"""Correcting a report: a new version beside the old ones; the first submission time never moves."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max

from tajadur.foundation.calendar import civil_day
from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.organisation.units.queries.bodies import in_body
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import next_receipt
from tajadur.registry.files.operations.attaching import attach_files
from tajadur.registry.files.queries import attachments_of
from tajadur.rules.receipt import Receipt

from ..models import ActionItem, ActionNews, Decision, Meeting, Report, ReportAttachment
from .adoption import place_adoptions
from .carry_over import carry_unfinished
from .numbering import numbered, place_of
from .proposals import outcomes_before, tell_outcomes
from .report_context import report_context
from .report_writing import Version, write_version
from .reports import one_report_per_key, reports_of, same_receipt, settle
from .validation import ActionData, ReportData, digest_of, validate_report


def correct_report(
    *,
    report_id: int,
    data: ReportData,
    base_version: int,
    client_key: UUID,
    confirmed: Collection[str] = (),
    by_phone: bool = False,
    by: Actor,
    at: datetime | None = None,
) -> Receipt:
    """Record the next version of the report to which ``report_id`` (any version) belongs; one transaction.

    ``base_version`` is the version that was on the page. The obligation keeps its first filing day unless ``held_on``
    moves to another period: there it counts as filed on the day of correction. Actions named by ``id`` and unchanged
    stay, changed ones are replaced, missing ones are dropped; a closed action always stays. Raises Conflict
    ``corrected_meanwhile`` (with ``report_id``) or ``key_reused``; BadInput ``nothing_changed``, and as
    ``validate_report`` and ``attach_files``.
    """
    with one_report_per_key(client_key):
        meeting_id = Report.objects.filter(pk=report_id).values_list("meeting_id", flat=True).first()
        if meeting_id is None:
            raise NotVisible
        # Locked until the end: another correction at the same time waits here, then sees the version just written.
        context = report_context(meeting_id, client_key=client_key, on=by.on)
        meeting = context.meeting
        grant = require(by, Permission.REPORT, in_body(meeting.unit, meeting.body))
        at = at or context.now
        reports = reports_of(meeting, client_key)
        live = list(ActionItem.objects.filter(meeting=meeting, dropped_on=None).order_by("position"))
        known = Decision.objects.filter(report__meeting=meeting).order_by("report__version", "position")
        data = _with_closed(numbered(data, list(known)), live)
        held_against = context.for_validation(at=at, confirmed=confirmed, actions=live)
        held_against = replace(held_against, convened=reports[0].convened)
        if any(report.client_key == client_key for report in reports):
            return same_receipt(meeting, reports, client_key, data, held_against)
        latest = reports[-1]
        if base_version != latest.version:
            raise Conflict("corrected_meanwhile", report_id=latest.pk, version=latest.version)
        if digest_of(data, held_against) == latest.content_digest:
            raise BadInput("", "nothing_changed")
        clean, today = validate_report(data, held_against), civil_day(at)
        new_actions, first = _replace_actions(meeting, live, clean, latest.version + 1, today)
        version = Version(
            number=latest.version + 1,
            data=clean,
            convened=held_against.convened,
            receipt=next_receipt(year=today.year),
            client_key=client_key,
            at=at,
            by_phone=by_phone,
            mandate_id=grant.mandate_id,
            actions=new_actions,
            opened_on=today,
            opened_before={row.pk: row.opened_on for row in live},
            first_action=first,
        )
        report = write_version(meeting, version)
        _attach(report, latest, clean.files, by, at)
        _hand_on_news(meeting, version)
        tell_outcomes(version, context.points, outcomes_before(latest, context.points), meeting_id=meeting.pk)
        carry_unfinished(on=today, body_ids=[meeting.body_id])
        if context.adopting:
            place_adoptions(on=today, body_ids=[meeting.body_id], after=meeting.planned_on)
        settle(meeting, report, version, grant, by=by, act="report.corrected", confirmed=confirmed)
    return Receipt(report.pk, report.receipt, at)


def _attach(report: Report, latest: Report, files: Sequence[str], by: Actor, at: datetime) -> None:
    """Hang the files on the new version; those of the one before stay where they are named again."""
    if files:
        earlier = [row.file for row in attachments_of(ReportAttachment, report=latest)]
        unit_id = report.meeting.unit_id
        attach_files(ReportAttachment, keys=files, unit_id=unit_id, earlier=earlier, by=by, at=at, report=report)


def _replace_actions(
    meeting: Meeting, live: Sequence[ActionItem], data: ReportData, version: int, today: date
) -> tuple[list[ActionData], int]:
    """Drop what the new version no longer has; returns (what it adds, the number of the first of them)."""
    rows = {row.pk: row for row in live}
    kept = {action.id for action in data.actions if action.id in rows and _is_same(rows[action.id], action, data)}
    kept |= {row.pk for row in live if row.closed_on}
    dropped = [pk for pk in rows if pk not in kept]
    ActionItem.objects.filter(pk__in=dropped).update(dropped_on=today, dropped_version=version)
    most = ActionItem.objects.filter(meeting=meeting).aggregate(most=Max("position"))["most"]
    return [action for action in data.actions if action.id not in kept], 0 if most is None else most + 1


def _hand_on_news(meeting: Meeting, version: Version) -> None:
    """What was told of an action that the version changed is told of the one in its place."""
    places = {action.id: place for place, action in enumerate(version.actions, version.first_action) if action.id}
    news = list(ActionNews.objects.filter(action_id__in=places))
    if not news:
        return
    heirs = dict(ActionItem.objects.filter(meeting=meeting, since_version=version.number).values_list("position", "pk"))
    for row in news:
        row.action_id = heirs[places[row.action_id]]
    ActionNews.objects.bulk_update(news, ["action"])


def _with_closed(data: ReportData, live: Sequence[ActionItem]) -> ReportData:
    """What is done is done: a closed action, left out of a correction or changed by it, is part of it as it stands."""
    closed = {
        row.pk: ActionData(row.text, row.owner_id, row.due_on, row.pk, place_of(row.decision_number, data))
        for row in live
        if row.closed_on
    }
    given = {action.id for action in data.actions}
    kept = [action for pk, action in closed.items() if pk not in given]
    return replace(data, actions=[*(closed.get(action.id or 0, action) for action in data.actions), *kept])


def _is_same(row: ActionItem, action: ActionData, data: ReportData) -> bool:
    typed = (action.text, action.owner_id, action.due_on, data.number_of(action))
    return (row.text, row.owner_id, row.due_on, row.decision_number) == typed
