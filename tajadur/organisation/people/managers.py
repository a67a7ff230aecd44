"""Making accounts the way the framework asks; which persons are known."""

from typing import Any

from django.contrib.auth.base_user import BaseUserManager
from django.db.models import Q


class AccountManager(BaseUserManager[Any]):
    """What the framework needs to find and make accounts."""

    def create_user(self, username: str, email: str = "", password: str | None = None, **fields: object) -> Any:
        """A new account with a hashed password (unusable when None)."""
        account = self.model(username=username, email=self.normalize_email(email), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


# Persons that are known: no part of another record, and not blanked.
KNOWN = Q(merged_into=None, blanked_on=None)
