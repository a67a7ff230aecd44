"""The packs of the pole's meetings: the list, one of them on the screen, the page as a file."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from tajadur.activity.packs.queries.reading import (
    comments_of,
    desk_for,
    pack_for,
    packs_of,
    sheet_file,
    sheets_of,
)
from tajadur.activity.packs.vocabulary import TEMPLATE, PackStatus
from tajadur.compliance.pack import sheets
from tajadur.compliance.pack.changes import change_rows
from tajadur.compliance.pack.sayings import Naming
from tajadur.foundation.errors import NotVisible
from tajadur.organisation.units.queries.bodies import in_body
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may
from tajadur.permissions.matrix import Permission
from tajadur.rules.packs import ready_from
from tajadur.web.access import ActorRequest, enter
from tajadur.web.components.choropleth import MapArea, share_map
from tajadur.web.components.states import badge
from tajadur.web.paging import page_by_key
from tajadur.web.support.labels import post_title

from .forms import PackCommentForm

COUNTRY = "figures of the whole country, and no record of one unit"


@enter(get=Permission.READ_PACK, shows=COUNTRY)
def index(request: ActorRequest) -> HttpResponse:
    """The packs, those of the latest meetings first, and what is to be said of the next meeting."""
    actor, on = request.actor, request.actor.on
    desk = desk_for(actor, on)
    page = page_by_key(request, packs_of(desk.unit), "for_on")
    context = {
        "page": page,
        "rows": [{"pack": pack, "badge": standing_badge(pack)} for pack in page.rows],
        "desk": desk,
        # Without a meeting the pack is that of the day: one that is sent is not made again on it.
        "may_make": desk.prepares
        and not desk.pack
        and not any(pack.is_sent and pack.for_on == on and not pack.meeting_id for pack in page.rows),
        "ready_on": ready_from(desk.meeting.planned_on) if desk.meeting else None,
    }
    return render(request, "packs/index.html", context)


@enter(get=Permission.READ_PACK, shows=COUNTRY)
def detail(request: ActorRequest, pack_id: int) -> HttpResponse:
    """One pack as its page reads, what changed since the one before, its decisions and what is said of it."""
    return pack_page(request, pack_for(request.actor, pack_id), PackCommentForm())


@enter(get=Permission.READ_PACK, shows=COUNTRY)
def sheet(request: ActorRequest, pack_id: int, language: str) -> HttpResponse:
    """The page with its annex to print: the very file that was sent; of a draft, as it stands now."""
    pack = pack_for(request.actor, pack_id)
    pdf: bytes | None = None
    if pack.is_sent:
        pdf = sheet_file(pack, language)
    elif language in sheets.printed_in():
        pdf = sheets.pdf_of(sheets.content_in(pack, language), TEMPLATE)
    if pdf is None:
        raise NotVisible
    response = HttpResponse(pdf, content_type="application/pdf")
    name = f"pack-{pack.for_on:%Y-%m-%d}-{language}.pdf"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def standing_badge(pack: Any) -> Any:
    """In preparation, or sent."""
    look = ("ok", "circle-check") if pack.is_sent else ("info", "hourglass")
    return badge(*look, str(PackStatus(pack.standing).label))


def pack_page(request: ActorRequest, pack: Any, form: PackCommentForm, status: int = 200) -> HttpResponse:
    """The page of a pack; ``form`` is that of a comment."""
    actor = request.actor
    kept = sheets_of(pack)
    content = sheets.content_of(pack)
    if (spoken := content["lang"]) in kept:  # the words as they were sent, whatever they would be today
        content = kept[spoken].content
    context = {
        "pack": pack,
        "content": content,
        "badge": standing_badge(pack),
        "places": _places(pack),
        "changes": change_rows(pack),
        "comments": [{"comment": row, "post": post_title(row.post)} for row in comments_of(pack)],
        "sheets": list(kept) if pack.is_sent else sheets.printed_in(),
        "typesetter": next((row.typesetter for row in kept.values()), ""),
        "placed": any(decision.placed_at for decision in pack.decisions.all()),
        "meeting_url": _meeting_url(actor, pack),
        "prepares": not pack.is_sent and may(actor, Permission.PREPARE_PACK, pack.unit),
        "sends": not pack.is_sent and may(actor, Permission.SEND_PACK, pack.unit),
        "comment_form": form if may(actor, Permission.COMMENT_PACK, pack.unit) else None,
    }
    return render(request, "packs/detail.html", context, status=status)


def _meeting_url(actor: Actor, pack: Any) -> str:
    """The page of its meeting, for whoever may open that."""
    if not pack.meeting or not may(actor, Permission.READ_RECORD, in_body(pack.unit, pack.meeting.body)):
        return ""
    return reverse("meetings:detail", args=[pack.meeting_id])


def _places(pack: Any) -> dict[str, Any]:
    """What ``components/choropleth.html`` takes: the map of the page, with the figures of every province."""
    naming = Naming(pack.facts["names"])
    areas = [
        MapArea(
            code,
            naming.of(row["unit"]),
            part=row["recent_part"],
            whole=row["recent_whole"],
            url=reverse("compliance:unit", args=[row["unit"]]),
        )
        for row, code in sheets.shares_on_map(pack.facts)
    ]
    if not areas:
        return {}
    heading = sheets.map_heading()
    picture = share_map(areas, label=heading)
    return {"picture": picture, "heading": heading, "heads": [], "share": _("Last six periods"), "chips": []}
