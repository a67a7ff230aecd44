"""One session: its page with who came, organising it, changing it, cancelling it, its material."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tajadur.activity.training.operations.organising import cancel_session, change_session, organise_session
from tajadur.activity.training.queries.acting import organises, require_to_organise, unit_to_organise_for
from tajadur.activity.training.queries.attendance import attendance_of, sums_of
from tajadur.activity.training.queries.persons import persons_of, persons_to_note
from tajadur.activity.training.queries.sessions import (
    former_versions,
    invited_units,
    material_of,
    materials_of,
    trainers_of,
    version_for,
)
from tajadur.activity.training.vocabulary import SESSION_CONFLICTS, SESSION_PROBLEMS
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.permissions.check import may
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.registry.files.vocabulary import EVERY_KIND
from tajadur.registry.files.vocabulary import PROBLEMS as FILE_PROBLEMS
from tajadur.rules.training import TrainingState
from tajadur.web.access import ActorRequest, enter
from tajadur.web.consulting import consulted
from tajadur.web.files.attached import AttachedFiles, attached_files
from tajadur.web.files.serving import FileAnswer, links_to, send_file
from tajadur.web.forms import add_problems
from tajadur.web.support.labels import post_title

from . import labels
from .choices import begun_with, session_choices
from .forms import AttendedPersonForm, SessionCancelForm, SessionForm

_SHOWN, _TOO_LATE, _REFUSED = 200, 409, 422


@enter(get=Permission.READ_FIGURES, shows=RecordPart.TRAINING)
def session(request: ActorRequest, session_id: int) -> HttpResponse:
    """One session: its programme, who is invited, its material, who came."""
    return session_page(request, version_for(request.actor, session_id, request.actor.on))


@enter(get=Permission.ORGANISE_TRAINING, post=Permission.ORGANISE_TRAINING)
def organise(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The unit organises a session; a need may have led here, with its subject and its unit."""
    actor = request.actor
    unit = unit_to_organise_for(actor, unit_id)
    initial, choices = begun_with(request, unit)
    form = SessionForm(request.POST if request.method == "POST" else None, initial=initial, **choices)
    attached = attached_files(request, by=actor, kinds=EVERY_KIND)

    def act() -> int:
        data, at = form.data_typed(), clock.now()
        return organise_session(unit_id=unit_id, data=data, files=attached.keys, on=actor.on, by=actor, at=at)

    status, done = _sent(request, form, act, attached)
    if done is not None:
        messages.success(request, _("The session is organised; those invited read it."))
        return redirect("training:session", done)
    back = reverse("training:index")
    return _form_page(request, unit, form, attached, _("Organise a session"), back, status)


@enter(get=Permission.ORGANISE_TRAINING, post=Permission.ORGANISE_TRAINING)
def change(request: ActorRequest, session_id: int) -> HttpResponse:
    """The unit says the session anew; what was said before stays."""
    actor = request.actor
    version = version_for(actor, session_id, actor.on)
    unit = version.session.unit
    require_to_organise(actor, unit)
    if version.state == TrainingState.CANCELLED and request.method == "GET":
        messages.error(request, str(SESSION_CONFLICTS["session_cancelled"]))
        return redirect("training:session", session_id)
    initial, choices = session_choices(unit, actor.on, version)
    form = SessionForm(request.POST if request.method == "POST" else None, initial=initial, **choices)
    attached = attached_files(request, by=actor, kinds=EVERY_KIND, earlier=materials_of(version))

    def act() -> int:
        data, at, number = form.data_typed(), clock.now(), form.cleaned_data["number"] or 0
        values: dict[str, Any] = {"files": attached.keys, "on": actor.on, "by": actor, "at": at}
        return change_session(session_id=session_id, number=number, data=data, **values)

    status, done = _sent(request, form, act, attached)
    if done is not None:
        messages.success(request, _("The session is changed; what was said before stays beside it."))
        return redirect("training:session", session_id)
    if status == _TOO_LATE:
        form.renew(number=version.number)
    back = reverse("training:session", args=[session_id])
    return _form_page(request, unit, form, attached, _("Change the session"), back, status)


