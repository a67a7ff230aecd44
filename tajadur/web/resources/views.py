"""Requests for resources: the list by state, kind, region and turn, and one request with where it stands."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tajadur.activity.resources.queries.acting import RequestAct
from tajadur.activity.resources.queries.budget import kinds
from tajadur.activity.resources.queries.page import file_of_request, page_of_request
from tajadur.activity.resources.queries.requests import list_of, status_on, unit_read, units_to_ask_for
from tajadur.activity.resources.vocabulary import STATE_WORDS, TURN_WORDS
from tajadur.organisation.units.queries.tree import regions_for
from tajadur.permissions.check import may_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.rules.resources import Turn
from tajadur.web.access import ActorRequest, enter
from tajadur.web.consulting import consulted
from tajadur.web.exports.taking import exported
from tajadur.web.files.serving import FileAnswer, links_to, send_file
from tajadur.web.paging import number_in, page_by_key, same_list, text_in
from tajadur.web.trees import tree_of

from . import presenters
from .exported import REQUESTS


@enter(get=Permission.READ_RESOURCES, shows=RecordPart.RESOURCES)
@exported(REQUESTS)
def index(request: ActorRequest) -> HttpResponse:
    """The requests the reader may see, newest first, fifty a page; the filters stay in the address."""
    actor, on = request.actor, request.actor.on
    state, kind = text_in(request, "state"), text_in(request, "kind")
    turn, region, mine = text_in(request, "turn"), number_in(request, "region"), request.GET.get("mine") == "1"
    unit = unit_read(actor, number_in(request, "unit"))
    if unit:
        consulted(request, unit.pk, unit.path)
    unit_id = unit.pk if unit else None
    trees = tree_of(request, Permission.READ_RESOURCES, is_queue=True)
    asked = list_of(
        actor, on, state=state, turn=turn, kind=kind, region_id=region, unit_id=unit_id, mine=mine, tree=trees.narrows
    )
    page = page_by_key(request, asked, "asked_at")
    regions, units = regions_for(actor, trees.tree), units_to_ask_for(actor)
    context = {
        "page": page,
        "rows": [_row(row, on) for row in page.rows],
        "chips": [
            {"label": _("All requests"), "url": same_list(request, mine=""), "current": not mine},
            {"label": _("Awaiting me"), "url": same_list(request, mine="1"), "current": mine},
        ],
        "states": [(each.value, word) for each, word in STATE_WORDS.items()],
        "turns": [(each.value, word) for each, word in TURN_WORDS.items() if each is not Turn.NOBODY],
        "kinds": [(row.code, row.name) for row in kinds()],
        "regions": regions,
        "state": state,
        "turn": turn,
        "kind": kind,
        "region": region,
        "mine": mine,
        "units": units,
        "unit": unit,
        "everywhere": same_list(request, unit=""),
        "manages": may_anywhere(actor, Permission.MANAGE_BUDGET),
    }
    template = "resources/index.html#list" if getattr(request, "htmx", False) else "resources/index.html"
    return render(request, template, context)


@enter(get=Permission.READ_RESOURCES, shows=RecordPart.RESOURCES)
def detail(request: ActorRequest, request_id: int) -> HttpResponse:
    """One request: where it stands and since when, its stages, what was said and done, what the reader may do."""
    on = request.actor.on
    page = page_of_request(request.actor, request_id, on)
    asked = page.request
    consulted(request, asked.unit_id, asked.unit.path)
    decision = getattr(asked, "decision", None)
    deliveries = decision.deliveries.all() if decision else ()
    context = {
        "asked": asked,
        "decision": decision,
        "now": page.now,
        "badge": presenters.state_badge(page.now),
        "turn": presenters.turn_words(page.now, page.turn_post) if page.now.turn is not Turn.NOBODY else "",
        "late": presenters.is_late(page.now, on),
        "steps": presenters.milestones(page, on),
        "entries": presenters.thread(page),
        "files": links_to(page.files, "resources:file", asked.pk),
        "acts": {act.value for act in page.acts},
        "to_confirm": [part for part in deliveries if not hasattr(part, "confirmation")]
        if RequestAct.CONFIRM in page.acts
        else [],
        "left": decision.amount - decision.delivered if decision and decision.amount else None,
    }
    return render(request, "resources/detail.html", context)


@enter(get=Permission.READ_RESOURCES, shows=RecordPart.RESOURCES)
def file(request: ActorRequest, request_id: int, file_id: int) -> FileAnswer:
    """A file the unit sent with its request."""
    asked, stored = file_of_request(request.actor, request_id, file_id)
    consulted(request, asked.unit_id, asked.unit.path)
    return send_file(stored)


def _row(asked: Any, on: Any) -> dict[str, Any]:
    now = status_on(asked, on)
    return {
        "asked": asked,
        "now": now,
        "badge": presenters.state_badge(now),
        "turn": presenters.turn_words(now) if now.turn is not Turn.NOBODY else "",
        "late": presenters.is_late(now, on),
    }
