"""The day of the congress: delegates are counted in against the lists the provinces filed."""

import secrets
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Sum

from tajadur.foundation.arabic import digits
from tajadur.foundation.calendar import civil_day
from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.permissions.actors import Actor, Grant

from ..models import CheckIn, Congress, DelegateCode, DelegateList, SeatShare
from .marking import for_conducting, note

LAST_DAYS = 7  # a congress lasts some days; then its desks are closed
CODE_DIGITS = 10


@transaction.atomic
def make_codes(*, congress_id: int, by: Actor, at: datetime) -> int:
    """The region makes an opaque number for each delegate filed; returns how many are new.

    Where a list grew the missing ones are made; where it shrank those not used yet are dropped. Raises NotVisible,
    PermissionDenied, BadInput ``lists_missing``.
    """
    road, grant = for_conducting(congress_id, by, civil_day(at))
    list(SeatShare.objects.select_for_update().filter(congress=road.congress).order_by("pk").values_list("pk"))
    lists = DelegateList.objects.filter(share__congress=road.congress, is_latest=True).order_by("share_id")
    wanted = dict(lists.values_list("share_id", "elected"))
    if not any(wanted.values()):
        raise BadInput("", "lists_missing")
    have: dict[int, list[int]] = {}
    for pk, share_id in DelegateCode.objects.filter(share__in=wanted).order_by("pk").values_list("pk", "share_id"):
        have.setdefault(share_id, []).append(pk)
    used = set(CheckIn.objects.filter(share__in=wanted).exclude(code=None).values_list("code_id", flat=True))
    spare = [
        pk
        for share_id, pks in have.items()
        for pk in [pk for pk in pks if pk not in used][: max(0, len(pks) - wanted[share_id])]
    ]
    DelegateCode.objects.filter(pk__in=spare).delete()
    missing = [share_id for share_id, count in wanted.items() for _ in range(count - len(have.get(share_id, ())))]
    made = DelegateCode.objects.bulk_create(
        DelegateCode(share_id=share_id, number=number)
        for share_id, number in zip(missing, _numbers(len(missing)), strict=True)
    )
    note("congress.codes", road.congress, by, at, grant, {"number": len(made)})
    return len(made)


@transaction.atomic
def check_in_code(*, congress_id: int, number: str, by: Actor, at: datetime) -> CheckIn:
    """One delegate is counted in by a code, digits of any script; whatever the desk, once.

    Raises NotVisible, PermissionDenied, BadInput ``code_unknown``, ``code_counted`` and as ``check_in_count``.
    """
    congress, grant = _desk(congress_id, by, at)
    typed = "".join(digits(number).split())
    code = DelegateCode.objects.filter(share__congress=congress, number=typed).first()
    if code is None:
        raise BadInput("number", "code_unknown")
    if earlier := CheckIn.objects.filter(code=code, taken_back_at=None).first():
        raise BadInput("number", "code_counted", minutes=max(0, int((at - earlier.at).total_seconds() // 60)))
    return _count_in(congress, code.share_id, 1, code, grant, by, at)


@transaction.atomic
def check_in_count(*, congress_id: int, unit_id: int, count: int | None, by: Actor, at: datetime) -> CheckIn:
    """So many delegates of a province are counted in, added to those already in; never more than it filed.

    Raises NotVisible, PermissionDenied, BadInput ``day_not_come``, ``day_over``, ``date_required``,
    ``count_required``, ``province_unknown``, ``more_than_filed``.
    """
    congress, grant = _desk(congress_id, by, at)
    if not count or count < 1:
        raise BadInput("count", "count_required")
    share = SeatShare.objects.filter(congress=congress, unit_id=unit_id).first()
    if share is None:
        raise BadInput("unit", "province_unknown")
    return _count_in(congress, share.pk, count, None, grant, by, at)


@transaction.atomic
def take_back_check_in(*, congress_id: int, check_in_id: int, by: Actor, at: datetime) -> CheckIn:
    """A mistake at a desk: those counted in are out again, and their code can be used. Sent again, nothing changes.

    Raises NotVisible, PermissionDenied, BadInput as ``check_in_count``.
    """
    congress, grant = _desk(congress_id, by, at)
    rows = CheckIn.objects.select_for_update().filter(pk=check_in_id, share__congress=congress)
    row = rows.first()
    if row is None:
        raise NotVisible
    if row.taken_back_at is None:
        row.taken_back_at = at
        row.save(update_fields=["taken_back_at"])
        note("congress.check_in_undone", congress, by, at, grant, {"number": row.count})
    return row


def stop_outside_the_day(congress: Congress, on: date) -> None:
    """Raises BadInput ``date_required``, ``day_not_come``, ``day_over``."""
    first = congress.planned_on
    if first is None:
        raise BadInput("", "date_not_fixed")
    if on < first:
        raise BadInput("", "day_not_come", day=first)
    if on > first + timedelta(days=LAST_DAYS):
        raise BadInput("", "day_over", day=first)


def _desk(congress_id: int, by: Actor, at: datetime) -> tuple[Congress, Grant]:
    on = civil_day(at)
    road, grant = for_conducting(congress_id, by, on)
    stop_outside_the_day(road.congress, on)
    return road.congress, grant


def _count_in(
    congress: Congress, share_id: int, count: int, code: DelegateCode | None, grant: Grant, by: Actor, at: datetime
) -> CheckIn:
    share = SeatShare.objects.select_for_update().get(pk=share_id)  # two desks of one province wait for each other
    filed = _filed(share)
    inside = share.check_ins.filter(taken_back_at=None).aggregate(whole=Sum("count"))["whole"] or 0
    if inside + count > filed:
        raise BadInput("number" if code else "count", "more_than_filed", filed=filed, inside=inside)
    try:
        with transaction.atomic():
            row = CheckIn.objects.create(share=share, code=code, count=count, at=at, mandate_id=grant.mandate_id)
    except IntegrityError as error:  # another desk took the same code in the same instant
        raise BadInput("number", "code_counted", minutes=0) from error
    note("congress.checked_in", congress, by, at, grant, {"number": count})
    return row


def _filed(share: SeatShare) -> int:
    latest = DelegateList.objects.filter(share=share, is_latest=True).values_list("elected", flat=True).first()
    return latest or 0


def _numbers(count: int) -> list[str]:
    """So many numbers that no delegate has, in no order that tells anything."""
    numbers: set[str] = set()
    while len(numbers) < count:
        drawn = {"".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS)) for _ in range(count - len(numbers))}
        numbers |= drawn - set(DelegateCode.objects.filter(number__in=drawn).values_list("number", flat=True))
    return list(numbers)
