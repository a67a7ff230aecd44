"""Requests: asked by the unit, waiting for a level, decided with a reason; and releases given without being asked."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tajadur.activity.releases import operations, queries
from tajadur.activity.releases.vocabulary import CONFLICTS, PROBLEMS
from tajadur.duties.obligations.queries.finding import state_of
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.permissions.matrix import Permission, Role
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.web.access import ActorRequest, enter
from tajadur.web.consulting import consulted
from tajadur.web.exports.taking import exported
from tajadur.web.forms import PlainForm, add_problems
from tajadur.web.obligations.labels import explanation, released_by_words
from tajadur.web.paging import page_of

from .exported import RELEASES
from .forms import GRANT, AskForm, DecideForm

OWN_SHOWN = 20


@enter(get=Permission.EXTEND)
@exported(RELEASES)
def index(request: ActorRequest) -> HttpResponse:
    """What waits for the actor's decision; below it, what the actor's own units asked and what became of it."""
    actor = request.actor
    is_general = Role.SECRETARY_GENERAL in actor.roles
    everything = is_general and request.GET.get("all") == "1"
    context = {
        "page": page_of(request, queries.requests_waiting(actor, everything=everything)),
        "own": [(release, queries.asked_of(release)) for release in queries.own_requests(actor)[:OWN_SHOWN]],
        "is_general": is_general,
        "everything": everything,
    }
    return render(request, "releases/index.html", context)


@enter(get=Permission.ASK_RELEASE, post=Permission.ASK_RELEASE)
def ask(request: ActorRequest, obligation_id: int) -> HttpResponse:
    """The unit asks for more time, an excuse or a reopening."""
    actor, on = request.actor, request.actor.on
    row = queries.obligation_to_ask(actor, obligation_id)
    kinds = queries.open_kinds(row, on)
    form = AskForm(request.POST if request.method == "POST" else None, kinds=kinds)

    def act(values: dict[str, Any]) -> None:
        operations.ask_release(obligation_id=row.pk, **values, on=on, by=actor, at=clock.now())

    done = _("The request is sent. You are told when it is decided.")
    return _answer(request, form, act, done, "releases/ask.html", row=row, kinds=kinds)


@enter(post=Permission.ASK_RELEASE)
def withdraw(request: ActorRequest, request_id: int) -> HttpResponse:
    """The unit takes its request back."""
    obligation_id = operations.withdraw_request(request_id=request_id, by=request.actor, at=clock.now())
    messages.success(request, _("The request is taken back."))
    return redirect("obligations:detail", obligation_id)


@enter(get=Permission.EXTEND, post=Permission.EXTEND, shows=RecordPart.OBLIGATIONS)
def decide(request: ActorRequest, request_id: int) -> HttpResponse:
    """Grant or refuse, with the reason the unit will read."""
    actor, on = request.actor, request.actor.on
    asked = queries.request_to_decide(actor, request_id)
    form = DecideForm(request.POST if request.method == "POST" else None, until=asked.until)

    def act(values: dict[str, Any]) -> None:
        granted = values.pop("answer") == GRANT
        operations.decide_release(request_id=asked.pk, granted=granted, **values, on=on, by=actor, at=clock.now())

    done = _("The decision is recorded and the unit is told.")
    row = asked.obligation
    context = {"asked": asked, "as_it_stands": queries.asked_of(asked)}
    return _answer(request, form, act, done, "releases/decide.html", row=row, **context)


@enter(get=Permission.EXTEND, post=Permission.EXTEND, shows=RecordPart.OBLIGATIONS)
def give(request: ActorRequest, obligation_id: int) -> HttpResponse:
    """The level the directive names releases on its own initiative; a request that waits is decided instead."""
    actor, on = request.actor, request.actor.on
    row = queries.obligation_to_release(actor, obligation_id)
    if waiting := queries.pending_of(row):
        return redirect("releases:decide", waiting)
    kinds = queries.open_kinds(row, on)
    form = AskForm(request.POST if request.method == "POST" else None, kinds=kinds)
    form.fields["kind"].label = _("What do you give?")

    def act(values: dict[str, Any]) -> None:
        operations.give_release(
            obligation_id=row.pk, kind=values["kind"], until=values.get("until"), reason=values["reason"],
            on=on, by=actor, at=clock.now(),
        )  # fmt: skip

    return _answer(request, form, act, _("The decision is recorded."), "releases/give.html", row=row, kinds=kinds)


def _answer(
    request: ActorRequest,
    form: PlainForm,
    act: Callable[[dict[str, Any]], None],
    done: str,
    template: str,
    *,
    row: Any,
    **context: Any,
) -> HttpResponse:
    """The form, again with what was typed when it cannot be accepted, or the obligation's page."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            values = {"until": None} | {
                name: value for name, value in form.cleaned_data.items() if not name.startswith("confirm_")
            }
            try:
                act(values)
            except BadInput as error:
                add_problems(form, error, PROBLEMS)
            except Conflict as error:
                form.add_error(None, str(CONFLICTS[error.code]))
                status = 409
            else:
                messages.success(request, done)
                return redirect("obligations:detail", row.pk)
    state = state_of(row, request.actor.on)
    consulted(request, row.unit_id, row.path)
    context |= {
        "form": form,
        "row": row,
        "state": state,
        "explanation": explanation(row, state),
        "released_by": released_by_words(row.directive.released_by),
    }
    return render(request, template, context, status=status)
