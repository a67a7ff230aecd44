"""Reading meetings: our own by month, those within reach, one meeting, one series."""

import calendar as months
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from tajadur.activity.meetings.agenda import of_kind
from tajadur.activity.meetings.queries.calendar import rhythm_of, warnings_on
from tajadur.activity.meetings.queries.meetings import (
    action_items_open,
    agenda_of,
    meeting_for,
    meetings_of_series,
    meetings_of_unit,
    reaches_others,
    report_of,
    series_for,
    series_of_unit,
    sorted_by_month,
    units_programmed,
)
from tajadur.activity.meetings.queries.preparation import preparation_of
from tajadur.activity.meetings.queries.sharing import share_link, share_text
from tajadur.activity.meetings.queries.within_reach import body_types_that_meet, meetings_found
from tajadur.activity.meetings.vocabulary import MeetingState, PointKind
from tajadur.activity.packs.queries.reading import pack_of_meeting
from tajadur.duties.obligations.queries.finding import obligation_of_meeting
from tajadur.foundation.formats import day as in_words
from tajadur.foundation.formats import language
from tajadur.organisation.units.queries.bodies import in_body
from tajadur.organisation.units.queries.tree import regions_for, unit_for
from tajadur.permissions.check import may
from tajadur.permissions.matrix import MATRIX, Permission
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.web.access import ActorRequest, enter
from tajadur.web.consulting import consulted
from tajadur.web.exports.offering import offer_rows
from tajadur.web.exports.taking import exported
from tajadur.web.paging import row_number, text_in
from tajadur.web.trees import tree_of

from .exported import MEETINGS

PAGE = 50
BEFORE, AFTER = timedelta(days=366), timedelta(days=400)
STATES = (
    ("week", _("From this week")),
    ("awaiting", _("Awaiting a report")),
    ("reported", _("Reported")),
    ("not_held", _("Not held")),
    ("cancelled", _("Cancelled")),
    ("all", _("All")),
)


@dataclass(frozen=True, slots=True)
class MonthTable:
    """One month of the table: its weeks of days (None outside the month) with their meetings, and its neighbours."""

    first: date
    weeks: list[list[tuple[date | None, list[Any]]]]
    previous: str
    next: str
    title: str

    @property
    def weekdays(self) -> list[date]:
        """Seven days, Monday first, to name the columns."""
        # 1 January 2024 was a Monday.
        return [date(2024, 1, number) for number in range(1, 8)]


@enter(get=Permission.READ_RECORD)
@exported(MEETINGS)
def index(request: ActorRequest) -> HttpResponse:
    """Our own meetings: what comes, what is past, month by month. Without a unit of one's own: those within reach."""
    actor = request.actor
    units = units_programmed(actor)
    if not units:
        return redirect("meetings:reach")
    unit = next((choice for choice in units if str(choice.pk) == request.GET.get("unit")), units[0])
    shown = month_asked(request, actor.on)
    first, last = min(shown, actor.on - BEFORE), max(shown, actor.on + AFTER)
    rows = meetings_of_unit(actor, unit, first, last)
    offer_rows(request, rows)
    coming = [row for row in rows if row.planned_on >= actor.on]
    past = [row for row in reversed(rows) if actor.on - BEFORE <= row.planned_on < actor.on]
    context = {
        "unit": unit,
        "units": [{"label": choice.name, "url": f"?unit={choice.pk}", "current": choice is unit} for choice in units],
        "month": month_of(shown, rows, unit.pk),
        "coming": sorted_by_month(coming),
        "past": sorted_by_month(past),
        "series": series_of_unit(actor, unit),
        "on": actor.on,
        "may_programme": may(actor, Permission.PROGRAMME, unit),
        "reaches": reaches_others(actor),
    }
    part = "#month" if request.headers.get("HX-Target") == "month" else ""
    return render(request, f"meetings/index.html{part}", context)


@enter(get=Permission.READ_RECORD, shows=RecordPart.MEETINGS)
@exported(MEETINGS)
def reach(request: ActorRequest) -> HttpResponse:
    """The meetings of the units within reach from this week on, 50 to a page; by state, region, unit or body."""
    actor = request.actor
    asked = {name: text_in(request, name) for name in ("q", "state", "region", "unit", "body")}
    asked["state"] = asked["state"] or STATES[0][0]
    unit_id, region, body = row_number(asked["unit"]), row_number(asked["region"]), row_number(asked["body"])
    unit = None if unit_id is None else unit_for(actor, unit_id)
    if unit:
        consulted(request, unit.pk, unit.path)
    trees = tree_of(request, Permission.READ_RECORD)
    meetings = meetings_found(
        actor,
        words=asked["q"],
        state=asked["state"],
        unit=unit,
        region_id=region,
        body_type_id=body,
        tree=trees.narrows,
    )
    offer_rows(request, meetings)
    page = Paginator(meetings, PAGE).get_page(request.GET.get("page"))
    kept = {name: value for name, value in {**asked, "tree": trees.kept}.items() if value}
    chips = [
        {"label": label, "url": f"?{urlencode(kept | {'state': code})}", "current": asked["state"] == code}
        for code, label in STATES
    ]
    context = {
        "page": page,
        "first": page.start_index(),
        "last": page.end_index(),
        "previous_url": f"?{urlencode(kept | {'page': page.number - 1})}" if page.number > 1 else "",
        "next_url": f"?{urlencode(kept | {'page': page.number + 1})}" if page.has_next() else "",
        "asked": asked,
        "unit": unit,
        "chips": chips,
        "regions": regions_for(actor, trees.tree),
        "region": region,
        "bodies": body_types_that_meet(),
        "body": body,
        "on": actor.on,
        "has_own": any(grant.role in MATRIX[Permission.DRAFT_REPORT] for grant in actor.grants),
    }
    part = "#list" if request.headers.get("HX-Target") == "list" else ""
    return render(request, f"meetings/reach.html{part}", context)


