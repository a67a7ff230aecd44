"""Making accounts the way the framework asks."""

from typing import TYPE_CHECKING

from django.contrib.auth.base_user import BaseUserManager

if TYPE_CHECKING:
    from .models import Account


class AccountManager(BaseUserManager["Account"]):
    """What the framework needs to find and make accounts."""

    def create_user(self, username: str, email: str = "", password: str | None = None, **fields: object) -> "Account":
        """A new account with a hashed password (unusable when None)."""
        account = self.model(username=username, email=self.normalize_email(email), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account
