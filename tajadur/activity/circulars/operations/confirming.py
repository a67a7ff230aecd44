"""What the holder of a post does with a circular: opening it, and confirming a version. Two things, kept apart."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.operations.fulfilling import record_fulfilment
from tajadur.foundation.errors import Conflict, NotVisible
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.rules.circulars import version_of_key

from ..models import Addressee, CircularReading, CircularVersion, Confirmation
from ..vocabulary import CIRCULAR, SOURCE, CircularStatus
from .asking import ask, take_back


def note_reading(*, version: CircularVersion, by: Actor, post_ids: Collection[int], at: datetime, on: date) -> int:
    """Note that the holder of these posts, addressees all, opened a version; returns how many readings were first.

    One statement; again: 0.
    """
    mandates = {grant.post_id: grant.mandate_id for grant in by.grants}
    known = CircularReading.objects.filter(version=version, post_id__in=post_ids).values_list("post_id", "mandate_id")
    wanted = {(post, mandates[post]) for post in post_ids if post in mandates} - set(known)
    rows = [
        CircularReading(version=version, post_id=post, mandate_id=mandate, read_on=on, read_at=at)
        for post, mandate in sorted(wanted)
    ]
    if rows:
        CircularReading.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


@transaction.atomic
def confirm_circular(*, circular_id: int, version: int, on: date, by: Actor, at: datetime) -> int:
    """The holder confirms ``version``, the one they read, for every post of theirs it is addressed to.

    Returns how many posts confirmed just now; 0: all of them had before. Raises NotVisible for whoever it is not
    addressed to, PermissionDenied, Conflict ``newer_version`` when it was amended since, ``not_in_force`` when it was
    withdrawn.
    """
    addressed = _addressed(circular_id, by)
    if not addressed:
        raise NotVisible
    if any(row.obligation_id is None or not _is_mine(row, by) for row in addressed):
        # Taken up so lately that no pass has asked yet.
        take_back(on=on, at=at, circular_ids=[circular_id])
        ask(on=on, at=at, circular_ids=[circular_id], post_ids=[row.post_id for row in addressed])
        addressed = _addressed(circular_id, by)
    owed = _locked([row.obligation_id for row in addressed if row.obligation_id])
    _stop_unless_current(circular_id, version, owed)
    count = 0
    for row in addressed:
        obligation = owed.get(row.obligation_id or 0)
        if obligation is None or obligation.filed_on is not None:
            continue
        grant = next(grant for grant in by.grants if grant.post_id == row.post_id)
        require(by, Permission.ACKNOWLEDGE, row.post.unit)
        _confirm(row, obligation, version, grant, on, by, at)
        count += 1
    return count


def _addressed(circular_id: int, by: Actor) -> list[Addressee]:
    rows = Addressee.objects.filter(circular_id=circular_id, post_id__in=by.post_ids)
    return list(rows.select_related("circular", "post__unit", "mandate").order_by("pk"))


def _is_mine(row: Addressee, by: Actor) -> bool:
    return row.mandate is not None and row.mandate.person_id == by.person_id


def _locked(ids: list[int]) -> dict[int, Obligation]:
    """What is owed, locked: whoever amends or withdraws meanwhile has done so, or waits."""
    return {row.pk: row for row in Obligation.objects.select_for_update().filter(pk__in=ids).order_by("pk")}


def _stop_unless_current(circular_id: int, version: int, owed: dict[int, Obligation]) -> None:
    """Raises Conflict when nothing is owed any more, or for another version than was read."""
    current = CircularVersion.objects.filter(circular_id=circular_id, issued_at__isnull=False).order_by("-number")
    latest, standing = current.values_list("number", "circular__standing").first() or (0, "")
    taken_back = any(row.cancelled_on is not None and row.filed_on is None for row in owed.values())
    if standing != CircularStatus.ISSUED:
        raise Conflict("not_in_force")
    if latest != version or taken_back or any(version_of_key(row.period_key) != version for row in owed.values()):
        raise Conflict("newer_version")


def _confirm(
    row: Addressee, obligation: Obligation, version: int, grant: Grant, on: date, by: Actor, at: datetime
) -> None:
    confirmation = Confirmation.objects.create(
        version=CircularVersion.objects.get(circular_id=row.circular_id, number=version),
        obligation=obligation,
        post_id=row.post_id,
        unit_id=row.post.unit_id,
        mandate_id=grant.mandate_id,
        confirmed_on=on,
        confirmed_at=at,
    )
    record_fulfilment(
        source=(SOURCE, confirmation.pk),
        unit_id=row.post.unit_id,
        held_on=on,
        filed_on=on,
        submitted_at=at,
        obligation_id=obligation.pk,
        at=at,
    )
    subject, detail = (CIRCULAR, row.circular_id), {"number": row.circular.label, "version": version}
    log_action(
        act="circular.confirmed", by=by, at=at, grant=grant, unit_id=row.post.unit_id, subject=subject, detail=detail
    )
