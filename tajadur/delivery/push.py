"""Send a message to the browsers of a person: one short, encrypted text without the name of any person.

Each message has one topic, and its notification one tag: a second copy takes the place of the first. So a lost answer
may be tried again, which no other channel may.
"""

import json
from dataclasses import dataclass
from datetime import datetime, time
from email.utils import parsedate_to_datetime
from hashlib import blake2b
from http.client import HTTPException
from ssl import SSLContext
from time import monotonic
from time import time as seconds_now
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from tajadur.foundation.calendar import civil_day, instant
from tajadur.foundation.installation import spoken
from tajadur.foundation.safe_http import AddressNotAllowed, HttpsConnections, Permit, is_public
from tajadur.registry.notices.models import Delivery, PushDevice, PushSetup
from tajadur.rules.hours import PartyHours

from .letters import message_id
from .recipients import asked_before, own_hours, still_theirs
from .transport import SendOutcome, SendResult

_SHOWN = 3  # notices named in one text; the others are counted
_EACH_SECONDS, _WHOLE_SECONDS = 8.0, 25.0  # a whole batch of slow services stays below the lease
_LIVES_SECONDS = 12 * 60 * 60  # of the VAPID header; RFC 8292 allows a day at most
_BLOCK = 512  # texts are padded to blocks: their length tells nothing
_LONGEST_WAIT = 24 * 60 * 60  # that Retry-After may ask for


@dataclass(frozen=True, slots=True)
class PushMessage:
    """A text for the devices of one person that did not take it yet, and the notices in it.

    Without ``delivery_id`` it is the greeting of a device just added.
    """

    delivery_id: int | None
    setup: PushSetup
    devices: tuple[PushDevice, ...]
    text: bytes
    topic: str
    keep: int
    reached: bool
    carries: tuple[int, ...] = ()


class PushTransport:
    """Hands encrypted texts to the push services of browsers; tests pass ``permit`` and ``context`` for their own."""

    def __init__(self, *, permit: Permit = is_public, context: SSLContext | None = None) -> None:
        self._connections = HttpsConnections(permit=permit, context=context)
        self._words: dict[str, str] = {}

    def open(self) -> SendResult:
        """Nothing to open: each browser's maker has a server of its own."""
        return SendResult(SendOutcome.TAKEN)

    def send(self, message: PushMessage) -> SendResult:
        """Hand the text to each device; never raises. TAKEN when nothing is left to try, GONE when no device is."""
        ends = monotonic() + _WHOLE_SECONDS
        reached, removed, refused = message.reached, "", SendResult(SendOutcome.TAKEN)
        for device in message.devices:
            result = self._to_device(message, device, ends)
            if result.outcome is SendOutcome.TAKEN:
                reached = True
                PushDevice.objects.filter(pk=device.pk).update(last_taken=message.delivery_id, last_used_at=Now())
            elif result.outcome is SendOutcome.GONE:
                removed = f"{result.detail}, device removed"
                # Compared: the same browser may have come back with other keys in the meantime.
                PushDevice.objects.filter(pk=device.pk, endpoint=device.endpoint, auth=device.auth).delete()
            elif result.wait >= refused.wait:
                refused = result
        if refused.outcome is not SendOutcome.TAKEN:
            return SendResult(SendOutcome.REFUSED, refused.detail, wait=refused.wait, reached=reached)
        return SendResult(SendOutcome.TAKEN if reached else SendOutcome.GONE, removed)

    def close(self) -> None:
        """Close the connections."""
        self._connections.close()

    def _to_device(self, message: PushMessage, device: PushDevice, ends: float) -> SendResult:
        # Loaded where there is a device: the library takes eight megabytes in each process of a worker.
        from tajadur.foundation.webpush_encryption import encrypt

        left = min(_EACH_SECONDS, ends - monotonic())
        if left <= 0:
            return SendResult(SendOutcome.REFUSED, "no time left")
        try:
            body = encrypt(message.text, p256dh=device.p256dh, auth=device.auth)
            headers = {
                "Authorization": self._who(message.setup, device.endpoint),
                "Content-Encoding": "aes128gcm",
                "Content-Type": "application/octet-stream",
                "TTL": str(message.keep),
                "Topic": message.topic,
                "Urgency": "normal",
            }
            status, after = self._connections.post(device.endpoint, body, headers, seconds=left)
        except AddressNotAllowed:
            return SendResult(SendOutcome.REFUSED, "address not allowed")
        except TimeoutError:
            return SendResult(SendOutcome.REFUSED, "no answer in time")
        except (OSError, HTTPException, ValueError) as error:
            return SendResult(SendOutcome.REFUSED, type(error).__name__)
        return _result_of(status, after)

    def _who(self, setup: PushSetup, endpoint: str) -> str:
        from tajadur.foundation.webpush_encryption import vapid_header

        parts = urlsplit(endpoint)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._words:
            self._words[origin] = vapid_header(
                origin=origin,
                contact=setup.contact,
                until=int(seconds_now()) + _LIVES_SECONDS,
                private_key=setup.private_key,
                public_key=setup.public_key,
            )
        return self._words[origin]


