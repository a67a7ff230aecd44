"""A view whose list can be taken away: ``?export=xlsx`` on its own address answers with the file."""

from collections.abc import Callable, Generator
from contextlib import closing
from functools import wraps
from itertools import islice
from typing import Any, TypeVar, cast

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.foundation.sentences import filled
from tajadur.foundation.sql import one_snapshot
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.operations import log_export, log_reading
from tajadur.registry.exports.vocabulary import ExportFormat
from tajadur.web.access import ActorRequest

from .columns import ExportedList
from .offering import RowsOffered
from .writing import FORMATS, PROBLEMS, RowsOfFile, file_of

ASKED = "export"
BATCH = 500
AT_ONCE = 5_000  # rows; more are written in the background
WRITTEN_LATER = frozenset(ExportFormat.values)  # what is printed has a limit of its own
V = TypeVar("V", bound=Callable[..., HttpResponseBase])


def exported(chosen: ExportedList) -> Callable[[V], V]:
    """The list of this view can be taken away, in the columns ``chosen`` or in those the view says with its rows."""

    def declare(view: V) -> V:
        @wraps(view)
        def answer(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            kind = request.GET.get(ASKED, "") if request.method in ("GET", "HEAD") else ""
            if kind:
                return _file(request, kind, chosen, lambda: view(request, *args, **kwargs))
            return _with_menu(request, view(request, *args, **kwargs))

        answer.exported = chosen  # type: ignore[attr-defined]
        return cast(V, answer)

    return declare


def is_exported(view: Any) -> bool:
    """Can the list of this view be taken away?"""
    return hasattr(view, "exported")


def addresses(request: HttpRequest) -> list[tuple[str, str]]:
    """(format, address of the list as it is narrowed and ordered now, as a file of it)."""
    asked = request.GET.copy()
    for place in ("page", "before", ASKED):
        asked.pop(place, None)
    menu = []
    for kind in FORMATS:
        asked[ASKED] = kind
        menu.append((kind, f"{request.path}?{asked.urlencode()}"))
    return menu


def list_address(request: HttpRequest) -> str:
    """The address of the list itself, as it was narrowed."""
    asked = request.GET.copy()
    asked.pop(ASKED, None)
    return f"{request.path}?{asked.urlencode()}" if asked else request.path


def _with_menu(request: ActorRequest, response: HttpResponseBase) -> HttpResponseBase:
    """A part that is swapped in after a change of filters brings the menu along: its addresses follow the list."""
    is_list = request.headers.get("HX-Target") == "list" and response.status_code == 200
    if is_list and isinstance(response, HttpResponse):
        menu = render_to_string("components/exports.html", {"addresses": addresses(request), "is_swapped": True})
        response.content += menu.encode()
    return response


def _file(
    request: ActorRequest, kind: str, chosen: ExportedList, page: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """The file; what the page answers where it has no list (a redirect, a sentence). Raises NotVisible."""
    if kind not in FORMATS:
        raise NotVisible
    with one_snapshot():
        request.takes_rows = True  # type: ignore[attr-defined]
        try:
            return page()
        except RowsOffered as offered:
            taken = offered.taken or chosen
            count = how_many(offered.rows)
            if count > AT_ONCE and kind in WRITTEN_LATER:
                return _offer_long(request, taken, kind, count)
            with closing(RowsOfFile(taken, lines_of(request, taken, offered.rows))) as rows:
                try:
                    answer = file_of(rows, kind, request.actor.on)
                except BadInput as error:
                    messages.error(request, filled(PROBLEMS[error.code], error.params))
                    return redirect(list_address(request))
    note_taken(request.actor, taken, kind, rows.count)
    return answer


def _offer_long(request: ActorRequest, taken: ExportedList, kind: str, count: int) -> HttpResponse:
    """The page that asks whether a long file is to be written in the background."""
    request.takes_rows = False  # type: ignore[attr-defined]
    context = {"title": taken.title, "count": count, "kind": kind, "address": list_address(request)}
    return render(request, "exports/long.html", context)


def how_many(rows: Any) -> int:
    """The length of a list that is offered, without reading it."""
    return rows.count() if isinstance(rows, QuerySet) else len(rows)


def lines_of(request: ActorRequest, taken: ExportedList, rows: Any) -> Generator[Any, None, None]:
    """The lines of all rows, read some hundreds at a time."""
    if not isinstance(rows, QuerySet):
        rows = iter(rows)
        while batch := list(islice(rows, BATCH)):
            yield from taken.lines(request, batch)
        return
    read: Any = rows.iterator(chunk_size=BATCH)
    with closing(read) as each:
        while batch := list(islice(each, BATCH)):
            yield from taken.lines(request, batch)


def note_taken(by: Actor, taken: ExportedList, kind: str, count: int) -> None:
    """Note who took which list, and how many rows; of persons in the read log too."""
    at = clock.now()
    log_export(name=taken.name, kind=kind, rows=count, by=by, at=at)
    if taken.persons:
        log_reading(page="people", shown=count, by=by, at=at)
