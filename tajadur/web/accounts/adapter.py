"""What we ask of allauth."""

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from tajadur.web.language import remember_language

log = logging.getLogger(__name__)
_MISMATCH = _("The name or the password is not right. Check both and try again.")


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up alone: accounts are made by invitation."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _MISMATCH,
        "email_password_mismatch": _MISMATCH,
        "account_inactive": _("This account is closed."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, then try again."),
        "enter_current_password": _("This is not your present password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always shut."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Only addresses of this very host."""
        return is_own_address(self.request, url)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """The account's language becomes this device's; whoever tries a sample account keeps what the switch says."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if not (user.is_sample and settings.LANGUAGE_COOKIE_NAME in request.COOKIES):
            remember_language(response, user.language)
        return response

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's account."""
        return reverse("accounts:preferences")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is away must not show who has an account: it is logged, without the address."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError):
            log.exception("a message of the accounts could not be handed to the mail server")


def is_own_address(request: HttpRequest, url: str | None) -> bool:
    """May the browser be sent to ``url``: a page of this site?"""
    return url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}, require_https=request.is_secure())
