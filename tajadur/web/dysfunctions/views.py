"""The register: a list, a board, months, paper, and the page of one case."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tajadur.activity.dysfunctions.queries import listing
from tajadur.activity.dysfunctions.queries.listing import EVERY, RUNNING, CaseFilters
from tajadur.activity.dysfunctions.queries.page import case_page
from tajadur.activity.dysfunctions.vocabulary import KIND_CHOICES, SEVERITY_CHOICES, STATE_WORDS, FoundBy
from tajadur.duties.obligations.queries.finding import unit_named
from tajadur.organisation.units.queries.tree import regions_for
from tajadur.permissions.check import may, may_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.rules.cases import CaseState
from tajadur.web.access import ActorRequest, enter
from tajadur.web.consulting import consulted
from tajadur.web.exports.taking import exported
from tajadur.web.paging import number_in, page_by_key, same_list, text_in
from tajadur.web.plans.linked import case_in_plan
from tajadur.web.trees import tree_of

from . import labels
from .exported import CASES

PRINTED = 500


@enter(get=Permission.READ_CASES, shows=RecordPart.CASES)
@exported(CASES)
def index(request: ActorRequest) -> HttpResponse:
    """The cases within reach, the newest first; the choices stay in the address."""
    wanted = filters_of(request)
    rows = listing.cases_for(request.actor, wanted, request.actor.on)
    context = {"page": page_by_key(request, rows, "opened_on"), "states": _states(request, wanted)}
    part = "#list" if getattr(request, "htmx", False) else ""
    return render(request, f"dysfunctions/index.html{part}", context | choices(request, wanted, "index"))


@enter(get=Permission.READ_CASES, shows=RecordPart.CASES)
def board(request: ActorRequest) -> HttpResponse:
    """The same cases by state, the gravest first."""
    wanted = filters_of(request)
    columns = listing.board_for(request.actor, wanted, request.actor.on)
    query = request.GET.copy()
    shown = []
    for column in columns:
        query["state"] = column.state.value
        url = f"{reverse('dysfunctions:index')}?{query.urlencode()}"
        words = STATE_WORDS[column.state]
        shown.append({"column": column, "words": words, "state": column.state.value, "url": url})
    return render(request, "dysfunctions/board.html", {"columns": shown} | choices(request, wanted, "board"))


@enter(get=Permission.READ_CASES, shows=RecordPart.CASES)
def months(request: ActorRequest) -> HttpResponse:
    """What became of cases, month by month."""
    wanted = filters_of(request)
    rows = listing.trend_for(request.actor, wanted, request.actor.on)
    return render(request, "dysfunctions/months.html", {"months": rows} | choices(request, wanted, "months"))


@enter(get=Permission.READ_CASES, shows=RecordPart.CASES)
def paper(request: ActorRequest) -> HttpResponse:
    """The list to be printed, as it is narrowed; at most some hundreds."""
    wanted = filters_of(request)
    rows = list(listing.cases_for(request.actor, wanted, request.actor.on)[: PRINTED + 1])
    context = {"rows": rows[:PRINTED], "is_cut": len(rows) > PRINTED, "most": PRINTED, "on": request.actor.on}
    return render(request, "dysfunctions/paper.html", context | choices(request, wanted, "print"))


@enter(get=Permission.READ_CASES, shows=RecordPart.CASES)
def detail(request: ActorRequest, case_id: int) -> HttpResponse:
    """One case: what was found, what is agreed, its history, and what may be done."""
    page = case_page(request.actor, case_id, request.actor.on)
    consulted(request, page.case.unit_id, page.case.unit.path)
    context = {
        "page": page,
        "case": page.case,
        "mends": labels.act_that_mends(page),
        "rule": labels.rule_words(page.case.kind, page.thresholds),
        "history": labels.history(page),
        "plan": case_in_plan(request.actor, page.case.unit, case_id) if page.remedy else None,
        "effect": labels.effect_sentences(*page.effect) if page.effect else [],
    }
    return render(request, "dysfunctions/detail.html", context)


def filters_of(request: ActorRequest) -> CaseFilters:
    """What the address asks for; what makes no sense is left out."""
    return CaseFilters(
        state=text_in(request, "state") or RUNNING,
        kind=text_in(request, "kind"),
        severity=number_in(request, "severity"),
        found_by=text_in(request, "found"),
        region_id=number_in(request, "region"),
        unit_id=number_in(request, "unit"),
        tree=tree_of(request, Permission.READ_CASES).narrows,
    )


def choices(request: ActorRequest, wanted: CaseFilters, here: str) -> dict[str, Any]:
    """What can be chosen, what was, and the other ways to look at the same cases."""
    actor = request.actor
    unit = unit_named(actor, wanted.unit_id) if wanted.unit_id else None
    if unit is not None:
        consulted(request, unit.pk, unit.path)
    query = request.GET.copy()
    query.pop("before", None)
    return {
        "wanted": wanted,
        "kinds": KIND_CHOICES,
        "severities": SEVERITY_CHOICES,
        "found": FoundBy.choices,
        "regions": list(regions_for(actor, request.trees.tree)),
        "unit": unit,
        "may_open": unit is not None and unit.closed_on is None and may(actor, Permission.OPEN_CASE, unit),
        "without_unit": same_list(request, unit=""),
        "asked": query.urlencode(),
        "here": here,
        "sets_rules": may_anywhere(actor, Permission.ISSUE_DIRECTIVE),
    }


def _states(request: HttpRequest, wanted: CaseFilters) -> list[dict[str, Any]]:
    of_states = {state.value: STATE_WORDS[state] for state in CaseState}
    words = {RUNNING: pgettext("cases", "All open"), **of_states, EVERY: _("All")}
    return [
        {"label": label, "url": same_list(request, state=key), "current": key == wanted.state, "count": ""}
        for key, label in words.items()
    ]
