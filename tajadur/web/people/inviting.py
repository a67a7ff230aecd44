"""Invitations for many at once: choose the units, print the strips, hand them over."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput
from tajadur.organisation.people.operations.inviting import invite_people
from tajadur.organisation.people.queries.inviting import waiting_for_links
from tajadur.organisation.people.vocabulary import INVITATION_PROBLEMS
from tajadur.organisation.units.queries.tree import kinds_seen, regions_for, unit_for
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.components.qr import qr_code
from tajadur.web.forms import PlainForm, Sentences, add_problems
from tajadur.web.once import shown_once
from tajadur.web.paging import row_number

PROBLEMS: Sentences = INVITATION_PROBLEMS


@enter(get=Permission.INVITE, post=Permission.INVITE)
def invitations(request: ActorRequest) -> HttpResponse:
    """Choose units and kind, see how many wait (GET); make the links and show the strips once (POST)."""
    at, asked = clock.now(), request.POST if request.method == "POST" else request.GET
    unit = _unit(request, asked.get("unit", ""))
    kinds = {kind.code: kind for kind in kinds_seen(request.actor)[0]}
    kind = asked.get("kind", "") if asked.get("kind", "") in kinds else ""
    form = PlainForm({} if request.method == "POST" else None)
    hours = settings.INVITATION_HOURS
    if request.method == "POST":
        try:
            strips = invite_people(unit=unit, kind=kind, valid_hours=hours, by=request.actor, at=at)
        except BadInput as error:
            add_problems(form, error, PROBLEMS)
        else:
            return _strips(request, strips, at + timedelta(hours=hours))
    context = {
        "form": form,
        "unit": unit,
        "regions": [region for region in regions_for(request.actor) if not unit or region.pk != unit.pk],
        "kinds": list(kinds.values()),
        "kind": kind,
        "waiting": waiting_for_links(request.actor, request.actor.on, at, unit=unit, kind=kind),
        "hours": hours,
    }
    return render(request, "people/invitations.html", context, status=422 if form.errors else 200)


def _unit(request: ActorRequest, asked: str) -> Any:
    number = row_number(asked)
    return None if number is None else unit_for(request.actor, number, Permission.INVITE)


def _strips(request: ActorRequest, strips: list[Any], until: Any) -> HttpResponse:
    shown = []
    for strip in strips:
        link = settings.BASE_URL + reverse("accounts:invitation", args=[strip.token])
        shown.append({"strip": strip, "link": link, "qr": qr_code(link)})
    context = {"strips": shown, "until": until.astimezone(clock.ZONE)}
    return shown_once(render(request, "people/invitation_strips.html", context))