@enter(get=Permission.READ_RECORD, shows=RecordPart.MEETINGS)
def detail(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """One meeting, with what may be done about it."""
    actor = request.actor
    meeting = meeting_for(actor, meeting_id)
    consulted(request, meeting.unit_id, meeting.unit.path)
    objectives, agenda = agenda_of(meeting)
    owes = obligation_of_meeting(meeting.unit_id, meeting.body.body_type_id, meeting.planned_on)
    is_open = meeting.state == MeetingState.PROGRAMMED
    place = in_body(meeting.unit, meeting.body)
    is_ours = may(actor, Permission.PROGRAMME, place)
    text = share_text(meeting, in_words(meeting.planned_on))
    began = meeting.planned_on <= actor.on
    context = {
        "meeting": meeting,
        "objectives": objectives,
        "agenda": agenda,
        "actions": action_items_open(meeting.body_id, meeting.planned_on),
        "on": actor.on,
        "is_open": is_open,
        "is_ours": is_ours,
        "may_draft": may(actor, Permission.DRAFT_REPORT, place),
        "may_close": may(actor, Permission.REPORT, place),
        "began": began,
        "has_draft": meeting.has_draft and may(actor, Permission.READ_DRAFT, place),
        "report_id": report_of(meeting) if meeting.state == MeetingState.REPORTED else None,
        "not_held_of": owes.pk if owes and is_open and is_ours and began and owes.filed_on is None else None,
        "warnings": warnings_on(meeting.planned_on, meeting.wall_time, language()) if is_open else [],
        "preparation": preparation_of(meeting, actor.on) if meeting.state != MeetingState.CANCELLED else None,
        "share": text,
        "share_url": share_link(text),
        "pack_id": pack_of_meeting(actor, meeting),
    }
    return render(request, "meetings/detail.html", context)


@enter(get=Permission.READ_RECORD, shows=RecordPart.MEETINGS)
def series(request: ActorRequest, series_id: int) -> HttpResponse:
    """One series: its rhythm, its usual points, its next meetings, and how to stop it."""
    actor = request.actor
    row = series_for(actor, series_id)
    consulted(request, row.unit_id, row.unit.path)
    meetings = meetings_of_series(row, actor.on)
    context = {
        "series": row,
        "objectives": of_kind(row.usual_points, PointKind.OBJECTIVE),
        "agenda": of_kind(row.usual_points, PointKind.ITEM),
        "rhythm": rhythm_of(row.rule),
        "meetings": meetings,
        "on": actor.on,
        "is_ours": may(actor, Permission.PROGRAMME, in_body(row.unit, row.body)),
        "runs": row.stopped_on is None and (row.ends_on is None or row.ends_on >= actor.on),
    }
    return render(request, "meetings/series.html", context)


def month_asked(request: HttpRequest, on: date) -> date:
    """The first day of the month in the address (``2026-11``), within five years of today; else of this month."""
    try:
        asked = date.fromisoformat(f"{request.GET.get('month', '')[:7]}-01")
    except ValueError:
        return on.replace(day=1)
    return asked if abs((asked - on).days) < 5 * 366 else on.replace(day=1)


def month_of(first: date, meetings: list[Any], unit_id: int) -> MonthTable:
    """The table of a month, weeks from Monday."""
    by_day: dict[date, list[Any]] = {}
    for meeting in meetings:
        by_day.setdefault(meeting.planned_on, []).append(meeting)
    weeks: list[list[tuple[date | None, list[Any]]]] = [
        [(day, by_day.get(day, [])) if day.month == first.month else (None, []) for day in week]
        for week in months.Calendar(0).monthdatescalendar(first.year, first.month)
    ]
    before = (first - timedelta(days=1)).replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    return MonthTable(
        first=first,
        weeks=weeks,
        previous=f"?unit={unit_id}&month={before:%Y-%m}",
        next=f"?unit={unit_id}&month={after:%Y-%m}",
        title=f"{first:%Y-%m}",
    )
