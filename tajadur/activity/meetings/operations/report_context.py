"""What a report is held against: its meeting, locked, with its points, its period, the next agenda, the instant."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    Case,
    DateField,
    DateTimeField,
    Exists,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from tajadur.duties.obligations.queries.finding import matching_meeting
from tajadur.foundation.errors import NotVisible
from tajadur.organisation.people.models import Post
from tajadur.registry.audit.operations import next_serial

from ..models import ActionItem, Meeting, Point, Report
from ..queries.minutes import minutes_held_on
from ..queries.vanished import STILL_AHEAD
from ..vocabulary import MeetingState
from .validation import ValidationContext


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContext:
    """A meeting with its unit, body and body type, locked at the instant ``now`` of the database's clock.

    ``period`` is (first day, last day) of the obligation it stands in, the last one ``date.max`` where fulfilment never
    closes. ``is_key_known``: a report, of whatever meeting, has this client key. ``serial`` was drawn for the receipt
    of a meeting still programmed. ``next_meeting``, locked too, takes what is left unfinished; it has ``next_points``.
    ``continued_ids`` are the points that already stand on another agenda: the meeting had been taken for never held.
    ``adopting``: of the points that put minutes to adoption, the day on which that meeting was held.
    """

    meeting: Meeting
    now: datetime
    points: Sequence[Point]
    post_ids: Collection[int]
    period: tuple[date, date] | None
    is_key_known: bool
    serial: int | None
    next_meeting: Meeting | None
    next_points: Sequence[Point]
    continued_ids: Collection[int]
    adopting: Mapping[int, date]

    def for_validation(
        self, *, at: datetime, confirmed: Collection[str], actions: Sequence[ActionItem] = ()
    ) -> ValidationContext:
        """What the content of a report is validated against, its period left out; ``actions`` are those recorded."""
        unit, body = self.meeting.unit, self.meeting.body
        return ValidationContext(
            at=at,
            zone=self.meeting.zone,
            unit_from=unit.opened_on,
            unit_to=unit.closed_on,
            body_from=body.opened_on,
            body_to=body.closed_on,
            convened=body.members,
            point_ids=[point.pk for point in self.points],
            adopting=self.adopting,
            post_ids=self.post_ids,
            confirmed=confirmed,
            kept_action_ids=[action.pk for action in actions],
            closed_action_ids=[action.pk for action in actions if action.closed_on],
        )


def report_context(meeting_id: int, *, client_key: UUID, on: date) -> ReportContext:
    """The meeting before its report on the day ``on``, locked until the transaction ends. Raises NotVisible.

    Two queries.

    Locks are taken in one order everywhere: meetings by their days, then obligations, then messages. Points are read
    once the meetings are locked: another change of an agenda has committed by then.
    """
    meetings: list[Any] = list(_locked(meeting_id, client_key, on))
    meeting = next((row for row in meetings if row.pk == meeting_id), None)
    if meeting is None:
        raise NotVisible
    # Nothing is carried past a meeting reported already; and while its lock was waited for, the next may have become
    # one, or been cancelled.
    next_meeting = next((row for row in meetings if row is not meeting and row.state == MeetingState.PROGRAMMED), None)
    elsewhere = Point.objects.filter(carried_from=OuterRef("pk")).exclude(meeting__state=MeetingState.CANCELLED)
    rows: QuerySet[Any] = Point.objects.annotate(is_continued=Exists(elsewhere), minutes_on=minutes_held_on())
    points = list(rows.filter(meeting__in=[row.pk for row in meetings]).order_by("pk"))
    return ReportContext(
        meeting=meeting,
        now=meeting.now,
        points=[point for point in points if point.meeting_id == meeting.pk],
        post_ids=meeting.post_ids,
        period=tuple(meeting.period) if meeting.period else None,
        is_key_known=meeting.is_key_known,
        serial=meeting.serial,
        next_meeting=next_meeting,
        next_points=[point for point in points if next_meeting and point.meeting_id == next_meeting.pk],
        continued_ids={point.pk for point in points if point.is_continued},
        adopting={
            point.pk: point.minutes_on
            for point in points
            if point.meeting_id == meeting.pk and point.minutes_on is not None
        },
    )


def _locked(meeting_id: int, client_key: UUID, on: date) -> QuerySet[Meeting]:
    """The meeting, and of the later ones of its body a reported one, or else the next that is still programmed."""
    own = Meeting.objects.filter(pk=meeting_id)
    ahead = Q(state=MeetingState.REPORTED) | Q(state=MeetingState.PROGRAMMED, planned_on__gte=on - STILL_AHEAD)
    later = Meeting.objects.filter(ahead, body__in=own.values("body"), planned_on__gt=own.values("planned_on"))
    reported_first = Case(When(state=MeetingState.REPORTED, then=0), default=1)
    later = later.order_by(reported_first, "planned_on", "pk")
    rows = Meeting.objects.filter(Q(pk=meeting_id) | Q(pk=Subquery(later.values("pk")[:1])))
    # Without the key: points that refer to a locked meeting may be written, as those who edit its agenda do.
    locked = rows.select_for_update(of=("self",), no_key=True).select_related("unit", "body__body_type")
    return locked.order_by("planned_on", "pk").annotate(
        now=Func(function="statement_timestamp", output_field=DateTimeField()),
        is_key_known=Exists(Report.objects.filter(client_key=client_key)),
        serial=Case(When(pk=meeting_id, state=MeetingState.PROGRAMMED, then=next_serial())),
        post_ids=ArraySubquery(Post.objects.filter(unit=OuterRef("unit")).values("pk")),
        period=_period(),
    )


def _period() -> Subquery:
    """The first and the last day of the obligation that the meeting of the outer query stands in, as a pair."""
    obligations = matching_meeting(OuterRef("unit_id"), OuterRef("body__body_type_id"), OuterRef("planned_on"))
    last = Case(When(calendar=True, then="period_end"), default=Value(date.max))
    pair = "%(function)s[%(expressions)s]"
    days = Func("period_start", last, function="ARRAY", template=pair, output_field=ArrayField(DateField()))
    return Subquery(obligations.values(days=days)[:1])
