"""Reading directives: the rule in words, the ladder in words, the exceptions."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from tajadur.duties.directives.operations.seeds import SEEDS
from tajadur.duties.directives.queries import directive_for, directives_for, exceptions_of
from tajadur.duties.directives.vocabulary import PERIOD_WORDS
from tajadur.permissions.check import may_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.rules.periods import PeriodType
from tajadur.web.access import ActorRequest, enter
from tajadur.web.exports.offering import offer_rows
from tajadur.web.exports.taking import exported
from tajadur.web.obligations.labels import released_by_words
from tajadur.web.paging import page_of

from .exported import DIRECTIVES
from .labels import ladder_lines


@enter(get=Permission.READ_DIRECTIVES)
@exported(DIRECTIVES)
def index(request: ActorRequest) -> HttpResponse:
    """Every directive: what is asked of whom, how often, by when."""
    may_draft = may_anywhere(request.actor, Permission.DRAFT_DIRECTIVE)
    rows = list(directives_for(request.actor))
    offer_rows(request, rows)
    may_take = may_draft and not {seed.code for seed in SEEDS} <= {directive.code for directive in rows}
    context = {"rows": rows, "may_draft": may_draft, "may_take": may_take}
    return render(request, "directives/index.html", context)


@enter(get=Permission.READ_DIRECTIVES)
def detail(request: ActorRequest, directive_id: int) -> HttpResponse:
    """One directive with its ladder and its exceptions."""
    actor = request.actor
    directive = directive_for(actor, directive_id)
    context = {
        "directive": directive,
        "released_by": released_by_words(directive.released_by),
        "ladder": ladder_lines(directive.ladder.all()),
        "coming": _coming(directive, actor.on),
        "page": page_of(request, exceptions_of(actor, directive)),
        "may_draft": may_anywhere(actor, Permission.DRAFT_DIRECTIVE),
        "may_issue": may_anywhere(actor, Permission.ISSUE_DIRECTIVE),
        "on": actor.on,
    }
    return render(request, "directives/detail.html", context)


def _coming(directive: Any, on: date) -> dict[str, Any] | None:
    """Another frequency that begins later: its first day, and what is asked until then."""
    change = directive.over_time.change_to_come(on)
    return {"until_then": PERIOD_WORDS[PeriodType(change[0])], "day": change[1]} if change else None
