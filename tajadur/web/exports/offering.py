"""Where a page hands over the rows of its list: cut into a page for the eye, or whole for a file.

The file is made by the page's own view, which stops at the point where the page would be cut. So a file has the same
filters, order, day and permissions as the page by construction: there is no second query that could say otherwise.
"""

from typing import Any

from django.http import HttpRequest


class RowsOffered(Exception):
    """The view has come to the rows of its list, and a file is being made of them. No error."""

    def __init__(self, rows: Any, taken: Any) -> None:
        super().__init__()
        self.rows, self.taken = rows, taken


def takes_rows(request: HttpRequest) -> bool:
    """Is a file being made of the list, whole?"""
    return getattr(request, "takes_rows", False)


def offer_rows(request: HttpRequest, rows: Any, taken: Any = None) -> None:
    """``rows`` are those of the list, all of them, in their order (a query or a sequence); for a page, nothing happens.

    ``taken``: the ExportedList of these rows, where it is not the one the view declared (its lines need what the view
    knows, or its columns do). Raises RowsOffered where a file is made: what the view would do after this is of the
    page alone.
    """
    if takes_rows(request):
        raise RowsOffered(rows, taken)
