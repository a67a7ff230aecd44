"""Who may come in: by user name or e-mail."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from tajadur.foundation import clock
from tajadur.organisation.people.queries.accounts import account_by_login, account_with_person


class MandateBackend(AuthenticationBackend):
    """Log-in by user name or e-mail; rights come from mandates, never from the account."""

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> Any:
        login = credentials.get("username") or credentials.get("email") or ""
        return self._check_password(account_by_login(str(login)), str(credentials.get("password") or ""))

    def get_user(self, user_id: Any) -> Any:
        """The account with its person, in one query; None when it was closed."""
        account = account_with_person(user_id, clock.today())
        return account if account and self.user_can_authenticate(account) else None
