"""What a meeting left unfinished goes to the next meeting of the same body."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.db.models import QuerySet

from tajadur.rules.carry_over import Item, Outcome, carried_items

from ..agenda import WRITTEN, AgendaPoint
from ..models import Meeting, Point, PointOutcome, Report
from ..vocabulary import MeetingState
from .checks import POINTS_MOST
from .report_context import STILL_AHEAD, ReportContext

# Points of a report older than this are history: nobody expects them on a new agenda.
MEMORY = timedelta(days=400)
# Lines of one kind on an agenda: those carried come on top of those typed, and may be as many.
MOST_WITH_CARRIED = 2 * POINTS_MOST
# What carrying writes of a point that stood there already.
MARKED = ("carried_from", *WRITTEN)


def carry_unfinished(*, on: date, body_ids: Collection[int] | None = None) -> int:
    """Add to the next programmed meeting of each body what its last report left unfinished; returns how many points.

    A point is carried once: running again adds nothing. The same words already on the agenda are marked as carried
    instead of standing there twice. Call it after a report was corrected and after a meeting was programmed, inside
    their transaction, before obligations are locked; the pass does the same for the bodies whose meetings it opens.
    """
    last = _last_reports(on, body_ids)
    next_meetings = _next_meetings(last, body_ids, on)
    last = {body: row for body, row in last.items() if body in next_meetings}
    left = _unfinished({report: body for body, (report, _) in last.items()})
    if not left:
        return 0
    targets = {meeting.pk: meeting.body_id for meeting in _locked(next_meetings[body] for body in left)}
    agendas: dict[int, list[Point]] = defaultdict(list)
    for point in Point.objects.filter(meeting_id__in=targets):
        agendas[point.meeting_id].append(point)
    new: list[Point] = []
    marked: list[Point] = []
    for meeting_id, body in targets.items():
        added, matched = _placed(meeting_id, agendas[meeting_id], left[body])
        new, marked = new + added, marked + matched
    Point.objects.bulk_create(new, batch_size=1000)
    Point.objects.bulk_update(marked, MARKED, batch_size=500)
    return len(new) + len(marked)


def left_to_carry(context: ReportContext, outcomes: Mapping[int, str], *, on: date) -> tuple[list[Point], list[Point]]:
    """What a first report leaves to the next meeting: (new points, points already there, marked), none of them saved.

    Nothing when no meeting stands programmed after it, or when a later one is reported already.
    """
    if context.next_meeting is None or context.meeting.planned_on < on - MEMORY:
        return [], []
    points = {point.pk: point for point in context.points if point.pk in outcomes}
    items = carried_items(_item(point, outcomes[pk]) for pk, point in points.items())
    return _placed(context.next_meeting.pk, context.next_points, [points[item.id] for item in items])


def _locked(meeting_ids: Iterable[int]) -> QuerySet[Meeting]:
    """Those still programmed, locked: points are only written under that lock, so that no two take one position."""
    rows = Meeting.objects.filter(pk__in=list(meeting_ids), state=MeetingState.PROGRAMMED)
    return rows.select_for_update(no_key=True).order_by("planned_on", "pk")


def _item(point: Point, outcome: str) -> Item:
    return Item(point.pk, point.position, Outcome(outcome), int(point.carried_from_id is not None))


def _last_reports(on: date, body_ids: Collection[int] | None) -> dict[int, tuple[int, date]]:
    """body -> (latest version of its last report, planned day of that meeting)."""
    rows = Report.objects.filter(meeting__planned_on__gte=on - MEMORY, meeting__state=MeetingState.REPORTED)
    if body_ids is not None:
        rows = rows.filter(meeting__body_id__in=body_ids)
    ordered = rows.order_by("meeting__body_id", "-meeting__planned_on", "-meeting_id", "-version")
    last = ordered.distinct("meeting__body_id").values_list("meeting__body_id", "pk", "meeting__planned_on")
    return {body: (report, day) for body, report, day in last}


def _next_meetings(last: dict[int, tuple[int, date]], body_ids: Collection[int] | None, on: date) -> dict[int, int]:
    """body -> its first programmed meeting after the last reported one."""
    if not last:
        return {}
    rows = Meeting.objects.filter(state=MeetingState.PROGRAMMED, planned_on__gte=on - STILL_AHEAD)
    if body_ids is not None:
        rows = rows.filter(body_id__in=body_ids)
    following: dict[int, int] = {}
    for body, meeting, day in rows.order_by("planned_on", "pk").values_list("body_id", "pk", "planned_on"):
        if body in last and body not in following and day > last[body][1]:
            following[body] = meeting
    return following


def _unfinished(bodies: dict[int, int]) -> dict[int, list[Point]]:
    """body -> the points its report left unfinished and that were not carried yet, in the order of the rule."""
    rows = PointOutcome.objects.filter(report_id__in=bodies, point__carried_to=None).select_related("point")
    by_body: dict[int, dict[int, tuple[Item, Point]]] = defaultdict(dict)
    for row in rows:
        point = row.point
        by_body[bodies[row.report_id]][point.pk] = (_item(point, row.outcome), point)
    left = {
        body: [pairs[item.id][1] for item in carried_items(item for item, _ in pairs.values())]
        for body, pairs in by_body.items()
    }
    return {body: points for body, points in left.items() if points}


def _placed(meeting_id: int, agenda: Sequence[Point], carried: Sequence[Point]) -> tuple[list[Point], list[Point]]:
    """(new points, points already there that are now marked, what they leave unsaid taken from those carried)."""
    new, marked = [], []
    for kind in {point.kind for point in carried}:
        here = [point for point in agenda if point.kind == kind]
        position = max((point.position for point in here), default=0)
        for origin in (point for point in carried if point.kind == kind):
            same = next((point for point in here if point.text == origin.text and point.carried_from_id is None), None)
            if same:
                same.carried_from = origin
                same.write(_completed(same.written, origin.written))
                marked.append(same)
            elif position < MOST_WITH_CARRIED:
                position += 1
                columns = origin.written.columns
                new.append(Point(meeting_id=meeting_id, kind=kind, position=position, carried_from=origin, **columns))
    return new, marked


def _completed(here: AgendaPoint, carried: AgendaPoint) -> AgendaPoint:
    filled = {name: value for name, value in here.columns.items() if value}
    return AgendaPoint.of(here.kind, carried.columns | filled)
