"""Acts on directives: issue one; draft, issue and withdraw an exception."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tajadur.duties.directives import operations as directives
from tajadur.duties.directives.queries import directive_for, exception_for
from tajadur.duties.directives.vocabulary import PROBLEMS
from tajadur.duties.obligations import operations as obligations
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput
from tajadur.organisation.units.queries import unit_for, units_found
from tajadur.policy.matrix import Act
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import add_problems
from tajadur.web.paging import number_in

from .forms import ExceptionForm

FOUND_SHOWN = 20


@enter(post=Act.ISSUE_DIRECTIVE)
def issue(request: ActorRequest, directive_id: int) -> HttpResponse:
    """Put a drafted directive in force."""
    actor = request.actor
    obligations.issue_directive(directive_id=directive_id, on=actor.on, by=actor, at=clock.now())
    messages.success(request, _("The directive is in force."))
    return redirect("directives:detail", directive_id)


@enter(get=Act.DRAFT_DIRECTIVE, post=Act.DRAFT_DIRECTIVE)
def exception_new(request: ActorRequest, directive_id: int) -> HttpResponse:
    """Draft an exception: first find the unit, then say what, when and why."""
    directive = directive_for(request.actor, directive_id)
    unit_id = number_in(request, "unit")
    if unit_id is None:
        words = request.GET.get("q", "").strip()[:120]
        found = list(units_found(request.actor, words)[:FOUND_SHOWN]) if words else []
        return render(request, "directives/unit.html", {"directive": directive, "q": words, "found": found})
    unit = unit_for(request.actor, unit_id)
    form = ExceptionForm(request.POST if request.method == "POST" else None, period_type=directive.period_type)
    if request.method == "POST" and form.is_valid():
        try:
            directives.draft_exception(
                directive_id=directive.pk, unit_id=unit.pk, **form.said, by=request.actor, at=clock.now()
            )
        except BadInput as error:
            add_problems(form, error, PROBLEMS)
        else:
            messages.success(request, _("The exception is drafted. The Secretary General puts it in force."))
            return redirect("directives:detail", directive.pk)
    status = 422 if form.errors else 200
    return render(
        request, "directives/exception.html", {"form": form, "directive": directive, "unit": unit}, status=status
    )


@enter(post=Act.ISSUE_DIRECTIVE)
def exception_issue(request: ActorRequest, exception_id: int) -> HttpResponse:
    """Put a drafted exception in force."""
    actor, exception = request.actor, exception_for(request.actor, exception_id)
    obligations.issue_exception(exception_id=exception.pk, on=actor.on, by=actor, at=clock.now())
    messages.success(request, _("The exception is in force."))
    return redirect("directives:detail", exception.directive_id)


@enter(post=Act.ISSUE_DIRECTIVE)
def exception_withdraw(request: ActorRequest, exception_id: int) -> HttpResponse:
    """End an exception."""
    actor, exception = request.actor, exception_for(request.actor, exception_id)
    obligations.withdraw_exception(exception_id=exception.pk, on=actor.on, by=actor, at=clock.now())
    messages.success(request, _("The exception is ended."))
    return redirect("directives:detail", exception.directive_id)
