"""Giving, ending, correcting and approving mandates."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.organisation.people.operations.interims import approve_interim, refuse_interim
from tajadur.organisation.people.operations.mandates import correct_mandate, end_mandate, give_mandate
from tajadur.organisation.people.queries.persons import mandate_for, people_for, person_for, waiting_interims
from tajadur.organisation.people.queries.posts import post_for, posts_of
from tajadur.organisation.people.queries.second_person import acts_waiting
from tajadur.organisation.people.vocabulary import PROBLEMS, MandateStatus
from tajadur.organisation.units.queries.searching import units_found
from tajadur.organisation.units.queries.tree import unit_for
from tajadur.permissions.matrix import Permission
from tajadur.permissions.powers import PowerAct
from tajadur.registry.audit.operations import log_reading
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import PlainForm, add_problems
from tajadur.web.paging import number_in, row_number, text_in

from .forms import DaysForm, EndForm, EndInterimForm, MandateForm, ReasonForm
from .naming import person_choices
from .rule_reasons import ask_reason, asks_only, reason_in

FOUND = 12
_HELD = frozenset({"mandate_overlaps", "mandate_overlaps_open"})  # the post has a holder: it can be handed over


@enter(get=Permission.MANAGE_MANDATES, post=Permission.MANAGE_MANDATES)
def give(request: ActorRequest) -> HttpResponse:
    """Who, which post, from when to when: what is missing is chosen first, by search."""
    actor, at = request.actor, clock.now()
    form = MandateForm(request.POST if request.method == "POST" else None, initial=_asked(request))
    person, post = _chosen(request, form)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            mandate = give_mandate(
                person_id=typed["person"],
                post_id=typed["post"],
                from_on=typed["from_on"],
                to_on=typed["to_on"],
                interim=typed["interim"],
                rule_reason=reason_in(request),
                by=actor,
                at=at,
            )
        except BadInput as error:
            if asks_only(error):
                return ask_reason(request, error, f"{reverse('people:mandate')}?{_query(typed)}")
            if not typed["interim"] and {problem.code for problem in error.problems} <= _HELD:
                return redirect(f"{reverse('people:hand_over')}?{_query(typed)}")
            add_problems(form, error, PROBLEMS)
        else:
            messages.success(request, _given(mandate))
            return redirect("people:detail", person_id=mandate.person_id)
    context = {"form": form, "person": person, "post": post, **_choices(request, person, post)}
    template = "people/mandate.html#found" if getattr(request, "htmx", False) else "people/mandate.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _query(typed: dict[str, Any]) -> str:
    """What was typed, for the page that shows what a hand-over would change."""
    return urlencode({name: typed[name] or "" for name in ("person", "post", "from_on", "to_on")})


def _given(mandate: Any) -> str:
    if mandate.interim:
        return _("The interim mandate waits for the approval of the Secretary General.")
    if mandate.standing == MandateStatus.PROPOSED:
        return _("The mandate waits for a second person. Those it concerns are told.")
    return _("The mandate is given, and its unit is told.")


def _or_waits(request: ActorRequest, mandate: Any, sentence: str) -> str:
    """``sentence``, unless the act waits for somebody else."""
    waits = acts_waiting(request.actor).filter(mandate=mandate).exclude(act=PowerAct.GIVE_POWER).exists()
    later = _("This waits for a second person; nothing changes before. Those it concerns are told.")
    return later if waits else sentence


def _asked(request: ActorRequest) -> dict[str, Any]:
    return {"person": number_in(request, "person"), "post": number_in(request, "post"), "from_on": request.actor.on}


def _chosen(request: ActorRequest, form: PlainForm) -> tuple[Any, Any]:
    """The person and the post chosen so far; a number nobody answers to counts as nothing chosen."""
    person, post = (form["person"].value(), form["post"].value())
    chosen: list[Any] = []
    for read, number in ((person_for, person), (post_for, post)):
        try:
            chosen.append(read(request.actor, row_number(str(number)) or 0) if number else None)
        except NotVisible:
            chosen.append(None)
    return chosen[0], chosen[1]


def _choices(request: ActorRequest, person: Any, post: Any) -> dict[str, Any]:
    """What to choose from next: persons, else units, else the posts of a unit."""
    actor, words = request.actor, text_in(request, "q")
    unit_id = number_in(request, "unit")
    choices: dict[str, Any] = {"q": words, "step": "days", "found": [], "unit": None}
    if person is None:
        choices["add_url"] = reverse("people:add") + (f"?post={post.pk}" if post else "")
        choices["step"] = "person"
        people = list(people_for(actor, on=actor.on, words=words)[:FOUND]) if words else []
        choices["found"] = person_choices(people, actor.on)
        log_reading(page="mandate", shown=len(choices["found"]), by=actor, at=clock.now())
    elif post is None and unit_id:
        unit = unit_for(actor, unit_id, Permission.MANAGE_MANDATES)
        choices |= {"step": "post", "unit": unit, "found": posts_of(actor, unit, actor.on)}
    elif post is None:
        choices["step"] = "unit"
        choices["found"] = list(units_found(actor, words)[:FOUND]) if words else []
    return choices


def _about(
    request: ActorRequest, mandate: Any, form: PlainForm, act: Callable[[], Any], sentence: str, template: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except BadInput as error:
            if asks_only(error):
                return ask_reason(request, error, request.get_full_path())
            add_problems(form, error, PROBLEMS)
        else:
            messages.success(request, _or_waits(request, mandate, sentence))
            return redirect("people:detail", person_id=mandate.person_id)
    return render(request, template, {"form": form, "mandate": mandate}, status=422 if form.errors else 200)


@enter(get=Permission.MANAGE_MANDATES, post=Permission.MANAGE_MANDATES)
def end(request: ActorRequest, mandate_id: int) -> HttpResponse:
    """End a mandate; the access it gives ends with its last day."""
    actor, at = request.actor, clock.now()
    mandate = mandate_for(actor, mandate_id, Permission.MANAGE_MANDATES)
    kind = EndInterimForm if mandate.interim else EndForm
    form = kind(request.POST if request.method == "POST" else None, initial={"to_on": actor.on})

    def act() -> Any:
        typed = form.cleaned_data
        return end_mandate(mandate_id=mandate.pk, to_on=typed["to_on"], reason=typed.get("reason", ""), by=actor, at=at)

    return _about(request, mandate, form, act, _("The mandate ends on the day given."), "people/end.html")


@enter(get=Permission.MANAGE_MANDATES, post=Permission.MANAGE_MANDATES)
def correct(request: ActorRequest, mandate_id: int) -> HttpResponse:
    """Correct days that were typed wrongly."""
    actor, at = request.actor, clock.now()
    mandate = mandate_for(actor, mandate_id, Permission.MANAGE_MANDATES)
    known = {"from_on": mandate.from_on, "to_on": mandate.to_on}
    form = DaysForm(request.POST if request.method == "POST" else None, initial=known)

    def act() -> Any:
        typed = {**form.cleaned_data, "rule_reason": reason_in(request)}
        return correct_mandate(mandate_id=mandate.pk, by=actor, at=at, **typed)

    return _about(request, mandate, form, act, _("The days are corrected."), "people/correct.html")


@enter(get=Permission.APPROVE_INTERIM)
def waiting(request: ActorRequest) -> HttpResponse:
    """The interim mandates that wait for an approval."""
    return render(request, "people/waiting.html", {"mandates": list(waiting_interims(request.actor))})


@enter(get=Permission.REFUSE_INTERIM, post=Permission.REFUSE_INTERIM)
def refuse(request: ActorRequest, mandate_id: int) -> HttpResponse:
    """Refuse an interim that waits, saying why."""
    actor, at = request.actor, clock.now()
    mandate = mandate_for(actor, mandate_id, Permission.REFUSE_INTERIM)
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def act() -> Any:
        return refuse_interim(mandate_id=mandate.pk, reason=form.cleaned_data["reason"], by=actor, at=at)

    return _about(request, mandate, form, act, _("The interim mandate is refused."), "people/refuse.html")


@enter(post=Permission.APPROVE_INTERIM)
def approve(request: ActorRequest, mandate_id: int) -> HttpResponse:
    """Approve an interim mandate."""
    actor, at = request.actor, clock.now()
    mandate = mandate_for(actor, mandate_id, Permission.APPROVE_INTERIM)
    try:
        approve_interim(mandate_id=mandate.pk, rule_reason=reason_in(request), by=actor, at=at)
    except BadInput as error:
        if asks_only(error):
            return ask_reason(request, error, reverse("people:waiting"))
        form = PlainForm({})
        add_problems(form, error, PROBLEMS)
        context = {"mandates": list(waiting_interims(actor)), "form": form}
        return render(request, "people/waiting.html", context, status=422)
    messages.success(request, _("The interim mandate is approved, and its unit is told."))
    return redirect("people:detail", person_id=mandate.person_id)
