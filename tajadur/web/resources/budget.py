"""The budget lines with what is left of each, and the posts that decide beside the Secretary General."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tajadur.activity.resources.operations import budget as operations
from tajadur.activity.resources.queries import budget as queries
from tajadur.activity.resources.vocabulary import PROBLEMS
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput
from tajadur.permissions.check import may_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.exports.offering import offer_rows
from tajadur.web.exports.taking import exported
from tajadur.web.forms import add_problems
from tajadur.web.paging import number_in

from . import presenters
from .exported import BUDGET
from .forms import DeciderForm, LineForm


@enter(get=Permission.READ_RESOURCES, post=Permission.MANAGE_BUDGET)
@exported(BUDGET)
def budget(request: ActorRequest) -> HttpResponse:
    """The lines of a year: set, granted, left. The Secretary General sets them; others read."""
    actor, status = request.actor, 200
    this_year = actor.on.year
    asked = number_in(request, "year") or this_year
    year = min(max(asked, this_year - operations.YEARS_BACK), this_year + operations.YEARS_AHEAD)
    rows = queries.budget_of(actor, year)
    offer_rows(request, rows)
    form = None
    if may_anywhere(actor, Permission.MANAGE_BUDGET):
        typed = request.POST if request.method == "POST" else None
        form = LineForm(typed, kinds=[row.kind for row in rows], year=year)
        if typed is not None:
            status = 422
            if form.is_valid():
                try:
                    operations.set_line(**form.cleaned_data, on=actor.on, by=actor, at=clock.now())
                except BadInput as error:
                    add_problems(form, presenters.with_amounts(error), PROBLEMS)
                else:
                    messages.success(request, _("The budget line is set."))
                    return redirect(f"{reverse('resources:budget')}?year={form.cleaned_data['year']}")
    years = range(this_year - operations.YEARS_BACK, this_year + operations.YEARS_AHEAD + 1)
    chips = [{"label": str(each), "url": f"?year={each}", "current": each == year} for each in years]
    context = {
        "rows": rows, "year": year, "chips": chips, "form": form, "totals": _totals(rows),
        "manages": form is not None,
    }  # fmt: skip
    return render(request, "resources/budget.html", context, status=status)


@enter(get=Permission.MANAGE_BUDGET, post=Permission.MANAGE_BUDGET)
def deciders(request: ActorRequest) -> HttpResponse:
    """Who decides about each kind beside the Secretary General; a post is named."""
    actor, status = request.actor, 200
    rows = queries.delegates(actor)
    typed = request.POST if request.method == "POST" else None
    form = DeciderForm(typed, kinds=[kind for kind, _named in rows], posts=list(queries.posts_to_name()))
    if typed is not None:
        status = 422
        if form.is_valid():
            values = form.cleaned_data
            try:
                operations.name_decider(
                    kind=values["kind"], post_id=values["post"], on=actor.on, by=actor, at=clock.now()
                )
            except BadInput as error:
                add_problems(form, error, PROBLEMS)
            else:
                messages.success(request, _("The post decides about this kind from today."))
                return redirect("resources:deciders")
    return render(request, "resources/deciders.html", {"rows": rows, "form": form}, status=status)


@enter(post=Permission.MANAGE_BUDGET)
def end(request: ActorRequest, delegate_id: int) -> HttpResponse:
    """The post decides no more."""
    operations.end_decider(delegate_id=delegate_id, on=request.actor.on, by=request.actor, at=clock.now())
    messages.success(request, _("The post decides about this kind no more."))
    return redirect("resources:deciders")


def _totals(rows: list[Any]) -> dict[str, int]:
    lines = [row.line for row in rows if row.line]
    return {name: sum(getattr(line, name) for line in lines) for name in ("amount", "granted", "left")}
