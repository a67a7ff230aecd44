"""Reading the devices that are notified."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.notices.models import PushDevice, PushSetup

from .accounts import digest_of


@dataclass(frozen=True, slots=True)
class OwnDevice:
    """One's own device; ``is_here`` when it is the browser that asks, ``fault`` why its greeting did not leave."""

    device_id: int
    browser: str
    added_at: datetime
    last_used_at: datetime | None
    is_here: bool
    fault: str


@dataclass(frozen=True, slots=True)
class Push:
    """What a person is offered: the public key browsers ask for ("" while off), and the person's devices."""

    public_key: str
    devices: tuple[OwnDevice, ...]

    @property
    def is_here(self) -> bool:
        """Is this very browser notified?"""
        return any(device.is_here for device in self.devices)


@dataclass(frozen=True, slots=True)
class Setup:
    """How notifications on devices stand; the secret is not read."""

    contact: str
    made_at: datetime
    enabled_at: datetime | None
    persons: int
    devices: int


def push_of(actor: Actor, *, mark: str) -> Push | None:
    """The actor's devices, the newest first; ``mark`` is this browser's. None: nothing to offer, nothing to remove.

    At most two queries.
    """
    if actor.person_id is None:
        return None
    devices = tuple(
        OwnDevice(
            row.pk,
            row.browser,
            row.added_at,
            row.last_used_at,
            is_here=bool(mark) and row.mark_digest == digest_of(mark),
            fault="" if row.last_used_at else row.greet_fault,
        )
        for row in PushDevice.objects.filter(person_id=actor.person_id).order_by("-added_at", "-pk")
    )
    key = PushSetup.objects.exclude(enabled_at=None).values_list("public_key", flat=True).first() or ""
    return Push(key, devices) if key or devices else None


def push_setup_for(actor: Actor) -> Setup | None:
    """The set-up with how many persons and devices are notified; None before the keys are made. Two queries.

    Needs MANAGE_CHANNELS.
    """
    require_anywhere(actor, Permission.MANAGE_CHANNELS)
    row = PushSetup.objects.defer("private_key").first()
    if row is None:
        return None
    counted = PushDevice.objects.aggregate(persons=Count("person", distinct=True), devices=Count("pk"))
    return Setup(row.contact.removeprefix("mailto:"), row.made_at, row.enabled_at, **counted)
