"""What one attended oneself, kept only while one agrees."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tajadur.activity.training.operations.remembering import agree_to_training, withdraw_from_training
from tajadur.activity.training.queries.persons import own_training
from tajadur.foundation import clock
from tajadur.web.access import MEMBER, ActorRequest, enter

from . import labels


@enter(get=MEMBER)
def mine(request: ActorRequest) -> HttpResponse:
    """One's agreement, and what is kept by it."""
    own = own_training(request.actor)
    attended = [(mark, labels.kind_words(mark.kind)) for mark in own.attended]
    context = {"since": own.since, "attended": attended, "is_person": request.actor.person_id is not None}
    return render(request, "training/mine.html", context)


@enter(post=MEMBER)
def agree(request: ActorRequest) -> HttpResponse:
    """One agrees."""
    agree_to_training(on=request.actor.on, by=request.actor, at=clock.now())
    messages.success(request, _("Kept. You may withdraw at any time."))
    return redirect("training:mine")


@enter(post=MEMBER)
def withdraw(request: ActorRequest) -> HttpResponse:
    """One takes it back: what was kept is deleted."""
    withdraw_from_training(by=request.actor, at=clock.now())
    messages.success(request, _("Withdrawn. What was kept of your training is deleted."))
    return redirect("training:mine")
