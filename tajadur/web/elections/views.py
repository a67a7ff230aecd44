"""Elections: their list, how ready one is by place, its gaps, this week, one constituency, the items of one unit."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tajadur.activity.elections.queries.readiness import ElectionReadiness, Gap, issued_items, readiness_of
from tajadur.activity.elections.queries.reading import (
    ConstituencyFacts,
    checklist_of,
    constituency_of,
    coordinator_of,
    count_of,
    election_for,
    elections_for,
    facts_of_constituencies,
    items_of_scope,
    own_places,
)
from tajadur.activity.elections.vocabulary import SCOPE_CHOICES
from tajadur.organisation.units.queries.tree import unit_for
from tajadur.permissions.actors import InBody
from tajadur.permissions.check import may, may_anywhere, require
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.rules.elections import ItemScope
from tajadur.web.access import ActorRequest, enter
from tajadur.web.components.states import badge
from tajadur.web.consulting import consulted
from tajadur.web.exports.taking import exported
from tajadur.web.paging import number_in, page_of, same_list, text_in

from . import labels
from .exported import CONSTITUENCIES, ELECTIONS, GAPS
from .places import by_place, region_choices

_FIGURES = "figures of many places, and nothing that one of them wrote"
_UNCOORDINATED = "uncoordinated"
_NO_FACTS = ConstituencyFacts(None, None, False)


@enter(get=Permission.READ_FIGURES)
@exported(ELECTIONS)
def index(request: ActorRequest) -> HttpResponse:
    """The elections to come and those past; drafts for headquarters."""
    actor, on = request.actor, request.actor.on

    def lines(rows: list[Any]) -> list[dict[str, Any]]:
        return [
            {
                "election": row,
                "name": labels.election_name(row),
                "url": reverse("elections:detail" if row.is_issued else "elections:draft", args=[row.pk]),
                "badge": _standing_badge(row, on),
                "days": (row.voting_on - on).days if row.voting_on and row.voting_on >= on else None,
            }
            for row in rows
        ]

    page = page_of(request, elections_for(actor), taken=ELECTIONS.with_lines(lines))
    may_draft = may_anywhere(actor, Permission.DRAFT_ELECTION)
    return render(request, "elections/index.html", {"page": page, "rows": lines(page.rows), "may_draft": may_draft})


@enter(get=Permission.READ_FIGURES, shows=_FIGURES)
@exported(CONSTITUENCIES)
def detail(request: ActorRequest, election_id: int) -> HttpResponse:
    """How ready an election is: on the map, by constituency, with what is missing; a draft has its own page."""
    actor, region = request.actor, number_in(request, "region")
    election = election_for(actor, election_id)
    if not election.is_issued:
        return redirect("elections:draft", election_id)
    readiness = readiness_of(actor, election_id, actor.on, under=region)
    facts = facts_of_constituencies(election, readiness.on)
    places = readiness.places[ItemScope.CONSTITUENCY]
    uncoordinated = [place for place in places if not facts.get(place.key, _NO_FACTS).is_coordinated]
    only = text_in(request, "only")
    listed = uncoordinated if only == _UNCOORDINATED else places

    def lines(rows: list[Any]) -> list[dict[str, Any]]:
        return [labels.constituency_row(actor, readiness, each, facts.get(each.key, _NO_FACTS)) for each in rows]

    page = page_of(request, listed, taken=CONSTITUENCIES.with_lines(lines))
    ready = readiness.readiness(readiness.every_place())
    context = {
        **_heading(readiness),
        "page": page,
        "rows": lines(page.rows),
        "ready": ready,
        "tiles": labels.tiles(election_id, ready, len(readiness.this_week()), len(uncoordinated)),
        "own": [
            (place.name, url)
            for place in readiness.every_place()
            if place.scope is not ItemScope.CONSTITUENCY
            and may(actor, Permission.RECORD_ELECTION, InBody(place.unit_id, place.path, None))
            and (url := labels.place_url(actor, readiness, place))
        ],
        "stations": sum(place.stations for place in places),
        "representatives": sum(facts.get(place.key, _NO_FACTS).representatives or 0 for place in places),
        "trained": sum(facts.get(place.key, _NO_FACTS).trained or 0 for place in places),
        "places": by_place(request, readiness),
        "chips": [
            {"label": _("All"), "url": same_list(request, only=""), "current": only != _UNCOORDINATED},
            {"label": _("No coordinator"), "url": same_list(request, only=_UNCOORDINATED),
             "current": only == _UNCOORDINATED},
        ],
        "regions": region_choices(readiness),
        "region": str(region or ""),
        "level": text_in(request, "level"),
        "only": only,
        "may_prepare": readiness.on == actor.on and may_anywhere(actor, Permission.PREPARE_ELECTION),
    }  # fmt: skip
    template = "elections/detail.html#list" if getattr(request, "htmx", False) else "elections/detail.html"
    return render(request, template, context)


@enter(get=Permission.READ_FIGURES, shows=_FIGURES)
@exported(GAPS)
def gaps(request: ActorRequest, election_id: int) -> HttpResponse:
    """What is due and not done, by days late × weight."""
    return _not_done(request, election_id, ElectionReadiness.gaps, _("Gaps"), "elections:gaps")


@enter(get=Permission.READ_FIGURES, shows=_FIGURES)
@exported(GAPS)
def week(request: ActorRequest, election_id: int) -> HttpResponse:
    """What has its last day within the week and is not done."""
    return _not_done(request, election_id, ElectionReadiness.this_week, _("To do this week"), "elections:week")


@enter(get=Permission.READ_RECORD, shows=RecordPart.ELECTIONS)
def constituency(request: ActorRequest, constituency_id: int) -> HttpResponse:
    """One constituency: its checklist, its counts, who coordinates it."""
    actor = request.actor
    place = constituency_of(constituency_id)
    require(actor, Permission.READ_RECORD, place.owner)
    consulted(request, place.owner.pk, place.owner.path)
    items = items_of_scope(issued_items(place.election_id), ItemScope.CONSTITUENCY)
    count, coordinator = count_of(place), coordinator_of(place, actor.on)
    context = {
        "place": place,
        "election": place.election,
        "name": labels.election_name(place.election),
        "parts": [part.unit.name for part in place.parts.all()],
        "checklist": labels.checklist_rows(
            checklist_of(items, place.election, actor.on, unit=place.owner, constituency=place)
        ),
        "count": count,
        "candidacies": labels.candidacy_rows(count),
        "coordinator": coordinator,
        "coordinator_badge": labels.coordinator_badge(coordinator.holder is not None),
        "writes": may(actor, Permission.RECORD_ELECTION, place.owner),
        "names": may(actor, Permission.READ_PEOPLE, place.owner),
    }
    return render(request, "elections/constituency.html", context)


@enter(get=Permission.READ_RECORD, shows=RecordPart.ELECTIONS)
def unit(request: ActorRequest, election_id: int, unit_id: int) -> HttpResponse:
    """What a province, a region or the nation does itself for an election, and its constituencies."""
    actor = request.actor
    owner = unit_for(actor, unit_id, Permission.READ_RECORD)
    items, constituencies = own_places(issued_items(election_id), owner)
    consulted(request, owner.pk, owner.path)
    election = election_for(actor, election_id)
    context = {
        "unit": owner,
        "election": election,
        "name": labels.election_name(election),
        "checklist": labels.checklist_rows(checklist_of(items, election, actor.on, unit=owner, constituency=None)),
        "constituencies": constituencies,
        "writes": may(actor, Permission.RECORD_ELECTION, owner),
    }
    return render(request, "elections/unit.html", context)


def _not_done(
    request: ActorRequest,
    election_id: int,
    of: Callable[[ElectionReadiness, str], list[Gap]],
    title: str,
    route: str,
) -> HttpResponse:
    actor, region, scope = request.actor, number_in(request, "region"), text_in(request, "scope")
    readiness = readiness_of(actor, election_id, actor.on, under=region)
    taken = GAPS.with_lines(lambda rows: labels.gap_rows(actor, readiness, rows))
    page = page_of(request, of(readiness, scope), taken=taken)
    context = {
        **_heading(readiness),
        "title": title,
        "here": reverse(route, args=[election_id]),
        "is_week": route == "elections:week",
        "page": page,
        "rows": labels.gap_rows(actor, readiness, page.rows),
        "scopes": SCOPE_CHOICES,
        "scope": scope,
        "regions": region_choices(readiness),
        "region": str(region or ""),
    }
    template = "elections/gaps.html#list" if getattr(request, "htmx", False) else "elections/gaps.html"
    return render(request, template, context)


def _heading(readiness: ElectionReadiness) -> dict[str, Any]:
    return {
        "election": readiness.election,
        "name": labels.election_name(readiness.election),
        "as_of": readiness.on,
        "is_fixed": readiness.election.voting_on is not None,
        "counted_on": readiness.counted_on,
    }


def _standing_badge(election: Any, on: Any) -> Any:
    if not election.is_issued:
        return badge("info", "pencil", _("Being prepared"))
    if election.voting_on is not None and election.voting_on < on:
        return badge("idle", "archive", _("Took place"))
    return badge("ok", "calendar-days", _("To come"))
