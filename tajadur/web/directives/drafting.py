"""Drafting, editing, putting in force, amending and withdrawing a directive; each with what it would change."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tajadur.duties.directives.operations.terms import discard_directive, draft_directive, edit_directive
from tajadur.duties.directives.queries import directive_for, drafting_choices, free_code, last_drafting, mark_of
from tajadur.duties.directives.vocabulary import DIRECTIVE_DRAFTED, PROBLEMS, DirectiveStatus
from tajadur.duties.obligations.operations.directing import issue_directive, withdraw_directive
from tajadur.duties.obligations.operations.previewing import preview_issue, preview_withdrawal
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.permissions.matrix import Permission
from tajadur.rules.periods import PeriodType
from tajadur.rules.reminders import DEFAULT_LADDER
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import add_problems

from .drafting_forms import DirectiveForm
from .labels import consequences
from .ladder_rows import LadderForm, ladder_of

CONFLICTS: Mapping[str, str | Promise] = {
    "two_persons": gettext_lazy("You drafted or edited this yourself: another person puts it in force."),
    "redrafted": gettext_lazy("It was drafted anew since you read it. Read it again, then put it in force."),
    "directive_not_draft": gettext_lazy("This directive is no longer a draft."),
    "directive_not_issued": gettext_lazy("This directive is not in force."),
    "exception_not_draft": gettext_lazy("This exception is no longer a draft."),
    "exception_withdrawn": gettext_lazy("This exception is already ended."),
}

# How the page of a draft is shown again when it was not put in force.
READ_AGAIN: Mapping[str, dict[str, Any]] = {
    "two_persons": {"may_act": False, "problem": CONFLICTS["two_persons"]},
    "redrafted": {"may_act": True, "problem": CONFLICTS["redrafted"]},
}


@enter(get=Permission.DRAFT_DIRECTIVE, post=Permission.DRAFT_DIRECTIVE)
def new(request: ActorRequest) -> HttpResponse:
    """Draft a directive; it asks nothing until it is put in force."""
    initial = {"in_force_from": request.actor.on, "report_days": 7, "grace_days": 7, "period_type": PeriodType.MONTHLY}
    form = _draft_form(request, DEFAULT_LADDER, initial)
    if request.method == "POST" and form.is_valid():
        try:
            terms = form.terms
            pk = draft_directive(
                code=free_code(terms.names[2]), terms=terms, ladder=form.typed_ladder, by=request.actor, at=clock.now()
            )
        except BadInput as error:
            add_ladder_problems(form, error)
        else:
            messages.success(request, _("The directive is drafted. The Secretary General puts it in force."))
            return redirect("directives:detail", pk)
    return _form_page(request, form, None)


@enter(get=Permission.DRAFT_DIRECTIVE, post=Permission.DRAFT_DIRECTIVE)
def edit(request: ActorRequest, directive_id: int) -> HttpResponse:
    """Change a draft."""
    directive = directive_for(request.actor, directive_id)
    if directive.standing != DirectiveStatus.DRAFT:
        raise Conflict("directive_not_draft")
    form = _draft_form(request, ladder_of(directive.ladder.all()), _initial(directive))
    if request.method == "POST" and form.is_valid():
        try:
            edit_directive(
                directive_id=directive.pk, terms=form.terms, ladder=form.ladder, by=request.actor, at=clock.now()
            )
        except BadInput as error:
            add_ladder_problems(form, error)
        else:
            messages.success(request, _("The draft is changed."))
            return redirect("directives:detail", directive.pk)
    return _form_page(request, form, directive)


@enter(get=Permission.DRAFT_DIRECTIVE, post=Permission.DRAFT_DIRECTIVE)
def discard(request: ActorRequest, directive_id: int) -> HttpResponse:
    """Ask for a confirmation (GET), then drop a draft (POST)."""
    if request.method == "POST":
        discard_directive(directive_id=directive_id, by=request.actor, at=clock.now())
        messages.success(request, _("The draft is discarded."))
        return redirect("directives:index")
    directive = directive_for(request.actor, directive_id)
    if directive.standing != DirectiveStatus.DRAFT:
        raise Conflict("directive_not_draft")
    return render(request, "directives/discard.html", {"directive": directive, "is_amendment": False})


@enter(get=Permission.DRAFT_DIRECTIVE)
def preview(request: ActorRequest, directive_id: int) -> HttpResponse:
    """What a draft would ask if it were put in force today, for who drafts it."""
    return _issue_page(request, directive_id, may_act=False)


@enter(get=Permission.ISSUE_DIRECTIVE, post=Permission.ISSUE_DIRECTIVE)
def issue(request: ActorRequest, directive_id: int) -> HttpResponse:
    """Show what a draft would ask (GET), then put it in force (POST)."""
    if request.method == "GET":
        return _issue_page(request, directive_id, may_act=True)
    actor = request.actor
    try:
        issue_directive(
            directive_id=directive_id, seen=request.POST.get("seen", ""), on=actor.on, by=actor, at=clock.now()
        )
    except Conflict as error:
        if error.code not in READ_AGAIN:
            raise
        return _issue_page(request, directive_id, **READ_AGAIN[error.code])
    messages.success(request, _("The directive is in force."))
    return redirect("directives:detail", directive_id)


@enter(get=Permission.ISSUE_DIRECTIVE, post=Permission.ISSUE_DIRECTIVE)
def withdraw(request: ActorRequest, directive_id: int) -> HttpResponse:
    """Show what would be released (GET), then withdraw the directive (POST)."""
    actor, at = request.actor, clock.now()
    arguments: dict[str, Any] = {"directive_id": directive_id, "on": actor.on, "by": actor, "at": at}
    if request.method == "POST":
        withdraw_directive(**arguments)
        messages.success(request, _("The directive is withdrawn. What was already overdue stays."))
        return redirect("directives:detail", directive_id)
    directive = directive_for(actor, directive_id)
    shown = consequences(preview_withdrawal(**arguments), actor.on)
    context = {"directive": directive, "shown": shown, "act": "withdraw", "may_act": True, "problem": "", "mark": ""}
    return render(request, "directives/consequences.html", context)


def add_ladder_problems(form: LadderForm, error: BadInput) -> None:
    """The sentences of ``error`` on the form; steps are numbered as on the page."""
    for problem in error.problems:
        if "row" in problem.params:
            problem.params["row"] = form.row_on_page(problem.params["row"])
    add_problems(form, error, PROBLEMS)


def _issue_page(
    request: ActorRequest, directive_id: int, *, may_act: bool, problem: str | Promise = ""
) -> HttpResponse:
    directive = directive_for(request.actor, directive_id)
    if directive.standing != DirectiveStatus.DRAFT:
        raise Conflict("directive_not_draft")
    on = request.actor.on
    shown = consequences(preview_issue(directive_id=directive.pk, on=on, at=clock.now()), on)
    context = {"directive": directive, "shown": shown, "act": "issue", "may_act": may_act, "problem": problem}
    context["mark"] = mark_of(last_drafting(directive.pk, DIRECTIVE_DRAFTED)) if may_act else ""
    return render(request, "directives/consequences.html", context, status=409 if problem else 200)


def _draft_form(request: ActorRequest, ladder: Any, initial: dict[str, Any]) -> DirectiveForm:
    choices = drafting_choices(request.actor)
    data = request.POST if request.method == "POST" else None
    return DirectiveForm(data, choices=choices, ladder=ladder, initial=initial)


def _form_page(request: ActorRequest, form: DirectiveForm, directive: Any) -> HttpResponse:
    context = {"form": form, "directive": directive}
    return render(request, "directives/form.html", context, status=422 if form.errors else 200)


def _initial(directive: Any) -> dict[str, Any]:
    names = (
        "name_ar", "name_fr", "name_en", "fulfilment", "period_type", "report_days", "grace_days", "lock_days",
        "in_force_from", "in_force_to", "released_by", "owed_if_opened_inside", "once_opens_on", "once_by_on",
    )  # fmt: skip
    initial = {name: getattr(directive, name) for name in names}
    initial |= {name: getattr(directive, f"{name}_id") for name in ("unit_kind", "subtree", "body_type")}
    for name in ("opens", "by"):
        day, month = getattr(directive, f"{name}_day"), getattr(directive, f"{name}_month")
        initial[name] = f"{day:02}/{month:02}" if day else ""
    return initial
