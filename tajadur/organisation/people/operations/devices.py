"""A person's devices: consent is given on the device itself, and delivery there ends with log-out or removal."""

import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.foundation.safe_http import is_endpoint
from tajadur.foundation.text import clean_line
from tajadur.foundation.webpush_encryption import are_keys
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.operations import log_action
from tajadur.registry.notices.models import PushDevice, PushSetup

from ..models import Person
from ..queries.accounts import digest_of

MOST_DEVICES = 10
_LONGEST = 4000  # characters of a subscription; browsers send a few hundred
_FIELD = "subscription"


@transaction.atomic
def add_device(*, subscription: str, key: str, browser: str, mark: str, by: Actor, at: datetime) -> int:
    """Notify this device from now on; returns its id. Logged without any address.

    ``subscription`` is what the browser says of itself, as JSON; ``key`` our public key that it was bound to; ``mark``
    the secret of a cookie it carries. A device that was somebody else's becomes the actor's; one's own gets its new
    keys, and a new day of consent. A pass greets it. Raises NotVisible (an account without
    a person), BadInput ``push_off``, ``push_unreadable``, ``push_endpoint``, ``push_keys``, ``too_many_devices``.
    """
    person = Person.objects.select_for_update().filter(pk=by.person_id or 0).first()
    if person is None:
        raise NotVisible
    setup = PushSetup.objects.select_for_update().exclude(enabled_at=None).first()
    if setup is None:
        raise BadInput("", "push_off")
    endpoint, p256dh, auth = _read(subscription)
    if key != setup.public_key:
        raise BadInput(_FIELD, "push_unreadable")
    former = PushDevice.objects.filter(Q(endpoint=endpoint) | Q(mark_digest=digest_of(mark)))
    _forget(former.exclude(person=person), at)
    former.delete()
    if PushDevice.objects.filter(person=person).count() >= MOST_DEVICES:
        raise BadInput("", "too_many_devices", most=MOST_DEVICES)
    # Of two accounts on one browser at the same moment the later stays.
    row, _ = PushDevice.objects.update_or_create(
        endpoint=endpoint,
        defaults={
            "person": person,
            "p256dh": p256dh,
            "auth": auth,
            "browser": clean_line(browser, limit=60),
            "mark_digest": digest_of(mark),
            "added_at": at,
            "last_used_at": None,
            "last_taken": None,
            "greet_asked_at": at,
            "greet_fault": "",
        },
    )
    log_action(act="add_device", by=by, at=at, subject=("person", person.pk), detail={"device": row.pk})
    return row.pk


@transaction.atomic
def remove_device(*, device_id: int, by: Actor, at: datetime) -> None:
    """Stop notifying one's own device; its address is forgotten. Logged. Raises NotVisible."""
    removed, _ = PushDevice.objects.filter(pk=device_id, person_id=by.person_id or 0).delete()
    if not removed:
        raise NotVisible
    log_action(act="remove_device", by=by, at=at, subject=("person", by.person_id or 0), detail={"device": device_id})


@transaction.atomic
def end_device(*, mark: str, unless_person_id: int | None = None, at: datetime) -> int:
    """Forget the device with this mark, at log-out; at log-in, unless it is that of ``unless_person_id``, who logs in.

    Returns how many devices were forgotten. Logged.
    """
    rows = PushDevice.objects.filter(mark_digest=digest_of(mark))
    if unless_person_id is not None:
        rows = rows.exclude(person_id=unless_person_id)
    return _forget(rows, at)


@transaction.atomic
def end_devices_of(*, person_id: int | None, but_mark: str = "", at: datetime) -> int:
    """A new password: delivery ends on every device of the person but the one in hand. Returns how many. Logged."""
    rows = PushDevice.objects.filter(person_id=person_id or 0)
    return _forget(rows.exclude(mark_digest=digest_of(but_mark)) if but_mark else rows, at)


def _forget(rows: Any, at: datetime) -> int:
    known = list(rows.values_list("pk", "person_id"))
    rows.filter(pk__in=[pk for pk, _ in known]).delete()
    for pk, person_id in known:
        log_action(act="end_device", by=None, at=at, subject=("person", person_id), detail={"device": pk})
    return len(known)


def _read(subscription: str) -> tuple[str, str, str]:
    """(endpoint, p256dh, auth) of the browser's JSON. Raises BadInput."""
    if len(subscription) > _LONGEST:
        raise BadInput(_FIELD, "push_unreadable")
    try:
        data = json.loads(subscription)
        endpoint, p256dh, auth = data["endpoint"], data["keys"]["p256dh"], data["keys"]["auth"]
    except (ValueError, KeyError, TypeError, RecursionError):  # the last: JSON nested too deep
        raise BadInput(_FIELD, "push_unreadable") from None
    if not all(isinstance(value, str) for value in (endpoint, p256dh, auth)):
        raise BadInput(_FIELD, "push_unreadable")
    if not is_endpoint(endpoint):
        raise BadInput(_FIELD, "push_endpoint")
    if not are_keys(p256dh, auth):
        raise BadInput(_FIELD, "push_keys")
    return endpoint, p256dh, auth
