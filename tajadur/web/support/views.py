"""The lists of help: what one's unit received, what is said within reach, what one's own post said; observations."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tajadur.activity.support.operations import observing
from tajadur.activity.support.queries import lists
from tajadur.activity.support.queries.facts import (
    AWAITED,
    facts_of_advice,
    facts_of_promise,
    facts_of_visit,
)
from tajadur.activity.support.queries.members import own_posts
from tajadur.activity.support.queries.reach import own_units
from tajadur.activity.support.vocabulary import ADVICE_WORDS, PROMISE_WORDS, VISIT_WORDS
from tajadur.duties.obligations.queries.finding import unit_named
from tajadur.foundation import clock
from tajadur.organisation.units.queries.tree import regions_for, unit_for
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may_anywhere
from tajadur.permissions.matrix import MATRIX, Permission, Relation
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.rules.support import advice_state_on, awaits_answer_on, days_late, promise_state_on, visit_state_on
from tajadur.web.access import ActorRequest, enter
from tajadur.web.consulting import consulted
from tajadur.web.exports.taking import exported
from tajadur.web.paging import KeyedPage, number_in, page_by_key, same_list, text_in
from tajadur.web.trees import tree_of

from . import exported as exported_lists
from .acting import ONLY_A_FORM, form_page
from .choices import subjects
from .forms import ObserveForm
from .labels import advice_badge, promise_badge, visit_badge

ADVICE, VISITS, PROMISES, OBSERVATIONS = "advice", "visits", "promises", "observations"
RECEIVED, REACH, MINE = "received", "reach", "mine"


@enter(get=Permission.READ_SUPPORT, shows=RecordPart.SUPPORT)
@exported(exported_lists.ADVICE)
def index(request: ActorRequest) -> HttpResponse:
    """Advice, visits, promises or observations: received, within reach, or by one's own posts."""
    actor, on = request.actor, request.actor.on
    sides = _sides(actor)
    kinds = _kinds(actor)
    side = request.GET.get("side", "") if request.GET.get("side", "") in sides else next(iter(sides))
    what = request.GET.get("what", "") if request.GET.get("what", "") in kinds else next(iter(kinds))
    region, unit_id, state = number_in(request, "region"), number_in(request, "unit"), text_in(request, "state")
    trees = tree_of(request, Permission.READ_SUPPORT, is_queue=True)
    wanted = lists.Wanted(state, unit_id or region, received=side == RECEIVED, mine=side == MINE, tree=trees.narrows)
    unit = unit_named(actor, unit_id) if unit_id else None
    if unit:
        consulted(request, unit.pk, unit.path)
    page = _page(request, what, wanted)
    states = _states(what)
    context = {
        "what": what,
        "side": side,
        "sides": _chips(request, "side", sides, side) if len(sides) > 1 else [],
        "kinds": _chips(request, "what", kinds, what, also="state"),
        "states": _chips(request, "state", {"": _("All"), **states}, state if state in states else "")
        if states
        else [],
        "page": page,
        "rows": [_row(what, row, on) for row in page.rows],
        "regions": regions_for(actor, trees.tree) if side != RECEIVED else [],
        "region": region,
        "unit": unit,
        "asked": {"what": what, "side": side, "state": state},
        "own_post": next(iter(own_posts(actor)), None),
        "sees_members": actor_sees_members(actor),
        "sets_terms": may_anywhere(actor, Permission.ISSUE_DIRECTIVE),
    }
    return render(request, "support/index.html", context)


