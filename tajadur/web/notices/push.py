"""Notifications on devices, as an administrator sets them up: keys made, then on."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.organisation.people.operations import push as operations
from tajadur.permissions.matrix import Permission
from tajadur.registry.notices.vocabulary import PUSH_PROBLEMS
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import PROBLEMS, add_problems

from .channels import channels_page
from .forms import PushForm

_SENTENCES = {**PROBLEMS, **PUSH_PROBLEMS}


@enter(post=Permission.MANAGE_CHANNELS)
def push_setup(request: ActorRequest) -> HttpResponse:
    """Keep the contact address, and make the keys when there are none."""
    form = PushForm(request.POST)
    if form.is_valid():
        try:
            operations.set_up_push(**form.cleaned_data, by=request.actor, at=clock.now())
        except BadInput as error:
            add_problems(form, error, _SENTENCES)
        else:
            messages.success(request, _("Kept."))
            return redirect("notices:channels")
    return channels_page(request, push_form=form, status=422)


@enter(post=Permission.MANAGE_CHANNELS)
def push_on(request: ActorRequest) -> HttpResponse:
    """Offer notifications to everybody. 409 before the keys are made."""
    sentence = _("Notifications are on: each person may agree, on the device, under preferences.")
    return _done(request, operations.switch_push_on, lambda _nothing: sentence)


@enter(post=Permission.MANAGE_CHANNELS)
def push_off(request: ActorRequest) -> HttpResponse:
    """Send nothing more to any device."""
    sentence = _("Notifications are off. Nothing more leaves by them.")
    return _done(request, operations.switch_push_off, lambda _nothing: sentence)


@enter(post=Permission.MANAGE_CHANNELS)
def push_renew(request: ActorRequest) -> HttpResponse:
    """Other keys; every device is forgotten."""

    def sentence_of(forgotten: int) -> str:
        sentence = ngettext(
            "Other keys are made; %(n)s device is forgotten.",
            "Other keys are made; %(n)s devices are forgotten.",
            forgotten,
        )
        return sentence % {"n": forgotten}

    return _done(request, operations.renew_push_keys, sentence_of)


def _done(request: ActorRequest, act: Callable[..., Any], sentence_of: Callable[[Any], str]) -> HttpResponse:
    """Do ``act``, then show the channels with the sentence of its result; 409 with the reason when it is refused."""
    try:
        result = act(by=request.actor, at=clock.now())
    except Conflict as error:
        return channels_page(request, problem=PUSH_PROBLEMS[error.code], status=409)
    messages.success(request, sentence_of(result))
    return redirect("notices:channels")
