"""What an administrator does to units: one form, one operation each."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tajadur.activity.filings.operations.noting import note_declaration
from tajadur.activity.filings.vocabulary import NOTING_PROBLEMS
from tajadur.activity.meetings.operations.closing import close_unit, withdraw_closing
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput
from tajadur.foundation.sentences import filled
from tajadur.organisation.people.operations.posts import open_unit, set_members
from tajadur.organisation.people.queries.posts import mandates_ending
from tajadur.organisation.people.vocabulary import PROBLEMS as PEOPLE_PROBLEMS
from tajadur.organisation.units.operations.changing import add_alias, edit_unit, remove_alias
from tajadur.organisation.units.operations.moving import move_unit, withdraw_move
from tajadur.organisation.units.queries.chapters import holds_chapters, places_to_sit, sitting_on
from tajadur.organisation.units.queries.tree import (
    body_for,
    branch_places_open,
    child_kinds,
    closing_consequences,
    placements_of,
    possible_parents,
    spellings_of,
    unit_for,
)
from tajadur.organisation.units.vocabulary import PROBLEMS
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import PlainForm, add_problems
from tajadur.web.paging import row_number

from .chapters import place_choices
from .forms import ClosingForm, DeclarationForm, MembersForm, MovingForm, NamesForm, OpeningForm, SpellingForm

ALL_PROBLEMS = {**PEOPLE_PROBLEMS, **NOTING_PROBLEMS, **PROBLEMS}


def _typed(request: ActorRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _answer(
    request: ActorRequest,
    form: PlainForm,
    unit: Any,
    act: Callable[[], Any],
    sentence: str,
    template: str,
    **context: Any,
) -> HttpResponse:
    """Show the form; when it is sent and valid, do the act and go to the unit's page."""
    if request.method == "POST" and form.is_valid():
        try:
            done = act()
        except BadInput as error:
            add_problems(form, error, ALL_PROBLEMS)
        else:
            messages.success(request, sentence)
            return redirect("units:people", unit_id=unit.pk) if unit else redirect("units:detail", unit_id=done.pk)
    shown = {"form": form, "unit": unit, **context}
    return render(request, template, shown, status=422 if form.errors else 200)


@enter(get=Permission.MANAGE_UNITS, post=Permission.MANAGE_UNITS)
def open_root(request: ActorRequest) -> HttpResponse:
    """Open the root of a tree that has none."""
    return _open(request, None)


