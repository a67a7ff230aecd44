"""What went wrong becomes an answer: who can (403), not found, both texts (409), back soon (503); no database."""

import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from psycopg.errors import ReadOnlySqlTransaction
from psycopg_pool import PoolTimeout
from redis.exceptions import RedisError

from tajadur.foundation import clock
from tajadur.foundation.errors import Conflict, NotVisible, PermissionDenied, StoreAway
from tajadur.foundation.installation import default_language
from tajadur.organisation.people.actors import actor_of
from tajadur.permissions.actors import Actor, nobody

from .language import language_of
from .typed import KEPT, is_from_here, keep_typed, way_back

RETRY_AFTER_SECONDS = "10"
WITH_MENU = frozenset({403, 404, 410})
GONE = (OperationalError, InterfaceError, PoolTimeout, RedisError)
# The headings of the pages, for answers that are no page: a part for htmx, JSON for scripts.
SENTENCES = {
    400: _("The request was not understood"),
    403: _("This is not open to you"),
    404: _("Page not found"),
    409: _("Someone else wrote first"),
    410: _("This was shown once"),
    413: _("This is too long to be sent at once"),
    429: _("Too many attempts"),
    500: _("Something went wrong here"),
    503: _("Back in a moment"),
}


class ErrorPagesMiddleware:
    """Turns an error raised by a view into an answer in the user's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer of the view as it is."""
        request.arrived_at = clock.now()  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The answer to a known error; None lets others pass."""
        return answer(request, error)


def answer(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """The response to a known error; None when the error is not one of ours."""
    match error:
        case NotVisible() | Http404():
            return error_page(request, 404)
        case PermissionDenied():
            return error_page(request, 403, refused=error)
        case Conflict():
            return error_page(
                request, 409, conflict=error, mine=error.params.get("mine"), theirs=error.params.get("theirs")
            )
        case RequestDataTooBig():
            return error_page(request, 413)
        case OperationalError() | InterfaceError() | PoolTimeout() | RedisError() | StoreAway():
            return unavailable(request)
    return unavailable(request) if is_read_only(error) else None


def is_read_only(error: BaseException | None) -> bool:
    """Did a database that takes no writes cause this: a standby, a fail-over, a switch of its administrator?"""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, ReadOnlySqlTransaction):
            return True
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return False


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: try again in a moment. Of a text kept on the device it speaks only where one was being sent."""
    response = error_page(request, 503, sent=_sent(request))
    response["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def _sent(request: HttpRequest) -> str:
    """``draft``: a form whose text the device keeps; ``form``: another one; empty: no form."""
    if request.method != "POST":
        return ""
    try:
        return "draft" if "client_key" in request.POST else "form"
    except (SuspiciousOperation, OSError, MultiPartParserError):  # it cannot be read: it was a form all the same
        return "form"


def error_page(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    """The page of ``status`` in the user's language: a fragment for htmx, JSON for scripts.

    No query but for who asks, where the menu is kept.
    """
    with translation.override(language_of(request)):
        response: HttpResponse
        if "application/json" in request.headers.get("Accept", ""):
            response = JsonResponse({"problem": str(SENTENCES[status])}, status=status)
        elif request.headers.get("HX-Request") == "true":
            part = render_to_string("trouble_part.html", {"sentence": SENTENCES[status]})
            response = HttpResponse(part, status=status)
        else:
            response = HttpResponse(_page(request, status, context), status=status)
        response["Content-Language"] = translation.get_language() or default_language()
    add_never_cache_headers(response)
    return response


def _page(request: HttpRequest, status: int, context: dict[str, Any]) -> str:
    """Whoever is known keeps the menu where only the page is refused or missing; other troubles stand alone."""
    if status in WITH_MENU and _is_known(request):
        return render_to_string(f"{status}.html", context | {"base": "_base.html", "is_trouble": True}, request)
    context |= {"base": "_bare.html", "request": request, "csrf_token": get_token(request), "is_demo": settings.DEMO}
    return render_to_string(f"{status}.html", context)


def _is_known(request: Any) -> bool:
    """Is the actor known? An address that leads nowhere was not entered: who asks for it is read here."""
    if not hasattr(request, "actor") and hasattr(request, "user"):
        try:
            on = clock.today()
            request.actor = actor_of(request.user, on) if request.user.is_authenticated else nobody(on)
        except GONE:
            return False  # a page without a menu needs no database
    actor: Actor | None = getattr(request, "actor", None)
    return actor is not None and actor.is_known


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was opened in another session: what was typed in it comes back, or the page says what to do."""
    if is_from_here(request) and request.user.is_authenticated:
        keep_typed(request, at_once=True)
        if KEPT in request.session:
            return HttpResponseRedirect(way_back(request))
    return error_page(request, 403, expired=True)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What the server could not read: too long (413), or 400."""
    return answer(request, exception) or error_page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A refusal by the framework itself."""
    return answer(request, exception) or error_page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such address, or nothing this person may see."""
    return error_page(request, 404)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The limit of attempts is reached: wait."""
    response = error_page(request, 429)
    response["Retry-After"] = "60"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """What middleware met before or after the view: a database that is gone is 503, the rest is our fault."""
    return answer(request, sys.exc_info()[1]) or error_page(request, 500)