def compose_push(delivery_id: int, at: datetime) -> PushMessage | None:
    """What a delivery tells at ``at``, and to which devices. None, and nothing leaves, when nothing of it is live,
    the channel is off, no device is left, the account is closed or the person holds none of the posts any more."""
    row = Delivery.objects.select_related("person__account", "person__notification_preferences").get(pk=delivery_id)
    setup = PushSetup.objects.exclude(enabled_at=None).first()
    devices = list(PushDevice.objects.filter(person_id=row.person_id).order_by("pk"))
    account = getattr(row.person, "account", None)
    if setup is None or not devices or account is None or not account.is_active:
        return None
    notices = still_theirs(row, at)
    if not notices:
        return None
    evening = instant(civil_day(at), time(own_hours(row).on(civil_day(at), PartyHours()).last))
    topic = topic_of(delivery_id)
    return PushMessage(
        delivery_id=delivery_id,
        setup=setup,
        devices=tuple(device for device in devices if device.last_taken_id != delivery_id),
        text=_text(notices, spoken(account.language), topic),
        carries=tuple(notice.pk for notice in notices),
        topic=topic,
        keep=max(int((evening - at).total_seconds()), 60),
        reached=any(device.last_taken_id == delivery_id for device in devices),
    )


def greet_devices(*, transport: PushTransport, at: datetime | None = None) -> dict[str, int]:
    """Tell each device just added, once, that it is notified from now on; what went wrong is written beside it.

    What was asked long before ``at``, in the night, waits for the morning. Returns a tally by answer. A sender that
    dies meanwhile leaves the device without its greeting, and otherwise well.
    """
    tally: dict[str, int] = {}
    since = asked_before(at)
    while (device := _next_to_greet(since)) is not None:
        setup = PushSetup.objects.exclude(enabled_at=None).first()
        account = getattr(device.person, "account", None)
        if setup is None or account is None:
            continue
        topic = blake2b(f"greeting {device.pk}".encode(), digest_size=16).hexdigest()
        with translation.override(spoken(account.language)):
            words = gettext("This device is notified from now on. Nothing is due.")
            text = _payload(words, spoken(account.language), topic)
        message = PushMessage(None, setup, (device,), _padded(text), topic, keep=3600, reached=False)
        result = transport.send(message)
        if result.outcome is SendOutcome.REFUSED:
            PushDevice.objects.filter(pk=device.pk).update(greet_fault=result.detail[:60])
        tally[result.outcome] = tally.get(result.outcome, 0) + 1
    transport.close()
    return tally


@transaction.atomic
def _next_to_greet(since: datetime | None) -> PushDevice | None:
    waiting = PushDevice.objects.select_for_update(skip_locked=True, of=("self",)).exclude(greet_asked_at=None)
    if since is not None:
        waiting = waiting.filter(greet_asked_at__gte=since)
    device = waiting.select_related("person__account").order_by("greet_asked_at", "pk").first()
    if device is not None:
        PushDevice.objects.filter(pk=device.pk).update(greet_asked_at=None)
    return device


def topic_of(delivery_id: int) -> str:
    """The name of a message among push services: the same whoever sends it and whenever, and it tells nothing."""
    return blake2b(message_id(delivery_id).encode(), digest_size=16, key=settings.SECRET_KEY.encode()[:64]).hexdigest()


def _text(notices: list[Any], language: str, topic: str) -> bytes:
    """The payload (title, lines of place and last day, where a tap leads), padded; fewer lines until it fits."""
    from tajadur.foundation.webpush_encryption import LONGEST

    with translation.override(language):
        for shown in range(min(_SHOWN, len(notices)), 0, -1):
            context = {"notices": notices[:shown], "more": len(notices) - shown}
            words = render_to_string("notices/push.txt", context)
            payload = _payload("\n".join(filter(None, map(str.strip, words.splitlines()))), language, topic)
            if len(payload) <= LONGEST - _BLOCK:
                break
    return _padded(payload)


def _payload(body: str, language: str, topic: str) -> bytes:
    """The JSON that the service worker shows as a notification."""
    fields = {
        "title": gettext("Tajadur"),
        "body": body,
        "lang": language,
        "dir": "rtl" if language == "ar" else "ltr",
        "tag": topic,
        "url": reverse("notices:inbox"),
    }
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()


def _padded(payload: bytes) -> bytes:
    return payload.ljust(-(-len(payload) // _BLOCK) * _BLOCK)


def _result_of(status: int, after: str) -> SendResult:
    if status in (200, 201, 202, 204):
        return SendResult(SendOutcome.TAKEN)
    outcome = SendOutcome.GONE if status in (404, 410) else SendOutcome.REFUSED
    return SendResult(outcome, f"HTTP {status}", wait=_seconds(after))


def _seconds(after: str) -> int:
    """What Retry-After asks: seconds, or a day and hour; nothing for nonsense; at most a day."""
    if after.isascii() and after.isdecimal():
        return min(int(after[:9]), _LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(after)
    except ValueError:
        return 0
    aware = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo("UTC"))
    return min(max(int(aware.timestamp() - seconds_now()), 0), _LONGEST_WAIT)
