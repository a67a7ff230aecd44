"""Headquarters prepares an election: its day, its checklist, its constituencies; the Secretary General issues it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tajadur.activity.elections.operations.drafting import (
    discard_election,
    draft_election,
    issue_election,
    set_voting_day,
)
from tajadur.activity.elections.operations.items import add_item, change_item, remove_item
from tajadur.activity.elections.queries.drafting import constituencies_of, coverage_of, item_of, items_of
from tajadur.activity.elections.queries.reading import election_for
from tajadur.activity.elections.vocabulary import CONFLICTS, PROBLEMS
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.permissions.check import may_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import PlainForm, add_problems
from tajadur.web.paging import page_of
from tajadur.web.record_forms import typed_in

from . import labels
from .forms import ElectionForm, ItemForm, VotingDayForm

_SHOWN, _TOO_LATE, _REFUSED = 200, 409, 422


@enter(get=Permission.DRAFT_ELECTION, post=Permission.DRAFT_ELECTION)
def new(request: ActorRequest) -> HttpResponse:
    """An election begins to be prepared."""
    form = ElectionForm(typed_in(request))

    def act() -> HttpResponse:
        election_id = draft_election(**_days(form), on=request.actor.on, by=request.actor, at=clock.now())
        messages.success(request, _("The draft is there: look over its checklist, then bring in its constituencies."))
        return redirect("elections:draft", election_id)

    return _answer(request, form, act, _("Prepare an election"), reverse("elections:index"), _("Electoral readiness"))


@enter(get=Permission.PREPARE_ELECTION)
def draft(request: ActorRequest, election_id: int) -> HttpResponse:
    """A draft: its day, its checklist, its constituencies, what they leave open; who may issues it here."""
    return _draft_page(request, election_id, PlainForm(), _SHOWN)


@enter(get=Permission.PREPARE_ELECTION, post=Permission.PREPARE_ELECTION)
def day(request: ActorRequest, election_id: int) -> HttpResponse:
    """The month or the voting day, as the law sets it."""
    election = election_for(request.actor, election_id)
    form = VotingDayForm(typed_in(request), initial={"month_on": election.month_on, "voting_on": election.voting_on})
    back = reverse("elections:detail" if election.is_issued else "elections:draft", args=[election_id])
    if request.method == "GET" and election.voting_on and election.voting_on < request.actor.on:
        messages.error(request, str(CONFLICTS["day_passed"]))
        return redirect(back)

    def act() -> HttpResponse:
        set_voting_day(election_id=election_id, **_days(form), on=request.actor.on, by=request.actor, at=clock.now())
        messages.success(request, _("The day is kept: the days of the checklist follow it."))
        return redirect(back)

    return _answer(request, form, act, _("The day of the election"), back, labels.election_name(election))


@enter(get=Permission.DRAFT_ELECTION, post=Permission.DRAFT_ELECTION)
def item_new(request: ActorRequest, election_id: int) -> HttpResponse:
    """An item is added to the checklist."""
    election, form = election_for(request.actor, election_id), ItemForm(typed_in(request))
    if request.method == "GET" and election.is_issued:
        return issued_meanwhile(request, election_id)

    def act() -> HttpResponse:
        add_item(election_id=election_id, data=form.data_of_item(), by=request.actor, at=clock.now())
        messages.success(request, _("The item is added."))
        return redirect("elections:draft", election_id)

    back = reverse("elections:draft", args=[election_id])
    return _answer(request, form, act, _("Add an item"), back, labels.election_name(election))


@enter(get=Permission.DRAFT_ELECTION, post=Permission.DRAFT_ELECTION)
def item(request: ActorRequest, election_id: int, item_id: int) -> HttpResponse:
    """An item of the checklist is changed."""
    election = election_for(request.actor, election_id)
    if request.method == "GET" and election.is_issued:
        return issued_meanwhile(request, election_id)
    row = item_of(election, item_id)
    initial = {name: getattr(row, name) for name in ItemForm.base_fields if name != "owner"}
    form = ItemForm(typed_in(request), initial={**initial, "owner": row.owner_id})

    def act() -> HttpResponse:
        change_item(
            election_id=election_id, item_id=item_id, data=form.data_of_item(), by=request.actor, at=clock.now()
        )
        messages.success(request, _("The item is changed."))
        return redirect("elections:draft", election_id)

    back = reverse("elections:draft", args=[election_id])
    return _answer(request, form, act, _("Change an item"), back, labels.election_name(election))


@enter(post=Permission.DRAFT_ELECTION)
def item_remove(request: ActorRequest, election_id: int, item_id: int) -> HttpResponse:
    """An item is taken off the checklist."""
    election_for(request.actor, election_id)
    try:
        remove_item(election_id=election_id, item_id=item_id, by=request.actor, at=clock.now())
    except Conflict:
        return issued_meanwhile(request, election_id)
    messages.success(request, _("The item is taken off."))
    return redirect("elections:draft", election_id)


@enter(post=Permission.DRAFT_ELECTION)
def discard(request: ActorRequest, election_id: int) -> HttpResponse:
    """A draft is thrown away."""
    election_for(request.actor, election_id)
    try:
        discard_election(election_id=election_id, by=request.actor, at=clock.now())
    except Conflict:
        return issued_meanwhile(request, election_id)
    messages.success(request, _("The draft is thrown away."))
    return redirect("elections:index")


@enter(post=Permission.ISSUE_ELECTION)
def issue(request: ActorRequest, election_id: int) -> HttpResponse:
    """The Secretary General issues the election."""
    form = PlainForm(request.POST)
    form.is_valid()
    actor = request.actor
    try:
        issue_election(election_id=election_id, confirmed=form.confirmed, on=actor.on, by=actor, at=clock.now())
    except BadInput as error:
        add_problems(form, error, PROBLEMS)
        return _draft_page(request, election_id, form, _REFUSED)
    except Conflict:
        return issued_meanwhile(request, election_id)
    messages.success(request, _("The election is issued: its checklist asks from today on."))
    return redirect("elections:detail", election_id)


def issued_meanwhile(request: ActorRequest, election_id: int) -> HttpResponse:
    """The page of the election, which says that it is no draft any more."""
    messages.error(request, str(CONFLICTS["election_issued"]))
    return redirect("elections:detail", election_id)


def _days(form: PlainForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("kind", "month_on", "voting_on") if name in form.cleaned_data}


def _draft_page(request: ActorRequest, election_id: int, form: PlainForm, status: int) -> HttpResponse:
    actor = request.actor
    election = election_for(actor, election_id)
    if election.is_issued:
        return redirect("elections:detail", election_id)
    page = page_of(request, constituencies_of(election))
    context = {
        "election": election,
        "name": labels.election_name(election),
        "items": items_of(election),
        "page": page,
        "coverage": labels.coverage_words(coverage_of(election, actor.on)) if page.total else None,
        "form": form,
        "may_draft": may_anywhere(actor, Permission.DRAFT_ELECTION),
        "may_issue": may_anywhere(actor, Permission.ISSUE_ELECTION),
    }
    return render(request, "elections/draft.html", context, status=status)


def _answer(
    request: ActorRequest, form: PlainForm, act: Callable[[], HttpResponse], title: str, back: str, name: str
) -> HttpResponse:
    """The form; done, or again with what was typed and why it could not be accepted."""
    status = _SHOWN
    if request.method == "POST":
        status = _REFUSED
        if form.is_valid():
            try:
                return act()
            except BadInput as error:
                add_problems(form, error, PROBLEMS)
            except Conflict as error:
                form.add_error(None, str(CONFLICTS[error.code]))
                status = _TOO_LATE
    context = {"form": form, "title": title, "page_url": back, "unit": {"name": name}}
    return render(request, "units/record_form.html", context, status=status)
