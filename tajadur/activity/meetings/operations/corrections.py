"""Correcting a report: a new version beside the old ones; the first submission time never moves."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q

from tajadur.foundation.calendar import civil_day
from tajadur.foundation.errors import BadInput, Conflict, Unseen
from tajadur.policy.actors import Actor
from tajadur.policy.gate import require
from tajadur.policy.matrix import Act

from ..models import ActionItem, Meeting, Report
from .intake import ActionSaid, ReportSaid, digest_of, examine
from .reports import (
    Receipt,
    database_now,
    frame_of,
    locked_meeting,
    same_receipt,
    settle,
    write_actions,
    write_report,
)

__all__ = ["correct_report"]


@transaction.atomic
def correct_report(
    *,
    report_id: int,
    said: ReportSaid,
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
    ``corrected_meanwhile`` (with ``report_id``) or ``key_reused``; BadInput ``nothing_changed`` and as ``examine``.
    """
    found = Report.objects.filter(pk=report_id).values_list("meeting_id", flat=True).first()
    if found is None:
        raise Unseen
    meeting = locked_meeting(found)
    power = require(by, Act.REPORT, meeting.unit)
    at = at or database_now()
    reports = list(Report.objects.filter(Q(client_key=client_key) | Q(meeting=meeting)).order_by("version"))
    live = list(ActionItem.objects.filter(meeting=meeting, dropped_on=None).order_by("position"))
    said = _with_closed(said, live)
    frame = frame_of(meeting, said, at=at, confirmed=confirmed, actions=live)
    frame = replace(frame, convened=reports[0].convened)
    if any(one.client_key == client_key for one in reports):
        return same_receipt(meeting, reports, client_key, said, frame)
    latest = reports[-1]
    if base_version != latest.version:
        raise Conflict("corrected_meanwhile", report_id=latest.pk, version=latest.version)
    if digest_of(said, frame) == latest.content_digest:
        raise BadInput("", "nothing_changed")
    clean = examine(said, frame)
    version = latest.version + 1
    report = write_report(
        meeting, clean, frame, power, version=version, client_key=client_key, at=at, by_phone=by_phone, earlier=latest
    )
    _replace_actions(meeting, live, clean.actions, version, civil_day(at))
    settle(meeting, report, power, by=by, at=at, act="report.corrected", confirmed=confirmed, said=clean)
    return Receipt(report.pk, report.receipt, at)


def _replace_actions(
    meeting: Meeting, live: Sequence[ActionItem], said: Sequence[ActionSaid], version: int, today: date
) -> None:
    rows = {row.pk: row for row in live}
    kept = {one.id for one in said if one.id in rows and _is_same(rows[one.id], one)}
    kept |= {row.pk for row in live if row.closed_on}
    dropped = [pk for pk in rows if pk not in kept]
    ActionItem.objects.filter(pk__in=dropped).update(dropped_on=today, dropped_version=version)
    first = ActionItem.objects.filter(meeting=meeting).aggregate(most=Max("position"))["most"]
    fresh = [one for one in said if one.id not in kept]
    write_actions(meeting, fresh, opened_on=today, version=version, first=0 if first is None else first + 1)


def _with_closed(said: ReportSaid, live: Sequence[ActionItem]) -> ReportSaid:
    """What is done is done: a closed action left out of a correction is still part of the report."""
    given = {one.id for one in said.actions}
    closed = [row for row in live if row.closed_on and row.pk not in given]
    return replace(
        said,
        actions=[*said.actions, *(ActionSaid(row.text, row.owner_id, row.due_on, row.pk) for row in closed)],
    )


def _is_same(row: ActionItem, said: ActionSaid) -> bool:
    return (row.text, row.owner_id, row.due_on) == (said.text, said.owner_id, said.due_on)
