"""Changing what is programmed: the points, the day, cancelling; the usual things of a series, and its end."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tajadur.activity.meetings.agenda import AgendaPoint
from tajadur.activity.meetings.operations.changes import cancel_meeting, edit_points, move_meeting
from tajadur.activity.meetings.operations.series import edit_series, stop_series
from tajadur.activity.meetings.queries.calendar import warnings_on
from tajadur.activity.meetings.queries.meetings import agenda_of, meeting_for, series_for
from tajadur.activity.meetings.vocabulary import PROBLEMS, MeetingState
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput
from tajadur.foundation.formats import language
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import add_problems
from tajadur.web.meetings.forms import (
    CancelForm,
    MeetingsForm,
    MoveForm,
    PointsForm,
    StopForm,
    UsualForm,
    initial_of,
    where_when_of,
)


@enter(get=Permission.PROGRAMME, post=Permission.PROGRAMME)
def points(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Edit the objectives and the agenda until the report is in."""
    meeting = meeting_for(request.actor, meeting_id, Permission.PROGRAMME)
    points_now = [point for both in agenda_of(meeting) for point in both]
    shown = {point.text: point.shown for point in points_now if point.minutes_of_id}
    shown = {text: line for text, line in shown.items() if list(shown.values()).count(line) == 1}
    initial = initial_of(_renamed((point.written for point in points_now), shown))
    form = PointsForm(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> None:
        stored = {line: text for text, line in shown.items()}
        edit_points(meeting_id=meeting.pk, points=_renamed(form.points, stored), by=request.actor, at=clock.now())

    if done(form, act):
        messages.success(request, _("The objectives and the agenda are kept."))
        return redirect("meetings:detail", meeting.pk)
    return page(request, "meetings/points.html", form, meeting=meeting)


@enter(get=Permission.PROGRAMME, post=Permission.PROGRAMME)
def move(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Move one meeting to another day, hour or place."""
    meeting = meeting_for(request.actor, meeting_id, Permission.PROGRAMME)
    names = ("planned_on", "wall_time", "place", "minutes")
    initial = {name: getattr(meeting, name) for name in names}
    form = MoveForm(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> None:
        values = {name: form.cleaned_data[name] for name in names}
        move_meeting(meeting_id=meeting.pk, **values, confirmed=form.confirmed, by=request.actor, at=clock.now())

    if done(form, act):
        messages.success(request, _("The meeting is moved."))
        return redirect("meetings:detail", meeting.pk)
    return page(request, "meetings/move.html", form, meeting=meeting)


@enter(get=Permission.PROGRAMME, post=Permission.PROGRAMME)
def cancel(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Cancel one meeting, saying why."""
    meeting = meeting_for(request.actor, meeting_id, Permission.PROGRAMME)
    form = CancelForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        because = form.cleaned_data["because"]
        cancel_meeting(meeting_id=meeting.pk, because=because, by=request.actor, at=clock.now())

    if done(form, act):
        messages.success(request, _("The meeting is cancelled."))
        return redirect("meetings:detail", meeting.pk)
    return page(request, "meetings/cancel.html", form, meeting=meeting)


@enter(get=Permission.PROGRAMME, post=Permission.PROGRAMME)
def usual(request: ActorRequest, series_id: int) -> HttpResponse:
    """Change the usual hour, place and points of a series, for meetings not opened yet."""
    series = series_for(request.actor, series_id, Permission.PROGRAMME)
    initial = where_when_of(series) | initial_of(series.usual_points)
    form = UsualForm(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> None:
        values = {name: form.cleaned_data[name] for name in ("wall_time", "place", "minutes")}
        edit_series(series_id=series.pk, **values, points=form.points, by=request.actor, at=clock.now())

    if done(form, act):
        messages.success(request, _("The series is changed, for the meetings not opened yet."))
        return redirect("meetings:series", series.pk)
    return page(request, "meetings/usual.html", form, series=series)


@enter(get=Permission.PROGRAMME, post=Permission.PROGRAMME)
def stop(request: ActorRequest, series_id: int) -> HttpResponse:
    """Stop a series from a day on."""
    series = series_for(request.actor, series_id, Permission.PROGRAMME)
    form = StopForm(request.POST if request.method == "POST" else None, initial={"from_on": request.actor.on})
    cancelled: list[int] = []

    def act() -> None:
        values = {name: form.cleaned_data[name] for name in ("from_on", "because", "cancel_meetings")}
        cancelled.append(stop_series(series_id=series.pk, **values, by=request.actor, at=clock.now()))

    if done(form, act):
        words = ngettext(
            "The series is stopped; %(n)s meeting is cancelled.",
            "The series is stopped; %(n)s meetings are cancelled.",
            cancelled[0],
        )
        messages.success(request, words % {"n": cancelled[0]})
        return redirect("meetings:series", series.pk)
    return page(request, "meetings/stop.html", form, series=series)


def _renamed(points: Iterable[AgendaPoint], names: Mapping[str, str]) -> list[AgendaPoint]:
    """The points with other words for some: lines we worded are typed over in the language of the page."""
    return [replace(point, text=names.get(point.text.strip(), point.text)) for point in points]


def done(form: MeetingsForm, act: Callable[[], Any]) -> bool:
    """Was the form sent, valid, and the act accepted? Otherwise the form carries its problems."""
    if not form.is_valid():
        return False
    try:
        act()
    except BadInput as error:
        add_problems(form, error, PROBLEMS)
        return False
    return True


def page(request: ActorRequest, template: str, form: MeetingsForm, **about: Any) -> HttpResponse:
    """The page of a form; 422 with what was typed when it has errors. A meeting past changing redirects to its page."""
    meeting = about.get("meeting")
    if meeting and meeting.state != MeetingState.PROGRAMMED and request.method == "GET":
        return redirect("meetings:detail", meeting.pk)
    warnings = warnings_on(meeting.planned_on, meeting.wall_time, language()) if meeting else []
    context = {"form": form, "warnings": warnings, "on": request.actor.on, **about}
    return render(request, template, context, status=422 if form.errors else 200)
