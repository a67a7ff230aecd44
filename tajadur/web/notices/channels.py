"""Channels that leave the server, as an administrator sets them up: added off, tested, then switched on."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.organisation.people.operations import channels as operations
from tajadur.organisation.people.queries.devices import push_setup_for
from tajadur.organisation.people.queries.preferences import channels_for
from tajadur.permissions.matrix import Permission
from tajadur.registry.notices.vocabulary import (
    CHANNEL_PROBLEMS,
    PUSH_WARNING,
    Outside,
    answer_sentence,
)
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import PROBLEMS, add_problems

from .forms import NewChannelForm, PushForm, SecretForm, TestForm

_SENTENCES = {**PROBLEMS, **CHANNEL_PROBLEMS}


@enter(get=Permission.MANAGE_CHANNELS, post=Permission.MANAGE_CHANNELS)
def channels(request: ActorRequest) -> HttpResponse:
    """The channels with what came of their tests, what leaves the server by each, and the form of a new one."""
    form = NewChannelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.add_channel(**form.cleaned_data, by=request.actor, at=clock.now())
        except BadInput as error:
            add_problems(form, error, _SENTENCES)
        else:
            messages.success(request, _("The channel is kept, off. Send a test next."))
            return redirect("notices:channels")
    return channels_page(request, form=form, status=422 if form.errors else 200)


@enter(post=Permission.MANAGE_CHANNELS)
def url(request: ActorRequest, config_id: int) -> HttpResponse:
    """Another secret address; the channel is off until it is tested."""

    def replace(form: Any) -> str:
        secret = form.cleaned_data["url"]
        operations.replace_url(config_id=config_id, url=secret, by=request.actor, at=clock.now())
        return _("The address is kept. The channel is off until it is tested.")

    return _done(request, config_id, SecretForm(request.POST), replace)


@enter(post=Permission.MANAGE_CHANNELS)
def test(request: ActorRequest, config_id: int) -> HttpResponse:
    """Ask for a test message to oneself; the next pass sends it."""

    def ask(form: Any) -> str:
        address = form.cleaned_data["address"]
        operations.ask_test(config_id=config_id, address=address, by=request.actor, at=clock.now())
        return _("The test leaves within a minute. Open this page again to read what came of it.")

    return _done(request, config_id, TestForm(request.POST), ask)


@enter(post=Permission.MANAGE_CHANNELS)
def on(request: ActorRequest, config_id: int) -> HttpResponse:
    """Offer the channel to everybody. 409 until a test message was accepted."""
    try:
        operations.switch_on(config_id=config_id, by=request.actor, at=clock.now())
    except Conflict as error:
        return channels_page(request, problem=CHANNEL_PROBLEMS[error.code], status=409)
    messages.success(request, _("The channel is on: each person may agree to it under preferences."))
    return redirect("notices:channels")


@enter(post=Permission.MANAGE_CHANNELS)
def off(request: ActorRequest, config_id: int) -> HttpResponse:
    """Send nothing more by it."""
    operations.switch_off(config_id=config_id, by=request.actor, at=clock.now())
    messages.success(request, _("The channel is off. Nothing more leaves by it."))
    return redirect("notices:channels")


def _done(request: ActorRequest, config_id: int, form: Any, act: Callable[[Any], str]) -> HttpResponse:
    """Do what a small form of one channel asks, or show the page with what is wrong beside that channel."""
    if form.is_valid():
        try:
            messages.success(request, act(form))
        except BadInput as error:
            add_problems(form, error, _SENTENCES)
        else:
            return redirect("notices:channels")
    return channels_page(request, wrong=form, wrong_id=config_id, status=422)


def channels_page(request: ActorRequest, *, status: int = 200, **overrides: Any) -> HttpResponse:
    """The page of the channels; ``overrides`` replace entries of its context, such as a form that was refused."""
    setup = push_setup_for(request.actor)
    context = {
        "form": NewChannelForm(),
        "rows": [
            (row, Outside(row.kind).traits.warning, answer_sentence(row.test_answer, row.test_detail))
            for row in channels_for(request.actor)
        ],
        "kinds": [(outside.label, outside.traits.example, outside.traits.warning) for outside in Outside],
        "push": setup,
        "push_form": PushForm(initial={"contact": setup.contact if setup else ""}),
        "push_warning": PUSH_WARNING,
        "problem": "",
        "wrong": None,
        "wrong_id": None,
        **overrides,
    }
    response = render(request, "notices/channels.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
