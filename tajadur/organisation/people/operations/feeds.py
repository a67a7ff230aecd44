"""Private calendar addresses: made and revoked by the one who uses them."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from tajadur.foundation.errors import NotVisible
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require, require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action

from ..models import Account, FeedToken
from ..queries.accounts import digest_of

FETCH_NOTED_EVERY = timedelta(minutes=30)


@transaction.atomic
def open_feed(*, unit_id: int | None = None, by: Actor, at: datetime) -> str:
    """Make the address of one's own calendar, or of a unit whose record is read; the former address stops working.

    Returns the token, which is kept nowhere. Logged. Raises NotVisible (no such unit), PermissionDenied.
    """
    unit = Unit.objects.filter(pk=unit_id).first() if unit_id else None
    if unit is None and unit_id is not None:
        raise NotVisible
    grant = require(by, Permission.READ_RECORD, unit) if unit else require_anywhere(by, Permission.READ_RECORD)
    account = Account.objects.select_for_update().get(pk=by.account_id or 0)
    FeedToken.objects.filter(account=account, unit=unit, revoked_at=None).update(revoked_at=at)
    token = secrets.token_urlsafe(32)
    feed = FeedToken.objects.create(account=account, unit=unit, token_digest=digest_of(token), created_at=at)
    log_action(act="open_feed", by=by, at=at, grant=grant, unit_id=unit_id, subject=("feed", feed.pk))
    return token


@transaction.atomic
def revoke_feed(*, feed_id: int, by: Actor, at: datetime) -> None:
    """Stop an address of one's own; again changes nothing. Logged. Raises NotVisible for another's."""
    feed = FeedToken.objects.select_for_update().filter(pk=feed_id, account_id=by.account_id or 0).first()
    if feed is None:
        raise NotVisible
    if feed.revoked_at is None:
        feed.revoked_at = at
        feed.save(update_fields=["revoked_at"])
        log_action(act="revoke_feed", by=by, at=at, unit_id=feed.unit_id, subject=("feed", feed.pk))


def note_fetch(*, feed_id: int, at: datetime) -> None:
    """Note that a phone fetched the calendar; at most once in half an hour."""
    stale = Q(fetched_at=None) | Q(fetched_at__lt=at - FETCH_NOTED_EVERY)
    FeedToken.objects.filter(stale, pk=feed_id).update(fetched_at=at)
