"""How a person wishes to be notified: e-mail, hours, and one other channel they agree to."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput
from tajadur.organisation.people.operations.preferences import (
    agree_to_channel,
    choose_notification_preferences,
    leave_channel,
)
from tajadur.organisation.people.queries.accounts import readers_of, terms_of
from tajadur.organisation.people.queries.devices import push_of
from tajadur.organisation.people.queries.feeds import calendars_of
from tajadur.organisation.people.queries.preferences import notification_preferences_of, offered_channels
from tajadur.registry.notices.vocabulary import CHANNEL_PROBLEMS, PUSH_WARNING
from tajadur.web.access import MEMBER, ActorRequest, enter
from tajadur.web.forms import PROBLEMS, add_problems
from tajadur.web.language import language_of
from tajadur.web.paging import number_in

from .forms import ChannelConsentForm, NotificationPreferencesForm, PreferencesForm
from .marks import mark_of

_SENTENCES = {**PROBLEMS, **CHANNEL_PROBLEMS}


@enter(post=MEMBER)
def choose(request: ActorRequest) -> HttpResponse:
    """E-mail or not, the hour of the day's message, the hour it is quiet from."""
    form = NotificationPreferencesForm(request.POST)
    if form.is_valid():
        try:
            choose_notification_preferences(**form.cleaned_data, by=request.actor, at=clock.now())
        except BadInput as error:
            add_problems(form, error, _SENTENCES)
        else:
            messages.success(request, _("Kept. It holds from the next message on."))
            return redirect("accounts:preferences")
    return preferences_page(request, telling=form, status=422)


@enter(post=MEMBER)
def channel(request: ActorRequest, config_id: int) -> HttpResponse:
    """Agree to a channel, at an address of one's own."""
    form = ChannelConsentForm(request.POST)
    if form.is_valid():
        address = form.cleaned_data["address"]
        try:
            agree_to_channel(config_id=config_id, address=address, by=request.actor, at=clock.now())
        except BadInput as error:
            add_problems(form, error, _SENTENCES)
        else:
            messages.success(request, _("Kept. You may withdraw at any time."))
            return redirect("accounts:preferences")
    return preferences_page(request, wrong=form, wrong_id=config_id, status=422)


@enter(post=MEMBER)
def channel_leave(request: ActorRequest) -> HttpResponse:
    """Withdraw: nothing more goes there, the address is forgotten."""
    leave_channel(by=request.actor, at=clock.now())
    messages.success(request, _("Withdrawn. Your address there is forgotten."))
    return redirect("accounts:preferences")


def present_choices(request: ActorRequest) -> dict[str, Any]:
    """The language and appearance in force."""
    return {"language": language_of(request), "theme": request.COOKIES.get("theme", "")}


def preferences_page(request: ActorRequest, *, status: int = 200, **overrides: Any) -> HttpResponse:
    """The page of one's account; ``overrides`` replace entries of its context, such as a form that was refused."""
    actor = request.actor
    context = {
        "form": PreferencesForm(initial=present_choices(request)),
        "account": request.user,
        "terms": terms_of(person_id=actor.person_id),
        "readers": readers_of(person_id=actor.person_id),
        "on": actor.on,
        "session_until": request.session.get_expiry_date(),
        "calendars": calendars_of(actor, also=number_in(request, "unit")),
        "telling": _notification_form(request),
        "channels": offered_channels(actor) if actor.person_id else [],
        "push": push_of(actor, mark=mark_of(request)),
        "push_warning": PUSH_WARNING,
        "device_form": None,
        "wrong": None,
        "wrong_id": None,
        **overrides,
    }
    return render(request, "accounts/preferences.html", context, status=status)


def _notification_form(request: ActorRequest) -> NotificationPreferencesForm | None:
    if request.actor.person_id is None:
        return None
    row = notification_preferences_of(request.actor)
    names = ("by_email", "digest_hour", "quiet_from", "weekly")
    return NotificationPreferencesForm(initial={name: getattr(row, name) for name in names})