@enter(get=Permission.OBSERVE, post=Permission.OBSERVE, shows=ONLY_A_FORM)
def observe(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Note what was seen of a unit."""
    actor = request.actor
    unit = unit_for(actor, unit_id, Permission.OBSERVE)
    rows, asked = subjects(request, unit)
    data = request.POST if request.method == "POST" else None
    form = ObserveForm(data, subjects=rows, initial={"seen_on": actor.on, "subject": asked})

    def act() -> str:
        values = form.cleaned_data
        observing.observe(
            unit_id=unit.pk, seen_on=values["seen_on"], text=values["text"], subject=form.about, by=actor,
            at=clock.now(),
        )  # fmt: skip
        return f"{reverse('support:index')}?what={OBSERVATIONS}&side={REACH}&unit={unit.pk}"

    return form_page(request, form, act, _("The observation is noted."), "support/observe.html", unit=unit)


def actor_sees_members(actor: Actor) -> bool:
    """Does the actor oversee those who follow regions?"""
    rule = MATRIX[Permission.READ_SUPPORT]
    return any(
        Relation.ANYWHERE in rule.get(grant.role, ()) or (grant.is_national and Relation.NATIONAL in rule[grant.role])
        for grant in actor.grants
        if grant.role in rule
    )


def _sides(actor: Actor) -> dict[str, str]:
    """The tabs open to the actor, the first is shown first."""
    rule = MATRIX[Permission.READ_SUPPORT]
    wider = any(set(rule.get(grant.role, ())) - {Relation.OWN} for grant in actor.grants)
    sides = {RECEIVED: _("Said to us")} if own_units(actor) else {}
    if wider:
        sides[REACH] = _("Within my reach")
    if may_anywhere(actor, Permission.ADVISE):
        sides[MINE] = _("By me")
    return sides or {REACH: _("Within my reach")}


def _kinds(actor: Actor) -> dict[str, str]:
    """What can be listed: what is said to units is read with their record."""
    acts = {VISITS: _("Visits"), PROMISES: _("Promises")}
    if not may_anywhere(actor, Permission.READ_ADVICE):
        return acts
    return {ADVICE: pgettext("list", "Advice"), **acts, OBSERVATIONS: _("Observations")}


def _states(what: str) -> dict[str, str]:
    if what == ADVICE:
        return {AWAITED: _("Awaits an answer"), **{state.value: str(word) for state, word in ADVICE_WORDS.items()}}
    if what == VISITS:
        return {state.value: str(word) for state, word in VISIT_WORDS.items()}
    if what == PROMISES:
        return {state.value: str(word) for state, word in PROMISE_WORDS.items()}
    return {}


def _chips(
    request: ActorRequest, name: str, words: dict[str, str], current: str, also: str = ""
) -> list[dict[str, Any]]:
    """Links that change one filter and keep the others; ``also`` is emptied with it."""
    emptied = {also: ""} if also else {}
    return [
        {"label": label, "url": same_list(request, **{name: value, **emptied}), "current": value == current}
        for value, label in words.items()
    ]


def _page(request: ActorRequest, what: str, wanted: lists.Wanted) -> KeyedPage:
    actor, on = request.actor, request.actor.on
    rows: Any
    match what:
        case "visits":
            rows, moment, taken = lists.visit_list(actor, wanted, on), "planned_on", exported_lists.VISITS
        case "promises":
            rows, moment, taken = lists.promise_list(actor, wanted, on), "due_on", exported_lists.PROMISES
        case "observations":
            rows, moment, taken = lists.observation_list(actor, wanted, on), "seen_on", exported_lists.OBSERVATIONS
        case _:
            rows, moment, taken = lists.advice_list(actor, wanted, on), "given_on", exported_lists.ADVICE
    lines = taken.with_lines(lambda some: [_row(what, row, on) for row in some])
    return page_by_key(request, rows, moment, taken=lines)


def _row(what: str, row: Any, on: date) -> dict[str, Any]:
    """One line of the list: its day, text, post, badge, page."""
    line: dict[str, Any] = {"unit": row.unit, "due_on": None, "url": "", "badge": ""}
    match what:
        case "visits":
            state = visit_state_on(facts_of_visit(row), on)
            text = row.seen or row.because or row.aim
            return line | {"on": row.planned_on, "text": text, "post": row.post, "badge": visit_badge(state),
                           "url": reverse("support:visit", args=[row.pk])}  # fmt: skip
        case "promises":
            facts = facts_of_promise(row)
            shown = promise_badge(promise_state_on(facts, on), days_late(facts, on))
            return line | {"on": row.due_on, "text": row.text, "post": row.owner, "badge": shown,
                           "url": reverse("support:promise", args=[row.pk])}  # fmt: skip
        case "observations":
            return line | {"on": row.seen_on, "text": row.text, "post": row.post}
    given = facts_of_advice(row)
    due_on = row.due_on if awaits_answer_on(given, on) else None
    return line | {"on": row.given_on, "text": row.text, "post": row.post, "due_on": due_on,
                   "badge": advice_badge(advice_state_on(given, on)),
                   "url": reverse("support:advice", args=[row.pk])}  # fmt: skip
