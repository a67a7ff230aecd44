"""What a report is held against: the meeting, its points, its period, the next agenda, the instant. One read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, DateTimeField, Exists, Func, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import JSONObject

from tajadur.duties.obligations.queries import matching_meeting
from tajadur.foundation.errors import Unseen
from tajadur.organisation.people.models import Post
from tajadur.registry.journal.operations import next_serial

from ..models import Meeting, Point, Report
from ..vocabulary import MeetingState

# A meeting of last week that is not reported yet may still take what is carried; an older one is past.
STILL_AHEAD = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A meeting with its unit, body and body type, as it stood at the instant ``now`` of the database's clock.

    ``period`` is (first day, last day) of the obligation it stands in, the last one ``date.max`` where fulfilment never
    closes. ``is_known``: a report has this client key or is of this meeting; if not, ``serial`` was drawn for its
    receipt. ``next_id`` is the meeting that takes what is left unfinished, with the ``next_points`` it has.
    """

    meeting: Meeting
    now: datetime
    points: Sequence[Point]
    post_ids: Sequence[int]
    period: tuple[date, date] | None
    is_known: bool
    serial: int | None
    next_id: int | None
    next_points: Sequence[Point]


def standing_of(meeting_id: int, *, client_key: UUID, on: date) -> Standing:
    """How the meeting stands before its report, on the day ``on``. Locks nothing: the write compares. Raises Unseen."""
    known = Exists(Report.objects.filter(Q(client_key=client_key) | Q(meeting=OuterRef("pk"))))
    later = Meeting.objects.filter(body=OuterRef("body"), planned_on__gt=OuterRef("planned_on"))
    ahead = later.filter(state=MeetingState.PROGRAMMED, planned_on__gte=on - STILL_AHEAD).order_by("planned_on", "pk")
    period = matching_meeting(OuterRef("unit_id"), OuterRef("body__body_type_id"), OuterRef("planned_on"))
    days = JSONObject(first="period_start", last="period_end", calendar="calendar")
    reported = Exists(later.filter(state=MeetingState.REPORTED))
    rows = Meeting.objects.select_related("unit", "body__body_type").annotate(
        now=Func(function="statement_timestamp", output_field=DateTimeField()),
        is_known=known,
        serial=Case(When(Q(known) | ~Q(state=MeetingState.PROGRAMMED), then=None), default=next_serial()),
        point_rows=_points(Point.objects.filter(meeting=OuterRef("pk"))),
        post_ids=ArraySubquery(Post.objects.filter(unit=OuterRef("unit")).values("pk")),
        period=Subquery(period.values(days=days)[:1]),
        next_id=Case(When(reported, then=None), default=Subquery(ahead.values("pk")[:1])),
    )
    rows = rows.annotate(next_rows=_points(Point.objects.filter(meeting=OuterRef("next_id"))))
    found: Any = rows.filter(pk=meeting_id).first()
    if found is None:
        raise Unseen
    return Standing(
        meeting=found,
        now=found.now,
        points=_read(found.point_rows),
        post_ids=found.post_ids,
        period=_period(found.period),
        is_known=found.is_known,
        serial=found.serial,
        next_id=found.next_id,
        next_points=_read(found.next_rows),
    )


def _points(rows: QuerySet[Point]) -> ArraySubquery:
    columns = ("id", "meeting_id", "kind", "position", "text", "carried_from_id")
    return ArraySubquery(rows.order_by("pk").values(row=JSONObject(**{name: name for name in columns})))


def _read(rows: Sequence[Mapping[str, Any]]) -> list[Point]:
    return [Point(**row) for row in rows]


def _period(days: Mapping[str, Any] | None) -> tuple[date, date] | None:
    if days is None:
        return None
    return date.fromisoformat(days["first"]), date.fromisoformat(days["last"]) if days["calendar"] else date.max
