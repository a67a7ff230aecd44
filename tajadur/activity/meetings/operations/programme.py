"""Programming one meeting. Only the unit itself programmes."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time

from django.db import transaction

from tajadur.foundation.calendar import ZONE_NAME, instant
from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.organisation.units.models import Body, Unit
from tajadur.organisation.units.queries.bodies import in_body
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action

from ..agenda import AgendaPoint
from ..models import Meeting, Point
from ..queries.meetings import bodies_to_programme
from .adoption import place_adoptions
from .carry_over import carry_unfinished
from .checks import check_meeting_day, check_minutes, check_place, check_points, stop_for
from .opening import note_programme, points_of


def programme_meeting(
    *,
    unit_id: int,
    body_id: int,
    planned_on: date,
    wall_time: time,
    place: str,
    points: Sequence[AgendaPoint],
    minutes: int = 120,
    zone: str = ZONE_NAME,
    confirmed: Collection[str] = (),
    by: Actor,
    at: datetime,
) -> Meeting:
    """Programme one meeting of a body; a day already past records a meeting that was held and is to be reported.

    What the last report left unfinished joins its agenda when it is the next meeting. Raises BadInput with the codes
    of PROBLEMS, NeedsConfirmation ``same_day_meeting``, PermissionDenied, NotVisible.
    """
    unit, body, grant = own_body(unit_id, body_id, by)
    where, problems = check_place(place)
    written, points_problems = check_points(points)
    problems += points_problems
    problems += check_minutes(minutes)
    problems += check_meeting_day(unit=unit, body=body, day=planned_on, on=by.on, confirmed=confirmed)
    stop_for(problems)
    with transaction.atomic():
        meeting = Meeting.objects.create(
            unit=unit,
            body=body,
            planned_on=planned_on,
            wall_time=wall_time,
            zone=zone,
            starts_at=instant(planned_on, wall_time, zone),
            minutes=minutes,
            place=where,
            programmed_at=at,
            programmed_on=by.on,
        )
        Point.objects.bulk_create(points_of(meeting, written))
        carry_unfinished(on=by.on, body_ids=[body.pk])
        place_adoptions(on=by.on, body_ids=[body.pk])
        note_programme([unit.pk], since=planned_on)
        log_action(
            act="programme_meeting",
            by=by,
            at=at,
            grant=grant,
            unit_id=unit.pk,
            subject=("meeting", meeting.pk),
            detail={"body": body.pk, "planned_on": planned_on.isoformat()},
        )
    return meeting


def own_body(unit_id: int, body_id: int, by: Actor) -> tuple[Unit, Body, Grant]:
    """The unit, one of the bodies the actor convenes there, and the grant used.

    Raises NotVisible, PermissionDenied, BadInput ``body_unknown``.
    """
    body = bodies_to_programme(by, unit_id).select_related("unit", "body_type").filter(pk=body_id).first()
    unit = body.unit if body else Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise NotVisible
    grant = require(by, Permission.PROGRAMME, in_body(unit, body) if body else unit)
    if body is None:
        raise BadInput("body", "body_unknown")
    return unit, body, grant
