"""Long files: asking for one, one's own with how far they are, and fetching them."""

from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.registry.exports.operations import WantedFile, ask_export
from tajadur.registry.exports.queries import content_of_export, export_for, exports_of, may_fetch
from tajadur.registry.exports.vocabulary import PROBLEMS, ExportFault, ExportFormat, ExportState
from tajadur.rules.retention import EXPORT_DAYS
from tajadur.web.access import MEMBER, ActorRequest, enter
from tajadur.web.files.serving import FileAnswer

from .writer import list_at

OWN = "one's own files, of lists that are noted when they are taken"
ENDED = 286  # htmx asks no more


@enter(get=MEMBER)
def index(request: ActorRequest) -> HttpResponse:
    """The files the reader asked for in the last days, each with how far it is."""
    rows = [_line(request, row) for row in exports_of(request.actor)[:50]]
    return render(request, "exports/index.html", {"rows": rows, "days": EXPORT_DAYS})


@enter(post=MEMBER)
def ask(request: ActorRequest) -> HttpResponse:
    """Ask for the long file of the list at ``address``, as ``kind``; goes on while the page is left."""
    actor = request.actor
    address, kind = _own_address(request.POST.get("address", "")), request.POST.get("kind", "")
    if kind not in ExportFormat.values:
        raise NotVisible
    view, _kwargs = list_at(actor, address.path)
    asked = WantedFile(
        list_name=view.exported.name,
        title=str(view.exported.title),
        kind=kind,
        path=address.path,
        query=address.query,
        language=get_language() or "ar",
        on=actor.on,
    )
    try:
        ask_export(asked=asked, by=actor, at=clock.now())
    except BadInput as error:
        messages.error(request, str(PROBLEMS[error.code]))
    return redirect("exports:index")


def _own_address(typed: str) -> SplitResult:
    """An address of this site as a list gives its own. Raises NotVisible."""
    try:
        address = urlsplit(typed)
    except ValueError:
        raise NotVisible from None
    if address.scheme or address.netloc or "\0" in typed or len(address.path) > 300 or len(address.query) > 2000:
        raise NotVisible
    return address


@enter(get=MEMBER, shows=OWN)
def progress(request: ActorRequest, export_id: int) -> HttpResponse:
    """How far one file is: the part that the page asks for again until it has ended; by itself, its place there."""
    row = export_for(request.actor, export_id)
    if request.headers.get("HX-Request") != "true":
        return redirect(f"{reverse('exports:index')}#export-{row.pk}")
    return render(request, "exports/progress.html", _line(request, row), status=ENDED if row.has_ended else 200)


@enter(get=MEMBER, shows=OWN)
def file(request: ActorRequest, export_id: int) -> FileAnswer:
    """The file, for whoever asked for it, as long as they hold what they asked for it with."""
    row = export_for(request.actor, export_id)
    if not may_fetch(request.actor, row):
        raise NotVisible
    response = FileAnswer(content_of_export(row), content_type=row.content_type)
    response["Content-Length"] = str(row.size)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=row.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _line(request: ActorRequest, row: Any) -> dict[str, Any]:
    """One file as its line shows it."""
    failed = str(ExportFault(row.fault).label) if row.state == ExportState.FAILED else ""
    if row.state == ExportState.DONE and not may_fetch(request.actor, row):
        failed = _("It was asked for under an office you hold no more.")
    return {
        "row": row,
        "id": f"export-{row.pk}",
        "label": f"{row.title} · {row.get_kind_display()}",
        "part": row.done,
        "whole": row.total,
        "url": "" if row.has_ended else reverse("exports:progress", args=[row.pk]),
        "done_url": reverse("exports:file", args=[row.pk]) if row.state == ExportState.DONE and not failed else "",
        "failed": failed,
    }
