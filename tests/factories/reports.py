"""Meetings with their obligation, and what a unit says of them."""

from datetime import date, datetime, time
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from tajadur.activity.meetings.models import Meeting, Point
from tajadur.activity.meetings.operations.reports import submit_report
from tajadur.activity.meetings.operations.validation import PointAnswer, ReportData
from tajadur.duties.directives.models import Directive
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation.calendar import instant
from tajadur.organisation.profile.models import BodyType
from tajadur.organisation.units.models import Body, Unit
from tajadur.permissions.actors import Actor
from tajadur.rules.receipt import Receipt

ZONE = "Africa/Casablanca"
_number = count(1)


def make_meeting(
    *,
    unit: Unit,
    body: str = "office",
    planned_on: date = date(2026, 5, 12),
    objectives: int = 1,
    items: int = 1,
    place: str = "المقر",
    state: str = "programmed",
) -> Meeting:
    """A meeting of a body at 18:30 with its points."""
    meeting = Meeting.objects.create(
        unit=unit,
        body=Body.objects.get(unit=unit, body_type__code=body),
        planned_on=planned_on,
        wall_time=time(18, 30),
        zone=ZONE,
        starts_at=instant(planned_on, time(18, 30)),
        place=place,
        state=state,
        programmed_at=instant(planned_on, time(9)),
        programmed_on=planned_on,
    )
    for kind, how_many in (("objective", objectives), ("item", items)):
        Point.objects.bulk_create(
            Point(meeting=meeting, kind=kind, position=place + 1, text=f"{kind} {place + 1}")
            for place in range(how_many)
        )
    return meeting


def make_obligation(
    *,
    unit: Unit,
    body: str = "office",
    period_start: date = date(2026, 5, 1),
    period_end: date = date(2026, 5, 31),
    due_on: date = date(2026, 6, 7),
    overdue_from: date = date(2026, 6, 15),
    locks_on: date | None = None,
) -> Obligation:
    """What the unit owes for the period, under a monthly directive about that body."""
    body_type = BodyType.objects.get(unit_kind=unit.kind, code=body)
    directive, _ = Directive.objects.get_or_create(
        code=f"{unit.kind.code}-{body}",
        defaults={
            "name_ar": "اجتماع", "name_fr": "réunion", "name_en": "meeting", "unit_kind": unit.kind,
            "fulfilment": "meeting", "body_type": body_type, "period_type": "monthly", "report_days": 7,
            "grace_days": 7, "in_force_from": date(2020, 1, 1), "released_by": "cell",
        },
    )  # fmt: skip
    return Obligation.objects.create(
        directive=directive,
        unit=unit,
        period_key=f"{period_start:%Y-%m}",
        period_start=period_start,
        period_end=period_end,
        due_on=due_on,
        overdue_from=overdue_from,
        locks_on=locks_on,
        report_days=7,
        calendar=True,
        path=unit.path,
    )


def report_data(meeting: Meeting, **changes: Any) -> ReportData:
    """A plain report of ``meeting``: everything reached, eight of the members there."""
    facts: dict[str, Any] = {
        "held_on": meeting.planned_on,
        "started": time(18, 30),
        "ended": time(20),
        "place": "المقر",
        "present": 8,
        "excused": 1,
        "women": 3,
        "youth": 2,
        "outcomes": {point: PointAnswer("reached") for point in meeting.points.values_list("pk", flat=True)},
        "text": "خلاصة",
    }
    return ReportData(**{**facts, **changes})


def submitted(
    meeting: Meeting, by: Actor, *, at: datetime | None = None, client_key: UUID | None = None, **changes: Any
) -> Receipt:
    """The report of ``meeting`` sent at noon two days after it."""
    noon = instant(date.fromordinal(meeting.planned_on.toordinal() + 2), time(12))
    return submit_report(
        meeting_id=meeting.pk,
        data=report_data(meeting, **changes),
        client_key=client_key or uuid4(),
        by=by,
        at=at or noon,
    )
