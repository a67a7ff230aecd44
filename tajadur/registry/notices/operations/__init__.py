"""Writes: telling and clearing, gathering digests, sending them, reading the inbox."""

from .carrying import Mailer
from .digests import gather_digests
from .inbox import mark_read
from .outside import OutsideMailer, answer_tests, url_fault
from .sending import SmtpMailer, send_waiting, settle_expired_leases
from .telling import Telling, clear, tell

__all__ = [
    "Mailer",
    "OutsideMailer",
    "SmtpMailer",
    "Telling",
    "answer_tests",
    "clear",
    "gather_digests",
    "mark_read",
    "send_waiting",
    "settle_expired_leases",
    "tell",
    "url_fault",
]
