"""Who came to a session: the form of each unit's counts, and who agreed to be remembered."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tajadur.activity.training.operations.attendance import correct_attendance, declare_attendance
from tajadur.activity.training.operations.remembering import note_person, take_person_off
from tajadur.activity.training.queries.acting import require_to_organise
from tajadur.activity.training.queries.attendance import attendance_row, units_to_count
from tajadur.activity.training.queries.persons import persons_to_note
from tajadur.activity.training.queries.sessions import version_for
from tajadur.activity.training.vocabulary import ATTENDANCE_PROBLEMS, PERSON_PROBLEMS, SESSION_CONFLICTS
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import PlainForm, add_problems
from tajadur.web.record_forms import typed_in

from . import labels
from .forms import AttendanceForm, AttendedPersonForm
from .sessions import session_page

_SHOWN, _TOO_LATE, _REFUSED, _DONE = 200, 409, 422, 302


@enter(get=Permission.ORGANISE_TRAINING, post=Permission.ORGANISE_TRAINING)
def declare(request: ActorRequest, session_id: int) -> HttpResponse:
    """Who came from one more unit."""
    version, actor = _organised(request, session_id), request.actor
    units = [(unit.pk, unit.name) for unit in units_to_count(version, actor.on)]
    only = {"attending": units[0][0]} if len(units) == 1 else {}
    form = AttendanceForm(typed_in(request), units=units, initial=only)

    def act() -> int:
        values: dict[str, Any] = {
            "counts": form.counts(),
            "confirmed": form.confirmed,
            "on": actor.on,
            "by": actor,
            "at": clock.now(),
        }
        return declare_attendance(session_id=session_id, attending=form.cleaned_data["attending"], **values)

    return _answer(request, version, form, act, _("Declare who came"), "")


@enter(get=Permission.ORGANISE_TRAINING, post=Permission.ORGANISE_TRAINING)
def correct(request: ActorRequest, session_id: int, attendance_id: int) -> HttpResponse:
    """What was declared of a unit is corrected, or taken back."""
    version, actor = _organised(request, session_id), request.actor
    row = attendance_row(session_id, attendance_id)
    if request.method == "GET" and not row.is_current:
        messages.error(request, str(SESSION_CONFLICTS["attendance_corrected"]))
        return redirect("training:session", session_id)
    form = AttendanceForm(typed_in(request), row=row)

    def act() -> int:
        values: dict[str, Any] = {
            "counts": form.counts(),
            "confirmed": form.confirmed,
            "on": actor.on,
            "by": actor,
            "at": clock.now(),
        }
        is_void = form.cleaned_data["is_void"]
        return correct_attendance(session_id=session_id, attendance_id=attendance_id, is_void=is_void, **values)

    return _answer(request, version, form, act, _("Correct who came"), row.unit.name)


@enter(post=Permission.ORGANISE_TRAINING)
def note(request: ActorRequest, session_id: int) -> HttpResponse:
    """Somebody who agreed came."""
    version, actor = _organised(request, session_id), request.actor
    form = AttendedPersonForm(request.POST, persons=persons_to_note(actor, version))

    def act() -> int:
        person_id = form.cleaned_data["person"]
        return note_person(session_id=session_id, person_id=person_id, on=actor.on, by=actor, at=clock.now())

    status = _sent(form, act, PERSON_PROBLEMS)
    if status == _DONE:
        messages.success(request, _("Noted. The person sees it under «My training»."))
        return redirect("training:session", session_id)
    return session_page(request, version, noting=form, status=status)


@enter(post=Permission.ORGANISE_TRAINING)
def take_off(request: ActorRequest, session_id: int, mark_id: int) -> HttpResponse:
    """A mark made by mistake is deleted."""
    _organised(request, session_id)
    try:
        take_person_off(session_id=session_id, mark_id=mark_id, by=request.actor, at=clock.now())
    except Conflict as error:
        messages.error(request, str(SESSION_CONFLICTS[error.code]))
    else:
        messages.success(request, _("Taken off: nothing is kept of it."))
    return redirect("training:session", session_id)


def _organised(request: ActorRequest, session_id: int) -> Any:
    """What is said of a session that the actor organises. Raises NotVisible, PermissionDenied."""
    version = version_for(request.actor, session_id, request.actor.on)
    require_to_organise(request.actor, version.session.unit)
    return version


def _answer(
    request: ActorRequest, version: Any, form: AttendanceForm, act: Callable[[], int], title: str, place: str
) -> HttpResponse:
    status = _sent(form, act, ATTENDANCE_PROBLEMS) if request.method == "POST" else _SHOWN
    if status == _DONE:
        messages.success(request, _("It is kept; those above read it."))
        return redirect("training:session", version.session_id)
    context = {
        "form": form,
        "title": title,
        "unit": version.session.unit,
        "page_url": reverse("training:session", args=[version.session_id]),
        "what": labels.kind_words(version.kind),
        "days": labels.days_words(version),
        "seats": version.seats,
        "place": place,
    }
    return render(request, "training/attendance_form.html", context, status=status)


def _sent(form: PlainForm, act: Callable[[], int], problems: dict[str, Any]) -> int:
    """302 when it was done; else the status of the page with the form, which says why not."""
    if not form.is_valid():
        return _REFUSED
    try:
        act()
    except BadInput as error:
        add_problems(form, error, problems)
        return _REFUSED
    except Conflict as error:
        form.add_error(None, str(SESSION_CONFLICTS[error.code]))
        return _TOO_LATE
    return _DONE
