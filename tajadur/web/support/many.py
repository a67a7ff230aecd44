"""One act for many units: choose and write, look over who gets it and who is left out, confirm; done once."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tajadur.foundation.errors import BadInput
from tajadur.organisation.units.queries.many import MOST_AT_ONCE, none_left
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import DayField, PlainForm, add_problems

from .many_acts import AdviseMany, Examined, ManyAct, OpenMany, RemindMany, VisitMany
from .many_forms import PROBLEMS
from .selecting import Picked, Selection, picked, selection

CONFIRM, CHANGE = "confirm", "change"


class VisitDaysForm(PlainForm):
    """The day of each visit, as proposed or changed."""

    def __init__(self, data: Any, able: Sequence[Picked], days: dict[int, date]) -> None:
        super().__init__(data, initial={f"day_{unit_id}": day for unit_id, day in days.items()})
        for row in able:
            required = {"required": PROBLEMS["visit_day_required"]}
            self.fields[f"day_{row.unit_id}"] = DayField(label=row.name, error_messages=required)

    @property
    def days(self) -> dict[int, date]:
        """Unit -> its day."""
        return {int(name[4:]): day for name, day in self.cleaned_data.items() if name.startswith("day_")}


@enter(get=Permission.ADVISE, post=Permission.ADVISE)
def advise(request: ActorRequest) -> HttpResponse:
    """The same advice to each."""
    return _page(request, AdviseMany())


@enter(get=Permission.VISIT, post=Permission.VISIT)
def visit(request: ActorRequest) -> HttpResponse:
    """A visit to each, one a working day."""
    return _page(request, VisitMany())


@enter(get=Permission.OPEN_CASE, post=Permission.OPEN_CASE)
def open_case(request: ActorRequest) -> HttpResponse:
    """A case of one kind of each."""
    return _page(request, OpenMany())


@enter(get=Permission.REMIND, post=Permission.REMIND)
def remind(request: ActorRequest) -> HttpResponse:
    """A reminder of what each owes; of one unit or many."""
    return _page(request, RemindMany())


def _page(request: ActorRequest, act: ManyAct) -> HttpResponse:
    chosen = selection(request, act.permission)
    if request.method != "POST":
        return _first(request, act, chosen, act.form(None, request.actor, chosen))
    ticks = request.POST.getlist("pick")
    form = act.form(request.POST, request.actor, chosen)
    if CHANGE in request.POST:
        return _first(request, act, chosen, _with_what_was_typed(form), ticks=ticks)
    try:
        # What is confirmed is what was looked over, by name: the list may show others by now.
        whole = request.POST.get("everybody") and CONFIRM not in request.POST
        rows = chosen.every() if whole else picked(ticks)
        if not rows:
            raise BadInput("", "no_units")
        if len(rows) > MOST_AT_ONCE:
            raise BadInput("", "too_many_units", most=MOST_AT_ONCE)
        if not form.is_valid():
            return _first(request, act, chosen, form, ticks=ticks)
        return _confirm(request, act, chosen, form, rows)
    except BadInput as error:
        add_problems(form, error, PROBLEMS)
        return _first(request, act, chosen, form, ticks=ticks)


def _confirm(
    request: ActorRequest, act: ManyAct, chosen: Selection, form: PlainForm, rows: list[Picked]
) -> HttpResponse:
    """Who gets it; with ``confirm`` it is done. Raises BadInput when there is nobody, or something else is wrong."""
    seen = act.examine(request.actor, rows, form.cleaned_data)
    if not seen.able:
        if seen.left_out:
            return _shown(request, act, chosen, form, seen, None, status=422)
        raise none_left()
    confirmed = CONFIRM in request.POST
    days = VisitDaysForm(request.POST if confirmed else None, seen.able, seen.days) if seen.days else None
    if not confirmed:
        return _shown(request, act, chosen, form, seen, days)
    if days is not None and not days.is_valid():
        return _shown(request, act, chosen, form, seen, days, status=422)
    try:
        count = act.act(request.actor, seen.able, form.cleaned_data, days.days if days else {})
    except BadInput as error:
        if days is None or not any(problem.field in days.fields for problem in error.problems):
            raise
        add_problems(days, error, PROBLEMS)
        return _shown(request, act, chosen, form, seen, days, status=422)
    messages.success(request, act.done(count))
    if count < len(rows):
        left = len(rows) - count
        sentence = ngettext(
            "%(n)s line was left out: it changed meanwhile.", "%(n)s lines were left out: they changed meanwhile.", left
        )
        messages.info(request, sentence % {"n": left})
    return redirect(act.leads_to())


def _first(
    request: ActorRequest, act: ManyAct, chosen: Selection, form: PlainForm, *, ticks: list[str] | None = None
) -> HttpResponse:
    """The list with its ticks, and what is typed."""
    wanted = set(ticks or ())
    context = {
        "act": act,
        "form": form,
        "chosen": chosen,
        "rows": [(row, ticks is None or row.token in wanted) for row in chosen.shown],
        "everybody": bool(request.POST.get("everybody")),
        "most": MOST_AT_ONCE,
    }
    return render(request, "support/many.html", context, status=422 if form.is_bound and form.errors else 200)


def _shown(
    request: ActorRequest,
    act: ManyAct,
    chosen: Selection,
    form: PlainForm,
    seen: Examined,
    days: VisitDaysForm | None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The page on which one looks over who gets it, and confirms."""
    names = [*form.fields, "everybody"]
    context = {
        "act": act,
        "chosen": chosen,
        "form": form,
        "days": days,
        "rows": [(row, days[f"day_{row.unit_id}"] if days else None) for row in seen.able],
        "left_out": seen.left_out,
        "kept": [(name, value) for name in names for value in request.POST.getlist(name)],
        "button": act.button(len(seen.able)),
        "summary": _summary(form),
    }
    return render(request, "support/many_confirm.html", context, status=status)


def _summary(form: PlainForm) -> list[tuple[str, str]]:
    """What was typed, by label: read over before it is sent. The days of visits stand beside their units."""
    rows = []
    for field in form:
        value, kind = form.cleaned_data.get(field.name), form.fields[field.name]
        if isinstance(kind, forms.ChoiceField):
            choices: Any = kind.choices
            value = {str(known): words for known, words in choices}.get("" if value is None else str(value))
        elif isinstance(kind, forms.BooleanField):
            value = _("Yes") if value else _("No")
        if value and not isinstance(value, date):
            rows.append((str(field.label), str(value)))
    return rows


def _with_what_was_typed(form: PlainForm) -> PlainForm:
    """The form with its values and without complaints: the user came back to change something."""
    form.full_clean()
    form.errors.clear()
    return form
