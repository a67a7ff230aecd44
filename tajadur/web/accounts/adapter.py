"""What we ask of allauth."""

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.mail import get_connection
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from tajadur.foundation import clock
from tajadur.foundation.installation import default_language, spoken
from tajadur.organisation.people.operations.accounts import choose_language
from tajadur.organisation.people.operations.devices import end_device, end_devices_of
from tajadur.organisation.people.queries.accounts import account_by_login
from tajadur.permissions.actors import Actor
from tajadur.web.language import asked_on_the_way_in, remember_language
from tajadur.web.way_back import is_own_address

from .marks import mark_of

log = logging.getLogger(__name__)
_MISMATCH = _("The name or the password is not right. Check both and try again.")


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up alone: accounts are made by invitation."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _MISMATCH,
        "email_password_mismatch": _MISMATCH,
        "account_inactive": _("This account is closed. If you have another one, log in with that."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, then try again."),
        "enter_current_password": _("This is not your present password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always False: accounts are made by invitation."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """True only for addresses of this host."""
        return is_own_address(self.request, url)

    def login(self, request: HttpRequest, user: Any) -> None:
        """Log in, and end the push notifications that this browser received for another person."""
        super().login(request, user)
        if mark := mark_of(request):
            end_device(mark=mark, unless_person_id=user.person_id or 0, at=clock.now())

    def logout(self, request: HttpRequest) -> None:
        """Log out, and end the push notifications of this browser."""
        if mark := mark_of(request):
            end_device(mark=mark, at=clock.now())
        super().logout(request)

    def set_password(self, user: Any, password: str) -> None:
        """Set the password and end push notifications on the other devices; on all of them when nobody is logged in."""
        super().set_password(user, password)
        mark = mark_of(self.request) if self.request.user.is_authenticated else ""
        end_devices_of(person_id=user.person_id, but_mark=mark, at=clock.now())

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """The language chosen on the way in becomes the account's; else the account's becomes this device's. A sample
        account keeps the one chosen on the device."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        asked = asked_on_the_way_in(request, response)
        if asked and not user.is_sample:
            entering = Actor(account_id=user.pk, person_id=user.person_id, on=clock.today())
            choose_language(account_id=user.pk, language=asked, by=entering)
            user.language = asked
        if not (user.is_sample and settings.LANGUAGE_COOKIE_NAME in request.COOKIES):
            remember_language(response, spoken(user.language))
        return response

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's account."""
        return reverse("accounts:preferences")

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """To the address of the account, never to the one typed: another may look like it."""
        super().send_password_reset_mail(user, user.email, context)

    def greet_mail_server(self) -> None:
        """Connect to the mail server and say goodbye."""
        connection = get_connection()
        try:
            connection.open()
            connection.close()
        except (SMTPException, OSError):
            log.exception("the mail server is away")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """One counter for each account, however its name is written; for an unknown name, one for the name."""
        typed = str(credentials.get("email") or credentials.get("username") or "")
        account = account_by_login(typed)
        return account.username if account else typed.lower()

    def render_mail(self, template_prefix: str, email: str, context: dict[str, Any], headers: Any = None) -> Any:
        """The message, marked with the language it is written in."""
        language = translation.get_language() or default_language()
        return super().render_mail(template_prefix, email, context, {**(headers or {}), "Content-Language": language})

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is away must not show who has an account: it is logged, without the address."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError, ValueError):
            log.exception("a message of the accounts could not be handed to the mail server")
