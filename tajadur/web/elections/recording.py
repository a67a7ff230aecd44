"""A unit says what is done, what is counted, who coordinates."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tajadur.activity.elections.operations.recording import name_coordinator, record_counts, tick_item
from tajadur.activity.elections.queries.readiness import issued_items
from tajadur.activity.elections.queries.reading import (
    ItemStatus,
    checklist_of,
    constituency_of,
    coordinator_of,
    count_of,
    items_of_scope,
    own_places,
    posts_to_coordinate,
)
from tajadur.activity.elections.vocabulary import CONFLICTS, MEN, PROBLEMS, WOMEN, ItemEvidence
from tajadur.foundation.errors import NotVisible
from tajadur.organisation.units.queries.tree import unit_for
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission
from tajadur.rules.elections import ItemScope
from tajadur.web.access import ActorRequest, enter
from tajadur.web.record_forms import DONE, Operation, RecordForms, typed_in

from .forms import CoordinatorForm, CountsForm, SeenForm, TickForm

_FORMS = RecordForms("elections:index", "units/record_form.html", PROBLEMS, CONFLICTS)
_TOO_LATE = 409


@enter(get=Permission.RECORD_ELECTION, post=Permission.RECORD_ELECTION)
def tick(request: ActorRequest, constituency_id: int, item_id: int) -> HttpResponse:
    """An item is done in a constituency."""
    place = constituency_of(constituency_id)
    require(request.actor, Permission.RECORD_ELECTION, place.owner)
    items = items_of_scope(issued_items(place.election_id), ItemScope.CONSTITUENCY)
    statuses = checklist_of(items, place.election, request.actor.on, unit=place.owner, constituency=place)
    status = _one(statuses, item_id)
    back = reverse("elections:constituency", args=[constituency_id])
    which = {"item_id": item_id, "constituency_id": constituency_id}
    return _tick(request, place.owner, status, back, which)


@enter(get=Permission.RECORD_ELECTION, post=Permission.RECORD_ELECTION)
def unit_tick(request: ActorRequest, election_id: int, unit_id: int, item_id: int) -> HttpResponse:
    """An item is done by a province, a region or the nation itself."""
    owner = unit_for(request.actor, unit_id, Permission.RECORD_ELECTION)
    items, _constituencies = own_places(issued_items(election_id), owner)
    election = items[0].election if items else None
    if election is None:
        raise NotVisible
    status = _one(checklist_of(items, election, request.actor.on, unit=owner, constituency=None), item_id)
    back = reverse("elections:unit", args=[election_id, unit_id])
    return _tick(request, owner, status, back, {"item_id": item_id})


@enter(get=Permission.RECORD_ELECTION, post=Permission.RECORD_ELECTION)
def counts(request: ActorRequest, constituency_id: int) -> HttpResponse:
    """The counts of a constituency."""
    place = constituency_of(constituency_id)
    require(request.actor, Permission.RECORD_ELECTION, place.owner)
    last = count_of(place)
    names = ("representatives", "trained", *WOMEN, *MEN)
    initial: dict[str, Any] = {name: getattr(last, name) if last else None for name in names}
    form = CountsForm(typed_in(request), initial={**initial, "seen": last.pk if last else 0})
    title = _("Counts: %(name)s") % {"name": place.name}
    return _answer(request, place.owner, form, record_counts, title, _page(place), constituency_id=constituency_id)


@enter(get=Permission.RECORD_ELECTION, post=Permission.RECORD_ELECTION)
def coordinator(request: ActorRequest, constituency_id: int) -> HttpResponse:
    """Who coordinates a constituency."""
    place, on = constituency_of(constituency_id), request.actor.on
    require(request.actor, Permission.RECORD_ELECTION, place.owner)
    now = coordinator_of(place, on)
    form = CoordinatorForm(
        typed_in(request),
        posts=list(posts_to_coordinate(place.owner, on)),
        is_named=now.post is not None,
        initial={"post": now.post.pk if now.post else None, "seen": now.last_id},
    )
    title = _("Coordinator: %(name)s") % {"name": place.name}
    return _answer(request, place.owner, form, name_coordinator, title, _page(place), constituency_id=constituency_id)


def _tick(request: ActorRequest, owner: Any, status: ItemStatus, back: str, which: dict[str, int]) -> HttpResponse:
    initial = {
        "done_on": status.tick.done_on if status.tick else request.actor.on,
        "evidence": status.tick.evidence if status.tick else "",
        "seen": status.last_id,
    }
    asked = ItemEvidence(status.item.evidence)
    form = TickForm(typed_in(request), asked=asked, is_done=status.tick is not None, initial=initial)
    return _answer(request, owner, form, tick_item, status.item.name, back, **which)


def _answer(
    request: ActorRequest, owner: Any, form: SeenForm, operation: Operation, title: str, back: str, **which: int
) -> HttpResponse:
    status = _FORMS.status(request, owner, form, operation, **which) if request.method == "POST" else 200
    if status == DONE:
        messages.success(request, _("It is kept; those above read it."))
        return redirect(back)
    if status == _TOO_LATE:
        form.renew(seen=form.initial["seen"])
    context = {"unit": owner, "form": form, "title": title, "page_url": back}
    return render(request, "units/record_form.html", context, status=status)


def _page(place: Any) -> str:
    return reverse("elections:constituency", args=[place.pk])


def _one(statuses: list[ItemStatus], item_id: int) -> ItemStatus:
    status = next((each for each in statuses if each.item.pk == item_id), None)
    if status is None:
        raise NotVisible
    return status
