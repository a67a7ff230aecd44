"""Correcting a report: a new version beside the old ones; the first submission time never moves."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from tajadur.foundation.calendar import civil_day
from tajadur.foundation.errors import BadInput, Conflict, Unseen
from tajadur.policy.actors import Actor
from tajadur.policy.gate import require
from tajadur.policy.matrix import Act
from tajadur.registry.journal.operations import next_receipt

from ..models import ActionItem, Meeting, Report
from .carry_over import carry_unfinished
from .intake import ActionSaid, ReportSaid, digest_of, examine
from .reports import Receipt, frame_of, reports_of, same_receipt, settle
from .standing import standing_of
from .writing import Version, write_version

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
    # Held until the end: who corrects at the same time waits here, then meets the version just written.
    if found is None or not Meeting.objects.select_for_update().filter(pk=found).exists():
        raise Unseen
    standing = standing_of(found, client_key=client_key, on=by.on)
    meeting = standing.meeting
    power = require(by, Act.REPORT, meeting.unit)
    at = at or standing.now
    reports = reports_of(meeting, client_key)
    live = list(ActionItem.objects.filter(meeting=meeting, dropped_on=None).order_by("position"))
    said = _with_closed(said, live)
    frame = replace(frame_of(standing, at=at, confirmed=confirmed, actions=live), convened=reports[0].convened)
    if any(one.client_key == client_key for one in reports):
        return same_receipt(meeting, reports, client_key, said, frame)
    latest = reports[-1]
    if base_version != latest.version:
        raise Conflict("corrected_meanwhile", report_id=latest.pk, version=latest.version)
    if digest_of(said, frame) == latest.content_digest:
        raise BadInput("", "nothing_changed")
    clean, today = examine(said, frame), civil_day(at)
    fresh, first = _replace_actions(meeting, live, clean.actions, latest.version + 1, today)
    version = Version(
        number=latest.version + 1,
        said=clean,
        convened=frame.convened,
        receipt=next_receipt(year=today.year),
        client_key=client_key,
        at=at,
        by_phone=by_phone,
        mandate_id=power.mandate_id,
        actions=fresh,
        opened_on=today,
        first_action=first,
        earlier=latest,
    )
    report = write_version(meeting, version)
    if report is None:
        raise Conflict("corrected_meanwhile", report_id=latest.pk, version=latest.version)
    settle(meeting, report, version, power, by=by, act="report.corrected", confirmed=confirmed)
    carry_unfinished(on=today, body_ids=[meeting.body_id])
    return Receipt(report, version.receipt, at)


def _replace_actions(
    meeting: Meeting, live: Sequence[ActionItem], said: Sequence[ActionSaid], version: int, today: date
) -> tuple[list[ActionSaid], int]:
    """Drop what the new version no longer has; returns (what it adds, the number of the first of them)."""
    rows = {row.pk: row for row in live}
    kept = {one.id for one in said if one.id in rows and _is_same(rows[one.id], one)}
    kept |= {row.pk for row in live if row.closed_on}
    dropped = [pk for pk in rows if pk not in kept]
    ActionItem.objects.filter(pk__in=dropped).update(dropped_on=today, dropped_version=version)
    most = ActionItem.objects.filter(meeting=meeting).aggregate(most=Max("position"))["most"]
    return [one for one in said if one.id not in kept], 0 if most is None else most + 1


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
