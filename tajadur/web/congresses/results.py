"""Who was elected: proposed by the region, confirmed by an administrator; and the committee of a region without one."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tajadur.activity.congresses.operations.results import (
    Confirmed,
    confirm_results,
    propose_elected,
    withdraw_elected,
    withdraw_roster,
)
from tajadur.activity.congresses.operations.rosters import propose_roster
from tajadur.activity.congresses.queries.finding import congress_for
from tajadur.activity.congresses.queries.results import (
    elected_in,
    elected_of,
    lists_of,
    persons_known,
    posts_to_fill,
    results_waiting,
)
from tajadur.activity.congresses.vocabulary import COMMITTEE
from tajadur.foundation import clock
from tajadur.foundation.formats import day_month_year
from tajadur.organisation.people.operations.posts import form_body
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import SAME_PERSON, PlainForm
from tajadur.web.paging import number_in
from tajadur.web.people.naming import person_choices
from tajadur.web.people.rule_reasons import reason_in, reason_page

from . import presenters
from .acting import done, page
from .forms import ElectedForm, RosterForm


@enter(get=Permission.CONDUCT_CONGRESS, post=Permission.CONDUCT_CONGRESS)
def elected(request: ActorRequest, congress_id: int) -> HttpResponse:
    """The region says who was elected, post by post."""
    congress = congress_for(request.actor, congress_id, Permission.CONDUCT_CONGRESS)
    form = ElectedForm(
        request.POST if request.method == "POST" else None,
        posts=[(post.pk, str(post.post_type)) for post in posts_to_fill(congress.unit_id)],
        persons=person_choices(persons_known(congress, request.actor.on), request.actor.on),
    )

    def act() -> None:
        values = form.cleaned_data
        propose_elected(
            congress_id=congress_id,
            post_id=values["post"],
            person_id=values["person"],
            name_ar=values["name_ar"],
            name_latin=values["name_latin"],
            sex=values["sex"],
            identity_confirmed="identity_number" in form.confirmed,
            another_confirmed=SAME_PERSON in form.confirmed,
            rule_reason=reason_in(request),
            by=request.actor,
            at=clock.now(),
        )

    if done(form, act):
        messages.success(request, _("Proposed. An administrator confirms it."))
        return redirect("congresses:elected", congress_id)
    if asked := reason_page(request, form, request.get_full_path()):
        return asked
    return _elected_page(request, congress, form)


@enter(get=Permission.CONDUCT_CONGRESS, post=Permission.CONDUCT_CONGRESS)
def roster(request: ActorRequest, congress_id: int) -> HttpResponse:
    """The region says who was elected to the council, or to its office, as one list."""
    congress = congress_for(request.actor, congress_id, Permission.CONDUCT_CONGRESS)
    posts = [(post.pk, str(post)) for post in lists_of(congress)]
    form = RosterForm(
        request.POST if request.method == "POST" else None, posts=posts, initial={"post": number_in(request, "post")}
    )
    added: list[int] = []

    def act() -> None:
        values = form.cleaned_data
        added.append(
            propose_roster(
                congress_id=congress_id,
                post_type_id=values["post"],
                names=values["names"],
                women=values["women"],
                youth=values["youth"],
                confirmed=form.confirmed,
                rule_reason=reason_in(request),
                by=request.actor,
                at=clock.now(),
            )
        )

    if done(form, act):
        sentence = ngettext(
            "%(n)s name proposed. An administrator confirms it.",
            "%(n)s names proposed. An administrator confirms them.",
            added[0],
        )
        messages.success(request, sentence % {"n": added[0]})
        return redirect("congresses:elected", congress_id)
    if asked := reason_page(request, form, request.get_full_path()):
        return asked
    return page(request, "congresses/roster.html", form, congress=congress)


@enter(post=Permission.CONDUCT_CONGRESS)
def withdraw(request: ActorRequest, congress_id: int, elected_id: int) -> HttpResponse:
    """The region takes one of the elected back."""
    arguments = {"congress_id": congress_id, "elected_id": elected_id}
    return _taken_back(request, congress_id, lambda: withdraw_elected(**arguments, by=request.actor, at=clock.now()))


@enter(post=Permission.CONDUCT_CONGRESS)
def withdraw_body(request: ActorRequest, congress_id: int, body_id: int) -> HttpResponse:
    """The region takes back all it proposed for one body."""
    arguments = {"congress_id": congress_id, "body_id": body_id}
    return _taken_back(request, congress_id, lambda: withdraw_roster(**arguments, by=request.actor, at=clock.now()))


def _taken_back(request: ActorRequest, congress_id: int, act: Callable[[], Any]) -> HttpResponse:
    congress = congress_for(request.actor, congress_id, Permission.CONDUCT_CONGRESS)
    form = PlainForm({})
    if done(form, act):
        messages.success(request, _("Taken back."))
        return redirect("congresses:elected", congress_id)
    return _elected_page(request, congress, form)


@enter(get=Permission.MANAGE_MANDATES)
def waiting(request: ActorRequest) -> HttpResponse:
    """The congresses whose elected wait for an administrator."""
    return render(request, "congresses/waiting.html", {"rows": _waiting(request)})


@enter(post=Permission.MANAGE_MANDATES)
def confirm(request: ActorRequest, congress_id: int) -> HttpResponse:
    """Confirm all who were elected by one congress."""
    form = PlainForm({})
    counted: list[Confirmed] = []

    def act() -> None:
        counted.append(
            confirm_results(congress_id=congress_id, rule_reason=reason_in(request), by=request.actor, at=clock.now())
        )

    if done(form, act):
        sentence = ngettext(
            "%(n)s mandate is confirmed; the former ones ended on %(day)s, the day of the congress.",
            "%(n)s mandates are confirmed; the former ones ended on %(day)s, the day of the congress.",
            counted[0].began,
        )
        messages.success(request, sentence % {"n": counted[0].began, "day": day_month_year(counted[0].ended_on)})
        return redirect("congresses:waiting")
    if asked := reason_page(request, form, reverse("congresses:waiting")):
        return asked
    return render(request, "congresses/waiting.html", {"rows": _waiting(request), "form": form}, status=422)


@enter(post=Permission.MANAGE_MANDATES)
def form_committee(request: ActorRequest, congress_id: int) -> HttpResponse:
    """Open the posts of the preparatory committee, through which a region without a secretary works."""
    congress = congress_for(request.actor, congress_id, Permission.MANAGE_MANDATES)
    form = PlainForm({})

    def act() -> None:
        form_body(unit_id=congress.unit_id, code=COMMITTEE, by=request.actor, at=clock.now())

    if not done(form, act):
        return page(request, "congresses/undo.html", form, congress=congress)
    messages.success(request, _("The posts of the preparatory committee are open. Give its chair a mandate."))
    return redirect("units:people", congress.unit_id)


def _elected_page(request: ActorRequest, congress: Any, form: PlainForm) -> HttpResponse:
    bodies = [presenters.elected_body(body) for body in elected_in(congress)]
    lists = list(lists_of(congress))
    return page(request, "congresses/elected.html", form, congress=congress, bodies=bodies, lists=lists)


def _waiting(request: ActorRequest) -> list[tuple[Any, list[dict[str, Any]]]]:
    rows = list(results_waiting(request.actor))
    bodies_of = elected_of([congress.pk for congress in rows])
    return [(congress, [presenters.elected_body(body) for body in bodies_of.get(congress.pk, [])]) for congress in rows]
