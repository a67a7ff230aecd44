"""Domain errors and a missing database become pages: 403 who can, 404, 409, 422, 503 with a sentence."""

from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from psycopg_pool import PoolTimeout

from tajadur.foundation.errors import Conflict, Refused, Unseen


class TroubleMiddleware:
    """Outermost: turns what went wrong into an answer in the user's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page of a domain error; None lets others pass."""
        match error:
            case Unseen():
                return render(request, "404.html", status=404)
            case Refused():
                return render(request, "403.html", {"refused": error}, status=403)
            case Conflict():
                return render(request, "409.html", {"conflict": error}, status=409)
            case OperationalError() | InterfaceError() | PoolTimeout():
                return render(request, "503.html", status=503, headers={"Retry-After": "10"})
        return None


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was opened in another session: say so, keep nothing secret."""
    return render(request, "403.html", {"expired": True}, status=403)
