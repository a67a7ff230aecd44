"""Puts what was sent from below on the next agenda of the body above: by the system, at no one's request."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from tajadur.organisation.profile.vocabulary import LeadingBody
from tajadur.organisation.units.models import Body
from tajadur.organisation.units.queries.bodies import bodies_above

from ..models import Meeting, Point, Proposal
from ..vocabulary import MeetingState, PointKind
from .carry_over import MOST_WITH_CARRIED
from .proposals import tell_placed


def unplaced(on: date) -> QuerySet[Proposal]:
    """The proposals, not taken back, that stand on no agenda yet although the body above has a meeting ahead."""
    ahead = Meeting.objects.filter(
        body__unit=OuterRef("unit__parent"),
        body__body_type__code__in=[code.value for code in LeadingBody],
        state=MeetingState.PROGRAMMED,
        planned_on__gte=on,
    )
    placed = Point.objects.filter(proposal=OuterRef("pk"))
    return Proposal.objects.filter(~Exists(placed), Exists(ahead), withdrawn_at=None).order_by("pk")


def place(rows: Sequence[Proposal], *, on: date, at: datetime) -> int:
    """Place proposals, locked by the caller, each on the first programmed meeting with room; how many.

    The body is the one that leads the unit above on this day, whoever led it when the decision was sent. Whoever
    changes an agenda holds its meeting, as is done here.
    """
    above = bodies_above({row.unit_id for row in rows}, on)
    bodies = {body.pk: body for body in Body.objects.filter(pk__in=set(above.values())).select_related("unit")}
    ahead = Meeting.objects.filter(body__in=bodies, state=MeetingState.PROGRAMMED, planned_on__gte=on)
    meetings: dict[int, list[Meeting]] = defaultdict(list)
    for meeting in ahead.select_for_update(no_key=True).order_by("planned_on", "pk"):
        meetings[meeting.body_id].append(meeting)
    agendas: dict[int, list[Point]] = defaultdict(list)
    items = Point.objects.filter(meeting__body__in=bodies, meeting__planned_on__gte=on, kind=PointKind.ITEM)
    for point in items.order_by("position"):
        agendas[point.meeting_id].append(point)
    known = Point.objects.filter(meeting__body__in=bodies, proposal__isnull=False)
    spoken = set(known.values_list("meeting__body_id", "text"))
    new: list[Point] = []
    placed: list[Proposal] = []
    days: dict[int, date] = {}
    for row in rows:
        body_id = above.get(row.unit_id)
        target = next(
            (meeting for meeting in meetings[body_id or 0] if len(agendas[meeting.pk]) < MOST_WITH_CARRIED), None
        )
        if body_id is None or target is None:
            continue
        text = _line(row, "")
        if (body_id, text) in spoken:
            text = _line(row, f", {row.sent_on:%d/%m/%Y}, {row.decision_number}")
        spoken.add((body_id, text))
        here = agendas[target.pk]
        position = max((point.position for point in here), default=0) + 1
        point = Point(meeting=target, kind=PointKind.ITEM, position=position, text=text, proposal=row)
        here.append(point)
        new.append(point)
        row.to_body = bodies[body_id]
        placed.append(row)
        days[row.pk] = target.planned_on
    Point.objects.bulk_create(new, batch_size=1000)
    Proposal.objects.bulk_update(placed, ["to_body"], batch_size=500)
    tell_placed(placed, days, at=at)
    return len(new)


def _line(row: Proposal, more: str) -> str:
    """The line of the agenda: the decision, cut to fit, and the unit it comes from."""
    end = f" ({row.unit.name_ar}{more})"
    limit = Point.limit_of("text") - len(end)
    return (row.text if len(row.text) <= limit else f"{row.text[: limit - 1]}…") + end
