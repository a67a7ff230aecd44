"""Encryption of what is kept for a while and nobody may read in the database: under SECRET_KEY, by purpose.

The library is loaded where it is used: a worker encrypts nothing of the kind, and would hold it in each process.
"""

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from cryptography.fernet import Fernet


def encrypted(content: bytes, purpose: str) -> bytes:
    """The content, unreadable without the key of this installation and ``purpose``."""
    return _cipher(purpose).encrypt(content)


def decrypted(content: bytes, purpose: str) -> bytes | None:
    """What was encrypted for ``purpose``; None when it was not, or under another key."""
    from cryptography.fernet import InvalidToken

    try:
        return _cipher(purpose).decrypt(content)
    except InvalidToken:
        return None


def _cipher(purpose: str) -> "Fernet":
    from cryptography.fernet import Fernet

    return Fernet(urlsafe_b64encode(sha256(f"{purpose}:{settings.SECRET_KEY}".encode()).digest()))
