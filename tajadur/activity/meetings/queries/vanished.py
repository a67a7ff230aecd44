"""Which meetings vanished, cancelled or never held, and what of their points was not carried out."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from tajadur.rules.carry_over import is_finished

from ..agenda import AgendaPoint
from ..models import Meeting, Point, PointOutcome
from ..vocabulary import MeetingState, PointKind
from .within_reach import declared_not_held

# Points older than this are history: nobody expects them on a new agenda.
MEMORY = timedelta(days=400)
# A meeting of last week that is not reported yet may still be, and may still take what is carried.
STILL_AHEAD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Left:
    """What was not carried out, as it was written last: the point it comes from, and the one that was carried from."""

    origin_id: int
    before_id: int | None
    written: AgendaPoint
    proposal_id: int | None = None

    @property
    def kind(self) -> PointKind:
        """Objective or item."""
        return self.written.kind


def vanished_meetings(on: date, body_ids: Collection[int] | None = None) -> QuerySet[Meeting]:
    """Meetings cancelled; or past without a report: for a week, declared not held, or the body's next day has come."""
    rows = Meeting.objects.filter(planned_on__gte=on - MEMORY)
    if body_ids is not None:
        rows = rows.filter(body_id__in=body_ids)
    next_came = Meeting.objects.filter(
        body=OuterRef("body"), planned_on__gt=OuterRef("planned_on"), planned_on__lte=on
    ).exclude(state=MeetingState.CANCELLED)
    gave_up = Q(planned_on__lt=on - STILL_AHEAD) | Exists(next_came) | Q(declared_not_held(on))
    never_held = Q(gave_up, state=MeetingState.PROGRAMMED, planned_on__lt=on)
    return rows.filter(Q(state=MeetingState.CANCELLED, ended_with_body=False) | never_held)


def bodies_to_look_at(on: date) -> list[int]:
    """Bodies with a meeting ahead and points of a vanished one that stand on no other agenda."""
    ahead = Meeting.objects.filter(state=MeetingState.PROGRAMMED, body=OuterRef("meeting__body"), planned_on__gte=on)
    elsewhere = Point.objects.filter(
        Q(meeting__state=MeetingState.REPORTED)
        | Q(meeting__state=MeetingState.PROGRAMMED, meeting__planned_on__gte=on),
        carried_from=OuterRef("carried_from"),
    )
    rows = Point.objects.filter(
        Q(carried_from__isnull=False)
        | Q(proposal__isnull=False)
        | Q(meeting__series=None)
        | Q(meeting__sequence__gt=0),
        ~Exists(elsewhere),
        Exists(ahead),
        meeting__in=vanished_meetings(on),
        minutes_of=None,
        carried_to=None,
        set_aside_on=None,
        carried_from__set_aside_on=None,
    )
    return list(rows.order_by("meeting__body_id").values_list("meeting__body_id", flat=True).distinct())


def continued(origin_ids: Iterable[int], gone: Collection[int]) -> set[int]:
    """Those of the points that were carried to a meeting that did not vanish."""
    if not (ids := list(origin_ids)):
        return set()
    rows = Point.objects.filter(carried_from__in=ids).exclude(meeting__in=gone)
    return {origin for origin in rows.values_list("carried_from", flat=True) if origin}


def left_by_vanished(gone: Collection[int], on: date) -> dict[int, list[Left]]:
    """body -> what the vanished meetings ``gone`` leave, in the order of their days.

    Usual points of a series are left out: its next meeting has them. So is what the unit took off an agenda, what a
    later report of the body speaks of in the same words, and what a report calls finished since.
    """
    rows = Point.objects.filter(meeting__in=gone, minutes_of=None).select_related(
        "meeting__series", "carried_from__meeting"
    )
    points = [point for point in rows.order_by("meeting__planned_on", "meeting", "position") if not _is_usual(point)]
    points.sort(key=lambda point: point.carried_from_id is None)  # what was carried longer comes first
    origins = {point.pk: point.carried_from or point for point in points}
    over = continued({origin.pk for origin in origins.values()}, gone) | _finished(origins.values())
    spoken = _spoken_since({point.meeting.body_id for point in points}, on)
    left: dict[int, dict[int, Left]] = defaultdict(dict)
    for point in points:
        origin, meeting = origins[point.pk], point.meeting
        known = spoken.get((meeting.body_id, point.kind, point.text))
        if origin.pk in over or origin.set_aside_on or (known is not None and known > meeting.planned_on):
            continue
        left[meeting.body_id][origin.pk] = Left(origin.pk, origin.carried_from_id, point.written, point.proposal_id)
    return {body: list(origins.values()) for body, origins in left.items()}


def _is_usual(point: Point) -> bool:
    series = point.meeting.series
    if series is None or point.carried_from_id is not None:
        return False
    return any(usual.kind == point.kind and usual.text == point.text for usual in series.usual_points)


def _finished(origins: Iterable[Point]) -> set[int]:
    """Those that the latest version of their report calls finished."""
    reported = {origin.pk for origin in origins if origin.meeting.state == MeetingState.REPORTED}
    rows = PointOutcome.objects.filter(point__in=reported).order_by("point", "-report__version").distinct("point")
    return {point for point, outcome in rows.values_list("point", "outcome") if is_finished(outcome)}


def _spoken_since(body_ids: Collection[int], on: date) -> dict[tuple[int, str, str], date]:
    """(body, kind, text) -> the last day of a meeting whose report speaks of a point in these words."""
    rows = Point.objects.filter(
        meeting__body_id__in=body_ids, meeting__state=MeetingState.REPORTED, meeting__planned_on__gte=on - MEMORY
    ).order_by("meeting__planned_on")
    spoken = rows.values_list("meeting__body_id", "kind", "text", F("meeting__planned_on"))
    return {(body, kind, text): day for body, kind, text, day in spoken}
