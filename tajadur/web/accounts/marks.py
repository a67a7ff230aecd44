"""The mark a notified browser carries, so that logging out there ends it: a cookie no script reads."""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tajadur.web.language import YEAR

MARK = "device"


def mark_of(request: HttpRequest) -> str:
    """The mark of this browser, "" when it has none."""
    return request.COOKIES.get(MARK, "")[:100]


def new_mark() -> str:
    """A mark nobody guesses."""
    return secrets.token_urlsafe(24)


def remember_mark(response: HttpResponse, mark: str) -> None:
    """Keep it on this browser for a year."""
    response.set_cookie(MARK, mark, max_age=YEAR, secure=settings.SECURE, httponly=True, samesite="Lax")
