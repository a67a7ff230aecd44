"""Writes: telling and clearing, gathering digests, sending them, reading the inbox."""

from .digests import gather_digests
from .inbox import mark_read
from .sending import Mailer, SmtpMailer, send_waiting, settle_expired_leases
from .telling import Telling, clear, tell

__all__ = [
    "Mailer",
    "SmtpMailer",
    "Telling",
    "clear",
    "gather_digests",
    "mark_read",
    "send_waiting",
    "settle_expired_leases",
    "tell",
]
