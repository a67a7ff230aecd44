"""Writing: a region marks its stages, fixes its date, shares out its seats; a province files; the cell advises."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tajadur.activity.congresses.operations import commenting, marking
from tajadur.activity.congresses.operations import delegates as delegates_operations
from tajadur.activity.congresses.queries.day import present_in
from tajadur.activity.congresses.queries.finding import last_meetings, own_share, road_for, step_for
from tajadur.activity.congresses.queries.roads import shares_of
from tajadur.activity.congresses.vocabulary import DELEGATES, HELD, PROBLEMS, EvidenceKind
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput
from tajadur.foundation.formats import day_month_year
from tajadur.organisation.people.vocabulary import PROBLEMS as PEOPLE
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import PlainForm, add_problems

from . import labels
from .forms import CommentForm, DateForm, DelegatesForm, SeatsForm, StageForm

_SHOWN = ("note", "number", "reference", "meeting_id")
_COUNTED = {HELD: gettext_lazy("Delegates present"), DELEGATES: gettext_lazy("Delegates elected in all provinces")}
SENTENCES: Mapping[str, Any] = {**PEOPLE, **PROBLEMS}


@enter(get=Permission.CONDUCT_CONGRESS, post=Permission.CONDUCT_CONGRESS)
def stage(request: ActorRequest, congress_id: int, code: str) -> HttpResponse:
    """Mark a stage done with its day and what shows it, or correct it."""
    row = step_for(request.actor, congress_id, code, Permission.CONDUCT_CONGRESS)
    kind = row.template.evidence
    initial = {name: getattr(row, name) for name in ("number", "reference", "meeting_id", "note")}
    initial["done_on"] = row.done_on or request.actor.on
    if code == DELEGATES and initial["number"] is None:
        shares = shares_of([congress_id]).get(congress_id, [])
        initial["number"] = sum(share.elected or 0 for share in shares) or None
    if code == HELD and initial["number"] is None:
        initial["number"] = present_in(row.congress)
    form = StageForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        kind=kind,
        meetings=_meetings(row.congress.unit_id, request.actor) if kind == EvidenceKind.MEETING else [],
        counted=str(_COUNTED.get(code, "")),
    )

    def act() -> None:
        values = form.cleaned_data
        shown = marking.Shown(**{name: values[name] for name in form.fields if name in _SHOWN and values.get(name)})
        marking.mark_stage(
            congress_id=congress_id,
            code=code,
            done_on=values["done_on"],
            shown=shown,
            confirmed=form.confirmed,
            by=request.actor,
            at=clock.now(),
        )

    if done(form, act):
        messages.success(request, _("Marked. Those who follow your unit see it now."))
        return redirect("congresses:todo", congress_id)
    return page(request, "congresses/stage.html", form, row=row, congress=row.congress)


@enter(post=Permission.CONDUCT_CONGRESS)
def undo(request: ActorRequest, congress_id: int, code: str) -> HttpResponse:
    """Take a stage back."""
    row = step_for(request.actor, congress_id, code, Permission.CONDUCT_CONGRESS)
    form = PlainForm({})

    def act() -> None:
        marking.take_back(congress_id=congress_id, code=code, by=request.actor, at=clock.now())

    if done(form, act):
        messages.success(request, _("The stage is taken back."))
        return redirect("congresses:todo", congress_id)
    return page(request, "congresses/undo.html", form, row=row, congress=row.congress)


@enter(get=Permission.CONDUCT_CONGRESS, post=Permission.CONDUCT_CONGRESS)
def fix_date(request: ActorRequest, congress_id: int) -> HttpResponse:
    """Fix, or move, the day and the place."""
    road = road_for(request.actor, congress_id, Permission.CONDUCT_CONGRESS, request.actor.on)
    congress = road.congress
    initial = {"planned_on": congress.planned_on, "place": congress.place}
    form = DateForm(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> None:
        marking.fix_date(
            congress_id=congress_id,
            planned_on=form.cleaned_data["planned_on"],
            place=form.cleaned_data["place"],
            confirmed=form.confirmed,
            by=request.actor,
            at=clock.now(),
        )

    if done(form, act):
        messages.success(request, _("The date and the place are fixed."))
        return redirect("congresses:todo", congress_id)
    return page(request, "congresses/date.html", form, congress=congress, deadline=labels.deadline_words(road))


@enter(get=Permission.CONDUCT_CONGRESS, post=Permission.CONDUCT_CONGRESS)
def seats(request: ActorRequest, congress_id: int) -> HttpResponse:
    """Share the delegates out among the provinces."""
    road = road_for(request.actor, congress_id, Permission.CONDUCT_CONGRESS, request.actor.on)
    congress = road.congress
    initial = {"seats": congress.seats or None, "floor": congress.seats_floor, "basis": congress.seats_basis}
    form = SeatsForm(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> None:
        delegates_operations.share_seats(
            congress_id=congress_id,
            seats=form.cleaned_data["seats"],
            floor=form.cleaned_data["floor"] or 0,
            basis=form.cleaned_data["basis"],
            confirmed=form.confirmed,
            by=request.actor,
            at=clock.now(),
        )

    if done(form, act):
        messages.success(request, _("The seats are shared out. Each province sees its own now."))
        return redirect("congresses:seats", congress_id)
    return page(request, "congresses/seats.html", form, congress=congress, road=road)


@enter(get=Permission.DECLARE, post=Permission.DECLARE)
def delegates(request: ActorRequest, congress_id: int, unit_id: int) -> HttpResponse:
    """A province files its delegates."""
    own = own_share(request.actor, congress_id, unit_id, Permission.DECLARE)
    names = ("elected", "women", "youth", "names")
    initial = {name: getattr(own.latest, name) for name in names} if own.latest else {}
    form = DelegatesForm(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> None:
        values = form.cleaned_data
        delegates_operations.file_delegates(
            congress_id=congress_id,
            unit_id=unit_id,
            elected=values["elected"],
            women=values["women"] or 0,
            youth=values["youth"] or 0,
            names=values["names"],
            by=request.actor,
            at=clock.now(),
        )

    if done(form, act):
        messages.success(request, _("Filed. The level above sees the numbers, never the names."))
        return redirect("congresses:delegates", congress_id, unit_id)
    return page(request, "congresses/delegates.html", form, own=own, share=own.share, congress=own.share.congress)


@enter(post=Permission.ADVISE)
def comment(request: ActorRequest, congress_id: int, code: str) -> HttpResponse:
    """A word from above about one stage."""
    row = step_for(request.actor, congress_id, code, Permission.ADVISE)
    form = CommentForm(request.POST)

    def act() -> None:
        text = form.cleaned_data["text"]
        commenting.comment_stage(congress_id=congress_id, code=code, text=text, by=request.actor, at=clock.now())

    if done(form, act):
        messages.success(request, _("Your advice is with the unit."))
        return redirect("congresses:detail", congress_id)
    return page(request, "congresses/comment.html", form, row=row, congress=row.congress)


def _meetings(unit_id: int, actor: Actor) -> list[tuple[int, str]]:
    """The unit's last meetings, to be named as what shows a stage."""
    rows = last_meetings(actor, unit_id, actor.on)
    return [(row.pk, f"{row.body.body_type.name} · {day_month_year(row.planned_on)}") for row in rows]


def done(form: PlainForm, act: Callable[[], Any]) -> bool:
    """Was the form sent, accepted and acted upon? Otherwise it holds the sentences."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        act()
    except BadInput as error:
        add_problems(form, error, SENTENCES)
        return False
    return True


def page(request: ActorRequest, template: str, form: PlainForm, **context: Any) -> HttpResponse:
    """The form: 200 before it is sent, 422 with what was typed when it cannot be accepted."""
    return render(request, template, {"form": form, **context}, status=422 if form.is_bound else 200)
