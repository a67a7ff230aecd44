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
from tajadur.duties.directives.vocabulary import FulfilmentKind
from tajadur.duties.obligations.queries.finding import may_on, obligation_for
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.registry.files.vocabulary import PROBLEMS as FILE_PROBLEMS
from tajadur.rules.receipt import Receipt
from tajadur.web.access import ActorRequest, enter
from tajadur.web.consulting import consulted
from tajadur.web.files.attached import AttachedFiles, attached_files
from tajadur.web.files.serving import FileAnswer, links_to, send_file
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
    if request.method == "GET" and shown()["row"].directive.fulfilment == FulfilmentKind.FORM:
        return redirect("census:answer", obligation_id)
    form = DoneForm(request.POST if request.method == "POST" else None, initial=initial)
    is_correction = bool(initial or request.POST.get("corrects"))
    corrected = shown()["corrects"] if is_correction else None
    earlier = queries.files_of(corrected) if corrected else []
    attached = attached_files(request, by=request.actor, earlier=earlier)

    def act(values: dict[str, Any]) -> Receipt:
        return operations.declare_done(
            obligation_id=obligation_id, **values, files=attached.keys, by=request.actor, at=clock.now()
        )

    return _answer(request, form, act, shown, attached)


@enter(get=Permission.DECLARE, post=Permission.DECLARE)
def not_held(request: ActorRequest, obligation_id: int) -> HttpResponse:
    """Declare, with a reason, that it was not held."""
    form = NotHeldForm(request.POST if request.method == "POST" else None)

    def shown() -> dict[str, Any]:
        return {"row": obligation_for(request.actor, obligation_id, Permission.DECLARE), "corrects": None}

    def act(values: dict[str, Any]) -> Receipt:
        return operations.declare_not_held(obligation_id=obligation_id, **values, by=request.actor, at=clock.now())

    return _answer(request, form, act, shown)


@enter(get=Permission.READ_RECORD, shows=RecordPart.OBLIGATIONS)
def detail(request: ActorRequest, declaration_id: int) -> HttpResponse:
    """The declaration with its receipt."""
    declaration = queries.declaration_for(request.actor, declaration_id, Permission.READ_RECORD)
    consulted(request, declaration.unit_id, declaration.obligation.path)
    ours = may_on(request.actor, Permission.DECLARE, declaration.obligation)
    files = links_to(queries.files_of(declaration), "declarations:file", declaration.pk)
    return render(request, "declarations/detail.html", {"declaration": declaration, "is_ours": ours, "files": files})


@enter(get=Permission.READ_RECORD, shows=RecordPart.OBLIGATIONS)
def file(request: ActorRequest, declaration_id: int, file_id: int) -> FileAnswer:
    """A file that shows what was declared."""
    declaration = queries.declaration_for(request.actor, declaration_id, Permission.READ_RECORD)
    consulted(request, declaration.unit_id, declaration.obligation.path)
    return send_file(queries.file_of_declaration(declaration, file_id))


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
    attached: AttachedFiles | None = None,
) -> HttpResponse:
    """The form, again with what was typed when it cannot be accepted, or the receipt; ``shown`` is read for a page."""
    status = attached.answer_to(form) if attached and request.method == "POST" else 0
    if request.method == "POST" and not status:
        status = 422
        if form.is_valid():
            values = {name: value for name, value in form.cleaned_data.items() if not name.startswith("confirm_")}
            try:
                receipt = act(values)
            except BadInput as error:
                add_problems(form, error, {**FILE_PROBLEMS, **PROBLEMS})
            except Conflict as error:
                form.add_error(None, str(CONFLICTS[error.code]))
                status = 409
            else:
                messages.success(request, _("The declaration is received."))
                return redirect("declarations:detail", receipt.submission_id)
    context = {"form": form, "attached": attached, **shown()}
    return render(request, "declarations/form.html", context, status=status or 200)
