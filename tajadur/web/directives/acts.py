"""Acts on exceptions: drafted, edited, put in force, ended; the last two with what they would change."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tajadur.duties.directives.operations.exceptions import draft_exception, edit_exception
from tajadur.duties.directives.queries import directive_for, exception_for, last_drafting, mark_of
from tajadur.duties.directives.vocabulary import EXCEPTION_DRAFTED, PROBLEMS, DirectiveStatus
from tajadur.duties.obligations.operations.directing import issue_exception, withdraw_exception
from tajadur.duties.obligations.operations.previewing import preview_exception, preview_exception_end
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.organisation.units.queries.searching import units_found
from tajadur.organisation.units.queries.tree import unit_for
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import add_problems
from tajadur.web.paging import number_in

from .drafting import READ_AGAIN
from .forms import SUSPENDED, ExceptionForm
from .labels import consequences

FOUND_SHOWN = 20


@enter(get=Permission.DRAFT_DIRECTIVE, post=Permission.DRAFT_DIRECTIVE)
def exception_new(request: ActorRequest, directive_id: int) -> HttpResponse:
    """Draft an exception: first find the unit, then say what, when and why."""
    directive = directive_for(request.actor, directive_id)
    unit_id = number_in(request, "unit")
    if unit_id is None:
        words = request.GET.get("q", "").strip()[:120]
        units = list(units_found(request.actor, words)[:FOUND_SHOWN]) if words else []
        return render(request, "directives/unit.html", {"directive": directive, "q": words, "found": units})
    unit = unit_for(request.actor, unit_id)
    form = ExceptionForm(request.POST if request.method == "POST" else None, period_type=directive.period_type)
    if request.method == "POST" and form.is_valid():
        try:
            draft_exception(directive_id=directive.pk, unit_id=unit.pk, **form.values, by=request.actor, at=clock.now())
        except BadInput as error:
            add_problems(form, error, PROBLEMS)
        else:
            messages.success(request, _("The exception is drafted. The Secretary General puts it in force."))
            return redirect("directives:detail", directive.pk)
    status = 422 if form.errors else 200
    return render(
        request, "directives/exception.html", {"form": form, "directive": directive, "unit": unit}, status=status
    )


@enter(get=Permission.DRAFT_DIRECTIVE, post=Permission.DRAFT_DIRECTIVE)
def exception_edit(request: ActorRequest, exception_id: int) -> HttpResponse:
    """Change a drafted exception."""
    exception = exception_for(request.actor, exception_id)
    if exception.standing != DirectiveStatus.DRAFT:
        raise Conflict("exception_not_draft")
    directive = exception.directive
    initial = {name: getattr(exception, name) for name in ("whole_subtree", "from_on", "to_on", "reason", "authority")}
    initial["frequency"] = exception.period_type or SUSPENDED
    data = request.POST if request.method == "POST" else None
    form = ExceptionForm(data, period_type=directive.period_type, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            edit_exception(exception_id=exception.pk, **form.values, by=request.actor, at=clock.now())
        except BadInput as error:
            add_problems(form, error, PROBLEMS)
        else:
            messages.success(request, _("The draft is changed."))
            return redirect("directives:detail", directive.pk)
    context = {"form": form, "directive": directive, "unit": exception.unit, "exception": exception}
    return render(request, "directives/exception.html", context, status=422 if form.errors else 200)


@enter(get=Permission.DRAFT_DIRECTIVE)
def exception_preview(request: ActorRequest, exception_id: int) -> HttpResponse:
    """What a drafted exception would change, for who drafts it."""
    return _issue_page(request, exception_id, may_act=False)


@enter(get=Permission.ISSUE_DIRECTIVE, post=Permission.ISSUE_DIRECTIVE)
def exception_issue(request: ActorRequest, exception_id: int) -> HttpResponse:
    """Show what a drafted exception would change (GET), then put it in force (POST)."""
    if request.method == "GET":
        return _issue_page(request, exception_id, may_act=True)
    actor, exception = request.actor, exception_for(request.actor, exception_id)
    try:
        issue_exception(
            exception_id=exception.pk, seen=request.POST.get("seen", ""), on=actor.on, by=actor, at=clock.now()
        )
    except Conflict as error:
        if error.code not in READ_AGAIN:
            raise
        return _issue_page(request, exception_id, **READ_AGAIN[error.code])
    messages.success(request, _("The exception is in force."))
    return redirect("directives:detail", exception.directive_id)


@enter(get=Permission.ISSUE_DIRECTIVE, post=Permission.ISSUE_DIRECTIVE)
def exception_withdraw(request: ActorRequest, exception_id: int) -> HttpResponse:
    """Show what ending an exception would ask again (GET), then end it (POST)."""
    actor, exception = request.actor, exception_for(request.actor, exception_id)
    arguments: dict[str, Any] = {"exception_id": exception.pk, "on": actor.on, "by": actor, "at": clock.now()}
    if request.method == "POST":
        withdraw_exception(**arguments)
        messages.success(request, _("The exception is ended."))
        return redirect("directives:detail", exception.directive_id)
    shown = consequences(preview_exception_end(**arguments), actor.on)
    return _page(request, exception, shown, "exception_withdraw", may_act=True)


def _issue_page(
    request: ActorRequest, exception_id: int, *, may_act: bool, problem: str | Promise = ""
) -> HttpResponse:
    actor, exception = request.actor, exception_for(request.actor, exception_id)
    if exception.standing != DirectiveStatus.DRAFT:
        raise Conflict("exception_not_draft")
    preview = preview_exception(exception_id=exception.pk, on=actor.on, at=clock.now())
    shown = consequences(preview, actor.on)
    last = last_drafting(exception.directive_id, EXCEPTION_DRAFTED, exception_id=exception.pk) if may_act else None
    mark = mark_of(last)
    return _page(request, exception, shown, "exception_issue", may_act=may_act, problem=problem, mark=mark)


def _page(
    request: ActorRequest,
    exception: Any,
    shown: Any,
    act: str,
    *,
    may_act: bool,
    problem: str | Promise = "",
    mark: str = "",
) -> HttpResponse:
    context = {"directive": exception.directive, "exception": exception, "shown": shown, "act": act}
    context |= {"may_act": may_act, "problem": problem, "mark": mark}
    return render(request, "directives/consequences.html", context, status=409 if problem else 200)