@enter(post=Permission.ORGANISE_TRAINING)
def cancel(request: ActorRequest, session_id: int) -> HttpResponse:
    """The unit cancels the session, with a reason."""
    actor, form = request.actor, SessionCancelForm(request.POST)
    version = version_for(actor, session_id, actor.on)
    require_to_organise(actor, version.session.unit)
    status = _REFUSED
    if form.is_valid():
        because = form.cleaned_data["because"]
        try:
            cancel_session(session_id=session_id, because=because, on=actor.on, by=actor, at=clock.now())
        except BadInput as error:
            add_problems(form, error, SESSION_PROBLEMS)
        except Conflict as error:
            form.add_error(None, str(SESSION_CONFLICTS[error.code]))
            status = _TOO_LATE
        else:
            messages.success(request, _("The session is cancelled; those invited read why."))
            return redirect("training:session", session_id)
    return session_page(request, version_for(actor, session_id, actor.on), cancelling=form, status=status)


@enter(get=Permission.READ_FIGURES, shows=RecordPart.TRAINING)
def file(request: ActorRequest, session_id: int, file_id: int) -> FileAnswer:
    """Material of the session."""
    version = version_for(request.actor, session_id, request.actor.on)
    _consulted(request, version)
    return send_file(material_of(version, file_id))


def session_page(
    request: ActorRequest,
    version: Any,
    *,
    cancelling: SessionCancelForm | None = None,
    noting: AttendedPersonForm | None = None,
    status: int = _SHOWN,
) -> HttpResponse:
    """The page of a session; the forms that were refused in place of fresh ones."""
    actor, unit = request.actor, version.session.unit
    _consulted(request, version)
    writes = organises(actor, unit)
    is_over = version.to_on <= actor.on and version.state != TrainingState.CANCELLED
    kept = attendance_of(version.session_id)
    persons = persons_of(version.session_id) if writes and is_over else []
    if writes and is_over and noting is None and (agreed := list(persons_to_note(actor, version))):
        noting = AttendedPersonForm(persons=agreed)
    can_cancel = version.state not in (TrainingState.CANCELLED, TrainingState.HELD)
    context = {
        "unit": unit,
        "subject": labels.kind_words(version.kind),
        "list_name": pgettext("menu", "Training"),
        "list_url": reverse("training:index"),
        "version": version,
        "session": version.session,
        "badge": labels.session_badge(version.state),
        "days": labels.days_words(version),
        "trainers": [post_title(trainer.post) for trainer in trainers_of(version)],
        "reads_names": writes or may(actor, Permission.READ_DRAFT, unit),
        "invited": invited_units(version),
        "links": links_to(materials_of(version), "training:file", version.session_id),
        "former": [labels.former_version(each) for each in former_versions(version)],
        "entries": [labels.attendance_line(each) for each in kept],
        "table": labels.table_of(sums_of(kept)),
        "persons": persons,
        "writes": writes and version.state != TrainingState.CANCELLED,
        "is_over": is_over,
        "is_cancelled": version.state == TrainingState.CANCELLED,
        "cancelling": cancelling or (SessionCancelForm() if writes and can_cancel else None),
        "noting": noting,
    }
    return render(request, "training/session.html", context, status=status)


def _consulted(request: ActorRequest, version: Any) -> None:
    """Whoever is invited reads what is said to them; whoever reads by their office from outside is noted."""
    unit = version.session.unit
    if may(request.actor, Permission.READ_RECORD, unit):
        consulted(request, unit.pk, unit.path)


def _sent(
    request: ActorRequest, form: SessionForm, act: Callable[[], int], attached: AttachedFiles
) -> tuple[int, int | None]:
    """(the status of the page with the form, None) or (302, what the act returned)."""
    if request.method != "POST":
        return _SHOWN, None
    if status := attached.answer_to(form):
        return status, None
    if not form.is_valid():
        return _REFUSED, None
    try:
        return 302, act()
    except BadInput as error:
        add_problems(form, error, {**FILE_PROBLEMS, **SESSION_PROBLEMS})
        return _REFUSED, None
    except Conflict as error:
        form.add_error(None, str(SESSION_CONFLICTS[error.code]))
        return _TOO_LATE, None


def _form_page(
    request: ActorRequest, unit: Any, form: SessionForm, attached: AttachedFiles, title: str, back: str, status: int
) -> HttpResponse:
    context = {"unit": unit, "form": form, "attached": attached, "title": title, "page_url": back}
    return render(request, "training/session_form.html", context, status=status)
