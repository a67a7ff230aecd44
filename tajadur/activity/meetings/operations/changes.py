"""Changing a meeting that is programmed: another day, another agenda, or none at all."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import F

from tajadur.duties.obligations.queries.finding import obligation_of_meeting
from tajadur.foundation.calendar import instant
from tajadur.foundation.errors import BadInput, NeedsConfirmation, NotVisible, PermissionDenied
from tajadur.foundation.text import clean_line
from tajadur.organisation.people.models import Post
from tajadur.organisation.units.queries.bodies import in_body
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission, Role
from tajadur.registry.audit.operations import log_action
from tajadur.registry.notices.operations.requests import NotificationRequest, clear, notify
from tajadur.registry.notices.vocabulary import NoticeKind

from ..agenda import WRITTEN, AgendaPoint, field_of, of_kind
from ..models import Meeting, Point
from ..queries.meetings import bodies_to_programme
from ..queries.minutes import minutes_held_on
from ..vocabulary import MeetingState, PointKind
from .adoption import place_adoptions
from .carry_over import carry_unfinished, lock_agendas
from .checks import check_meeting_day, check_minutes, check_place, check_points, stop_for
from .opening import note_programme
from .proposals import still_to_answer

_Arranged = tuple[date, time, str, int]


def move_meeting(
    *,
    meeting_id: int,
    planned_on: date,
    wall_time: time,
    place: str | None = None,
    minutes: int | None = None,
    confirmed: Collection[str] = (),
    by: Actor,
    at: datetime,
) -> Meeting:
    """Move one meeting to another day, hour or place; the rest of its series stays.

    Moved into another period it counts there only, as programmed today: NeedsConfirmation ``leaves_period``. Minutes to
    be adopted stay with the next meeting of the body, whichever it is now. The body's other posts are told. Raises
    BadInput ``not_moved``, ``already_reported``, ``already_cancelled`` and those of a new meeting; PermissionDenied,
    NotVisible.
    """
    with transaction.atomic():
        lock_agendas(_body_of(meeting_id), on=by.on)
        meeting, grant = own_programmed(meeting_id, by)
        length = meeting.minutes if minutes is None else minutes
        where, problems = check_place(meeting.place if place is None else place)
        problems += check_minutes(length)
        before = (meeting.planned_on, meeting.wall_time, meeting.place, meeting.minutes)
        if not problems and before == (planned_on, wall_time, where, length):
            problems.append(BadInput("planned_on", "not_moved"))
        leaves = False
        if planned_on != meeting.planned_on:
            problems += check_meeting_day(
                unit=meeting.unit,
                body=meeting.body,
                day=planned_on,
                on=by.on,
                confirmed=confirmed,
                but=meeting.pk,
            )
            leaves = leaves_period(meeting, planned_on)
            if leaves and "leaves_period" not in confirmed:
                problems.append(NeedsConfirmation("planned_on", "leaves_period"))
        stop_for(problems)
        old_day, told = meeting.planned_on, _changed(before, (planned_on, wall_time, where, length))
        if planned_on != old_day and meeting.moved_from is None:
            meeting.moved_from = old_day
        if leaves:
            meeting.programmed_on = by.on
        meeting.planned_on, meeting.wall_time, meeting.place, meeting.minutes = planned_on, wall_time, where, length
        meeting.starts_at = instant(planned_on, wall_time, meeting.zone)
        meeting.sequence += 1
        meeting.save()
        place_adoptions(on=by.on, body_ids=[meeting.body_id])
        note_programme([meeting.unit_id], since=min(old_day, planned_on))
        _tell_moved(meeting, told, by=by, at=at)
        log_action(
            act="move_meeting",
            by=by,
            at=at,
            grant=grant,
            unit_id=meeting.unit_id,
            subject=("meeting", meeting.pk),
            detail={**told, "leaves_period": leaves},
        )
    return meeting


def cancel_meeting(*, meeting_id: int, because: str, by: Actor, at: datetime) -> Meeting:
    """Cancel one meeting, saying why. It stays readable and no longer counts as programmed.

    Its points go to the next meeting of the body, those typed for it and those it was to take over.
    Raises BadInput ``reason_missing``, ``already_reported``, ``already_cancelled``; PermissionDenied, NotVisible.
    """
    reason = clean_line(because, field="because", limit=300)
    with transaction.atomic():
        lock_agendas(_body_of(meeting_id), on=by.on)
        meeting, grant = own_programmed(meeting_id, by)
        if not reason:
            raise BadInput("because", "reason_missing")
        meeting.state, meeting.cancelled_because = MeetingState.CANCELLED, reason
        meeting.sequence += 1
        meeting.save(update_fields=["state", "cancelled_because", "sequence"])
        carry_unfinished(on=by.on, body_ids=[meeting.body_id])
        place_adoptions(on=by.on, body_ids=[meeting.body_id])
        note_programme([meeting.unit_id], since=meeting.planned_on)
        clear(subject_kind="meeting", subject_ids=[meeting.pk], because="cancelled", at=at)
        log_action(
            act="cancel_meeting", by=by, at=at, grant=grant, unit_id=meeting.unit_id, subject=("meeting", meeting.pk)
        )
    return meeting


def edit_points(*, meeting_id: int, points: Sequence[AgendaPoint], by: Actor, at: datetime) -> Meeting:
    """Replace the objectives and the agenda of a meeting that is not reported yet.

    A line whose words stay keeps its identity, and so does a line that takes the place of another: what was typed
    about it in a draft stays with it. A line carried here that is taken off is not carried again; one that was sent
    from below stays until a report says what came of it. Raises BadInput with the codes of PROBLEMS; PermissionDenied,
    NotVisible.
    """
    clean, problems = check_points(points)
    lines = {kind: of_kind(clean, kind) for kind in PointKind}
    with transaction.atomic():
        meeting, grant = own_programmed(meeting_id, by)
        stop_for(problems)
        for kind, written in lines.items():
            _replace(meeting, kind, written, on=by.on)
        Meeting.objects.filter(pk=meeting.pk).update(sequence=F("sequence") + 1)
        log_action(
            act="edit_points",
            by=by,
            at=at,
            grant=grant,
            unit_id=meeting.unit_id,
            subject=("meeting", meeting.pk),
            detail={str(kind): len(written) for kind, written in lines.items()},
        )
    return meeting


def leaves_period(meeting: Meeting, day: date) -> bool:
    """Would the meeting count for another period on ``day``? Where nothing is owed, its month stands for the period."""
    body_type = meeting.body.body_type_id
    old = obligation_of_meeting(meeting.unit_id, body_type, meeting.planned_on)
    new = obligation_of_meeting(meeting.unit_id, body_type, day)
    if old is None or new is None:
        return (meeting.planned_on.year, meeting.planned_on.month) != (day.year, day.month)
    return old.pk != new.pk


def own_programmed(meeting_id: int, by: Actor) -> tuple[Meeting, Grant]:
    """The meeting, locked, and the grant used. It must be programmed still."""
    rows = Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("unit", "body__body_type")
    meeting = rows.filter(pk=meeting_id).first()
    if meeting is None:
        raise NotVisible
    grant = require(by, Permission.PROGRAMME, in_body(meeting.unit, meeting.body))
    if not bodies_to_programme(by, meeting.unit_id).filter(pk=meeting.body_id).exists():
        raise PermissionDenied(Permission.PROGRAMME, meeting.unit_id, (Role.SECRETARY,), reads=True)
    if meeting.state == MeetingState.REPORTED:
        raise BadInput("", "already_reported")
    if meeting.state == MeetingState.CANCELLED:
        raise BadInput("", "already_cancelled")
    return meeting, grant


def _body_of(meeting_id: int) -> int:
    body = Meeting.objects.filter(pk=meeting_id).values_list("body_id", flat=True).first()
    if body is None:
        raise NotVisible
    return body


def _replace(meeting: Meeting, kind: PointKind, lines: Sequence[AgendaPoint], *, on: date) -> None:
    texts = {line.text for line in lines}
    rows = Point.objects.filter(meeting=meeting, kind=kind).annotate(minutes_on=minutes_held_on())
    old = list(rows.order_by("position"))
    same = {point.text: point for point in old}
    leaving = [point for point in old if point.text not in texts]
    field = field_of(kind, "text")
    stop_for([BadInput(field, "minutes_stay", text=point.shown) for point in leaving if point.minutes_of_id])
    stop_for(still_to_answer([point for point in leaving if point.proposal_id], field=field))
    free = [point for point in leaving if not point.proposal_id]
    kept: list[Point] = []
    new: list[Point] = []
    for position, line in enumerate(lines, 1):
        point = same.get(line.text) or (free.pop(0) if free else None)
        if point is None:
            new.append(Point(meeting=meeting, kind=kind, position=position, **line.columns))
            continue
        point.write(line)
        point.position = position
        kept.append(point)
    gone = [*free, *(point for point in leaving if point.proposal_id)]
    taken_off = {point.carried_from_id for point in gone}
    Point.objects.filter(pk__in=taken_off, set_aside_on=None).update(set_aside_on=on)
    Point.objects.filter(pk__in=[point.pk for point in gone]).delete()
    # Positions are unique at every moment: first out of the way, then each to its place.
    Point.objects.filter(meeting=meeting, kind=kind).update(position=F("position") + 1000)
    Point.objects.bulk_update(kept, [*WRITTEN, "position"])
    Point.objects.bulk_create(new)


def _changed(before: _Arranged, after: _Arranged) -> dict[str, str | int]:
    """What is told of a move: the days always, the hours, the places and the minutes where they are others."""
    (old_day, old_hour, old_place, old_minutes), (day, hour, place, minutes) = before, after
    told: dict[str, str | int] = {"from": old_day.isoformat(), "to": day.isoformat()}
    if hour != old_hour:
        told |= {"from_hour": f"{old_hour:%H:%M}", "to_hour": f"{hour:%H:%M}"}
    if place != old_place:
        told |= {"from_place": old_place, "to_place": place}
    if minutes != old_minutes:
        told |= {"from_minutes": old_minutes, "to_minutes": minutes}
    return told


def _tell_moved(meeting: Meeting, told: dict[str, str | int], *, by: Actor, at: datetime) -> None:
    posts = Post.objects.filter(body_id=meeting.body_id).exclude(pk__in=by.post_ids).values_list("pk", flat=True)
    notify(
        requests=[
            NotificationRequest(
                kind=NoticeKind.MEETING_MOVED,
                subject=("meeting", meeting.pk),
                step=f"moved-{meeting.sequence}",
                post_id=post,
                unit_id=meeting.unit_id,
                step_on=by.on,
                params=told,
            )
            for post in posts
        ],
        at=at,
    )
