"""Programming a series by its rule, changing what is usual in it, and its end. Only the unit itself programmes."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import F

from tajadur.foundation.calendar import ZONE_NAME
from tajadur.foundation.errors import BadInput, NeedsConfirmation, NotVisible, PermissionDenied
from tajadur.foundation.text import clean_line
from tajadur.organisation.units.models import Body, Unit
from tajadur.organisation.units.queries.bodies import in_body
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission, Role
from tajadur.registry.audit.operations import log_action
from tajadur.registry.notices.operations.requests import clear

from ..agenda import AgendaPoint
from ..models import Meeting, Series
from ..queries.calendar import is_rule, occurrences
from ..queries.meetings import bodies_to_programme
from ..vocabulary import MeetingState
from .adoption import place_adoptions
from .carry_over import carry_unfinished, lock_agendas
from .checks import (
    check_minutes,
    check_place,
    check_points,
    day_problems,
    has_meeting_on,
    has_running_series,
    latest_day,
    stop_for,
)
from .opening import note_programme, open_series
from .programme import own_body
from .replacing import changed_by_hand, take_over


def programme_series(
    *,
    unit_id: int,
    body_id: int,
    rule: str,
    starts_on: date,
    wall_time: time,
    place: str,
    points: Sequence[AgendaPoint],
    ends_on: date | None = None,
    minutes: int = 120,
    zone: str = ZONE_NAME,
    replaces: int | None = None,
    confirmed: Collection[str] = (),
    by: Actor,
    at: datetime,
) -> Series:
    """Programme a series by an RFC 5545 ``rule``; its meetings of the next 90 days are opened at once.

    ``replaces`` is a series of the same body that stops where this one starts: its meetings from that day on that are
    still programmed are cancelled, but those changed by hand, which this one takes over. Raises BadInput with the codes
    of PROBLEMS, NeedsConfirmation ``series_running`` or ``same_day_meeting``, PermissionDenied, NotVisible.
    """
    unit, body, grant = own_body(unit_id, body_id, by)
    where, problems = check_place(place)
    written, points_problems = check_points(points)
    problems += points_problems
    problems += check_minutes(minutes) + _series_problems(unit, body, rule, starts_on, ends_on, by.on)
    if not any(not isinstance(problem, NeedsConfirmation) for problem in problems):
        problems += _series_questions(body, rule, starts_on, ends_on, replaces, confirmed)
    stop_for(problems)
    replaced: list[int] = []
    with transaction.atomic():
        lock_agendas(body.pk, on=by.on)
        by_hand: list[Meeting] = []
        former = None if replaces is None else _locked_series(replaces, body=body)
        if former is not None:
            by_hand = changed_by_hand(former, from_on=starts_on)
            replaced = _stop(former, from_on=starts_on, cancel=True, because="", but=[row.pk for row in by_hand])
        series = Series(
            unit=unit,
            body=body,
            rule=rule,
            starts_on=starts_on,
            ends_on=ends_on,
            wall_time=wall_time,
            zone=zone,
            minutes=minutes,
            place=where,
            created_at=at,
        )
        series.write_points(written)
        series.save()
        if former is not None:
            take_over(by_hand, former, series, on=by.on)
        made = open_series([series], on=by.on, at=at)
        carry_unfinished(on=by.on, body_ids=[body.pk])
        place_adoptions(on=by.on, body_ids=[body.pk])
        note_programme([unit.pk], since=starts_on)
        _clear_cancelled(replaced, at)
        log_action(
            act="programme_series",
            by=by,
            at=at,
            grant=grant,
            unit_id=unit.pk,
            subject=("series", series.pk),
            detail={"body": body.pk, "rule": rule, "opened": len(made), "replaces": replaces},
        )
    return series


def edit_series(
    *,
    series_id: int,
    wall_time: time,
    place: str,
    points: Sequence[AgendaPoint],
    minutes: int = 120,
    by: Actor,
    at: datetime,
) -> Series:
    """Change the usual hour, place and points of a series, for meetings not opened yet; those opened stay as they are.

    Another rhythm is a new series (``programme_series`` with ``replaces``). Raises BadInput, PermissionDenied,
    NotVisible.
    """
    grant = _power_over(series_id, by)
    where, problems = check_place(place)
    written, points_problems = check_points(points)
    problems += points_problems
    stop_for(problems + check_minutes(minutes))
    with transaction.atomic():
        series = _locked_series(series_id)
        if series.stopped_on:
            raise BadInput("", "series_stopped")
        series.wall_time, series.minutes, series.place = wall_time, minutes, where
        series.write_points(written)
        series.save(update_fields=["wall_time", "minutes", "place", "objectives", "agenda"])
        log_action(act="edit_series", by=by, at=at, grant=grant, unit_id=series.unit_id, subject=("series", series.pk))
    return series


def stop_series(
    *, series_id: int, from_on: date, because: str, cancel_meetings: bool = True, by: Actor, at: datetime
) -> int:
    """No more meetings of the series from ``from_on`` on; returns how many of those opened were cancelled.

    With ``cancel_meetings`` those still programmed from that day on are cancelled, else they stay as single meetings.
    Raises BadInput ``reason_missing``, ``series_stopped``, ``stops_before_today``; PermissionDenied, NotVisible.
    """
    grant = _power_over(series_id, by)
    reason = clean_line(because, field="because", limit=300)
    problems = [] if reason else [BadInput("because", "reason_missing")]
    if from_on < by.on:
        problems.append(BadInput("from_on", "stops_before_today"))
    stop_for(problems)
    with transaction.atomic():
        series = _locked_series(series_id)
        if series.stopped_on:
            raise BadInput("", "series_stopped")
        lock_agendas(series.body_id, on=by.on)
        cancelled = _stop(series, from_on=from_on, cancel=cancel_meetings, because=reason)
        carry_unfinished(on=by.on, body_ids=[series.body_id])
        place_adoptions(on=by.on, body_ids=[series.body_id])
        note_programme([series.unit_id], since=from_on)
        _clear_cancelled(cancelled, at)
        log_action(
            act="stop_series",
            by=by,
            at=at,
            grant=grant,
            unit_id=series.unit_id,
            subject=("series", series.pk),
            detail={"from_on": from_on.isoformat(), "cancelled": len(cancelled)},
        )
    return len(cancelled)


def _power_over(series_id: int, by: Actor) -> Grant:
    series = Series.objects.select_related("unit", "body").filter(pk=series_id).first()
    if series is None:
        raise NotVisible
    grant = require(by, Permission.PROGRAMME, in_body(series.unit, series.body))
    if not bodies_to_programme(by, series.unit_id).filter(pk=series.body_id).exists():
        raise PermissionDenied(Permission.PROGRAMME, series.unit_id, (Role.SECRETARY,), reads=True)
    return grant


def _locked_series(series_id: int, body: Body | None = None) -> Series:
    rows = Series.objects.select_for_update(of=("self",)).select_related("body")
    series = rows.filter(pk=series_id, **({"body": body} if body else {})).first()
    if series is None:
        raise NotVisible
    return series


def _series_problems(
    unit: Unit, body: Body, rule: str, starts_on: date, ends_on: date | None, on: date
) -> list[BadInput]:
    problems = day_problems(unit, body, starts_on, field="starts_on")
    if starts_on < on:
        problems.append(BadInput("starts_on", "starts_in_past"))
    if starts_on > latest_day(on):
        problems.append(BadInput("starts_on", "starts_too_far", day=latest_day(on)))
    if ends_on and ends_on < starts_on:
        problems.append(BadInput("ends_on", "ends_before_start"))
    if not is_rule(rule):
        problems.append(BadInput("pace", "rule_unknown"))
    elif not problems and not _first_year(rule, starts_on, ends_on):
        problems.append(BadInput("pace", "rule_never"))
    return problems


def _series_questions(
    body: Body, rule: str, starts_on: date, ends_on: date | None, replaces: int | None, confirmed: Collection[str]
) -> list[BadInput]:
    problems: list[BadInput] = []
    if "series_running" not in confirmed and has_running_series(body, but=replaces, first=starts_on, last=ends_on):
        problems.append(NeedsConfirmation("starts_on", "series_running"))
    days = _first_year(rule, starts_on, ends_on)
    if "same_day_meeting" not in confirmed and has_meeting_on(body, days, but_series=replaces):
        problems.append(NeedsConfirmation("starts_on", "same_day_meeting"))
    return problems


def _first_year(rule: str, starts_on: date, ends_on: date | None) -> list[date]:
    last = latest_day(starts_on)
    return occurrences(rule, starts_on, starts_on, min(last, ends_on) if ends_on else last)


def _stop(series: Series, *, from_on: date, cancel: bool, because: str, but: Collection[int] = ()) -> list[int]:
    """End the series and, where asked, cancel what is programmed of it, ``but`` some; the ids of those cancelled."""
    series.stopped_on = from_on
    series.save(update_fields=["stopped_on"])
    if not cancel:
        return []
    ahead = Meeting.objects.filter(series=series, planned_on__gte=from_on, state=MeetingState.PROGRAMMED)
    ahead = ahead.exclude(pk__in=but)
    locked = ahead.select_for_update(no_key=True).order_by("planned_on", "pk")
    ids = list(locked.values_list("pk", flat=True))
    Meeting.objects.filter(pk__in=ids).update(
        state=MeetingState.CANCELLED, cancelled_because=because, sequence=F("sequence") + 1
    )
    return ids


def _clear_cancelled(meeting_ids: Sequence[int], at: datetime) -> None:
    """Clear messages about the meetings. They are locked after meetings and obligations, as when a report is sent."""
    if meeting_ids:
        clear(subject_kind="meeting", subject_ids=meeting_ids, because="cancelled", at=at)
