"""What was not carried out goes to the next meeting of the same body: left by a report, or by a meeting never held."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from django.db.models import QuerySet

from tajadur.rules.carry_over import Item, Outcome, carried_items

from ..agenda import WRITTEN, AgendaPoint
from ..models import Meeting, Point, PointOutcome, Report
from ..queries.vanished import MEMORY, STILL_AHEAD, Left, continued, left_by_vanished, vanished_meetings
from ..vocabulary import MeetingState
from .checks import POINTS_MOST
from .report_context import ReportContext

# Lines of one kind on an agenda: those carried come on top of those typed, and may be as many.
MOST_WITH_CARRIED = 2 * POINTS_MOST
# What carrying writes of a point that stood there already.
MARKED = ("carried_from", "proposal", *WRITTEN)


def carry_unfinished(*, on: date, body_ids: Collection[int] | None = None) -> int:
    """Add to the next programmed meeting of each body what was not carried out; returns how many points.

    That is what its last report left unfinished, and the points of meetings that vanished: cancelled, or never held. A
    point is carried once, and again when the meeting it was carried to vanishes: running again adds nothing. The same
    words already on the agenda are marked as carried instead of standing there twice. Adoptions of minutes are not
    carried: ``place_adoptions`` puts each where it belongs. Call it whenever a report was corrected, a meeting
    programmed or cancelled, inside their transaction, before obligations are locked; the pass does the same for
    meetings that nobody held.
    """
    last = _last_reports(on, body_ids)
    following, ahead = _next_meetings(last, body_ids, on)
    if not following and not ahead:
        return 0
    # Whoever else carries waits here, then sees what is written below.
    targets = list(_locked({*following.values(), *ahead.values()}).values_list("pk", flat=True))
    gone = set(vanished_meetings(on, [*{*following, *ahead}]).values_list("pk", flat=True))
    reports = {report: body for body, (report, _) in last.items() if body in following}
    vanished = {body: rest for body, rest in left_by_vanished(gone, on).items() if body in ahead}
    left: dict[int, list[Left]] = defaultdict(list)
    for body, rest in _unfinished(reports, gone).items():
        again = {point.origin_id for point in vanished.get(body, ())}
        left[following[body]] += [point for point in rest if point.origin_id not in again]
    for body, rest in vanished.items():
        left[ahead[body]] += rest
    agendas: dict[int, list[Point]] = defaultdict(list)
    for point in Point.objects.filter(meeting_id__in=[pk for pk in left if left[pk]]).order_by("position"):
        agendas[point.meeting_id].append(point)
    new: list[Point] = []
    marked: list[Point] = []
    for meeting_id in targets:
        added, matched = _placed(meeting_id, agendas[meeting_id], left[meeting_id])
        new, marked = new + added, marked + matched
    Point.objects.bulk_create(new, batch_size=1000)
    Point.objects.bulk_update(marked, MARKED, batch_size=500)
    return len(new) + len(marked)


def lock_agendas(body_id: int, *, on: date) -> None:
    """Lock what a body has programmed, in the order of days in which everybody does, before one of them vanishes."""
    rows = Meeting.objects.filter(body_id=body_id, state=MeetingState.PROGRAMMED, planned_on__gte=on - STILL_AHEAD)
    list(rows.select_for_update(no_key=True).order_by("planned_on", "pk").values_list("pk", flat=True))


def left_to_carry(context: ReportContext, outcomes: Mapping[int, str], *, on: date) -> tuple[list[Point], list[Point]]:
    """What a first report leaves to the next meeting: (new points, points already there, marked), none of them saved.

    Nothing when no meeting stands programmed after it, or when a later one is reported already.
    """
    if context.next_meeting is None or context.meeting.planned_on < on - MEMORY:
        return [], []
    points = {
        point.pk: point
        for point in context.points
        if point.pk in outcomes and point.pk not in context.continued_ids and point.minutes_of_id is None
    }
    items = carried_items(_item(point, outcomes[pk]) for pk, point in points.items())
    return _placed(context.next_meeting.pk, context.next_points, [_left(points[item.id]) for item in items])


def _locked(meeting_ids: Iterable[int]) -> QuerySet[Meeting]:
    """Those still programmed, locked: points are only written under that lock, so that no two take one position."""
    rows = Meeting.objects.filter(pk__in=list(meeting_ids), state=MeetingState.PROGRAMMED)
    return rows.select_for_update(no_key=True).order_by("planned_on", "pk")


def _item(point: Point, outcome: str) -> Item:
    return Item(point.pk, point.position, Outcome(outcome), int(point.carried_from_id is not None))


def _left(point: Point) -> Left:
    return Left(point.pk, point.carried_from_id, point.written, point.proposal_id)


def _last_reports(on: date, body_ids: Collection[int] | None) -> dict[int, tuple[int, date]]:
    """body -> (latest version of its last report, planned day of that meeting)."""
    rows = Report.objects.filter(meeting__planned_on__gte=on - MEMORY, meeting__state=MeetingState.REPORTED)
    if body_ids is not None:
        rows = rows.filter(meeting__body_id__in=body_ids)
    ordered = rows.order_by("meeting__body_id", "-meeting__planned_on", "-meeting_id", "-version")
    last = ordered.distinct("meeting__body_id").values_list("meeting__body_id", "pk", "meeting__planned_on")
    return {body: (report, day) for body, report, day in last}


def _next_meetings(
    last: dict[int, tuple[int, date]], body_ids: Collection[int] | None, on: date
) -> tuple[dict[int, int], dict[int, int]]:
    """(body -> its first programmed meeting after the last reported one, body -> its first one from today on)."""
    rows = Meeting.objects.filter(state=MeetingState.PROGRAMMED, planned_on__gte=on - STILL_AHEAD)
    if body_ids is not None:
        rows = rows.filter(body_id__in=body_ids)
    following: dict[int, int] = {}
    ahead: dict[int, int] = {}
    for body, meeting, day in rows.order_by("planned_on", "pk").values_list("body_id", "pk", "planned_on"):
        if body in last and day > last[body][1]:
            following.setdefault(body, meeting)
        if day >= on:
            ahead.setdefault(body, meeting)
    return following, ahead


def _unfinished(bodies: dict[int, int], gone: Collection[int]) -> dict[int, list[Left]]:
    """body -> the points its report left unfinished and that stand on no later agenda, in the order of the rule."""
    rows = PointOutcome.objects.filter(
        report_id__in=bodies, point__set_aside_on=None, point__minutes_of=None
    ).select_related("point")
    by_body: dict[int, dict[int, tuple[Item, Point]]] = defaultdict(dict)
    for row in rows:
        by_body[bodies[row.report_id]][row.point_id] = (_item(row.point, row.outcome), row.point)
    carried = continued((pk for pairs in by_body.values() for pk in pairs), gone)
    left = {
        body: [
            _left(pairs[item.id][1])
            for item in carried_items(item for item, _ in pairs.values())
            if item.id not in carried
        ]
        for body, pairs in by_body.items()
    }
    return {body: points for body, points in left.items() if points}


def _placed(meeting_id: int, agenda: Sequence[Point], carried: Sequence[Left]) -> tuple[list[Point], list[Point]]:
    """(new points, points already there that are now marked, what they leave unsaid taken from those carried)."""
    new: list[Point] = []
    marked: list[Point] = []
    for kind in {point.kind for point in carried}:
        here = [point for point in agenda if point.kind == kind]
        position = max((point.position for point in here), default=0)
        for left in (point for point in carried if point.kind == kind):
            same = next((point for point in here if _is_same(point, left)), None)
            if same is None and position < MOST_WITH_CARRIED:
                position += 1
                same = Point(meeting_id=meeting_id, kind=kind, position=position, carried_from_id=left.origin_id)
                same.proposal_id = left.proposal_id
                same.write(left.written)
                here.append(same)
                new.append(same)
            elif same and (same.carried_from_id is None or _comes_from(same, left)):
                same.carried_from_id = left.origin_id
                same.proposal_id = same.proposal_id or left.proposal_id
                same.write(_completed(same.written, left.written))
                marked.append(same)
    return new, marked


def _is_same(here: Point, left: Left) -> bool:
    is_adoption = here.minutes_of_id is not None  # placed by itself: nothing is ever carried onto it
    return not is_adoption and (here.text == left.written.text or _comes_from(here, left))


def _comes_from(here: Point, left: Left) -> bool:
    """Was it carried here past the meeting that speaks of it now?"""
    return here.carried_from_id is not None and here.carried_from_id == left.before_id


def _completed(here: AgendaPoint, carried: AgendaPoint) -> AgendaPoint:
    filled = {name: value for name, value in here.columns.items() if value}
    return AgendaPoint.of(here.kind, carried.columns | filled)
