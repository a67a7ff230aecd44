"""Reading notices and deliveries."""

from tajadur.policy.actors import Actor

from .models import DeliveryItem
from .vocabulary import Channel


def unread_count(actor: Actor) -> int:
    """How many notices of the actor's own inbox are unread and not cleared: one query."""
    if actor.person_id is None:
        return 0
    return DeliveryItem.objects.filter(
        person_id=actor.person_id, channel=Channel.IN_APP, read_at=None, notice__cleared_at=None
    ).count()
