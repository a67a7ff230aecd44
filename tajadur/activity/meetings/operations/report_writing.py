"""The rows of one version of a report. The caller holds the meeting locked, in its transaction: all of them or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.db import connection

from tajadur.foundation.calendar import civil_day
from tajadur.organisation.profile.queries import settings_on
from tajadur.rules.quorum import quorum

from ..models import ActionItem, Meeting, Point, Report
from ..vocabulary import MeetingState
from .carry_over import MARKED
from .validation import ActionData, ReportData

_BESIDE_SQL = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version to write. ``first_action`` numbers its new ``actions``, opened on ``opened_on``.

    Those that take the place of one already recorded were opened when that one was: ``opened_before``, by its id.

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
    opened_before: Mapping[int, date] = field(default_factory=dict)
    first_action: int = 0
    new_points: Sequence[Point] = ()
    marked_points: Sequence[Point] = ()


def write_version(meeting: Meeting, version: Version) -> Report:
    """Write the report with its outcomes, decisions and actions, delete its draft, carry what is left; the report."""
    report = _written(meeting, version)
    _write_beside(meeting, report, version.data)
    ActionItem.objects.bulk_create(
        ActionItem(
            unit_id=meeting.unit_id,
            body_id=meeting.body_id,
            meeting=meeting,
            position=position,
            text=action.text,
            owner_id=action.owner_id,
            due_on=action.due_on,
            decision_number=version.data.number_of(action),
            opened_on=version.opened_before.get(action.id or 0, version.opened_on),
            since_version=version.number,
        )
        for position, action in enumerate(version.actions, version.first_action)
    )
    Point.objects.bulk_create(version.new_points)
    Point.objects.bulk_update(version.marked_points, MARKED)
    return report


def _write_beside(meeting: Meeting, report: Report, data: ReportData) -> None:
    """Its outcomes, its decisions with their lasting numbers, the end of its draft, the state of its meeting."""
    answers = data.outcomes.values()
    if len(data.decisions) != len(data.decision_numbers):
        raise ValueError("a decision without its number")
    with connection.cursor() as cursor:
        cursor.execute(
            _BESIDE_SQL,
            {
                "meeting": meeting.pk,
                "report": report.pk,
                "points": list(data.outcomes),
                "outcomes": [answer.outcome for answer in answers],
                "notes": [answer.note for answer in answers],
                "decisions": list(data.decisions),
                "numbers": list(data.decision_numbers),
                "reported": MeetingState.REPORTED.value,
            },
        )
    meeting.state = MeetingState.REPORTED


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
