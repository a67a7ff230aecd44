"""Reading series and meetings: which rows an actor may see, what is carried, what the form may propose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from tajadur.foundation.errors import NotVisible, PermissionDenied
from tajadur.organisation.profile.models import PostType
from tajadur.organisation.units.models import Body, Unit
from tajadur.organisation.units.queries.bodies import in_body
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may, require, within
from tajadur.permissions.matrix import Permission, Role

from ..agenda import AgendaPoint
from ..models import ActionItem, Draft, Meeting, Point, Report, Series
from ..vocabulary import MeetingState, PointKind
from .minutes import minutes_held_on
from .reading import reads_record
from .within_reach import with_answers

_CONGRESS = "congress"
# The longest two months: what was held so long ago may still be programmed and reported. Older periods and bodies are
# settled.
STILL_RECORDED = timedelta(days=62)
_SCREEN = ("unit", "unit__kind", "body", "body__body_type")


@dataclass(frozen=True, slots=True)
class AsLastTime:
    """What the form may propose for the next meeting of a body, from its last one; empty where nothing is known."""

    planned_on: date | None = None
    wall_time: time | None = None
    place: str = ""
    minutes: int = 120
    points: Sequence[AgendaPoint] = ()
    as_last: bool = False


def meetings_for(actor: Actor, permission: Permission = Permission.READ_RECORD) -> QuerySet[Meeting]:
    """The meetings of the bodies towards which ``actor`` may do ``permission``, with unit and body, in no order."""
    rows = Meeting.objects.select_related(*_SCREEN)
    return within(rows, actor, permission, "unit__path", body_type="body__body_type")


def meeting_for(actor: Actor, meeting_id: int, permission: Permission = Permission.READ_RECORD) -> Any:
    """One meeting; ``has_draft``: has somebody begun its report? ``is_not_held``: is none waited for?

    Raises NotVisible when its record may not be read, PermissionDenied when it may but not ``permission``.
    """
    drafts = Draft.objects.filter(meeting=OuterRef("pk"))
    rows = Meeting.objects.select_related(*_SCREEN, "series").annotate(has_draft=Exists(drafts))
    meeting = with_answers(rows, actor.on).filter(pk=meeting_id).first()
    if meeting is None or not reads_record(actor, meeting):
        raise NotVisible
    if permission is not Permission.READ_RECORD:
        require(actor, permission, in_body(meeting.unit, meeting.body))
    if (
        permission is Permission.PROGRAMME
        and not bodies_to_programme(actor, meeting.unit_id).filter(pk=meeting.body_id).exists()
    ):
        raise PermissionDenied(permission, meeting.unit_id, (Role.SECRETARY,), reads=True)
    return meeting


def series_for(actor: Actor, series_id: int, permission: Permission = Permission.READ_RECORD) -> Series:
    """One series, with unit and body. Raises NotVisible or PermissionDenied as ``meeting_for``."""
    series = Series.objects.select_related(*_SCREEN).filter(pk=series_id).first()
    if series is None or not may(actor, Permission.READ_RECORD, place := in_body(series.unit, series.body)):
        raise NotVisible
    require(actor, permission, place)
    return series


def programmable_unit(actor: Actor, unit_id: int) -> tuple[Unit, list[Body]]:
    """The unit and the bodies ``actor`` convenes there; at most two queries. Raises NotVisible or PermissionDenied."""
    bodies = list(bodies_to_programme(actor, unit_id).select_related("body_type", "unit__kind"))
    unit = bodies[0].unit if bodies else Unit.objects.select_related("kind").filter(pk=unit_id).first()
    if unit is None:
        raise NotVisible
    require(actor, Permission.PROGRAMME, unit)
    return unit, bodies


def bodies_to_programme(actor: Actor, unit_id: int) -> QuerySet[Body]:
    """The bodies of a unit that ``actor`` convenes: their own; who leads the unit, those without officers (councils).

    Congresses have their own stages. Bodies that ended stay for two months, for what was held and is to be reported.
    """
    held = [grant for grant in actor.grants if grant.role == Role.SECRETARY and grant.unit_id == unit_id]
    rows = Body.objects.filter(unit_id=unit_id).exclude(body_type__code=_CONGRESS)
    rows = rows.filter(Q(closed_on=None) | Q(closed_on__gt=actor.on - STILL_RECORDED))
    with_officers = PostType.objects.filter(body_type=OuterRef("body_type")).exclude(office=Role.COUNCIL)
    convened = Q(pk__in=[grant.body_id for grant in held])
    if any(grant.leads for grant in held):
        convened |= Q(~Exists(with_officers))
    return rows.filter(convened).select_related("body_type").order_by("body_type__pk")


def body_on(unit_id: int, body_type_id: int) -> Body | None:
    """The body of a type in a unit, or None."""
    return Body.objects.select_related("body_type").filter(unit_id=unit_id, body_type_id=body_type_id).first()


def units_programmed(actor: Actor) -> list[Unit]:
    """The units of the actor's own offices, in the order of the offices: those whose meetings are «ours»."""
    ids = list(dict.fromkeys(p.unit_id for p in actor.grants if p.role in {Role.SECRETARY, Role.MEMBER}))
    units = {unit.pk: unit for unit in Unit.objects.select_related("kind").filter(pk__in=ids)} if ids else {}
    return [units[pk] for pk in ids if pk in units]


