"""Reading how a person is told, and the channels there are."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from tajadur.policy.actors import Actor
from tajadur.policy.gate import require_anywhere
from tajadur.policy.matrix import Act
from tajadur.registry.notices.models import ChannelConfig
from tajadur.registry.notices.vocabulary import ADDRESSED_BY_PHONE, WARNINGS

from ..models import PersonChannel, Telling


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


def telling_of(actor: Actor) -> Telling:
    """The actor's own wishes, the usual ones (not stored) when nothing was chosen. One query."""
    row = Telling.objects.filter(person_id=actor.person_id or 0).first()
    return row or Telling(person_id=actor.person_id or 0)


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
            warning=str(WARNINGS[row.kind]),
            by_phone=row.kind in ADDRESSED_BY_PHONE,
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
    require_anywhere(actor, Act.MANAGE_CHANNELS)
    agreed = Count("agreements", filter=Q(agreements__revoked_at=None))
    return list(ChannelConfig.objects.defer("url", "test_to").annotate(agreed=agreed).order_by("name", "pk"))
