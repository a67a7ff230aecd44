"""What a reader does with the inbox."""

from collections.abc import Collection
from datetime import datetime

from tajadur.permissions.actors import Actor

from ..models import DeliveryItem
from ..vocabulary import Channel


def mark_read(*, item_ids: Collection[int] | None, by: Actor, at: datetime) -> int:
    """The reader has read these lines of their own inbox (None: all of it); returns how many were unread."""
    if by.person_id is None:
        return 0
    mine = DeliveryItem.objects.filter(person_id=by.person_id, channel=Channel.IN_APP, read_at=None)
    return (mine if item_ids is None else mine.filter(pk__in=item_ids)).update(read_at=at)
