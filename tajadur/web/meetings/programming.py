"""Programming one meeting, or a series of them. The page also answers what is worth knowing about the day chosen."""

from datetime import date, time
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tajadur.activity.meetings.operations.programme import programme_meeting
from tajadur.activity.meetings.operations.series import programme_series
from tajadur.activity.meetings.queries.calendar import Rhythm, Warned, next_occurrences, rhythm_of, rule_of, warnings_on
from tajadur.activity.meetings.queries.meetings import AsLastTime, programmable_unit, proposal_for, series_for
from tajadur.activity.meetings.vocabulary import PROBLEMS, NthWeekday
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput
from tajadur.foundation.formats import language
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import DayField, TimeField, add_problems
from tajadur.web.meetings.forms import OnceForm, RegularForm, initial_of, where_when_of
from tajadur.web.paging import number_in

PREVIEW = 4
USUAL_HOUR = time(17, 0)
# All that is worth knowing about a day depends on: nothing else of the form travels in an address.
DAY_FIELDS = (
    "body",
    "planned_on",
    "wall_time",
    "starts_on",
    "ends_on",
    "pace",
    "place_in_month",
    "weekday",
    "month_day",
)


@enter(get=Permission.PROGRAMME, post=Permission.PROGRAMME)
def once(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Programme one meeting. A day already past records a meeting that was held, and goes on to its report."""
    actor = request.actor
    unit, bodies = programmable_unit(actor, unit_id)
    posted = request.method == "POST"
    initial, as_last = _start(request, bodies) if not posted else ({}, False)
    form = OnceForm(request.POST if posted else None, bodies=bodies, initial=initial)
    if form.is_valid():
        values = form.cleaned_data
        try:
            meeting = programme_meeting(
                unit_id=unit.pk,
                body_id=values["body"],
                planned_on=values["planned_on"],
                wall_time=values["wall_time"],
                place=values["place"],
                minutes=values["minutes"],
                points=form.points,
                confirmed=form.confirmed,
                by=actor,
                at=clock.now(),
            )
        except BadInput as error:
            add_problems(form, error, PROBLEMS)
        else:
            if meeting.planned_on < actor.on:
                messages.success(request, _("The meeting is recorded. Its report can be written now."))
                return redirect("reports:form", meeting.pk)
            messages.success(request, _("The meeting is programmed."))
            return redirect("meetings:detail", meeting.pk)
    day = _day(form["planned_on"].value())
    context = {
        "unit": unit,
        "form": form,
        "bodies": bodies,
        "as_last": as_last,
        "warnings": _warnings(day, form["wall_time"].value()),
        "is_past": day is not None and day < actor.on,
        "is_regular": False,
        "preview": [],
    }
    return _page(request, context)


@enter(get=Permission.PROGRAMME, post=Permission.PROGRAMME)
def regular(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Programme a series; ``?from=`` starts from an existing one, which stops where the new one begins."""
    actor = request.actor
    unit, bodies = programmable_unit(actor, unit_id)
    old = _replaced(request, unit_id)
    posted = request.method == "POST"
    initial = {} if posted else _start_regular(request, bodies, old)
    form = RegularForm(request.POST if posted else None, bodies=bodies, initial=initial)
    if form.is_valid():
        values = form.cleaned_data
        try:
            series = programme_series(
                unit_id=unit.pk,
                body_id=values["body"],
                rule=rule_of(_rhythm(values)),
                starts_on=values["starts_on"],
                ends_on=values["ends_on"],
                wall_time=values["wall_time"],
                place=values["place"],
                minutes=values["minutes"],
                replaces=old.pk if old else None,
                points=form.points,
                confirmed=form.confirmed,
                by=actor,
                at=clock.now(),
            )
        except BadInput as error:
            add_problems(form, error, PROBLEMS)
        else:
            messages.success(request, _("The meetings are programmed."))
            return redirect("meetings:series", series.pk)
    preview = _preview(form)
    context = {
        "unit": unit,
        "form": form,
        "bodies": bodies,
        "as_last": False,
        "old": old,
        "warnings": [],
        "is_past": False,
        "is_regular": True,
        "preview": [(day, _warnings(day, form["wall_time"].value())) for day in preview],
    }
    return _page(request, context)


def _page(request: ActorRequest, context: dict[str, Any]) -> HttpResponse:
    if request.headers.get("HX-Target") == "day-notes" and request.method == "GET":
        return render(request, "meetings/programme.html#day-notes", context)
    context["day_fields"] = ",".join(DAY_FIELDS)
    unit_id = context["unit"].pk
    regular_url = reverse("meetings:programme_regular", args=[unit_id])
    context |= {"once_url": reverse("meetings:programme", args=[unit_id]), "regular_url": regular_url}
    context["here"] = request.get_full_path() if context["is_regular"] else context["once_url"]
    return render(request, "meetings/programme.html", context, status=422 if context["form"].errors else 200)


def _start(request: ActorRequest, bodies: list[Any]) -> tuple[dict[str, Any], bool]:
    """(initial values, whether they repeat the last meeting): its hour, place and points, then the query string."""
    asked = request.GET.get("body")
    body = next((choice for choice in bodies if str(choice.pk) == asked), bodies[0] if bodies else None)
    proposal = proposal_for(body, request.actor.on) if body else AsLastTime()
    initial = where_when_of(proposal) | initial_of(proposal.points)
    initial |= {"planned_on": proposal.planned_on, "body": body.pk if body else None}
    return _habits(initial) | _typed(request, initial), proposal.as_last


def _start_regular(request: ActorRequest, bodies: list[Any], old: Any) -> dict[str, Any]:
    if old is None:
        initial, _as_last = _start(request, bodies)
        return {"starts_on": request.actor.on} | initial
    initial = where_when_of(old) | initial_of(old.usual_points)
    initial |= {"body": old.body_id, "starts_on": request.actor.on, "ends_on": old.ends_on}
    if rhythm := rhythm_of(old.rule):
        initial |= {
            "pace": rhythm.pace,
            "place_in_month": rhythm.place or NthWeekday.FIRST,
            "weekday": rhythm.weekday,
            "month_day": rhythm.month_day,
        }
    return initial | _typed(request, initial)


def _habits(initial: dict[str, Any]) -> dict[str, Any]:
    """What a body that never met may start from; everything stays editable."""
    usual = {
        "wall_time": USUAL_HOUR,
        "objectives": _("Follow up what was decided at the last meeting"),
        "agenda": "\n".join(
            (_("Minutes and decisions of the last meeting"), _("Organisational situation"), _("Other matters"))
        ),
    }
    return initial | {name: value for name, value in usual.items() if not initial.get(name)}


def _typed(request: ActorRequest, initial: dict[str, Any]) -> dict[str, Any]:
    names = {*initial, *DAY_FIELDS}
    return {name: request.GET[name][:4000] for name in names if request.GET.get(name)}


def _replaced(request: ActorRequest, unit_id: int) -> Any:
    asked = number_in(request, "from")
    if asked is None:
        return None
    old = series_for(request.actor, asked, Permission.PROGRAMME)
    return old if old.unit_id == unit_id and old.stopped_on is None else None


def _rhythm(values: dict[str, Any]) -> Rhythm:
    return Rhythm(
        str(values.get("pace") or ""),
        str(values.get("place_in_month") or ""),
        str(values.get("weekday") or ""),
        values.get("month_day") or None,
    )


def _preview(form: RegularForm) -> list[date]:
    """The first days of the series being typed; empty while its rhythm or its start is incomplete."""
    values = {name: form[name].value() for name in ("pace", "place_in_month", "weekday", "month_day")}
    starts_on, ends_on = _day(form["starts_on"].value()), _day(form["ends_on"].value())
    if starts_on is None:
        return []
    try:
        rule = rule_of(_rhythm(values))
    except BadInput:
        return []
    return list(next_occurrences(rule, starts_on, count=PREVIEW, ends_on=ends_on))


def _warnings(day: date | None, hour: Any) -> list[Warned]:
    return warnings_on(day, _value(TimeField(), hour), language()) if day else []


def _day(typed: Any) -> date | None:
    day = _value(DayField(), typed)
    return day if isinstance(day, date) else None


def _value(field: Any, typed: Any) -> Any:
    """The cleaned value of a field, or None when it cannot be read."""
    try:
        return field.to_python(typed)
    except ValidationError:
        return None
