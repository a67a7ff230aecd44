"""An act against a rule that asks: the rule and its source are said, a reason is written, and the same act is sent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from tajadur.foundation.errors import BadInput
from tajadur.organisation.people.operations.holding import ASKS, REASON_LIMIT
from tajadur.organisation.people.vocabulary import PROBLEMS
from tajadur.web.forms import LineField, PlainForm, add_problems

REASON = "rule_reason"
_NOT_KEPT = frozenset({"csrfmiddlewaretoken", REASON})


class RuleReasonForm(PlainForm):
    """Why an act goes against a rule."""

    rule_reason = LineField(
        label=_("Why it is done all the same"),
        help_text=_("It is kept with the mandate and shown in the list of what stands against the rules."),
        limit=REASON_LIMIT,
        error_messages={"required": PROBLEMS["reason_required"]},
    )


def reason_in(request: HttpRequest) -> str:
    """The reason sent with the act; empty when there is none that can be kept."""
    form = RuleReasonForm({REASON: request.POST.get(REASON, "")})
    return str(form.cleaned_data[REASON]) if form.is_valid() else ""


def asks_only(error: BadInput) -> bool:
    """Does a reason alone stand between the act and its being done?"""
    return all(problem.code == ASKS for problem in error.problems)


def reason_page(request: HttpRequest, form: PlainForm, back: str) -> HttpResponse | None:
    """As ``ask_reason`` for a form that holds its problems by now; None when something else stands in the way."""
    problems = [problem for of_field in form.errors.as_data().values() for problem in of_field]
    if not problems or any(problem.code != ASKS for problem in problems):
        return None
    return ask_reason(request, BadInput.of(*(BadInput("", ASKS, **(each.params or {})) for each in problems)), back)


def ask_reason(request: HttpRequest, error: BadInput, back: str) -> HttpResponse:
    """The page that asks for the reason; what was typed before goes with it. ``back`` leads to where it was typed."""
    form = RuleReasonForm(request.POST if REASON in request.POST else None)
    rules = PlainForm({})
    add_problems(rules, error, PROBLEMS)
    kept = [(name, text) for name in request.POST for text in request.POST.getlist(name) if name not in _NOT_KEPT]
    context = {"form": form, "rules": rules.non_field_errors(), "kept": kept, "back": back}
    context["address"] = request.get_full_path()
    return render(request, "people/rule_reason.html", context, status=422)
