"""Reading notices and deliveries."""

from django.db.models import QuerySet

from tajadur.policy.actors import Actor

from .models import DeliveryItem, Notice
from .vocabulary import Channel


def unread_count(actor: Actor) -> int:
    """How many notices of the actor's own inbox are unread and not cleared: one query."""
    if actor.person_id is None:
        return 0
    return DeliveryItem.objects.filter(
        person_id=actor.person_id, channel=Channel.IN_APP, read_at=None, notice__cleared_at=None
    ).count()


def notices_about(subject: tuple[str, int]) -> QuerySet[Notice]:
    """Every notice about one subject, with the posts it was told and meant to, newest first."""
    rows = Notice.objects.filter(subject_kind=subject[0], subject_id=subject[1])
    wanted = ("post__post_type", "post__unit", "passed_from__post_type", "passed_from__unit")
    return rows.select_related(*wanted).order_by("-step_on", "-pk")
