"""The rules that look for dysfunctions, with their thresholds; the Secretary General sets them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tajadur.activity.dysfunctions.operations.settings import set_thresholds
from tajadur.activity.dysfunctions.queries.thresholds import thresholds_in_force
from tajadur.activity.dysfunctions.vocabulary import FACTS_SETTLE_WORDS, PROBLEMS
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.permissions.check import may_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.notices.words.cases import KIND_WORDS
from tajadur.rules.dysfunctions import RULES
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import add_problems

from .forms import ThresholdsForm
from .labels import rule_words


@enter(get=Permission.READ_CASES)
def index(request: ActorRequest) -> HttpResponse:
    """Each rule in a sentence, with its thresholds as they are."""
    rows = [
        {
            "kind": kind.value,
            "name": KIND_WORDS[kind],
            "rule": rule_words(kind.value, thresholds),
            "severity": RULES[kind].severity,
            "settles": FACTS_SETTLE_WORDS[RULES[kind].facts_settle],
        }
        for kind, thresholds in thresholds_in_force().items()
    ]
    may_set = may_anywhere(request.actor, Permission.ISSUE_DIRECTIVE)
    return render(request, "dysfunctions/rules.html", {"rows": rows, "may_set": may_set})


@enter(get=Permission.ISSUE_DIRECTIVE, post=Permission.ISSUE_DIRECTIVE)
def change(request: ActorRequest, kind: str) -> HttpResponse:
    """Set the thresholds of one rule; it follows them from its next pass on."""
    known = {rule.value: (rule, thresholds) for rule, thresholds in thresholds_in_force().items()}
    if kind not in known:
        raise NotVisible
    rule, thresholds = known[kind]
    form = ThresholdsForm(request.POST if request.method == "POST" else None, thresholds=thresholds)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                set_thresholds(kind=kind, thresholds=form.cleaned_data, by=request.actor, at=clock.now())
            except BadInput as error:
                add_problems(form, error, PROBLEMS)
            else:
                messages.success(request, _("The rule is changed. It is applied at its next pass."))
                return redirect("dysfunctions:rules")
    context = {"form": form, "name": KIND_WORDS[rule], "rule": rule_words(kind, thresholds)}
    return render(request, "dysfunctions/rule.html", context, status=status)
