"""Who may come in: by user name or e-mail."""

from allauth.account.auth_backends import AuthenticationBackend


class MandateBackend(AuthenticationBackend):
    """Log-in by user name or e-mail; rights come from mandates, never from the account."""
