"""Long lists in pages of fifty."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

SIZE = 50
LONGEST = 120


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


def page_of(request: HttpRequest, rows: Any, *, size: int = SIZE) -> PageOf:
    """The page asked by ``?page=`` (the nearest one when it makes no sense); other parameters are kept. Two queries."""
    page = Paginator(rows, size).get_page(request.GET.get("page"))

    def address(number: int) -> str:
        asked = request.GET.copy()
        asked["page"] = str(number)
        return f"{request.path}?{asked.urlencode()}"

    return PageOf(
        rows=list(page.object_list),
        first=page.start_index(),
        last=page.end_index(),
        total=page.paginator.count,
        previous_url=address(page.number - 1) if page.has_previous() else "",
        next_url=address(page.number + 1) if page.has_next() else "",
    )


def number_in(request: HttpRequest, name: str) -> int | None:
    """A row's number from the address; None when it is missing or is no such number."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def text_in(request: HttpRequest, name: str) -> str:
    """A short text from the address, trimmed, without the one character the database cannot hold."""
    return request.GET.get(name, "").replace("\0", " ").strip()[:LONGEST]


def same_list(request: HttpRequest, **changed: str) -> str:
    """The address of the same list with other filters, from its first page."""
    asked = request.GET.copy()
    asked.pop("page", None)
    for name, value in changed.items():
        if value:
            asked[name] = value
        else:
            asked.pop(name, None)
    return f"{request.path}?{asked.urlencode()}" if asked else request.path
