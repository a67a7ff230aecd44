"""The language of the page: the cookie's, else Arabic, never guessed. Log-in copies the account's choice there."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

YEAR = 365 * 24 * 60 * 60


class LanguageMiddleware:
    """Activates the language chosen on the switch (cookie); the browser's headers are not asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer of the view, given in the language chosen and marked with it."""
        language = language_of(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response


def language_of(request: HttpRequest) -> str:
    """The language of the cookie when it is one of ours, else the default."""
    asked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def remember_language(response: HttpResponse, language: str) -> None:
    """Keep the choice on this device for a year; log-in copies the account's choice here."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=YEAR,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
