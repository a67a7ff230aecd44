"""For any day: what will go if nothing is done until then, to whom and by which way; and what went."""

from datetime import date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from tajadur.duties.obligations.operations.foreseeing import standing_on
from tajadur.duties.obligations.queries.ladders import Going, going, reached, words_on
from tajadur.foundation import clock
from tajadur.foundation.errors import NotVisible
from tajadur.permissions.check import may_anywhere, reach
from tajadur.permissions.matrix import Permission
from tajadur.registry.notices.queries import notices_decided_on
from tajadur.registry.notices.vocabulary import Channel, Fate
from tajadur.web.access import ActorRequest, enter
from tajadur.web.obligations.labels import step_of

from .forms import ForecastForm
from .paging import pager

PAGE = 50
FARTHEST_DAYS = 400
CHANNELS = dict(Channel.choices)


@enter(get=Permission.READ_FORECAST)
def forecast(request: ActorRequest) -> HttpResponse:
    """The notices of one day, within reach: to come (50 a page), then those that were decided that day."""
    actor, on = request.actor, request.actor.on
    if not actor.is_known:
        raise NotVisible
    form = ForecastForm(request.GET)
    asked = form.cleaned_data.get("day") if form.is_valid() else None
    day = min(max(asked or on, on - timedelta(days=FARTHEST_DAYS)), on + timedelta(days=FARTHEST_DAYS))
    with standing_on(day, on=on, at=clock.now()):
        context = {"form": form, **_listed(request, day)}
    part = "#list" if getattr(request, "htmx", False) else ""
    return render(request, f"notices/forecast.html{part}", context)


def _listed(request: ActorRequest, day: date) -> dict[str, Any]:
    """The page of the list, and what is said of the day."""
    actor, on = request.actor, request.actor.on
    words = reached(actor, Permission.READ_FORECAST, words_on(day, on=on)) if day >= on else []
    coming = day > on or (day == on and bool(words))
    went: Any = [] if day > on else notices_decided_on(day, reach=reach(actor, Permission.READ_FORECAST, "unit__path"))
    listed: Any = words if coming else went
    page = Paginator(listed, PAGE).get_page(request.GET.get("page"))
    return {
        "day": day,
        "previous_day": day - timedelta(days=1),
        "next_day": day + timedelta(days=1),
        "on": on,
        "is_past": day < on,
        "coming": coming,
        "rows": [_line(notice) for notice in going(list(page.object_list), day=day)] if coming else [],
        "notices": [] if coming else list(page.object_list),
        "fate_labels": {fate.value: fate.label for fate in Fate},
        "may_read_ledger": may_anywhere(actor, Permission.READ_LEDGER),
        **pager(page, request),
    }


def _line(notice: Going) -> dict[str, object]:
    known = [CHANNELS[channel] for channel in notice.channels if channel != Channel.OTHER]
    return {"going": notice, "step": step_of(notice.step), "channels": known + list(notice.others)}
