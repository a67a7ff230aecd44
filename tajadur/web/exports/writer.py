"""What the worker writes a long file with: the view of its page, run for its owner with the rights of today."""

from dataclasses import replace
from typing import IO, Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import resolve
from django.utils import translation

from tajadur.foundation import clock
from tajadur.foundation.errors import NotVisible
from tajadur.foundation.installation import closed_rooms
from tajadur.foundation.sql import one_snapshot
from tajadur.organisation.people.actors import actor_of
from tajadur.organisation.people.queries.accounts import account_with_person
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.exports.operations import Progress
from tajadur.web.access import ActorRequest, entry_of, room_of
from tajadur.web.consulting import note_consultation

from .columns import ExportedList
from .offering import RowsOffered
from .taking import how_many, is_exported, lines_of, note_taken
from .writing import RowsOfFile, write_file

TOLD_EVERY = 500


def write_export(row: Any, out: IO[bytes], told: Progress) -> int:
    """Write the rows of the list into ``out``, telling how many of how many; returns how many there were.

    All of one moment. Raises NotVisible, PermissionDenied: its owner may not open the list any more, or it is gone.
    """
    request, view, kwargs = request_of(row.account_id, row.path, row.query)
    today = request.actor
    request.actor = replace(today, on=row.on)
    with translation.override(row.language), one_snapshot():
        try:
            view(request, **kwargs)
        except RowsOffered as offered:
            taken = offered.taken or view.exported
            total = how_many(offered.rows)
            told(0, total)
            rows = RowsOfFile(taken, _counted(lines_of(request, taken, offered.rows), told, total))
            write_file(out, rows, row.kind, row.on)
        else:
            raise NotVisible
    _note(request, today, taken, row.kind, rows.count)
    return rows.count


def _note(request: Any, today: Actor, taken: ExportedList, kind: str, count: int) -> None:
    """As a page notes it: who took the list, and whose record was read where the list is of one unit."""
    note_taken(today, taken, kind, count)
    entry = entry_of(request.resolver_match.func, request.resolver_match.view_name)
    if entry is not None:
        note_consultation(request, HttpResponse(), entry.shows, entry.get)


def request_of(account_id: int, path: str, query: str) -> tuple[ActorRequest, Any, dict[str, Any]]:
    """(the request of a list for its owner as of today, its view without the door, the arguments of its address).

    Raises NotVisible, PermissionDenied, as the door would.
    """
    today = clock.today()
    account = account_with_person(account_id, today)
    if account is None or not account.is_active:
        raise NotVisible
    request: Any = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    request.GET, request.user = QueryDict(query), account
    request.actor = actor_of(account, today)
    view, kwargs = list_at(request.actor, path)
    request.resolver_match = resolve(path)
    request.takes_rows = True
    return request, view, kwargs


def list_at(actor: Actor, path: str) -> tuple[Any, dict[str, Any]]:
    """The view of the list at an address, which the actor may open. Raises NotVisible, PermissionDenied."""
    try:
        match = resolve(path)
    except Http404:
        raise NotVisible from None
    entry = entry_of(match.func, match.view_name)
    is_open = entry is not None and entry.get and room_of(match.view_name) not in closed_rooms()
    if not is_open or not is_exported(match.func) or not actor.grants:
        raise NotVisible
    if entry is not None and isinstance(entry.get, Permission):
        require_anywhere(actor, entry.get)
    return match.func, match.kwargs


def _counted(lines: Any, told: Progress, total: int) -> Any:
    """The lines, saying now and then how many there were; more lines than rows (mandates of persons) stay within."""
    for count, line in enumerate(lines, start=1):
        yield line
        if count % TOLD_EVERY == 0:
            told(min(count, total), total)