@enter(get=Permission.MANAGE_UNITS, post=Permission.MANAGE_UNITS)
def open_below(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Open a unit below this one."""
    return _open(request, unit_for(request.actor, unit_id, Permission.MANAGE_UNITS))


def _open(request: ActorRequest, above: Any) -> HttpResponse:
    actor, at = request.actor, clock.now()
    kinds = [(kind.code, kind.name) for kind in child_kinds(above)]
    form = OpeningForm(
        _typed(request),
        kinds=kinds,
        places=branch_places_open(above) if above else (),
        soils=place_choices(places_to_sit(actor, actor.on)) if above and holds_chapters(above) else (),
        latin=not (get_language() or "ar").startswith("ar"),
        initial={"opened_on": actor.on},
    )

    def act() -> Any:
        typed = form.cleaned_data
        return open_unit(
            kind=typed["kind"],
            parent_id=above.pk if above else None,
            opened_on=typed["opened_on"],
            code=typed["code"],
            place=form.place_chosen,
            sits_on=row_number(typed.get("sits_on", "")),
            by=actor,
            at=at,
            **form.names(),
        )

    context = {"kind_name": kinds[0][1] if len(kinds) == 1 else "", "above": above, "has_kinds": bool(kinds)}
    return _answer(request, form, None, act, _("The unit is open."), "units/open.html", **context)


@enter(get=Permission.MANAGE_UNITS, post=Permission.MANAGE_UNITS)
def edit(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Correct the names."""
    actor, at = request.actor, clock.now()
    unit = unit_for(actor, unit_id, Permission.MANAGE_UNITS)
    form = NamesForm(_typed(request), initial={"name_ar": unit.name_ar, "name_latin": unit.name_latin})

    def act() -> Any:
        return edit_unit(unit_id=unit.pk, by=actor, at=at, **form.cleaned_data)

    return _answer(request, form, unit, act, _("The names are corrected."), "units/edit.html")


@enter(get=Permission.MANAGE_UNITS, post=Permission.MANAGE_UNITS)
def move(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Put the unit under another one from a day."""
    actor, at = request.actor, clock.now()
    unit = unit_for(actor, unit_id, Permission.MANAGE_UNITS)
    parents = [(str(row.pk), row.name) for row in possible_parents(actor, unit, actor.on)]
    planned = placements_of(unit).filter(from_on__gt=max(actor.on, unit.opened_on)).first()
    initial = {"from_on": planned.from_on, "parent": planned.parent_id} if planned else {"from_on": actor.on}
    form = MovingForm(_typed(request), parents=parents, initial=initial)

    def act() -> Any:
        parent, day = int(form.cleaned_data["parent"]), form.cleaned_data["from_on"]
        return move_unit(unit_id=unit.pk, parent_id=parent, from_on=day, by=actor, at=at)

    context = {"has_parents": bool(parents), "planned": planned}
    return _answer(request, form, unit, act, _("The move is noted."), "units/move.html", **context)


@enter(post=Permission.MANAGE_UNITS)
def move_withdraw(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Take back a move that is planned."""
    withdraw = partial(withdraw_move, unit_id=unit_id, by=request.actor, at=clock.now())
    return _taken_back(request, unit_id, withdraw, _("The planned move is withdrawn."))


def _taken_back(request: ActorRequest, unit_id: int, act: Callable[[], Any], sentence: str) -> HttpResponse:
    """Do the act, or say why it cannot be done; then the unit's page."""
    unit_for(request.actor, unit_id, Permission.MANAGE_UNITS)
    try:
        act()
    except BadInput as error:
        problem = error.problems[0]
        messages.error(request, filled(ALL_PROBLEMS[problem.code], problem.params))
    else:
        messages.success(request, sentence)
    return redirect("units:people", unit_id=unit_id)


@enter(get=Permission.MANAGE_UNITS, post=Permission.MANAGE_UNITS)
def declare(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Note a declaration to the authority that the unit was not asked for here."""
    actor, at = request.actor, clock.now()
    unit = unit_for(actor, unit_id, Permission.MANAGE_UNITS)
    form = DeclarationForm(_typed(request), initial={"declared_on": unit.declared_on, "receipt": unit.receipt})

    def act() -> Any:
        return note_declaration(unit_id=unit.pk, by=actor, at=at, **form.cleaned_data)

    return _answer(request, form, unit, act, _("The declaration is noted."), "units/declare.html")


@enter(get=Permission.MANAGE_UNITS, post=Permission.MANAGE_UNITS)
def spelling(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Add a spelling by which the unit is found."""
    actor, at = request.actor, clock.now()
    unit = unit_for(actor, unit_id, Permission.MANAGE_UNITS)
    form = SpellingForm(_typed(request))

    def act() -> Any:
        return add_alias(unit_id=unit.pk, text=form.cleaned_data["text"], by=actor, at=at)

    return _answer(
        request,
        form,
        unit,
        act,
        _("The unit is found by this spelling from now on."),
        "units/spelling.html",
        spellings=list(spellings_of(unit)),
    )


@enter(post=Permission.MANAGE_UNITS)
def spelling_remove(request: ActorRequest, unit_id: int, alias_id: int) -> HttpResponse:
    """Take a spelling away; adding it again undoes it."""
    remove_alias(unit_id=unit_id, alias_id=alias_id, by=request.actor, at=clock.now())
    messages.success(request, _("The spelling is removed."))
    return redirect("units:spelling", unit_id=unit_id)


@enter(get=Permission.MANAGE_UNITS, post=Permission.MANAGE_UNITS)
def members(request: ActorRequest, unit_id: int, body_id: int) -> HttpResponse:
    """Set how many members a body has."""
    actor, at = request.actor, clock.now()
    unit = unit_for(actor, unit_id, Permission.MANAGE_UNITS)
    body = body_for(actor, unit, body_id)
    form = MembersForm(_typed(request), initial={"members": body.members or None})

    def act() -> Any:
        return set_members(body_id=body.pk, members=form.cleaned_data["members"], by=actor, at=at)

    return _answer(request, form, unit, act, _("The number of members is noted."), "units/members.html", body=body)


@enter(get=Permission.MANAGE_UNITS, post=Permission.MANAGE_UNITS)
def close(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Close the unit from a day, once what ends with it has been read."""
    actor, at = request.actor, clock.now()
    unit = unit_for(actor, unit_id, Permission.MANAGE_UNITS)
    form = ClosingForm(_typed(request), initial={"closed_on": unit.closed_on or actor.on})

    def act() -> Any:
        return close_unit(unit_id=unit.pk, closed_on=form.cleaned_data["closed_on"], by=actor, at=at)

    ends = closing_consequences(unit, actor.on)
    mandates = mandates_ending(unit, actor.on)
    sentence = _("The closing of the unit is noted.")
    told = {"ends": ends, "mandates": mandates, "chapters": sitting_on(unit, actor.on)}
    return _answer(request, form, unit, act, sentence, "units/close.html", **told)


@enter(post=Permission.MANAGE_UNITS)
def close_withdraw(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Take back a closing whose day has not come."""
    withdraw = partial(withdraw_closing, unit_id=unit_id, by=request.actor, at=clock.now())
    return _taken_back(request, unit_id, withdraw, _("The closing is withdrawn: mandates and meetings are back."))
