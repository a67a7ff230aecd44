"""Send a message over a channel run by others: one short text without any name, at most once.

A text is *taken* (2xx), *refused* (the server said so, or was never reached: tried again later), or *lost*: it was
handed over and no answer came, so it may have arrived and only a person may send it again.
"""

import logging
import re
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from tajadur.foundation.installation import spoken
from tajadur.foundation.safe_http import Permit, guarded
from tajadur.registry.notices.models import ChannelConfig, Delivery
from tajadur.registry.notices.operations.channel_urls import filled, permitted, reaches_the_person, server_of

from .recipients import asked_before, still_theirs
from .transport import SendOutcome, SendResult

_SHOWN = 3  # notices named in one text; the others are counted
# What the library says when nothing was handed over: the server was not reached.
_UNREACHED = re.compile(r"connect timeout|Failed to establish|NameResolution|SSLError|CERTIFICATE|ConnectTimeout")
_STATUS = re.compile(r"error=(\d{3})")

_log = logging.getLogger("apprise")
_log.setLevel(logging.DEBUG)  # its lines are all we learn of a failure; they hold secrets and go nowhere else
_log.propagate = False
logging.getLogger("urllib3").setLevel(logging.INFO)  # at DEBUG it would tell the whole address


@dataclass(frozen=True, slots=True)
class TextMessage:
    """A text ready to be handed over, the whole secret address, and the notices in it."""

    url: str
    text: str
    carries: tuple[int, ...] = ()


class _LogLines(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


class OutsideTransport:
    """Hands texts to the servers of other channels, one connection each, at permitted addresses only."""

    def __init__(self, *, permit: Permit | None = None) -> None:
        self._permit = permit

    def open(self) -> SendResult:
        """Nothing to open: each channel is a server of its own."""
        return SendResult(SendOutcome.TAKEN)

    def send(self, message: TextMessage) -> SendResult:
        """Hand one text over; never raises."""
        server = server_of(message.url)
        if server is None:
            return SendResult(SendOutcome.REFUSED, "url")
        words = _LogLines()
        _log.addHandler(words)
        try:
            with guarded(self._permit or permitted()) as guard:
                taken = server.notify(**_as_it_is_written(server, message.text))
        except Exception as error:  # noqa: BLE001  whatever the library raised, the text may have arrived: it is lost
            return SendResult(SendOutcome.LOST, type(error).__name__)
        finally:
            _log.removeHandler(words)
        if guard.refused and not taken:
            return SendResult(SendOutcome.REFUSED, "address not allowed")
        return SendResult(SendOutcome.TAKEN) if taken else _result_of("\n".join(words.lines))

    def close(self) -> None:
        """Nothing to close."""


def _as_it_is_written(server: Any, text: str) -> dict[str, Any]:
    """What to hand to the library so that the text arrives as it is: for a service that reads HTML it is escaped."""
    spoken = server.resolve_format(None)
    return {"body": escape(text, quote=False) if spoken.value == "html" else text, "body_format": spoken}


def compose_text(delivery_id: int, at: datetime) -> TextMessage | None:
    """The text of a delivery, with what is not settled and of posts its person holds at ``at``.

    None when nothing is, the channel is off or consent withdrawn.
    """
    row = Delivery.objects.select_related("config", "person__account").get(pk=delivery_id)
    agreed: Any = row.person.channels.filter(config_id=row.config_id, revoked_at=None).first()
    if agreed is None or row.config is None or row.config.enabled_at is None:
        return None
    notices = still_theirs(row, at)
    if not notices:
        return None
    account = getattr(row.person, "account", None)
    with translation.override(spoken(account.language if account else None)):
        more = len(notices) - _SHOWN
        context = {"notices": notices[:_SHOWN], "more": max(more, 0), "base_url": settings.BASE_URL}
        text = render_to_string("notices/outside.txt", context)
    lines = filter(None, map(str.strip, text.splitlines()))
    return TextMessage(_address(row.config, agreed.address), "\n".join(lines), tuple(notice.pk for notice in notices))


def answer_tests(*, transport: OutsideTransport, at: datetime | None = None) -> dict[str, int]:
    """Send the test messages asked for, and write what came of each on its channel; a tally by answer.

    What was asked long before ``at``, in the night, waits for the morning.
    """
    tally: dict[str, int] = {}
    since = asked_before(at)
    while (asked := _next_test(since)) is not None:
        config_id, message = asked
        result = transport.send(message)
        _note_answer(config_id, result)
        tally[result.outcome] = tally.get(result.outcome, 0) + 1
    return tally


@transaction.atomic
def _next_test(since: datetime | None) -> tuple[int, TextMessage] | None:
    """Take one test; a sender that dies after this leaves the channel untested, to be asked again."""
    waiting = ChannelConfig.objects.select_for_update(skip_locked=True).exclude(test_asked_at=None)
    if since is not None:
        waiting = waiting.filter(test_asked_at__gte=since)
    row = waiting.order_by("test_asked_at").first()
    if row is None:
        return None
    with translation.override(spoken(row.test_language)):
        message = TextMessage(_address(row, row.test_to), gettext("Tajadur: this is a test. Nothing is due."))
    ChannelConfig.objects.filter(pk=row.pk).update(test_asked_at=None, test_to="")
    return row.pk, message


def _address(config: ChannelConfig, own: str) -> str:
    """The whole address; none, so that nothing leaves, where a person's own would not be read (kept before we knew)."""
    return filled(config.url, own) if reaches_the_person(config.kind, config.url) else ""


def _note_answer(config_id: int, result: SendResult) -> None:
    ChannelConfig.objects.filter(pk=config_id).update(
        tested_at=Now(), test_answer=result.outcome.value, test_detail=result.detail[:60]
    )


def _result_of(words: str) -> SendResult:
    if match := _STATUS.search(words):
        return SendResult(SendOutcome.REFUSED, f"HTTP {match[1]}")
    if _UNREACHED.search(words):
        return SendResult(SendOutcome.REFUSED, "unreachable")
    return SendResult(SendOutcome.LOST, "no answer in time" if "timed out" in words else "no answer")
