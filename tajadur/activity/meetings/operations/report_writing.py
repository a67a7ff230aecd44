"""The rows of one version of a report. The caller holds the meeting locked, in its transaction: all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tajadur.foundation.calendar import civil_day
from tajadur.organisation.profile.queries import settings_on
from tajadur.rules.quorum import quorum

from ..models import ActionItem, Decision, Draft, Meeting, Point, PointOutcome, Report
from ..vocabulary import MeetingState
from .carry_over import MARKED
from .validation import ActionData, ReportData


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version to write. ``first_action`` numbers its new ``actions``, opened on ``opened_on``.

    ``convened`` is the body's members on the first version's day, kept by corrections. ``new_points`` and
    ``marked_points`` are what the next meeting takes of what was left unfinished.
    """

    number: int
    data: ReportData
    convened: int
    receipt: str
    client_key: UUID
    at: datetime
    by_phone: bool
    mandate_id: int
    actions: Sequence[ActionData]
    opened_on: date
    first_action: int = 0
    new_points: Sequence[Point] = ()
    marked_points: Sequence[Point] = ()


def write_version(meeting: Meeting, version: Version) -> Report:
    """Write the report with its outcomes, decisions and actions, delete its draft, carry what is left; the report."""
    report = _written(meeting, version)
    PointOutcome.objects.bulk_create(
        PointOutcome(report=report, point_id=point_id, outcome=answer.outcome, note=answer.note)
        for point_id, answer in version.data.outcomes.items()
    )
    Decision.objects.bulk_create(
        Decision(report=report, position=position, text=text) for position, text in enumerate(version.data.decisions)
    )
    ActionItem.objects.bulk_create(
        ActionItem(
            unit_id=meeting.unit_id,
            body_id=meeting.body_id,
            meeting=meeting,
            position=position,
            text=action.text,
            owner_id=action.owner_id,
            due_on=action.due_on,
            opened_on=version.opened_on,
            since_version=version.number,
        )
        for position, action in enumerate(version.actions, version.first_action)
    )
    Point.objects.bulk_create(version.new_points)
    Point.objects.bulk_update(version.marked_points, MARKED)
    if meeting.state != MeetingState.REPORTED:
        meeting.state = MeetingState.REPORTED
        meeting.save(update_fields=["state"])
    Draft.objects.filter(meeting=meeting).delete()
    return report


def _written(meeting: Meeting, version: Version) -> Report:
    data = version.data
    counted = data.present + data.excused + (data.absent or 0)
    # More than the body, and confirmed: so many were convened. 0: nobody counted the members.
    convened = max(version.convened, counted) if version.convened else 0
    settings = settings_on(meeting.body.body_type_id, data.held_on)
    return Report.objects.create(
        meeting=meeting,
        version=version.number,
        held_on=data.held_on,
        started=data.started,
        ended=data.ended,
        place=data.place,
        convened=convened,
        quorum=quorum(convened, share_percent=settings.quorum_percent),
        present=data.present,
        excused=data.excused,
        absent=data.absent or 0,
        women=data.women,
        youth=data.youth,
        text=data.text,
        client_key=version.client_key,
        content_digest=data.digest,
        receipt=version.receipt,
        submitted_at=version.at,
        submitted_on=civil_day(version.at),
        by_phone=version.by_phone,
        mandate_id=version.mandate_id,
    )
