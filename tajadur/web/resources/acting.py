"""The forms of every act about a request: asking, taking back, speaking, deciding, delivering, closing, confirming."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tajadur.activity.resources.operations import asking, deciding, delivering, speaking
from tajadur.activity.resources.queries.acting import RequestAct
from tajadur.activity.resources.queries.budget import kinds
from tajadur.activity.resources.queries.page import RequestPage, request_of_delivery, request_to
from tajadur.activity.resources.queries.requests import unit_to_ask_for
from tajadur.activity.resources.vocabulary import CONFLICTS, PROBLEMS
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.registry.files.vocabulary import PROBLEMS as FILE_PROBLEMS
from tajadur.web.access import ActorRequest, enter
from tajadur.web.consulting import consulted
from tajadur.web.files.attached import attached_files
from tajadur.web.forms import PlainForm, add_problems

from . import presenters
from .forms import YES, CloseForm, DeliverForm, GrantForm, ReceivedForm, ResourceRequestForm, WordForm

SOON = timedelta(days=30)
Operation = Callable[..., int]


@enter(get=Permission.ASK_RESOURCES, post=Permission.ASK_RESOURCES)
def ask(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The unit asks for resources."""
    unit = unit_to_ask_for(request.actor, unit_id)
    form = ResourceRequestForm(_typed(request), kinds=list(kinds()))
    attached = attached_files(request, by=request.actor)
    status, request_id = attached.answer_to(form), None
    if not status:
        operation = partial(asking.ask_resources, unit_id=unit.pk, files=attached.keys)
        status, request_id = _done(request, form, operation)
    if request_id:
        messages.success(request, _("The request is sent. You are told of each step, and see here where it stands."))
        return redirect("resources:detail", request_id)
    is_closed = bool(unit.closed_on and unit.closed_on <= request.actor.on)
    context = {"form": form, "unit": unit, "is_closed": is_closed, "attached": attached}
    return render(request, "resources/ask.html", context, status=status)


@enter(post=Permission.ASK_RESOURCES)
def withdraw(request: ActorRequest, request_id: int) -> HttpResponse:
    """The unit takes its request back."""
    by, at = request.actor, clock.now()
    try:
        asking.withdraw_request(request_id=request_id, on=by.on, by=by, at=at)
    except Conflict as error:
        messages.error(request, str(CONFLICTS[error.code]))
    else:
        messages.success(request, _("The request is taken back."))
    return redirect("resources:detail", request_id)


@enter(get=Permission.ENDORSE_RESOURCES, post=Permission.ENDORSE_RESOURCES, shows=RecordPart.RESOURCES)
def endorse(request: ActorRequest, request_id: int) -> HttpResponse:
    """The level above endorses or not."""
    page = request_to(request.actor, request_id, RequestAct.ENDORSE, request.actor.on)
    words = {"label": _("Do you endorse this request?"), "yes": _("Endorse it"), "no": _("Do not endorse it")}
    form = WordForm(_typed(request), **words)
    title, button = _("Endorse a request"), _("Record the endorsement")
    return _word(request, page, form, speaking.endorse_request, title, button)


@enter(get=Permission.RECOMMEND_RESOURCES, post=Permission.RECOMMEND_RESOURCES, shows=RecordPart.RESOURCES)
def recommend(request: ActorRequest, request_id: int) -> HttpResponse:
    """The cell recommends or not."""
    page = request_to(request.actor, request_id, RequestAct.RECOMMEND, request.actor.on)
    words = {"label": _("Do you recommend this request?"), "yes": _("Recommend it"), "no": _("Do not recommend it")}
    form = WordForm(_typed(request), **words)
    title, button = _("Recommend a request"), _("Record the recommendation")
    return _word(request, page, form, speaking.recommend_request, title, button)


@enter(get=Permission.DECIDE_RESOURCES, post=Permission.DECIDE_RESOURCES, shows=RecordPart.RESOURCES)
def decide(request: ActorRequest, request_id: int) -> HttpResponse:
    """Grant whole or in part, or refuse; what is left of the budget line stands beside it."""
    actor = request.actor
    page = request_to(actor, request_id, RequestAct.DECIDE, actor.on)
    asked = page.request
    day = max(asked.needed_by, actor.on + SOON)
    form = GrantForm(_typed(request), with_amount=asked.amount is not None, deliver_by=day)
    title, button = _("Decide on a request"), _("Record the decision")
    return _answer(request, page, form, deciding.decide_request, title, button, request_id=asked.pk)


