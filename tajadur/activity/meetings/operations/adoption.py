"""Puts «adoption of the minutes» on the next agenda of the body, whatever becomes of that meeting."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import F

from tajadur.rules.minutes import stands_for_adoption

from ..models import Meeting, MinutesCirculation, Point
from ..queries.minutes import MinutesFacts, minutes_facts
from ..queries.vanished import MEMORY, STILL_AHEAD, vanished_meetings
from ..vocabulary import MeetingState, PointKind
from .carry_over import MOST_WITH_CARRIED

# What is stored, in the language of the party; pages word it in the language of the reader.
ADOPTION_LINE = "المصادقة على محضر اجتماع {day:%d/%m/%Y}"


def place_adoptions(*, on: date, body_ids: Collection[int], after: date | None = None) -> int:
    """See that minutes circulated and not adopted stand on the next agenda of their body, once; how many lines changed.

    The next meeting is the first programmed one from today on that was held after none of them. A line on a meeting
    whose day has come stays until its report, or until it vanished; on one that is no longer the next it moves; what is
    adopted or sent back leaves the agendas to come. Running again changes nothing. Call it inside the transaction of
    whatever changed a meeting or an answer; ``after``: only later meetings are looked at and locked, by a caller who
    holds that of this day.
    """
    circulated = MinutesCirculation.objects.filter(
        meeting__body__in=list(body_ids), meeting__planned_on__gte=on - MEMORY
    )
    ids = set(circulated.values_list("meeting_id", flat=True))
    if not ids:
        return 0
    meetings = _locked(body_ids, on, after)
    facts = minutes_facts(ids)  # read once the meetings are locked: another answer has committed by then
    standing: dict[int, list[Point]] = defaultdict(list)
    for point in Point.objects.filter(minutes_of__in=ids, meeting__state=MeetingState.PROGRAMMED).order_by("pk"):
        standing[point.minutes_of_id or 0].append(point)
    gone = set(vanished_meetings(on, body_ids).values_list("pk", flat=True))
    ahead: dict[int, list[Meeting]] = defaultdict(list)
    for meeting in meetings.values():
        if meeting.pk not in gone:
            ahead[meeting.body_id].append(meeting)
    changed = 0
    for meeting_id, minutes in sorted(facts.items(), key=lambda pair: (pair[1].held_on, pair[0])):
        here = [point for point in standing[meeting_id] if point.meeting_id not in gone]
        if any(point.meeting_id not in meetings for point in here):  # on an earlier agenda, which is not looked at
            continue
        changed += _settle(meeting_id, minutes, here, ahead[minutes.body_id], on)
    return changed


def _settle(meeting_id: int, minutes: MinutesFacts, here: list[Point], ahead: Iterable[Meeting], on: date) -> int:
    """Bring the lines of one meeting's minutes to where they belong; how many changed."""
    later = {meeting.pk: meeting for meeting in ahead if meeting.planned_on > minutes.held_on}
    is_open = stands_for_adoption(minutes.status(on).state)
    keep: Point | None = None
    if is_open:
        keep = next((p for p in here if p.meeting_id in later and later[p.meeting_id].planned_on < on), None)
    if keep is None and is_open:
        own = {point.meeting_id for point in here}
        target = next((m for m in later.values() if m.planned_on >= on and (m.pk in own or _has_room(m))), None)
        if target is not None:
            keep = next((point for point in here if point.meeting_id == target.pk), None)
            if keep is None:
                _leave(here)
                _write(target, meeting_id, minutes.held_on)
                return 1
    leaving = [point for point in here if point is not keep]
    _leave(leaving)
    return len(leaving)


def _locked(body_ids: Collection[int], on: date, after: date | None) -> dict[int, Meeting]:
    """What the bodies have programmed, locked in the order of days in which everybody does."""
    rows = Meeting.objects.filter(body__in=list(body_ids), state=MeetingState.PROGRAMMED)
    rows = rows.filter(planned_on__gte=on - STILL_AHEAD)
    if after is not None:
        rows = rows.filter(planned_on__gt=after)
    return {row.pk: row for row in rows.select_for_update(no_key=True).order_by("planned_on", "pk")}


def _has_room(meeting: Meeting) -> bool:
    return Point.objects.filter(meeting=meeting, kind=PointKind.ITEM).count() < MOST_WITH_CARRIED


def _write(meeting: Meeting, minutes_of: int, held_on: date) -> None:
    items = dict(Point.objects.filter(meeting=meeting, kind=PointKind.ITEM).values_list("text", "position"))
    text = line = ADOPTION_LINE.format(day=held_on)
    number = 1
    while text in items:
        number += 1
        text = f"{line} ({number})"
    position = max(items.values(), default=0) + 1
    Point.objects.create(meeting=meeting, kind=PointKind.ITEM, position=position, text=text, minutes_of_id=minutes_of)


def _leave(points: Iterable[Point]) -> None:
    """Take lines off their agendas; those below them move up."""
    for point in points:
        below = Point.objects.filter(meeting=point.meeting_id, kind=point.kind, position__gt=point.position)
        point.delete()
        # Positions are unique at every moment: first out of the way, then each to its place.
        moved = list(below.values_list("pk", flat=True))
        below.update(position=F("position") + 1000)
        Point.objects.filter(pk__in=moved).update(position=F("position") - 1001)
