"""The first page: the unit's own home for its officers, the dashboard for the others."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tajadur.activity.meetings.queries.sharing import date_text, share_link
from tajadur.compliance.home import Owing
from tajadur.compliance.home import home as home_of
from tajadur.compliance.programmed import NextMeeting
from tajadur.compliance.unit_summaries import own_units
from tajadur.compliance.waiting import WaitingKind, waiting_for
from tajadur.foundation import clock
from tajadur.foundation.errors import NotVisible
from tajadur.foundation.formats import day, language, period
from tajadur.organisation.people.vocabulary import title_of
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tajadur.web.access import MEMBER, ActorRequest, enter
from tajadur.web.accounts.views import no_mandate
from tajadur.web.compliance.waiting import help_waiting
from tajadur.web.components.states import marks_legend, month_mark

from . import labels
from .sample import bring_forward, is_demo


@enter(get=MEMBER)
def home(request: ActorRequest) -> HttpResponse:
    """The home of the unit named by ``?unit=``, else of the actor's first; without a mandate, what to do about it."""
    actor = request.actor
    if not actor.grants:
        return no_mandate(request)
    units = own_units(actor)
    if not units:
        return redirect("compliance:dashboard")
    wanted = request.GET.get("unit", "")
    unit_id = next((unit for unit in units if str(unit) == wanted), units[0])
    page = home_of(actor, unit_id, on=actor.on)
    counts = waiting_for(actor, actor.on)
    from_around = sum(counts.get(waiting, 0) for waiting in (WaitingKind.ADVICE, WaitingKind.RESOURCES))
    context: dict[str, Any] = {
        "page": page,
        "name": _name(page),
        "title": title_of(page.grant),
        "today": day(actor.on),
        "chips": _chips(actor, units, unit_id),
        "due": [_due(owing, actor) for owing in (page, *page.elsewhere) if owing.tasks],
        "helping": help_waiting(counts),
        "things": sum(len(owing.tasks) for owing in (page, *page.elsewhere)) + from_around,
        "months": [month_mark(month.state, month.end.month, period(month.key)) for month in page.months],
        "legend": marks_legend(month.state for month in page.months),
        "more_silent": labels.silent_words(page.below.more) if page.below else "",
        "waiting": counts.get(WaitingKind.RELEASES, 0),
        "share": _share(page.next_meeting) if page.next_meeting else "",
        "share_url": share_link(_share(page.next_meeting)) if page.next_meeting else "",
    }
    return render(request, "home/home.html", context)


@enter(post=Permission.MANAGE_UNITS)
def forward(request: ActorRequest) -> HttpResponse:
    """Move the sample of the demonstration forward to today; outside a demonstration there is no such thing."""
    if not is_demo():
        raise NotVisible
    moved = bring_forward(request.actor, clock.now())
    messages.success(request, _("The sample now reaches today.") if moved else _("The sample is up to date."))
    return redirect("compliance:dashboard")


def _name(owing: Owing) -> str:
    return owing.grant.place_names[0 if language() == "ar" else 1]


def _due(owing: Owing, actor: Actor) -> dict[str, Any]:
    """What one office has to do: its unit, the rows, how many more there are."""
    rows = [labels.task_row(task, owing, actor.on) for task in owing.tasks]
    return {"name": _name(owing), "unit_id": owing.unit_id, "rows": rows, "left_out": owing.left_out}


def _chips(actor: Actor, units: list[int], shown: int) -> list[dict[str, Any]]:
    """One chip per unit, when there are several."""
    place = 0 if language() == "ar" else 1
    names = {grant.unit_id: grant.place_names[place] for grant in reversed(actor.grants)}
    if len(units) < 2:
        return []
    return [{"label": names[unit], "url": f"?unit={unit}", "current": unit == shown} for unit in units]


def _share(meeting: NextMeeting) -> str:
    """The words that spread the date by phone: what, day, hour, place; never a person."""
    what = _("Meeting: %(body)s") % {"body": meeting.body}
    return date_text(what, day(meeting.planned_on), meeting.wall_time, meeting.place)
