"""The file of a private address, the file of one meeting, and making or revoking addresses."""

from datetime import date, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from tajadur.activity.meetings.queries.feed import meetings_in_calendar
from tajadur.activity.meetings.queries.meetings import meeting_for
from tajadur.duties.obligations.queries.last_days import last_days
from tajadur.foundation import clock
from tajadur.foundation.errors import NotVisible
from tajadur.organisation.people.actors import actor_of
from tajadur.organisation.people.operations.feeds import note_fetch, open_feed, revoke_feed
from tajadur.organisation.people.queries.feeds import Feed, calendar_units, feed_of, own_units
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.web.access import MEMBER, PUBLIC, ActorRequest, enter
from tajadur.web.consulting import consulted
from tajadur.web.once import shown_once
from tajadur.web.paging import row_number

from .showing import last_day_shown, meeting_shown
from .writing import CalendarEvent, written

HOST = urlsplit(settings.BASE_URL).hostname or "localhost"
BEFORE, AHEAD = timedelta(days=62), timedelta(days=400)


@enter(get=PUBLIC, shows=RecordPart.CALENDAR)
def feed(request: ActorRequest, token: str) -> HttpResponse:
    """The calendar behind a private address, as the owner's mandates of today allow; else no such page.

    An owner without a mandate gets an empty calendar: phones then drop what they had, on an error they keep it.
    """
    calendar_feed = feed_of(token)
    if calendar_feed is None:
        raise NotVisible
    at = clock.now()
    with translation.override(calendar_feed.account.language):
        unit, owner = calendar_feed.unit, actor_of(calendar_feed.account, request.actor.on)
        name = _("Tajadur · %(unit)s") % {"unit": unit.name} if unit else _("Tajadur · my calendar")
        happenings = shown_to(owner, calendar_feed)
        body = written(name, happenings, at=at, host=HOST)
    if unit and happenings:
        consulted(request, unit.pk, unit.path, by=owner)
    note_fetch(feed_id=calendar_feed.feed_id, at=at)
    etag = f'W/"{sha256(repr((name, happenings)).encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag) or _file(body, "tajadur.ics", attached=False)
    response["ETag"] = etag
    # Kept by nobody but the calendar that asked, and asked for again each time.
    response["Cache-Control"] = "private, no-cache"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def shown_to(actor: Actor, calendar_feed: Feed) -> list[CalendarEvent]:
    """What the owner may see today: meetings of two months back to a year ahead, and the last days still to come."""
    on: date = actor.on
    units = [calendar_feed.unit.pk] if calendar_feed.unit else calendar_units(actor)
    owing = units if calendar_feed.unit else own_units(actor)
    posts = () if calendar_feed.unit else actor.post_ids
    meetings: list[Any] = meetings_in_calendar(actor, units, on - BEFORE, on + AHEAD)
    return [
        *map(meeting_shown, meetings),
        *(last_day_shown(last) for last in last_days(actor, owing, on, on + AHEAD, post_ids=posts)),
    ]


@enter(get=Permission.READ_RECORD, shows=RecordPart.MEETINGS)
def meeting(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """The file of one meeting, to be added to a calendar by hand."""
    row = meeting_for(request.actor, meeting_id)
    consulted(request, row.unit_id, row.unit.path)
    happening = meeting_shown(row)
    body = written(happening.title, [happening], at=clock.now(), host=HOST)
    return _file(body, f"meeting-{row.pk}.ics", attached=True)


@enter(post=Permission.READ_RECORD)
def new(request: ActorRequest) -> HttpResponse:
    """Make an address (POST ``unit_id``, empty for one's own calendar) and show it, once, to be copied."""
    asked = request.POST.get("unit_id", "")
    unit_id = row_number(asked)
    if asked and unit_id is None:
        raise NotVisible
    token = open_feed(unit_id=unit_id, by=request.actor, at=clock.now())
    link = settings.BASE_URL + reverse("calendar:feed", args=[token])
    scheme, rest = link.split("://", 1)
    subscribe = f"{'webcals' if scheme == 'https' else 'webcal'}://{rest}"
    return shown_once(render(request, "calendar/made.html", {"link": link, "subscribe": subscribe}))


@enter(post=MEMBER)
def revoke(request: ActorRequest, feed_id: int) -> HttpResponse:
    """Stop an address of one's own."""
    revoke_feed(feed_id=feed_id, by=request.actor, at=clock.now())
    messages.success(request, _("This calendar address no longer opens anything."))
    return redirect("accounts:preferences")


def _file(body: bytes, name: str, *, attached: bool) -> HttpResponse:
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'{"attachment" if attached else "inline"}; filename="{name}"'
    return response
