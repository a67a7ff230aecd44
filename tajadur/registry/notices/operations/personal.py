"""Telling persons as persons, at once: what is told, to whom and by which ways is fixed with the act itself.

A notice to a post follows whoever holds it when the message leaves. This one does not: no later change of a mandate,
an address, a preference or a channel takes it from whoever was to know.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Max

from tajadur.foundation.calendar import civil_day
from tajadur.foundation.locks import take_lock

from ..models import Delivery, DeliveryItem, Notice, PushDevice, PushSetup
from ..vocabulary import Channel, DeliveryState
from .requests import NotificationRequest, notify


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person, every e-mail address they are to be told at, and the other channel they agreed to (its id)."""

    person_id: int
    addresses: tuple[str, ...] = ()
    config_id: int | None = None


def notify_persons(*, told: Iterable[tuple[NotificationRequest, Recipient]], at: datetime) -> int:
    """Write the notices that do not exist yet and the messages that carry them; returns how many notices were new.

    The inbox has them at once, letters leave with the next pass, at any hour; other channels and devices keep the hours
    of the party and of the person. One message for each person and way, whatever the number of notices. Safe to repeat.
    """
    take_lock("notify_persons")  # messages of one day are numbered by person
    requests = [(replace(request, step=f"{request.step}@{to.person_id}"), to) for request, to in told]
    keys = {(request.subject, request.step, request.post_id) for request, _ in requests}
    known = _notices(keys)
    notify(requests=[request for request, _ in requests], at=at, person_ids=[to.person_id for _, to in requests])
    ways = {to.person_id: to for _, to in requests}
    fresh: dict[int, list[int]] = defaultdict(list)
    for notice_id, person_id in _notices(keys).items() - known.items():
        fresh[person_id].append(notice_id)
    if fresh:
        _carry({person_id: sorted(notices) for person_id, notices in sorted(fresh.items())}, ways, at)
    return sum(map(len, fresh.values()))


def _notices(keys: Collection[tuple[tuple[str, int], str, int]]) -> dict[int, int]:
    """Notice -> person, of those of ``keys`` that exist."""
    subjects = {subject for subject, _, _ in keys}
    rows = Notice.objects.filter(
        subject_kind__in={kind for kind, _ in subjects},
        subject_id__in={pk for _, pk in subjects},
        step__in={step for _, step, _ in keys},
        person__isnull=False,
    )
    return {
        notice.pk: notice.person_id or 0
        for notice in rows
        if ((notice.subject_kind, notice.subject_id), notice.step, notice.post_id) in keys
    }


def _carry(fresh: dict[int, list[int]], ways: dict[int, Recipient], at: datetime) -> None:
    on = civil_day(at)
    by_push = set()
    if PushSetup.objects.exclude(enabled_at=None).exists():
        by_push = set(PushDevice.objects.filter(person__in=fresh).values_list("person_id", flat=True))
    numbers = _numbers(fresh, on)
    made = []
    for person_id in fresh:
        to = ways[person_id]
        made += [_message(Channel.EMAIL, person_id, numbers, on, at, address=address) for address in to.addresses]
        if to.config_id:
            made.append(_message(Channel.OTHER, person_id, numbers, on, at, config_id=to.config_id))
        if person_id in by_push:
            made.append(_message(Channel.PUSH, person_id, numbers, on, at))
    carried = [*Delivery.objects.bulk_create(made, batch_size=1000), *_inboxes(list(fresh), on, at)]
    DeliveryItem.objects.bulk_create(
        (
            DeliveryItem(
                delivery=delivery,
                notice_id=notice_id,
                channel=delivery.channel,
                person_id=delivery.person_id,
                again=delivery.again,
            )
            for delivery in carried
            for notice_id in fresh[delivery.person_id]
        ),
        batch_size=1000,
    )


def _inboxes(person_ids: Sequence[int], on: date, at: datetime) -> list[Delivery]:
    """The line of each inbox on the day, made when it is missing."""
    Delivery.objects.bulk_create(
        (
            Delivery(
                channel=Channel.IN_APP,
                person_id=person_id,
                digest_on=on,
                state=DeliveryState.SENT,
                not_before=at,
                attempts=1,
                created_at=at,
                sent_at=at,
            )
            for person_id in person_ids
        ),
        ignore_conflicts=True,
    )
    return list(Delivery.objects.filter(channel=Channel.IN_APP, person__in=person_ids, digest_on=on, again=0))


def _numbers(person_ids: Collection[int], on: date) -> dict[tuple[str, int], int]:
    """(channel, person) -> the number of the last message of the day."""
    rows = Delivery.objects.filter(person__in=person_ids, digest_on=on).values("channel", "person_id")
    return {(row["channel"], row["person_id"]): row["last"] for row in rows.annotate(last=Max("again")).order_by()}


def _message(
    channel: Channel,
    person_id: int,
    numbers: dict[tuple[str, int], int],
    on: date,
    at: datetime,
    *,
    address: str = "",
    config_id: int | None = None,
) -> Delivery:
    number = numbers.get((channel.value, person_id), 0) + 1
    numbers[channel.value, person_id] = number
    return Delivery(
        channel=channel,
        person_id=person_id,
        digest_on=on,
        again=number,
        address=address,
        config_id=config_id,
        not_before=at,
        created_at=at,
    )
