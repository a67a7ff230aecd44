"""How a person is told: by e-mail or not, from which hour, and by which other channel since which day of consent."""

import re
from datetime import datetime

from django.db import transaction

from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.foundation.text import clean_line
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.operations import log_action
from tajadur.registry.notices.models import ChannelConfig
from tajadur.registry.notices.vocabulary import Outside
from tajadur.rules.reminders import FIRST_HOUR, LAST_HOUR

from ..models import NotificationPreferences, Person, PersonChannel
from .persons import phone_e164

_ADDRESS = re.compile(r"[\w@#!+:.=-]{1,100}", re.ASCII)


@transaction.atomic
def choose_notification_preferences(
    *, by_email: bool, digest_hour: int, quiet_from: int, weekly: bool, by: Actor, at: datetime
) -> None:
    """One's own wishes: e-mail or not, the hour of the day's message (8 to 20), the hour it is quiet from (to 21),
    and the digest of the week or not.

    The inbox always holds everything. Logged. Raises NotVisible (an account without a person), BadInput ``hours``.
    """
    person = _oneself(by)
    if not FIRST_HOUR <= digest_hour < quiet_from <= LAST_HOUR:
        raise BadInput("quiet_from", "telling_hours")
    wishes = {"by_email": by_email, "digest_hour": digest_hour, "quiet_from": quiet_from, "weekly": weekly}
    NotificationPreferences.objects.update_or_create(person=person, defaults={**wishes, "changed_at": at})
    log_action(act="choose_telling", by=by, at=at, subject=("person", person.pk), detail=wishes)


@transaction.atomic
def agree_to_channel(*, config_id: int, address: str, by: Actor, at: datetime) -> None:
    """Agree to be told on a channel at an address of one's own; a former agreement ends. Logged without the address.

    Raises NotVisible (no such channel, or it is off), BadInput ``phone_unreadable``, ``channel_address``.
    """
    person = _oneself(by)
    row = ChannelConfig.objects.filter(pk=config_id).exclude(enabled_at=None).first()
    if row is None:
        raise NotVisible
    own = channel_address(row.kind, address)
    _withdraw(person, at)
    PersonChannel.objects.create(person=person, config=row, address=own, consented_at=at)
    log_action(act="agree_to_channel", by=by, at=at, subject=("person", person.pk), detail={"channel": row.pk})


@transaction.atomic
def leave_channel(*, by: Actor, at: datetime) -> None:
    """Withdraw one's consent: nothing more goes there, the address is forgotten. Logged; again changes nothing."""
    person = _oneself(by)
    if _withdraw(person, at):
        log_action(act="leave_channel", by=by, at=at, subject=("person", person.pk))


def channel_address(kind: str, typed: str) -> str:
    """The address of a person on a kind of channel: a number as ``+212…``, or a name, topic or room.

    Raises BadInput ``phone_unreadable``, ``channel_address``.
    """
    if Outside(kind).traits.by_phone:
        if number := phone_e164(typed, field="address"):
            return number
        raise BadInput("address", "phone_unreadable")
    address = clean_line(typed, field="address", limit=100)
    if not _ADDRESS.fullmatch(address):
        raise BadInput("address", "channel_address")
    return address


def _oneself(by: Actor) -> Person:
    """The actor's own row, locked: what one person chooses is done one after the other."""
    person = Person.objects.select_for_update().filter(pk=by.person_id or 0).first()
    if person is None:
        raise NotVisible
    return person


def _withdraw(person: Person, at: datetime) -> int:
    return PersonChannel.objects.filter(person=person, revoked_at=None).update(revoked_at=at, address="")
