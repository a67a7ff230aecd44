"""What we ask of allauth."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up alone: accounts are made by invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always shut."""
        return False
