"""Long lists in pages of fifty."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, DateTimeField, Q, QuerySet, Window
from django.http import HttpRequest

from .exports.offering import offer_rows

SIZE = 50
LONGEST = 120
MOST_PAGES = 1_000_000


@dataclass(frozen=True, slots=True)
class PageOf:
    """The rows of one page, their numbers, and the addresses of its neighbours (empty at the ends)."""

    rows: list[Any]
    first: int
    last: int
    total: int
    previous_url: str
    next_url: str

    @property
    def is_whole(self) -> bool:
        """Does everything fit on this page?"""
        return not self.previous_url and not self.next_url


def page_of(
    request: HttpRequest, rows: Any, *, size: int = SIZE, total: int | None = None, taken: Any = None
) -> PageOf:
    """The page asked by ``?page=`` (the nearest one when it makes no sense); other parameters are kept.

    Two queries; one where the ``total`` is known. ``taken``: see ``exports.offering``; so in the other ways to page.
    """
    offer_rows(request, rows, taken)
    paginator = Paginator(rows, size)
    if total is not None:
        paginator.count = total
    page = paginator.get_page(request.GET.get("page"))
    return _page(request, list(page.object_list), page.number, paginator.count, size)


def page_of_many(
    request: HttpRequest, rows: QuerySet[Any], order: Sequence[str], *, size: int = SIZE, taken: Any = None
) -> PageOf:
    """As ``page_of`` for lists of tens of thousands: rows are chosen, ordered and counted by their own columns alone,
    and only those shown are read whole. ``order`` names own columns, the last one unique. Two queries."""
    offer_rows(request, rows.order_by(*order), taken)
    number = _asked(request)
    chosen = _chosen(rows, order, number, size)
    if not chosen and number > 1:
        number = max(1, -(-rows.count() // size))
        chosen = _chosen(rows, order, number, size)
    places = {pk: place for place, (pk, _total) in enumerate(chosen)}
    whole = sorted(rows.filter(pk__in=places), key=lambda row: places[row.pk])
    return _page(request, whole, number, chosen[0][1] if chosen else 0, size)


def page_in_one(request: HttpRequest, rows: QuerySet[Any], *, size: int = SIZE) -> PageOf:
    """As ``page_of`` for lists that seldom fill a page: each row carries the total. One query; three past the end."""
    offer_rows(request, rows)
    number, counted = _asked(request), rows.annotate(of_all=Window(Count("pk")))
    shown = list(counted[(number - 1) * size : number * size])
    if not shown and number > 1:
        number = max(1, -(-rows.count() // size))
        shown = list(counted[(number - 1) * size : number * size])
    return _page(request, shown, number, shown[0].of_all if shown else 0, size)


def _chosen(rows: QuerySet[Any], order: Sequence[str], number: int, size: int) -> list[tuple[int, int]]:
    narrow = rows.order_by(*order).values_list("pk", Window(Count("pk")))
    return list(narrow[(number - 1) * size : number * size])


def _asked(request: HttpRequest) -> int:
    return min(number_in(request, "page") or 1, MOST_PAGES)


def _page(request: HttpRequest, rows: list[Any], number: int, total: int, size: int) -> PageOf:
    def address(other: int) -> str:
        asked = request.GET.copy()
        asked["page"] = str(other)
        return f"{request.path}?{asked.urlencode()}"

    first = (number - 1) * size
    return PageOf(
        rows=rows,
        first=first + 1 if total else 0,
        last=first + len(rows),
        total=total,
        previous_url=address(number - 1) if number > 1 else "",
        next_url=address(number + 1) if first + size < total else "",
    )


def row_number(text: str) -> int | None:
    """The number of a row as an address or a hidden field carries it; None when no row can have it."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def number_in(request: HttpRequest, name: str) -> int | None:
    """A row's number from the address; None when it is missing or is no such number."""
    return row_number(request.GET.get(name, ""))


def text_in(request: HttpRequest, name: str) -> str:
    """A short text from the address, trimmed, without the one character the database cannot hold."""
    return request.GET.get(name, "").replace("\0", " ").strip()[:LONGEST]


def same_list(request: HttpRequest, **changed: str) -> str:
    """The address of the same list with other filters, from its first page."""
    asked = request.GET.copy()
    for place in ("page", "before"):
        asked.pop(place, None)
    for name, value in changed.items():
        if value:
            asked[name] = value
        else:
            asked.pop(name, None)
    return f"{request.path}?{asked.urlencode()}" if asked else request.path


@dataclass(frozen=True, slots=True)
class KeyedPage:
    """Rows of a list that only grows, and the addresses of the older ones and of the newest (empty at the ends).

    ``total``: the length of the whole list, where it is counted.
    """

    rows: list[Any]
    older_url: str
    newest_url: str
    total: int = 0


def keyed_page(request: HttpRequest, rows: Sequence[Any], *, size: int = SIZE) -> KeyedPage:
    """``rows`` (read from ``asked_before`` on, one more than ``size``), each with a ``key``: day or instant, id."""
    shown = list(rows[:size])
    older = same_list(request, before=_key_text(*shown[-1].key)) if len(rows) > size else ""
    newest = same_list(request, before="") if request.GET.get("before") else ""
    return KeyedPage(shown, older, newest)


def page_by_key(
    request: HttpRequest, rows: QuerySet[Any], moment: str, *, size: int = SIZE, taken: Any = None
) -> KeyedPage:
    """The rows of ``?before=``, the last of ``moment`` (an own column: a day or an instant) first, then by id.

    Other parameters are kept. A row that comes or goes meanwhile shows no other line twice and skips none, whatever
    the place. Two queries.
    """
    offer_rows(request, rows.order_by(f"-{moment}", "-pk"), taken)
    is_instant = isinstance(rows.model._meta.get_field(moment), DateTimeField)
    key = instant_before(request) if is_instant else day_before(request)
    older = Q(**{f"{moment}__lt": key[0]}) | Q(**{moment: key[0]}, pk__lt=key[1]) if key else Q()
    shown = list(rows.filter(older).order_by(f"-{moment}", "-pk")[: size + 1])
    last = shown[size - 1] if len(shown) > size else None
    return KeyedPage(
        rows=shown[:size],
        older_url=same_list(request, before=_key_text(getattr(last, moment), last.pk)) if last else "",
        newest_url=same_list(request, before="") if key else "",
        total=rows.order_by().count() if shown or key else 0,
    )


def day_before(request: HttpRequest) -> tuple[date, int] | None:
    """From which day and id on the list is asked; None for its beginning and for what is no such key."""
    day, _sep, number = request.GET.get("before", "").rpartition("_")
    last = row_number(number)
    try:
        return None if last is None else (date.fromisoformat(day), last)
    except ValueError:
        return None


def instant_before(request: HttpRequest) -> tuple[datetime, int] | None:
    """As ``day_before``, for a list in the order of instants."""
    moment, _sep, number = request.GET.get("before", "").rpartition("_")
    last = row_number(number)
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return None if last is None or at.tzinfo is None else (at, last)


def _key_text(at: date | datetime, pk: int) -> str:
    return f"{at.astimezone(UTC).isoformat() if isinstance(at, datetime) else at.isoformat()}_{pk}"
