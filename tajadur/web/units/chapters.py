"""Chapters and the territory they sit on: the list, and setting the place of one."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tajadur.compliance.unit_summaries import UnitSummary
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput
from tajadur.organisation.people.queries.chapters import (
    Sitting,
    chapter_of,
    chapters_nowhere,
    chapters_on,
    nowhere_of,
    sittings,
    soil_shown,
)
from tajadur.organisation.profile.vocabulary import Tree
from tajadur.organisation.units.operations.siting import place_chapter
from tajadur.organisation.units.queries.chapters import (
    PLACES_DOWN_TO,
    branches_to_sit,
    is_chapter,
    places_of,
    places_to_sit,
    province_of_branch,
)
from tajadur.organisation.units.queries.tree import unit_for
from tajadur.organisation.units.vocabulary import PROBLEMS
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may, may_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.exports.taking import exported
from tajadur.web.forms import add_problems
from tajadur.web.paging import number_in, page_of, row_number, same_list, text_in

from .exported import CHAPTERS
from .forms import SittingForm

PLACES_SHOWN = 3
CLOSED, NOWHERE = "closed", "nowhere"
OTHER_TREES = tuple(tree.value for tree in Tree if tree is not Tree.TERRITORY)


def place_choices(places: Iterable[Any], branches: Iterable[Any] = ()) -> Sequence[tuple[str, str]]:
    """The menu of ``places``: regions, each province after its region, ``branches`` of one province after it."""
    below = [(row.parent_id, (str(row.pk), f"·· {row.name}")) for row in branches]
    choices = []
    for row in places:
        choices.append((str(row.pk), row.name if row.depth == 1 else f"· {row.name}"))
        choices += [choice for province, choice in below if province == row.pk]
    return choices


def sitting_row(row: Sitting, on: date) -> dict[str, Any]:
    """A place of a chapter as its page shows it: since when, until when, and whether the territory is still there."""
    over = row.to_on is not None and row.to_on <= on
    closed_on = None if over else row.closed_on
    return {
        "name": row.name,
        "from_on": row.from_on,
        "to_on": row.to_on,
        "planned": row.from_on > on,
        "closed_on": closed_on,
        "is_gone": closed_on is not None and closed_on <= on,
    }


def soil_of(actor: Actor, unit: UnitSummary) -> dict[str, Any]:
    """On the page of a territory the chapters on its soil; on that of a chapter where it sits. No query."""
    sees = unit.tree == Tree.TERRITORY and unit.depth and may(actor, Permission.SEE_CHAPTERS, unit)
    soil, more = soil_shown(actor, unit.soil if sees else None)
    places = [sitting_row(row, actor.on) for row in sittings(unit.places)[:PLACES_SHOWN]]
    return {"places": places, "soil": soil, "soil_more": more}


@enter(get=Permission.SEE_CHAPTERS)
@exported(CHAPTERS)
def index(request: ActorRequest) -> HttpResponse:
    """The chapters on the soil the actor sees: which organisation, where, is it led; those without a soil apart."""
    actor, state, number = request.actor, text_in(request, "state"), number_in(request, "unit")
    place = unit_for(actor, number, Permission.SEE_CHAPTERS) if number else None
    tree = request.GET.get("tree", "")
    tree = tree if tree in OTHER_TREES else ""
    if state == NOWHERE:
        rows, line_of = chapters_nowhere(actor, actor.on, tree=tree), nowhere_of
    else:
        rows, line_of = chapters_on(actor, actor.on, tree=tree, place=place, closed=state == CLOSED), chapter_of

    def lines(some: list[Any]) -> list[Any]:
        return [line_of(actor, row) for row in some]

    page = page_of(request, rows, taken=CHAPTERS.with_lines(lines))
    states = ("", _("All")), (CLOSED, _("On a closed territory")), (NOWHERE, _("On no territory"))
    trees = ("", _("All")), *((key, Tree(key).label) for key in OTHER_TREES)
    context = {
        "page": page,
        "lines": lines(page.rows),
        "place": place,
        "chips": [
            {"label": label, "url": same_list(request, state=key), "current": state == key} for key, label in states
        ],
        "tree_chips": [
            {"label": label, "url": same_list(request, tree=key), "current": tree == key} for key, label in trees
        ],
        "without_place": same_list(request, unit=""),
        "manages": may_anywhere(actor, Permission.MANAGE_UNITS),
        "on": actor.on,
    }
    return render(request, "units/chapters.html", context)


@enter(get=Permission.MANAGE_UNITS, post=Permission.MANAGE_UNITS)
def place(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Say on which territory a chapter sits, from a day. The menu holds the branches of the province asked for."""
    actor, at = request.actor, clock.now()
    unit = unit_for(actor, unit_id, Permission.MANAGE_UNITS)
    known = list(places_of(unit.pk))
    sits_on = next((row for row in known if row.from_on <= actor.on and (not row.to_on or row.to_on > actor.on)), None)
    places, province = list(places_to_sit(actor, actor.on)), _province_shown(request, sits_on)
    form = SittingForm(
        request.POST if request.method == "POST" else None,
        places=place_choices(places, branches_to_sit(actor, actor.on, province) if province else ()),
        initial={"from_on": actor.on if known else unit.opened_on, "place": sits_on.place_id if sits_on else ""},
    )
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["from_on"]
        try:
            place_chapter(unit_id=unit.pk, place_id=form.place_id, from_on=day, by=actor, at=at)
        except BadInput as error:
            add_problems(form, error, PROBLEMS)
        else:
            messages.success(request, _("The territory of the chapter is noted."))
            return redirect("units:people", unit_id=unit.pk)
    context = {
        "form": form,
        "unit": unit,
        "sits_on": sits_on,
        "is_chapter": is_chapter(unit),
        "provinces": [row for row in places if row.depth == PLACES_DOWN_TO],
        "province": province,
    }
    return render(request, "units/place.html", context, status=422 if form.errors else 200)


def _province_shown(request: ActorRequest, sits_on: Any) -> int | None:
    """The province of the branch that was typed; else the one asked for; else that of the branch it sits on."""
    typed = row_number(request.POST.get("place", ""))
    if typed and (province := province_of_branch(typed)):
        return province
    if "province" in request.GET:
        return number_in(request, "province")
    return sits_on.place.parent_id if sits_on and sits_on.place.depth > PLACES_DOWN_TO else None
