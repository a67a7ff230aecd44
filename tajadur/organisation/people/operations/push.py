"""Notifications on devices, as an administrator sets them up: keys and contact, then on; off, or with other keys."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from tajadur.foundation.errors import BadInput, Conflict
from tajadur.foundation.mail_address import clean_address
from tajadur.foundation.text import clean_line
from tajadur.foundation.webpush_encryption import new_keys
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.registry.notices.models import Delivery, PushDevice, PushSetup
from tajadur.registry.notices.vocabulary import Channel, DeliveryState

CONTACT_LIMIT = 190


@transaction.atomic
def set_up_push(*, contact: str, by: Actor, at: datetime) -> None:
    """Keep whom push services may write to (an e-mail address), and make the keys when there are none: off. Logged.

    Raises BadInput ``push_contact``.
    """
    grant = require_anywhere(by, Permission.MANAGE_CHANNELS)
    address = clean_address(clean_line(contact, field="contact", limit=CONTACT_LIMIT))
    try:
        validate_email(address)
    except ValidationError:
        raise BadInput("contact", "push_contact") from None
    private, public = new_keys()
    row, is_new = PushSetup.objects.select_for_update().get_or_create(
        id=1, defaults={"contact": f"mailto:{address}", "private_key": private, "public_key": public, "made_at": at}
    )
    if not is_new:
        PushSetup.objects.filter(pk=row.pk).update(contact=f"mailto:{address}")
    log_action(act="make_push_keys" if is_new else "change_push_contact", by=by, at=at, grant=grant, subject=_SUBJECT)


@transaction.atomic
def switch_push_on(*, by: Actor, at: datetime) -> None:
    """Offer notifications to everybody. Logged; again changes nothing. Raises Conflict ``push_no_keys``."""
    grant = require_anywhere(by, Permission.MANAGE_CHANNELS)
    row = _locked()
    if row.enabled_at is None:
        row.enabled_at = at
        row.save(update_fields=["enabled_at"])
        log_action(act="switch_push_on", by=by, at=at, grant=grant, subject=_SUBJECT)


@transaction.atomic
def switch_push_off(*, by: Actor, at: datetime) -> None:
    """Send nothing more; what waits is dropped, the inbox holds it; devices stay known. Logged. Raises as above."""
    grant = require_anywhere(by, Permission.MANAGE_CHANNELS)
    row = _locked()
    if row.enabled_at is not None:
        row.enabled_at = None
        row.save(update_fields=["enabled_at"])
        _drop_waiting()
        log_action(act="switch_push_off", by=by, at=at, grant=grant, subject=_SUBJECT)


@transaction.atomic
def renew_push_keys(*, by: Actor, at: datetime) -> int:
    """Make another pair of keys; returns how many devices are forgotten: they are bound to the old one. Logged.

    For when the secret got out. Raises Conflict ``push_no_keys``.
    """
    grant = require_anywhere(by, Permission.MANAGE_CHANNELS)
    row = _locked()
    row.private_key, row.public_key = new_keys()
    row.made_at = at
    row.save(update_fields=["private_key", "public_key", "made_at"])
    forgotten, _ = PushDevice.objects.all().delete()
    _drop_waiting()
    log_action(act="renew_push_keys", by=by, at=at, grant=grant, subject=_SUBJECT, detail={"devices": forgotten})
    return forgotten


_SUBJECT = ("push", 1)


def _locked() -> PushSetup:
    row = PushSetup.objects.select_for_update().first()
    if row is None:
        raise Conflict("push_no_keys")
    return row


def _drop_waiting() -> None:
    waiting = Delivery.objects.filter(channel=Channel.PUSH, state=DeliveryState.PENDING)
    waiting.update(state=DeliveryState.CANCELLED)