@enter(get=Permission.DELIVER_RESOURCES, post=Permission.DELIVER_RESOURCES, shows=RecordPart.RESOURCES)
def deliver(request: ActorRequest, request_id: int) -> HttpResponse:
    """Note a delivery, with its proof."""
    actor = request.actor
    page = request_to(actor, request_id, RequestAct.DELIVER, actor.on)
    form = DeliverForm(_typed(request), with_amount=page.request.amount is not None, today=actor.on)
    title, button = _("Note a delivery"), _("Record the delivery")
    values = {"amount": None, "completes": False, "request_id": page.request.pk}
    return _answer(request, page, form, delivering.deliver_part, title, button, **values)


@enter(get=Permission.DECIDE_RESOURCES, post=Permission.DECIDE_RESOURCES, shows=RecordPart.RESOURCES)
def close(request: ActorRequest, request_id: int) -> HttpResponse:
    """Nothing more is delivered; what is left goes back to its line."""
    page = request_to(request.actor, request_id, RequestAct.CLOSE, request.actor.on)
    form = CloseForm(_typed(request))
    title, button = _("Close a request"), _("Deliver nothing more")
    return _answer(request, page, form, deciding.close_request, title, button, request_id=page.request.pk)


@enter(get=Permission.ASK_RESOURCES, post=Permission.ASK_RESOURCES)
def confirm(request: ActorRequest, delivery_id: int) -> HttpResponse:
    """The unit confirms that it received a delivery."""
    actor = request.actor
    asked_id = request_of_delivery(delivery_id)
    page = request_to(actor, asked_id, RequestAct.CONFIRM, actor.on)
    form = ReceivedForm(_typed(request))
    title, button = _("Confirm a delivery"), _("We received it")
    return _answer(request, page, form, delivering.confirm_delivery, title, button, delivery_id=delivery_id)


def _typed(request: ActorRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _word(
    request: ActorRequest, page: RequestPage, form: WordForm, operation: Operation, title: str, button: str
) -> HttpResponse:
    def speak(*, answer: str, **values: Any) -> int:
        return operation(in_favour=answer == YES, **values)

    return _answer(request, page, form, speak, title, button, request_id=page.request.pk)


def _answer(
    request: ActorRequest,
    page: RequestPage,
    form: PlainForm,
    operation: Operation,
    title: str,
    button: str,
    **values: Any,
) -> HttpResponse:
    """The form, again with what was typed when it cannot be accepted; else the page of the request."""
    consulted(request, page.request.unit_id, page.request.unit.path)
    status, done = _done(request, form, operation, **values)
    if done:
        messages.success(request, _("It is recorded, and whoever is concerned is told."))
        return redirect("resources:detail", page.request.pk)
    decision = getattr(page.request, "decision", None)
    context = {
        "form": form,
        "asked": page.request,
        "decision": decision,
        "left": decision.amount - decision.delivered if decision and decision.amount else None,
        "line": page.line,
        "is_open": page.is_open or bool(form.errors),
        "badge": presenters.state_badge(page.now),
        "title": title,
        "button": button,
    }
    return render(request, "resources/act.html", context, status=status)


def _done(request: ActorRequest, form: PlainForm, operation: Operation, **values: Any) -> tuple[int, int | None]:
    """(status of the page with the form, what the operation gave back; None when nothing was done)."""
    if request.method != "POST":
        return 200, None
    if not form.is_valid():
        return 422, None
    typed = {name: value for name, value in form.cleaned_data.items() if not name.startswith("confirm_")}
    by = request.actor
    try:
        return 200, operation(**(values | typed), on=by.on, by=by, at=clock.now())
    except BadInput as error:
        add_problems(form, presenters.with_amounts(error), {**FILE_PROBLEMS, **PROBLEMS})
        return 422, None
    except Conflict as error:
        form.add_error(None, str(CONFLICTS[error.code]))
        return 409, None
