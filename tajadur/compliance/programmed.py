"""What a unit programmed and began to write, and which of its duties is the regular meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, OuterRef, Q

from tajadur.activity.meetings.models import Draft, Meeting
from tajadur.activity.meetings.vocabulary import MeetingState, PointKind
from tajadur.duties.directives.vocabulary import DirectiveStatus, FulfilmentKind
from tajadur.duties.obligations.models import Obligation
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import within
from tajadur.permissions.matrix import Permission

_BACK = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The next meeting programmed. ``items`` counts its agenda."""

    id: int
    body: str
    planned_on: date
    wall_time: time
    place: str
    items: int
    members: int


@dataclass(frozen=True, slots=True)
class Begun:
    """A report begun and not sent."""

    meeting_id: int
    planned_on: date
    body: str
    saved_at: datetime


def meetings_programmed(actor: Actor, units: Sequence[int], on: date) -> list[Meeting]:
    """The meetings of units programmed and not reported, of the last months and to come, the earliest first.

    Of those whose record the actor reads; each with the ``saved_at`` of its draft. One query.
    """
    drafts = Draft.objects.filter(meeting=OuterRef("pk")).values("saved_at")[:1]
    rows = Meeting.objects.filter(unit_id__in=units, state=MeetingState.PROGRAMMED, planned_on__gte=on - _BACK)
    rows = within(rows, actor, Permission.READ_RECORD, "unit__path", body_type="body__body_type")
    return list(
        rows.select_related("body__body_type")
        .annotate(saved_at=drafts, items=Count("points", filter=Q(points__kind=PointKind.ITEM)))
        .order_by("planned_on", "wall_time")[: 24 * len(units)]
    )


def regular(rows: Sequence[Obligation]) -> list[Obligation]:
    """Those of the regular meeting whose months are shown: of the first directive of the unit's page that asks one."""
    owed = [row for row in rows if row.calendar and row.directive.fulfilment == FulfilmentKind.MEETING]
    first = min((_place(row) for row in owed), default=None)
    return [row for row in owed if _place(row) == first]


def _place(row: Obligation) -> tuple[bool, int, int]:
    return row.directive.standing != DirectiveStatus.ISSUED, row.directive.rank, row.directive_id


def next_meeting_of(meeting: Meeting) -> NextMeeting:
    """What is shown of a meeting to come."""
    return NextMeeting(
        id=meeting.pk,
        body=meeting.body.body_type.name,
        planned_on=meeting.planned_on,
        wall_time=meeting.wall_time,
        place=meeting.place,
        items=meeting.__dict__["items"],
        members=meeting.body.members,
    )


def begun_of(meeting: Meeting) -> Begun:
    """What is shown of a report begun."""
    return Begun(meeting.pk, meeting.planned_on, meeting.body.body_type.name, meeting.__dict__["saved_at"])
