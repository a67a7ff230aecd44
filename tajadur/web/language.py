"""The language of the page: the cookie's when it is offered, else the default. Log-in copies the account's choice
there, or the choice made on the way in to the account. Only an invitation, the first page of a person who chose nothing
yet, asks the browser."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from tajadur.foundation.installation import default_language, offered, spoken

YEAR = 365 * 24 * 60 * 60
_ON_THE_WAY_IN = "language_asked"  # lives as long as the browser is open, and no longer than the next log-in


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
    """The language of the cookie when it is offered, else the default."""
    return spoken(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))


def browser_language(request: HttpRequest) -> str:
    """The language of the page; for whoever never chose one here, the first of ours that the browser asks for."""
    if request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME):
        return language_of(request)
    ours = offered()
    asked = (tag.split("-")[0] for tag, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")))
    return next((tag for tag in asked if tag in ours), default_language())


def ask_on_the_way_in(response: HttpResponse, language: str) -> None:
    """Whoever is not logged in chose ``language``: the account that enters next takes it."""
    response.set_cookie(_ON_THE_WAY_IN, language, secure=settings.SECURE, httponly=True, samesite="Lax")


def asked_on_the_way_in(request: HttpRequest, response: HttpResponse) -> str:
    """The language chosen before this log-in, empty when none was; it counts once."""
    asked = request.COOKIES.get(_ON_THE_WAY_IN, "")
    if asked:
        response.delete_cookie(_ON_THE_WAY_IN, samesite="Lax")
    return asked if asked in offered() else ""


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
