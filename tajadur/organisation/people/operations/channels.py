"""Channels that leave the server: an administrator sets one up, tests it, then switches it on."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import get_language

from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.foundation.text import clean_line
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.registry.notices.models import ChannelConfig, Delivery
from tajadur.registry.notices.operations.channel_urls import url_fault
from tajadur.registry.notices.vocabulary import DeliveryState, Outside
from tajadur.rules.reminders import FIRST_HOUR, LAST_HOUR

from .preferences import channel_address

NAME_LIMIT, URL_LIMIT = 60, 500


@transaction.atomic
def add_channel(*, kind: str, name: str, url: str, hour_from: int, hour_to: int, by: Actor, at: datetime) -> int:
    """Set up a channel, off; returns its id. The address ``url`` is checked for its form, not used. Logged.

    Raises BadInput: ``channel_kind``, ``channel_name_missing``, ``channel_url_place`` (not exactly one {to}),
    ``channel_url_kind``, ``channel_url_wrong``, ``channel_hours``.
    """
    grant = require_anywhere(by, Permission.MANAGE_CHANNELS)
    if kind not in Outside.values:
        raise BadInput("kind", "channel_kind")
    shown = clean_line(name, field="name", limit=NAME_LIMIT)
    secret = clean_line(url, field="url", limit=URL_LIMIT)
    if not shown:
        raise BadInput("name", "channel_name_missing")
    if fault := url_fault(kind, secret):
        raise BadInput("url", fault)
    if not FIRST_HOUR <= hour_from < hour_to <= LAST_HOUR:
        raise BadInput("hour_to", "channel_hours")
    row = ChannelConfig.objects.create(
        kind=kind, name=shown, url=secret, hour_from=hour_from, hour_to=hour_to, created_at=at
    )
    log_action(act="add_channel", by=by, at=at, grant=grant, subject=("channel", row.pk), detail={"kind": kind})
    return row.pk


@transaction.atomic
def replace_url(*, config_id: int, url: str, by: Actor, at: datetime) -> None:
    """Give a channel another secret address: it is off again until it is tested. Logged.

    Errors as above, NotVisible.
    """
    grant = require_anywhere(by, Permission.MANAGE_CHANNELS)
    row = _locked(config_id)
    secret = clean_line(url, field="url", limit=URL_LIMIT)
    if fault := url_fault(row.kind, secret):
        raise BadInput("url", fault)
    _stop(row)
    row.url, row.test_answer, row.test_detail = secret, "", ""
    row.tested_at = row.test_asked_at = None
    row.save()
    log_action(act="replace_channel_url", by=by, at=at, grant=grant, subject=("channel", row.pk))


@transaction.atomic
def ask_test(*, config_id: int, address: str, by: Actor, at: datetime) -> None:
    """Ask for a test message to an address of one's own: the next pass sends it and writes the answer. Logged.

    Nothing is called here. Raises NotVisible, BadInput ``phone_unreadable``, ``channel_address``.
    """
    grant = require_anywhere(by, Permission.MANAGE_CHANNELS)
    row = _locked(config_id)
    row.test_to = channel_address(row.kind, address)
    row.test_asked_at, row.test_language = at, (get_language() or "ar")[:2]
    row.save()
    log_action(act="test_channel", by=by, at=at, grant=grant, subject=("channel", row.pk))


@transaction.atomic
def switch_on(*, config_id: int, by: Actor, at: datetime) -> None:
    """Offer a tested channel to persons. Logged; again changes nothing. Raises NotVisible, Conflict ``not_tested``."""
    grant = require_anywhere(by, Permission.MANAGE_CHANNELS)
    row = _locked(config_id)
    if row.test_answer != "taken":
        raise Conflict("not_tested")
    if row.enabled_at is None:
        row.enabled_at = at
        row.save()
        log_action(act="switch_channel_on", by=by, at=at, grant=grant, subject=("channel", row.pk))


@transaction.atomic
def switch_off(*, config_id: int, by: Actor, at: datetime) -> None:
    """Send nothing more by a channel; what waits for it is dropped, the inbox holds it. Logged. Raises NotVisible."""
    grant = require_anywhere(by, Permission.MANAGE_CHANNELS)
    row = _locked(config_id)
    if row.enabled_at is not None:
        _stop(row)
        row.save()
        log_action(act="switch_channel_off", by=by, at=at, grant=grant, subject=("channel", row.pk))


def _stop(row: ChannelConfig) -> None:
    row.enabled_at = None
    Delivery.objects.filter(config=row, state=DeliveryState.PENDING).update(state=DeliveryState.CANCELLED)


def _locked(config_id: int) -> ChannelConfig:
    row = ChannelConfig.objects.select_for_update().filter(pk=config_id).first()
    if row is None:
        raise NotVisible
    return row
