"""A unit declares about what it owes: done, not held, taken back; and the receipt."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tajadur.activity.declarations import operations, queries
from tajadur.activity.declarations.vocabulary import PROBLEMS
from tajadur.duties.obligations.queries.finding import may_on, obligation_for
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.permissions.matrix import Permission
from tajadur.rules.receipt import Receipt
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import PlainForm, add_problems

from .forms import DoneForm, NotHeldForm

CONFLICTS: Mapping[str, str | Promise] = {
    "key_reused": gettext_lazy("This form was already sent with other content. Open the obligation and start again."),
    "already_declared": gettext_lazy(
        "Another declaration about this came in meanwhile. What you typed is kept here: compare before sending again."
    ),
}


@enter(get=Permission.DECLARE, post=Permission.DECLARE)
def done(request: ActorRequest, obligation_id: int) -> HttpResponse:
    """Declare that what is owed was done; with a live declaration, correct it."""

    @cache  # a GET needs it for the initial values and for the page
    def shown() -> dict[str, Any]:
        row = obligation_for(request.actor, obligation_id, Permission.DECLARE)
        return {"row": row, "corrects": queries.live_declarations(row).get("done")}

    initial: dict[str, Any] = {}
    if request.method == "GET" and (live := shown()["corrects"]):
        initial = {name: getattr(live, name) for name in ("happened_on", "evidence", "note")} | {"corrects": live.pk}
    form = DoneForm(request.POST if request.method == "POST" else None, initial=initial)

    def act(values: dict[str, Any]) -> Receipt:
        return operations.declare_done(obligation_id=obligation_id, **values, by=request.actor, at=clock.now())

    return _answer(request, form, act, shown)


@enter(get=Permission.DECLARE, post=Permission.DECLARE)
def not_held(request: ActorRequest, obligation_id: int) -> HttpResponse:
    """Declare, with a reason, that it was not held."""
    form = NotHeldForm(request.POST if request.method == "POST" else None)

    def shown() -> dict[str, Any]:
        return {"row": obligation_for(request.actor, obligation_id, Permission.DECLARE), "corrects": None}

    def act(values: dict[str, Any]) -> Receipt:
        return operations.declare_not_held(obligation_id=obligation_id, **values, by=request.actor, at=clock.now())

    return _answer(request, form, act, shown)


@enter(get=Permission.READ_RECORD)
def detail(request: ActorRequest, declaration_id: int) -> HttpResponse:
    """The declaration with its receipt."""
    declaration = queries.declaration_for(request.actor, declaration_id, Permission.READ_RECORD)
    ours = may_on(request.actor, Permission.DECLARE, declaration.obligation)
    return render(request, "declarations/detail.html", {"declaration": declaration, "is_ours": ours})


@enter(get=Permission.DECLARE, post=Permission.DECLARE)
def withdraw(request: ActorRequest, declaration_id: int) -> HttpResponse:
    """Ask, then take the declaration back."""
    declaration = queries.declaration_for(request.actor, declaration_id, Permission.DECLARE)
    if request.method == "POST":
        operations.withdraw_declaration(declaration_id=declaration.pk, by=request.actor, at=clock.now())
        messages.success(request, _("The declaration is taken back."))
        return redirect("obligations:detail", declaration.obligation_id)
    return render(request, "declarations/withdraw.html", {"declaration": declaration})


def _answer(
    request: ActorRequest,
    form: PlainForm,
    act: Callable[[dict[str, Any]], Receipt],
    shown: Callable[[], dict[str, Any]],
) -> HttpResponse:
    """The form, again with what was typed when it cannot be accepted, or the receipt; ``shown`` is read for a page."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            values = {name: value for name, value in form.cleaned_data.items() if not name.startswith("confirm_")}
            try:
                receipt = act(values)
            except BadInput as error:
                add_problems(form, error, PROBLEMS)
            except Conflict as error:
                form.add_error(None, str(CONFLICTS[error.code]))
                status = 409
            else:
                messages.success(request, _("The declaration is received."))
                return redirect("declarations:detail", receipt.submission_id)
    return render(request, "declarations/form.html", {"form": form, **shown()}, status=status)
