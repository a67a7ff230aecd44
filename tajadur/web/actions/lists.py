"""Every action and every decision within reach, narrowed by the address, with figures by region above."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tajadur.activity.meetings.queries.actions import action_row
from tajadur.activity.meetings.queries.record import ActionRow
from tajadur.activity.meetings.queries.rolled_up import (
    ACTION_STATES,
    AGES,
    DECISION_STATES,
    DECISIONS_LOOKED_BACK,
    Narrowing,
    RegionFigures,
    actions_found,
    decisions_found,
    figures_by_region,
    post_types_that_act,
    regions_read,
)
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tajadur.rules.actions import NEWS_DAYS
from tajadur.web.access import ActorRequest, enter
from tajadur.web.exports.taking import exported
from tajadur.web.paging import number_in, page_of_many, same_list, text_in
from tajadur.web.trees import tree_of

from .exported import ACTIONS, DECISIONS

ACTION_CHIPS = (
    ("late", _("Past their day")),
    ("quiet", _("Without news")),
    ("open", _("All open")),
    ("done", _("Done lately")),
)
DECISION_CHIPS = (
    ("bare", _("Without any action")),
    ("settled", _("All actions done")),
    ("all", _("All")),
)
_OLDER = ngettext_lazy("more than %(days)s day", "more than %(days)s days", "days")


@dataclass(frozen=True, slots=True)
class ListedAction:
    """One line of the list: the action as it stands, its unit and body, its age in days, the meetings since."""

    row: ActionRow
    item: Any
    days: int

    @classmethod
    def of(cls, item: Any, on: date) -> "ListedAction":
        """The line of an action on a day."""
        return cls(action_row(item, on), item, (on - item.opened_on).days)


@enter(get=Permission.READ_RECORD)
@exported(ACTIONS)
def index(request: ActorRequest) -> HttpResponse:
    """The actions, the oldest first; what was done lately, the newest first."""
    actor = request.actor
    asked = request.GET.get("state", "")
    state = asked if asked in ACTION_STATES else "open"
    trees = tree_of(request, Permission.READ_RECORD)
    narrowing = Narrowing(
        words=text_in(request, "q"),
        tree=trees.narrows,
        region_id=number_in(request, "region"),
        post_type_id=number_in(request, "post"),
        older=next((age for age in AGES if age == number_in(request, "older")), None),
    )
    order = ("-closed_on", "-pk") if state == "done" else ("opened_on", "pk")

    def lines(rows: list[Any]) -> list[ListedAction]:
        return [ListedAction.of(item, actor.on) for item in rows]

    page = page_of_many(request, actions_found(actor, state, narrowing), order, taken=ACTIONS.with_lines(lines))
    page = replace(page, rows=lines(page.rows))
    context = {
        "page": page,
        "chips": _chips(request, ACTION_CHIPS, state),
        "narrowing": narrowing,
        "state": state,
        "posts": list(post_types_that_act()),
        "ages": [(age, _OLDER % {"days": age}) for age in AGES],
        "news_days": NEWS_DAYS,
        **_regions(request, actor),
    }
    part = "#list" if request.headers.get("HX-Target") == "list" else ""
    return render(request, f"actions/index.html{part}", context)


@enter(get=Permission.READ_RECORD)
@exported(DECISIONS)
def decisions(request: ActorRequest) -> HttpResponse:
    """The decisions of the last year, the newest first."""
    actor = request.actor
    asked = request.GET.get("state", "")
    state = asked if asked in DECISION_STATES else "all"
    trees = tree_of(request, Permission.READ_RECORD)
    narrowing = Narrowing(words=text_in(request, "q"), region_id=number_in(request, "region"), tree=trees.narrows)
    context = {
        "page": page_of_many(request, decisions_found(actor, state, narrowing), ("-pk",)),
        "chips": _chips(request, DECISION_CHIPS, state),
        "narrowing": narrowing,
        "state": state,
        "days": DECISIONS_LOOKED_BACK.days,
        "regions": list(regions_read(actor, trees.tree)),
    }
    part = "#list" if request.headers.get("HX-Target") == "list" else ""
    return render(request, f"actions/decisions.html{part}", context)


def _regions(request: ActorRequest, actor: Actor) -> dict[str, Any]:
    """The regions of the filter; for whoever reaches several and narrowed to none, the figures of each."""
    regions = list(regions_read(actor, request.trees.tree))
    is_part = request.headers.get("HX-Target") == "list"
    if len(regions) < 2 or is_part or number_in(request, "region"):
        return {"regions": regions, "figures": []}
    figures = figures_by_region(actor)
    return {"regions": regions, "figures": [(unit, figures.get(unit.pk, RegionFigures(unit.pk))) for unit in regions]}


def _chips(request: ActorRequest, chips: Any, current: str) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": same_list(request, state=code), "current": code == current} for code, label in chips
    ]
