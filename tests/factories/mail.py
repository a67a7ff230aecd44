"""A real SMTP server for tests: what it took, and answers one may ask it to give."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from django.test import override_settings

from deploy.local.ports import free_port


@dataclass
class Catcher:
    """``taken`` holds the letters; the two answers replace the usual ones; ``hang_up`` cuts in DATA."""

    taken: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    rcpt_answer: str = ""
    data_answer: str = ""
    hang_up: bool = False

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        """Take the recipient, unless told otherwise."""
        if self.rcpt_answer:
            return self.rcpt_answer
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Take the letter; with ``hang_up`` the connection is cut after it was taken and before the answer."""
        if self.data_answer:
            return self.data_answer
        self.taken.append(message_from_bytes(envelope.content, policy=default))  # type: ignore[arg-type]
        self.recipients += envelope.rcpt_tos
        if self.hang_up:
            server.transport.abort()
        return "250 kept"


@contextmanager
def smtp_catcher() -> Iterator[Catcher]:
    """A catcher listening on a free local port, with the settings pointing at it."""
    catcher = Catcher()
    port = free_port()
    controller = Controller(catcher, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        with override_settings(EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, EMAIL_TIMEOUT=5):
            yield catcher
    finally:
        controller.stop()
