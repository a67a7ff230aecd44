"""A unit closes from a day, on another day, or not at all: its meetings follow, and it is told.

Only a unit writes its meetings; here they end with it, as its mandates do, and come back with it (decision 0042).
"""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet

from tajadur.organisation.people.models import Post
from tajadur.organisation.people.operations import posts
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.operations import log_action
from tajadur.registry.notices.operations.requests import NotificationRequest, clear, notify
from tajadur.registry.notices.vocabulary import NoticeKind

from ..models import Meeting, Series
from ..vocabulary import MeetingState
from .opening import note_programme, open_series


@transaction.atomic
def close_unit(*, unit_id: int, closed_on: date, by: Actor, at: datetime) -> Unit:
    """Close the unit from ``closed_on``, or on another day while the first has not come.

    Its meetings from that day on are cancelled, those of the days won come back. Raises what
    ``people.operations.posts.close_unit`` raises.
    """
    unit = posts.close_unit(unit_id=unit_id, closed_on=closed_on, by=by, at=at)
    _follow(unit, by.on, at)
    return unit


@transaction.atomic
def withdraw_closing(*, unit_id: int, by: Actor, at: datetime) -> Unit:
    """The unit does not close after all: bodies, mandates and meetings are as if it had not been decided.

    Raises what ``people.operations.posts.withdraw_closing`` raises.
    """
    unit = posts.withdraw_closing(unit_id=unit_id, by=by, at=at)
    _follow(unit, by.on, at)
    return unit


def follow_closings(*, on: date, at: datetime, unit_ids: Collection[int] | None = None) -> dict[int, tuple[int, int]]:
    """Cancel the meetings after the end of their body, bring back those whose body goes on; unit -> (how many, back).

    Safe to repeat. Meetings are locked before obligations, as everywhere.
    """
    rows = Meeting.objects.all() if unit_ids is None else Meeting.objects.filter(unit_id__in=unit_ids)
    goes_on = Q(body__closed_on=None) | Q(body__closed_on__gt=F("planned_on"))
    ending = _locked(rows.filter(state=MeetingState.PROGRAMMED, body__closed_on__lte=F("planned_on")))
    coming = _locked(rows.filter(goes_on, state=MeetingState.CANCELLED, ended_with_body=True, planned_on__gte=on))
    touched = {**ending, **coming}
    if not touched:
        return {}
    _turn(ending, MeetingState.CANCELLED, ended=True)
    _turn(coming, MeetingState.PROGRAMMED, ended=False)
    units = {unit for unit, _ in touched.values()}
    note_programme(units, since=min(day for _, day in touched.values()))
    if ending:
        clear(subject_kind="meeting", subject_ids=list(ending), because="cancelled", at=at)
    detail = {"cancelled": len(ending), "back": len(coming)}
    log_action(act="follow_closings", by=None, at=at, detail=detail)
    return {
        unit: (sum(of == unit for of, _ in ending.values()), sum(of == unit for of, _ in coming.values()))
        for unit in units
    }


def _follow(unit: Unit, on: date, at: datetime) -> None:
    tally = follow_closings(on=on, at=at, unit_ids=[unit.pk]).get(unit.pk, (0, 0))
    # Days that were past the end of the body were not opened: they are looked at again.
    going_on = Series.objects.filter(Q(stopped_on=None) | Q(stopped_on__gt=on), unit=unit, created_ahead_to__gt=on)
    series = list(going_on.select_for_update(of=("self",)).select_related("body"))
    for row in series:
        row.created_ahead_to = on
    made = open_series(series, on=on, at=at) if series else []
    if made:
        note_programme([unit.pk], since=min(row.planned_on for row in made))
    notify(
        requests=[
            NotificationRequest(
                kind=NoticeKind.CLOSING,
                subject=("unit", unit.pk),
                step=f"closing-{at:%Y%m%d%H%M%S%f}",
                post_id=post,
                unit_id=unit.pk,
                step_on=on,
                params={
                    "from": unit.closed_on.isoformat() if unit.closed_on else "",
                    "cancelled": tally[0],
                    "back": tally[1] + len(made),
                },
            )
            for post in Post.objects.filter(unit=unit).values_list("pk", flat=True)
        ],
        at=at,
    )


def _locked(rows: QuerySet[Meeting]) -> dict[int, tuple[int, date]]:
    locked = rows.select_for_update(of=("self",), no_key=True).order_by("planned_on", "pk")
    return {pk: (unit, day) for pk, unit, day in locked.values_list("pk", "unit_id", "planned_on")}


def _turn(meetings: Collection[int], state: MeetingState, *, ended: bool) -> None:
    Meeting.objects.filter(pk__in=list(meetings)).update(state=state, ended_with_body=ended, sequence=F("sequence") + 1)
