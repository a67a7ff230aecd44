"""Reading how a person is told, and the channels there are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.notices.models import ChannelConfig, PushDevice, PushSetup
from tajadur.registry.notices.vocabulary import Channel, Outside

from ..actors import in_force
from ..models import Mandate, NotificationPreferences, PersonChannel


@dataclass(frozen=True, slots=True)
class Offered:
    """A channel with what leaves the server by it; ``address`` and ``since`` when the person agreed."""

    config_id: int
    name: str
    kind: str
    warning: str
    by_phone: bool
    is_on: bool
    address: str = ""
    since: datetime | None = None


def notification_preferences_of(actor: Actor) -> NotificationPreferences:
    """The actor's own wishes, the usual ones (not stored) when nothing was chosen. One query."""
    row = NotificationPreferences.objects.filter(person_id=actor.person_id or 0).first()
    return row or NotificationPreferences(person_id=actor.person_id or 0)


def offered_channels(actor: Actor) -> list[Offered]:
    """The channels the actor may agree to, and the one agreed to (even when it was switched off). Two queries."""
    own = PersonChannel.objects.filter(person_id=actor.person_id or 0, revoked_at=None).first()
    shown = Q(enabled_at__isnull=False) | Q(pk=own.config_id if own else 0)
    rows = ChannelConfig.objects.filter(shown).order_by("name")
    return [
        Offered(
            config_id=row.pk,
            name=row.name,
            kind=row.get_kind_display(),
            warning=str(Outside(row.kind).traits.warning),
            by_phone=Outside(row.kind).traits.by_phone,
            is_on=row.enabled_at is not None,
            address=own.address if own and own.config_id == row.pk else "",
            since=own.consented_at if own and own.config_id == row.pk else None,
        )
        for row in rows
    ]


def channels_for(actor: Actor) -> list[ChannelConfig]:
    """Every channel with its test and ``agreed``, how many persons agreed; the secret is not read.

    Needs MANAGE_CHANNELS. One query.
    """
    require_anywhere(actor, Permission.MANAGE_CHANNELS)
    agreed = Count("agreements", filter=Q(agreements__revoked_at=None))
    return list(ChannelConfig.objects.defer("url", "test_to").annotate(agreed=agreed).order_by("name", "pk"))


@dataclass(frozen=True, slots=True)
class Ways:
    """By which ways the holders of a post are told: channels in their order, and the names of the other channels."""

    channels: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def ways_of(post_ids: Collection[int], on: date) -> dict[int, Ways]:
    """By post that somebody holds on ``on``: the ways its holders are told, as they wish today. One query."""
    notified = Exists(PushDevice.objects.filter(person=OuterRef("person"))) & Exists(
        PushSetup.objects.exclude(enabled_at=None)
    )
    agreed = PersonChannel.objects.filter(
        person=OuterRef("person"), revoked_at=None, config__enabled_at__isnull=False
    ).values("config__name")[:1]
    rows = Mandate.objects.filter(in_force(on), post_id__in=post_ids).order_by("post_id", "pk")
    by_post: dict[int, tuple[set[str], set[str]]] = {}
    columns = ("post_id", "person__email", "person__notification_preferences__by_email", "other", "is_notified")
    for post_id, email, by_email, other, is_notified in rows.annotate(
        other=Subquery(agreed), is_notified=notified & Q(person__account__is_active=True)
    ).values_list(*columns):
        channels, others = by_post.setdefault(post_id, (set(), set()))
        channels.add(Channel.IN_APP)
        if email and by_email is not False:
            channels.add(Channel.EMAIL)
        if other:
            channels.add(Channel.OTHER)
            others.add(other)
        if is_notified:
            channels.add(Channel.PUSH)
    return {
        post_id: Ways(tuple(channel for channel in Channel.values if channel in channels), tuple(sorted(others)))
        for post_id, (channels, others) in by_post.items()
    }
