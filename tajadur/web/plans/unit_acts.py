"""The forms of a unit: adopt an objective, adapt it, add an action, tell of one, state a value. The unit alone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tajadur.activity.plans.operations.adopting import adapt_objective, adopt_objective
from tajadur.activity.plans.operations.dropping import drop_objective
from tajadur.activity.plans.operations.news import add_own_action, tell_action
from tajadur.activity.plans.operations.stating import state_value, withdraw_value
from tajadur.activity.plans.queries.editions import actions_under, indicators_of, objective_shown
from tajadur.activity.plans.queries.unit import (
    action_shown,
    actions_of,
    adoption_shown,
    file_of_value,
    target_shown,
    targets_of,
)
from tajadur.activity.plans.vocabulary import CONFLICTS, PROBLEMS
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.organisation.units.queries.tree import unit_for
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.registry.files.vocabulary import PROBLEMS as FILE_PROBLEMS
from tajadur.web.access import ActorRequest, enter
from tajadur.web.consulting import consulted
from tajadur.web.files.attached import attached_files
from tajadur.web.files.serving import FileAnswer, send_file
from tajadur.web.forms import add_problems
from tajadur.web.record_forms import RecordForms, typed_in

from .forms import OwnActionForm, OwnTermsForm, PlanNewsForm, ValueForm
from .labels import action_name

_TERMS = RecordForms("plans:detail", "plans/terms.html", PROBLEMS, CONFLICTS)
_WORDS = RecordForms("plans:detail", "units/record_form.html", PROBLEMS, CONFLICTS)


@enter(get=Permission.FOLLOW_PLAN, post=Permission.FOLLOW_PLAN)
def adopt(request: ActorRequest, unit_id: int, objective_id: int) -> HttpResponse:
    """The unit adopts an objective with its own targets and days."""
    unit = unit_for(request.actor, unit_id, Permission.FOLLOW_PLAN)
    objective = objective_shown(objective_id)
    form = OwnTermsForm(typed_in(request), indicators=indicators_of(objective), actions=actions_under(objective))
    title = _("Adopt: %(name)s") % {"name": objective.name}
    return _TERMS.answer(request, unit, form, adopt_objective, title, objective_id=objective_id)


@enter(get=Permission.FOLLOW_PLAN, post=Permission.FOLLOW_PLAN)
def adapt(request: ActorRequest, unit_id: int, adoption_id: int) -> HttpResponse:
    """The unit gives itself other targets and days."""
    unit = unit_for(request.actor, unit_id, Permission.FOLLOW_PLAN)
    adoption = adoption_shown(unit, adoption_id)
    followed = {row.action_id: row for row in actions_of(adoption) if row.action_id}
    form = OwnTermsForm(
        typed_in(request), indicators=indicators_of(adoption.objective), last_targets=targets_of(adoption),
        followed=followed,
        actions=[row.action for row in followed.values()],
    )  # fmt: skip
    title = _("Adapt: %(name)s") % {"name": adoption.objective.name}
    return _TERMS.answer(request, unit, form, adapt_objective, title, adoption_id=adoption_id)


@enter(post=Permission.FOLLOW_PLAN)
def drop(request: ActorRequest, unit_id: int, adoption_id: int) -> HttpResponse:
    """The unit takes back an objective adopted by mistake."""
    unit = unit_for(request.actor, unit_id, Permission.FOLLOW_PLAN)
    try:
        drop_objective(unit_id=unit.pk, adoption_id=adoption_id, on=request.actor.on, by=request.actor, at=clock.now())
    except Conflict as error:
        messages.error(request, str(CONFLICTS[error.code]))
    else:
        messages.success(request, _("Your unit no longer follows this objective."))
    return redirect("plans:detail", unit.pk)


@enter(get=Permission.FOLLOW_PLAN, post=Permission.FOLLOW_PLAN)
def own(request: ActorRequest, unit_id: int, adoption_id: int) -> HttpResponse:
    """The unit adds an action of its own."""
    unit = unit_for(request.actor, unit_id, Permission.FOLLOW_PLAN)
    adoption = adoption_shown(unit, adoption_id)
    title = _("An action of your own: %(name)s") % {"name": adoption.objective.name}
    form = OwnActionForm(typed_in(request))
    return _WORDS.answer(request, unit, form, add_own_action, title, adoption_id=adoption_id)


@enter(get=Permission.FOLLOW_PLAN, post=Permission.FOLLOW_PLAN)
def tell(request: ActorRequest, unit_id: int, adopted_id: int) -> HttpResponse:
    """The unit tells what was done of an action."""
    unit = unit_for(request.actor, unit_id, Permission.FOLLOW_PLAN)
    row = action_shown(unit, adopted_id)
    if request.method == "GET" and row.done_on is not None:
        messages.error(request, str(CONFLICTS["action_is_done"]))
        return redirect("plans:detail", unit.pk)
    form = PlanNewsForm(typed_in(request), initial={"told_on": request.actor.on})
    return _WORDS.answer(request, unit, form, tell_action, action_name(row), adopted_id=adopted_id)


@enter(get=Permission.FOLLOW_PLAN, post=Permission.FOLLOW_PLAN)
def state(request: ActorRequest, unit_id: int, indicator_id: int) -> HttpResponse:
    """The unit states a value, with files that show it."""
    actor = request.actor
    unit = unit_for(actor, unit_id, Permission.FOLLOW_PLAN)
    indicator = target_shown(unit, indicator_id).indicator
    if indicator.measure:
        raise NotVisible
    attached, status = attached_files(request, by=actor), 200
    form = ValueForm(typed_in(request), initial={"valued_on": actor.on})
    if request.method == "POST":
        status = attached.answer_to(form)
        if not status and form.is_valid():
            try:
                state_value(
                    unit_id=unit.pk, indicator_id=indicator_id, **form.typed(), files=attached.keys, on=actor.on,
                    by=actor, at=clock.now(),
                )  # fmt: skip
            except BadInput as error:
                add_problems(form, error, {**FILE_PROBLEMS, **PROBLEMS})
            except Conflict as error:
                form.add_error(None, str(CONFLICTS[error.code]))
                status = 409
            else:
                messages.success(request, _("It is kept; those above read it."))
                return redirect("plans:detail", unit.pk)
        status = status or 422
    context = {
        "unit": unit, "form": form, "attached": attached, "title": indicator.name,
        "page_url": reverse("plans:detail", args=[unit.pk]),
    }  # fmt: skip
    return render(request, "plans/value.html", context, status=status)


@enter(post=Permission.FOLLOW_PLAN)
def withdraw(request: ActorRequest, unit_id: int, value_id: int) -> HttpResponse:
    """The unit takes back a value stated by mistake."""
    unit = unit_for(request.actor, unit_id, Permission.FOLLOW_PLAN)
    try:
        withdraw_value(unit_id=unit.pk, value_id=value_id, on=request.actor.on, by=request.actor, at=clock.now())
    except Conflict as error:
        messages.error(request, str(CONFLICTS[error.code]))
    else:
        messages.success(request, _("The value is taken back."))
    return redirect("plans:detail", unit.pk)


@enter(get=Permission.READ_RECORD, shows=RecordPart.PLAN)
def file(request: ActorRequest, unit_id: int, value_id: int, file_id: int) -> FileAnswer:
    """A file that shows a value."""
    unit = unit_for(request.actor, unit_id, Permission.READ_RECORD)
    consulted(request, unit.pk, unit.path)
    return send_file(file_of_value(unit, value_id, file_id))
