"""The steps by which the meetings of a body type are prepared: one more, one otherwise or ended, another order."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput
from tajadur.organisation.profile.operations.preparation import add_step, change_step, move_step
from tajadur.organisation.profile.queries import body_type_of, preparation_step
from tajadur.organisation.profile.vocabulary import PROBLEMS
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import add_problems

from .forms import ChangedStepForm, NewStepForm, StepForm


@enter(get=Permission.MANAGE_UNITS, post=Permission.MANAGE_UNITS)
def add(request: ActorRequest, body_type_id: int) -> HttpResponse:
    """Ask one more step of the meetings of a body type."""
    body_type = body_type_of(body_type_id)
    form = NewStepForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        add_step(
            body_type_id=body_type.pk,
            fields=form.step,
            from_on=form.cleaned_data["from_on"],
            by=request.actor,
            at=clock.now(),
        )

    return _answer(request, form, act, body_type)


@enter(get=Permission.MANAGE_UNITS, post=Permission.MANAGE_UNITS)
def change(request: ActorRequest, step_id: int) -> HttpResponse:
    """Name a step otherwise, give it other days, or end it."""
    row = preparation_step(step_id)
    initial = {name: getattr(row, name) for name in ChangedStepForm.base_fields}
    form = ChangedStepForm(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> None:
        ended_on = form.cleaned_data["ended_on"]
        change_step(step_id=row.pk, fields=form.step, ended_on=ended_on, by=request.actor, at=clock.now())

    return _answer(request, form, act, row.body_type, row=row)


@enter(post=Permission.MANAGE_UNITS)
def move(request: ActorRequest, step_id: int) -> HttpResponse:
    """One place up or down."""
    row = preparation_step(step_id)
    move_step(step_id=row.pk, up=request.POST.get("to") == "up", by=request.actor, at=clock.now())
    return redirect(_list_of(row.body_type_id))


def _answer(
    request: ActorRequest, form: StepForm, act: Callable[[], Any], body_type: Any, **about: Any
) -> HttpResponse:
    if form.is_valid():
        try:
            act()
        except BadInput as error:
            add_problems(form, error, PROBLEMS)
        else:
            messages.success(request, _("The step is noted."))
            return redirect(_list_of(body_type.pk))
    context = {"form": form, "body_type": body_type, **about}
    return render(request, "units/step.html", context, status=422 if form.errors else 200)


def _list_of(body_type_id: int) -> str:
    return f"{reverse('units:body_type', args=[body_type_id])}#steps"
