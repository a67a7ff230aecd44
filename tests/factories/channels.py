"""A channel of somebody else's, a person who agreed to it, and the pass that sends."""

from datetime import datetime, timedelta

from tajadur.delivery.outside import OutsideTransport
from tajadur.delivery.sending import send_waiting
from tajadur.organisation.people.models import Person, PersonChannel
from tajadur.registry.notices.models import ChannelConfig, Delivery

from .letters import AT

PHONE = "+212600000001"


def channel(url: str, *, on: bool = True, hours: tuple[int, int] = (8, 21), kind: str = "sms") -> ChannelConfig:
    return ChannelConfig.objects.create(
        name="رسائل",
        kind=kind,
        url=url,
        hour_from=hours[0],
        hour_to=hours[1],
        created_at=AT,
        test_answer="taken",
        enabled_at=AT if on else None,
    )


def agree(person: Person, config: ChannelConfig, *, at: datetime = AT - timedelta(days=30)) -> PersonChannel:
    return PersonChannel.objects.create(person=person, config=config, address=PHONE, consented_at=at)


def message() -> Delivery:
    return Delivery.objects.get(channel="other")


def send() -> dict[str, int]:
    return send_waiting(transport=OutsideTransport(), channel="other", at=AT)