def reaches_others(actor: Actor) -> bool:
    """Does the actor read meetings of a unit other than those of their own offices?"""
    own = [grant.unit_path for grant in actor.grants if grant.role in {Role.SECRETARY, Role.MEMBER}]
    return within(Unit.objects.exclude(path__in=own), actor, Permission.READ_RECORD).exists()


def meetings_of_unit(actor: Actor, unit: Unit, first: date, last: date) -> list[Meeting]:
    """The meetings of a unit in ``first … last``, oldest first; ``has_draft``, ``is_not_held``, ``points_count``."""
    rows = with_answers(meetings_for(actor), actor.on).filter(unit=unit, planned_on__range=(first, last))
    drafts = Draft.objects.filter(meeting=OuterRef("pk"))
    rows = rows.annotate(has_draft=Exists(drafts), points_count=Count("points", filter=Q(points__kind=PointKind.ITEM)))
    return list(rows.order_by("planned_on", "wall_time", "pk"))


def report_of(meeting: Meeting) -> int | None:
    """The id of the latest version of the meeting's report, or None."""
    return Report.objects.filter(meeting=meeting).order_by("-version").values_list("pk", flat=True).first()


def series_of_unit(actor: Actor, unit: Unit) -> list[Series]:
    """The series of a unit that still run on the actor's day, with their bodies."""
    rows = Series.objects.select_related("body__body_type").filter(unit=unit)
    rows = within(rows, actor, Permission.READ_RECORD, "unit__path", body_type="body__body_type")
    rows = rows.filter(Q(stopped_on=None) | Q(stopped_on__gt=actor.on), Q(ends_on=None) | Q(ends_on__gte=actor.on))
    return list(rows.order_by("pk"))


def meetings_of_series(series: Series, on: date) -> list[Meeting]:
    """The meetings of a series from ``on`` on, in order."""
    rows = with_answers(Meeting.objects.select_related(*_SCREEN), on).filter(series=series, planned_on__gte=on)
    return list(rows.order_by("planned_on", "pk"))


def agenda_of(meeting: Meeting) -> tuple[list[Point], list[Point]]:
    """(objectives, agenda items) in their order; each with the meeting it was carried from."""
    points = Point.objects.filter(meeting=meeting).select_related("carried_from__meeting", "proposal__unit")
    points = points.annotate(minutes_on=minutes_held_on()).order_by("position")
    both: dict[str, list[Point]] = {PointKind.OBJECTIVE: [], PointKind.ITEM: []}
    for point in points:
        both[point.kind].append(point)
    return both[PointKind.OBJECTIVE], both[PointKind.ITEM]


def action_items_open(body_id: int, before: date) -> list[ActionItem]:
    """The action items of a body opened by the day ``before`` and still open, earliest due first: at most 50.

    Each with ``report_id``: the report of the meeting that decided it, in its latest version.
    """
    latest = Report.objects.filter(meeting=OuterRef("meeting")).order_by("-version").values("pk")[:1]
    rows = ActionItem.objects.filter(body_id=body_id, opened_on__lte=before, closed_on=None, dropped_on=None)
    rows = rows.annotate(report_id=latest)
    return list(rows.select_related("owner__post_type").order_by("due_on", "pk")[:50])


def proposal_for(body: Body, on: date) -> AsLastTime:
    """The next meeting as the last one was: same weekday of the month, hour, place and points.

    Without any meeting yet only the length is known.
    """
    points = Prefetch("points", Point.objects.filter(carried_from=None, minutes_of=None).order_by("position"))
    rows = Meeting.objects.filter(body=body).exclude(state=MeetingState.CANCELLED).prefetch_related(points)
    last = rows.order_by("-planned_on", "-pk").first()
    if last is None:
        return AsLastTime()
    day = same_weekday_next_month(last.planned_on)
    while day < on:
        day = same_weekday_next_month(day)
    return AsLastTime(
        planned_on=day,
        wall_time=last.wall_time,
        place=last.place,
        minutes=last.minutes,
        points=[point.written for point in last.points.all()],
        as_last=True,
    )


def same_weekday_next_month(day: date) -> date:
    """The same weekday of the month, one month later; a fifth one that is missing becomes the last."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    first = date(year, month, 1)
    same_weekday = first + timedelta(days=(day.weekday() - first.weekday()) % 7, weeks=(day.day - 1) // 7)
    return same_weekday if same_weekday.month == month else same_weekday - timedelta(days=7)


def sorted_by_month(meetings: Sequence[Meeting]) -> list[tuple[date, list[Meeting]]]:
    """The meetings grouped by the first day of their month, in the order given."""
    groups: dict[date, list[Meeting]] = {}
    for meeting in meetings:
        groups.setdefault(meeting.planned_on.replace(day=1), []).append(meeting)
    return list(groups.items())
