"""Writes: telling and clearing, gathering digests, sending them, reading the inbox."""

from .carrying import Mailer
from .digests import gather_digests
from .inbox import mark_read
from .outside import OutsideMailer, answer_tests, url_fault
from .push import PushMailer, greet_devices
from .reaching import is_endpoint
from .sealing import are_keys, new_keys
from .sending import SmtpMailer, send_waiting, settle_expired_leases
from .telling import Telling, clear, tell

__all__ = [
    "Mailer",
    "OutsideMailer",
    "PushMailer",
    "SmtpMailer",
    "Telling",
    "answer_tests",
    "are_keys",
    "clear",
    "gather_digests",
    "greet_devices",
    "is_endpoint",
    "mark_read",
    "new_keys",
    "send_waiting",
    "settle_expired_leases",
    "tell",
    "url_fault",
]
