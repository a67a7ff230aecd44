"""The variables of the pager."""

from typing import Any

from django.core.paginator import Page

from tajadur.web.access import ActorRequest


def pager(page: Page[Any], request: ActorRequest) -> dict[str, Any]:
    """Numbers of rows and the addresses of the neighbours."""
    asked = request.GET.copy()

    def address(number: int) -> str:
        asked["page"] = str(number)
        return f"?{asked.urlencode()}"

    return {
        "total": page.paginator.count,
        "first": page.start_index(),
        "last": page.end_index(),
        "previous_url": address(page.previous_page_number()) if page.has_previous() else "",
        "next_url": address(page.next_page_number()) if page.has_next() else "",
    }
