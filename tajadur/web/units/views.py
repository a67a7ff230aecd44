"""The tree of units and the page of one unit."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tajadur.activity.filings.queries.receipts import last_declaration
from tajadur.compliance.now import unit_now
from tajadur.compliance.unit_summaries import surroundings
from tajadur.compliance.words import vacancy_words
from tajadur.organisation.people.queries.chapters import sittings_of
from tajadur.organisation.people.queries.posts import PostRow, posts_of
from tajadur.organisation.units.queries.chapters import is_chapter
from tajadur.organisation.units.queries.tree import (
    bodies_of,
    children_of,
    kinds_seen,
    placements_of,
    regions_for,
    unit_list,
    unit_shown,
)
from tajadur.organisation.units.vocabulary import OfficialType
from tajadur.permissions.check import may, may_anywhere, require
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.web.access import ActorRequest, enter
from tajadur.web.compliance.filters import crumbs_of_units
from tajadur.web.compliance.sections import vitality_rows
from tajadur.web.consulting import consulted
from tajadur.web.exports.taking import exported
from tajadur.web.paging import number_in, page_in_one, page_of, same_list, text_in
from tajadur.web.trees import tree_of

from .chapters import sitting_row, soil_of
from .exported import UNITS
from .helping import help_for
from .thread.acts import acts_for
from .thread.now import owed_rows
from .thread.showing import thread_shown

TYPES = dict(OfficialType.choices)
CLOSED = "closed"


@enter(get=Permission.SEE_UNIT)
@exported(UNITS)
def index(request: ActorRequest) -> HttpResponse:
    """The units the actor may see, level by level; search, level, region, closed ones."""
    actor, state = request.actor, text_in(request, "state")
    words, kind, region = text_in(request, "q"), text_in(request, "kind"), number_in(request, "region")
    closed = state == CLOSED
    kinds, lacks_root = kinds_seen(actor)
    trees = tree_of(request, Permission.SEE_UNIT, names=["kind"])
    kinds = [row for row in kinds if not trees.narrows or row.tree == trees.narrows]
    context = {
        "page": page_of(request, _units_asked(request)),
        "types": TYPES,
        "q": words,
        "kind": kind,
        "state": state,
        "region": region,
        "regions": regions_for(actor, trees.tree),
        "levels": _levels(request, kinds, kind, closed),
        "may_manage": may_anywhere(actor, Permission.MANAGE_UNITS),
        "opens_root": lacks_root and may_anywhere(actor, Permission.MANAGE_UNITS),
    }
    template = "units/index.html#list" if getattr(request, "htmx", False) else "units/index.html"
    return render(request, template, context)


def _units_asked(request: ActorRequest) -> Any:
    """The units that the filters in the address ask for, as far as the actor sees them."""
    actor = request.actor
    return unit_list(
        actor,
        on=actor.on,
        words=text_in(request, "q"),
        kind=text_in(request, "kind"),
        region_id=number_in(request, "region"),
        closed=text_in(request, "state") == CLOSED,
        tree=tree_of(request, Permission.SEE_UNIT, names=["kind"]).narrows,
    )


def _levels(request: ActorRequest, kinds: list[Any], kind: str, closed: bool) -> list[dict[str, Any]]:
    chips = [
        {"label": _("All levels"), "url": same_list(request, kind="", state=""), "current": not kind and not closed}
    ]
    chips += [
        {"label": row.plural, "url": same_list(request, kind=row.code, state=""), "current": kind == row.code}
        for row in kinds
        if row.parent_id or row.code == kind  # a root stands alone: the first lines of the list already show it
    ]
    return [*chips, {"label": _("Closed units"), "url": same_list(request, kind="", state=CLOSED), "current": closed}]


@enter(get=Permission.SEE_UNIT, shows=RecordPart.UNIT)
def detail(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The page of a unit: how it stands now, and its thread; the thread alone when it is narrowed or leafed."""
    actor = request.actor
    around = surroundings(actor, unit_id, on=actor.on, levels=0, sites=True)
    unit = around.unit
    require(actor, Permission.SEE_UNIT, unit)  # one that stood below another day has its figures only
    consulted(request, unit.id, unit.path)
    context: dict[str, Any] = {"unit": unit, "thread": thread_shown(request, unit)}
    if getattr(request, "htmx", False):
        return render(request, "units/detail.html#thread", context)
    now = unit_now(actor, unit, on=actor.on)
    context |= {
        "crumbs": crumbs_of_units(around),
        "is_closed": bool(unit.closed_on and unit.closed_on <= actor.on),
        "now": now,
        "owed": owed_rows(now, actor.on),
        "acts": acts_for(actor, unit, now),
        "help": help_for(actor, unit),
        "vitality": vitality_rows(now.vitality),
        "vacancy": vacancy_words(unit.vacant_since(actor.on)) if unit.is_vacant(actor.on) else "",
        "reads_record": may(actor, Permission.READ_RECORD, unit),
        **soil_of(actor, unit),
    }
    return render(request, "units/detail.html", context)


@enter(get=Permission.SEE_UNIT, shows=RecordPart.UNIT)
def people(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Who is in the unit: its bodies and posts, what is below it, its dates."""
    actor = request.actor
    unit, above = unit_shown(actor, unit_id)
    consulted(request, unit.pk, unit.path)
    manages = may(actor, Permission.MANAGE_UNITS, unit)
    context = {
        "unit": unit,
        "type": TYPES.get(unit.official_type, ""),
        "ancestors": above,
        "children": page_in_one(request, children_of(actor, unit, actor.on)),
        "bodies": _bodies(request, unit),
        "placements": list(placements_of(unit)),
        "places": [sitting_row(row, actor.on) for row in sittings_of(unit.pk)] if is_chapter(unit) else [],
        "is_chapter": is_chapter(unit),
        "declared": last_declaration(unit),
        "spellings": unit.spelled if manages else [],
        "is_closed": bool(unit.closed_on and unit.closed_on <= actor.on),
        "opens_below": manages and not unit.closed_on and unit.has_kinds_below,
        "may_manage": manages,
        "may_mandate": may(actor, Permission.MANAGE_MANDATES, unit),
        "reads_people": may(actor, Permission.READ_PEOPLE, unit),
        "reads_record": may(actor, Permission.READ_RECORD, unit),
        "reads_consultations": may(actor, Permission.READ_CONSULTATIONS, unit),
    }
    return render(request, "units/people.html", context)


def _bodies(request: ActorRequest, unit: Any) -> list[tuple[Any, list[PostRow]]]:
    """Each body with its posts."""
    posts: dict[int, list[PostRow]] = {}
    for row in posts_of(request.actor, unit, request.actor.on):
        posts.setdefault(row.post.body_id, []).append(row)
    return [(body, posts.get(body.pk, [])) for body in bodies_of(unit)]
