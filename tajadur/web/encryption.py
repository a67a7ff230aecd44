"""Encryption of what is kept for a while and nobody may read in the database: under SECRET_KEY, by purpose."""

from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def encrypted(content: bytes, purpose: str) -> bytes:
    """The content, unreadable without the key of this installation and ``purpose``."""
    return _cipher(purpose).encrypt(content)


def decrypted(content: bytes, purpose: str) -> bytes | None:
    """What was encrypted for ``purpose``; None when it was not, or under another key."""
    try:
        return _cipher(purpose).decrypt(content)
    except InvalidToken:
        return None


def _cipher(purpose: str) -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(f"{purpose}:{settings.SECRET_KEY}".encode()).digest()))
