"""Circulars: the list with what awaits the reader, one circular, confirming it, the posts behind its figures."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tajadur.activity.circulars.operations.confirming import confirm_circular, note_reading
from tajadur.activity.circulars.queries.acting import grant_in_name_of, units_to_send_for
from tajadur.activity.circulars.queries.files import file_of_circular, version_files
from tajadur.activity.circulars.queries.listing import (
    addressed_posts,
    circular_for,
    circular_list,
    confirmed_among,
    to_confirm,
    versions_of,
    years_issued,
)
from tajadur.activity.circulars.queries.rates import (
    LISTS,
    addressees_seen,
    figures_by_place,
    figures_of,
    listed,
    narrowed_to,
)
from tajadur.activity.circulars.vocabulary import CONFLICTS, CircularStatus
from tajadur.foundation import clock
from tajadur.foundation.errors import Conflict
from tajadur.organisation.units.queries.tree import regions_for
from tajadur.permissions.check import may_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.rules.attendance import whole_number
from tajadur.web.access import ActorRequest, enter
from tajadur.web.exports.taking import exported
from tajadur.web.files.serving import FileAnswer, send_file
from tajadur.web.offline import read_offline
from tajadur.web.paging import number_in, page_by_key, page_of_many, same_list, text_in

from . import presenters
from .exported import ADDRESSEES, CIRCULARS

OFFICIAL = "an official text, addressed to posts: no part of a unit's record"


@enter(get=Permission.ACKNOWLEDGE, shows=OFFICIAL)
@exported(CIRCULARS)
def index(request: ActorRequest) -> HttpResponse:
    """What the reader's posts have to confirm, then the circulars within reach, newest first, fifty a page."""
    actor = request.actor
    standing, mine = text_in(request, "standing"), request.GET.get("mine") == "1"
    year, unit_id = number_in(request, "year"), number_in(request, "unit")
    rows = circular_list(actor, standing=standing, mine=mine, unit_id=unit_id, year=year)
    page = page_by_key(request, rows, "listed_at")
    confirmed = confirmed_among([row.pk for row in page.rows], actor)
    drafts = may_anywhere(actor, Permission.DRAFT_CIRCULAR)
    context = {
        "page": page,
        "rows": [
            {
                "circular": row,
                "subject": _subject(row),
                "badge": presenters.standing_badge(row),
                "confirmed": row.pk in confirmed,
            }
            for row in page.rows
        ],
        "waiting": to_confirm(actor, actor.on),
        "chips": [
            {"label": _("All circulars"), "url": same_list(request, mine=""), "current": not mine},
            {"label": _("Addressed to me"), "url": same_list(request, mine="1"), "current": mine},
        ],
        "standings": [choice for choice in CircularStatus.choices if drafts or choice[0] != CircularStatus.DRAFT],
        "standing": standing,
        "years": [(str(each), str(each)) for each in years_issued(actor)],
        "year": str(year or ""),
        "mine": mine,
        "units": units_to_send_for(actor),
    }
    template = "circulars/index.html#list" if getattr(request, "htmx", False) else "circulars/index.html"
    return read_offline(render(request, template, context))


@enter(get=Permission.ACKNOWLEDGE, shows=OFFICIAL)
def detail(request: ActorRequest, circular_id: int) -> HttpResponse:
    """The text in force and what changed in it, one's own confirmation, the figures; opened by an addressee, it is
    read."""
    actor, on = request.actor, request.actor.on
    circular = circular_for(actor, circular_id)
    drafts = grant_in_name_of(actor, Permission.DRAFT_CIRCULAR, circular.unit) is not None
    versions = versions_of(circular, drafts=drafts)
    drafted = next((row for row in versions if row.issued_at is None), None)
    if circular.standing == CircularStatus.DRAFT:
        return redirect("circulars:issue", circular_id)
    issued = [row for row in versions if row.issued_at is not None]
    wanted = whole_number(text_in(request, "version")) or circular.version
    shown = next((row for row in issued if row.number == wanted), issued[0])
    before = next((row for row in issued if row.number == shown.number - 1), None)
    own = addressed_posts(actor, circular)
    if own and shown.number == circular.version and circular.is_in_force and request.method == "GET":
        note_reading(version=shown, by=actor, post_ids=[row.post_id for row in own], at=clock.now(), on=on)
    figures = figures_of(addressees_seen(actor, circular, on))
    issues = grant_in_name_of(actor, Permission.ISSUE_CIRCULAR, circular.unit) is not None
    context = {
        "circular": circular,
        "version": shown,
        "is_current": shown.number == circular.version,
        "issued": issued,
        "before": before,
        "texts": presenters.texts_of(shown, before),
        "files": presenters.files_shown(circular, version_files(shown, before)),
        "badge": presenters.standing_badge(circular),
        "own": [
            {"row": row, "badge": presenters.own_badge(row.obligation, on)} for row in own if row.obligation is not None
        ],
        "to_confirm": circular.is_in_force and _waits(own, actor.person_id),
        "figures": presenters.figure_rows(figures, reverse("circulars:posts", args=[circular.pk])),
        "rate": figures,
        "drafted": drafted,
        "drafts": drafts,
        "issues": issues,
    }
    return read_offline(render(request, "circulars/detail.html", context))


