"""The last time an account was seen, for «since your last visit»."""

from datetime import datetime, timedelta

from django.db.models import Q

from ..models import Account

VISIT = timedelta(minutes=30)


def note_visit(*, account_id: int, at: datetime) -> bool:
    """Note that the account's holder is here; at most once in half an hour. True when it was written."""
    fresh = Q(last_seen_at=None) | Q(last_seen_at__lt=at - VISIT)
    return bool(Account.objects.filter(fresh, pk=account_id).update(last_seen_at=at))
