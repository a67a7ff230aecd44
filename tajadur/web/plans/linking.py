"""Which action of the plan the remedy of a case, or an action of a meeting, serves: the unit says so."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tajadur.activity.plans.operations.linking import link_action_item, link_case
from tajadur.activity.plans.queries.unit import actions_to_link, link_of, linkable
from tajadur.activity.plans.vocabulary import CONFLICTS, PROBLEMS
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.organisation.units.queries.tree import unit_for
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import add_problems
from tajadur.web.record_forms import typed_in

from .forms import LinkForm


@enter(get=Permission.FOLLOW_PLAN, post=Permission.FOLLOW_PLAN)
def case(request: ActorRequest, unit_id: int, case_id: int) -> HttpResponse:
    """The remedy of a case."""
    return _answer(request, unit_id, link_case, "dysfunctions:detail", case=case_id)


@enter(get=Permission.FOLLOW_PLAN, post=Permission.FOLLOW_PLAN)
def item(request: ActorRequest, unit_id: int, item_id: int) -> HttpResponse:
    """An action decided in a meeting."""
    return _answer(request, unit_id, link_action_item, "actions:detail", action_item=item_id)


def _answer(
    request: ActorRequest, unit_id: int, operation: Callable[..., None], page: str, **thing: int
) -> HttpResponse:
    actor, status = request.actor, 200
    unit = unit_for(actor, unit_id, Permission.FOLLOW_PLAN)
    linkable(unit, **thing)
    ((kind, pk),) = thing.items()
    known = link_of(**thing)
    actions = actions_to_link(unit)
    if known and all(row.pk != known.adopted_id for row in actions):
        actions = [known.adopted, *actions]
    form = LinkForm(typed_in(request), actions=actions, initial={"adopted": str(known.adopted_id) if known else ""})
    if request.method == "POST":
        status = 422
        if form.is_valid():
            chosen = form.cleaned_data["adopted"]
            named: dict[str, Any] = {"case_id" if kind == "case" else "item_id": pk}
            try:
                operation(
                    unit_id=unit.pk, **named, adopted_id=int(chosen) if chosen else None, on=actor.on, by=actor,
                    at=clock.now(),
                )  # fmt: skip
            except BadInput as error:
                add_problems(form, error, PROBLEMS)
            except Conflict as error:
                form.add_error(None, str(CONFLICTS[error.code]))
                status = 409
            else:
                messages.success(request, _("It is kept; those above read it."))
                return redirect(page, pk)
    context = {"unit": unit, "form": form, "title": _("Link to the plan"), "page_url": reverse(page, args=[pk])}
    return render(request, "units/record_form.html", context, status=status)