@enter(get=Permission.ACKNOWLEDGE, shows=OFFICIAL)
def file(request: ActorRequest, circular_id: int, file_id: int) -> FileAnswer:
    """A file of a circular, for whoever may read it."""
    return send_file(file_of_circular(request.actor, circular_id, file_id))


@enter(post=Permission.ACKNOWLEDGE)
def confirm(request: ActorRequest, circular_id: int) -> HttpResponse:
    """The button: the holder confirms the version they read; an old one is refused, and the new one shown."""
    actor = request.actor
    version = whole_number(request.POST.get("version", "")) or 0
    try:
        confirmed = confirm_circular(circular_id=circular_id, version=version, on=actor.on, by=actor, at=clock.now())
    except Conflict as error:
        messages.error(request, str(CONFLICTS[error.code]))
    else:
        messages.success(request, _("Confirmed.") if confirmed else _("You have confirmed it already."))
    return redirect("circulars:detail", circular_id)


@enter(get=Permission.READ_CIRCULARS, shows=OFFICIAL)
@exported(ADDRESSEES)
def posts(request: ActorRequest, circular_id: int) -> HttpResponse:
    """The posts behind a figure, within the reader's reach, fifty a page; the shares of the regions, or of the
    provinces of one."""
    actor, on = request.actor, request.actor.on
    circular = circular_for(actor, circular_id)
    if circular.standing == CircularStatus.DRAFT:
        return redirect("circulars:issue", circular_id)
    state = text_in(request, "state")
    state = state if state in LISTS else ""
    regions = list(regions_for(actor))
    region = next((row for row in regions if row.pk == number_in(request, "region")), None)
    seen = addressees_seen(actor, circular, on)
    depth = region.depth + 1 if region else 1
    figures, places = figures_by_place(seen, below=region, depth=depth)
    shown = listed(narrowed_to(seen, region), state).select_related("post__post_type", "post__unit__kind", "obligation")
    page = page_of_many(request, shown, ("pk",))
    context = {
        "circular": circular,
        "page": page,
        "rows": [{"row": row, "badge": presenters.state_of_addressee(row)} for row in page.rows],
        "chips": [
            {"label": label, "url": same_list(request, state=name), "current": name == state, "count": count}
            for name, label, count in _choices(figures)
        ],
        "state": state,
        "regions": regions,
        "region": region.pk if region else "",
        "places": places,
        "rate": figures,
    }
    template = "circulars/posts.html#list" if getattr(request, "htmx", False) else "circulars/posts.html"
    return render(request, template, context)


def _choices(figures: Any) -> list[tuple[str, Any, int]]:
    return [
        ("", _("All"), figures.posts),
        *((name, label, getattr(figures, name)) for name, label in presenters.FIGURES),
    ]


def _waits(own: list[Any], person_id: int | None) -> bool:
    """Is there a post of the reader's for which they have not confirmed the version in force?"""
    for row in own:
        asked = row.obligation
        mine = row.mandate is not None and row.mandate.person_id == person_id
        if asked is None or not mine or (asked.filed_on is None and asked.cancelled_on is None):
            return True
    return False


def _subject(row: Any) -> str:
    return str(presenters.in_own_language(row.subject_ar, row.subject_fr))
