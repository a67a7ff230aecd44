"""The unit asks, and may take its request back until it is decided."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.foundation.text import clean_text
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission
from tajadur.registry.files.operations.attaching import attach_files
from tajadur.rules.follow_ups import FollowUpKind
from tajadur.rules.money import MOST_CENTIMES
from tajadur.rules.resources import ResourceState, status_of_request, timetable_from

from ..models import RequestAttachment, ResourceKind, ResourceRequest
from ..queries.acting import RequestAct
from ..queries.levels import deciding_posts, levels_of
from ..queries.requests import facts_of
from ..vocabulary import FARTHEST_DAYS, LONGEST_TEXT, SUBJECTS
from .steps import begin, checked, days_of, log, settle, tell, told


@transaction.atomic
def ask_resources(
    *,
    unit_id: int,
    kind: str,
    amount: int | None,
    purpose: str,
    needed_by: date | None,
    files: Sequence[str] = (),
    on: date,
    by: Actor,
    at: datetime,
) -> int:
    """The unit asks for a kind of resources, in whole centimes where it has an amount; returns the request's id.

    ``files``: keys of those staged on the form. The first level that is there to be heard is told. Raises NotVisible,
    PermissionDenied, BadInput of ``attach_files``, and BadInput with every problem: ``unit_closed``,
    ``kind_required``, ``amount_required``, ``amount_not_positive``, ``not_an_amount``, ``amount_unasked``,
    ``purpose_required``, ``needed_by_required``, ``needed_by_past``, ``needed_by_far``.
    """
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise NotVisible
    grant = require(by, Permission.ASK_RESOURCES, unit)
    row = ResourceKind.objects.filter(code=kind).first()
    clean = clean_text(purpose, field="purpose", limit=LONGEST_TEXT)
    checked(
        BadInput("", "unit_closed") if unit.closed_on and unit.closed_on <= on else None,
        BadInput("kind", "kind_required") if row is None else amount_problem(amount, with_amount=row.with_amount),
        None if clean else BadInput("purpose", "purpose_required"),
        _day_problem(needed_by, on),
    )
    assert row is not None and needed_by is not None  # noqa: S101  narrows the types: the check above stops
    levels = levels_of(unit, on, but=by.person_id)
    days = timetable_from(
        on,
        endorsing=days_of(FollowUpKind.ENDORSEMENT) if levels.above else None,
        recommending=days_of(FollowUpKind.RECOMMENDATION) if levels.cell else None,
        deciding=days_of(FollowUpKind.GRANT),
    )
    request = ResourceRequest.objects.create(
        unit=unit,
        kind=row,
        amount=amount,
        purpose=clean,
        needed_by=needed_by,
        asked_on=on,
        asked_at=at,
        mandate_id=grant.mandate_id,
        endorse_until=days.endorse_until,
        recommend_until=days.recommend_until,
        decide_until=days.decide_until,
    )
    attached = attach_files(RequestAttachment, keys=files, unit_id=unit.pk, by=by, at=at, request=request)
    now = status_of_request(facts_of(request), on)
    if now.state is ResourceState.ENDORSEMENT:
        tell(told(request, "to_endorse", [levels.above], on, due_on=now.due_on), at)
    elif now.state is ResourceState.RECOMMENDATION:
        tell(told(request, "to_recommend", [levels.cell], on, due_on=now.due_on), at)
    else:
        tell(told(request, "to_decide", deciding_posts([row.pk], on).values(), on, due_on=now.due_on), at)
    counted = {"files": len(attached)} if attached else {}
    log("asked", request, by, at, grant, amount=amount, needed_by=needed_by, **counted)
    return request.pk


@transaction.atomic
def withdraw_request(*, request_id: int, on: date, by: Actor, at: datetime) -> int:
    """The unit takes its request back before it is decided; returns its id.

    Raises NotVisible, PermissionDenied, Conflict ``moved_on``.
    """
    request, grant, _now = begin(request_id, RequestAct.WITHDRAW, by, on)
    request.withdrawn_on, request.withdrawn_at = on, at
    request.save(update_fields=["withdrawn_on", "withdrawn_at"])
    settle(request, at, kinds=SUBJECTS)
    for step in ("to_endorse", "to_recommend", "to_decide"):
        settle(request, at, kinds=(), step=step)
    log("withdrawn", request, by, at, grant)
    return request.pk


def amount_problem(amount: int | None, *, with_amount: bool, field: str = "amount") -> BadInput | None:
    """What is wrong with an amount in centimes; nothing when the kind has none."""
    if not with_amount:
        return BadInput(field, "amount_unasked") if amount is not None else None
    if amount is None:
        return BadInput(field, "amount_required")
    if amount <= 0:
        return BadInput(field, "amount_not_positive")
    return BadInput(field, "not_an_amount") if amount > MOST_CENTIMES else None


def _day_problem(day: date | None, on: date) -> BadInput | None:
    latest = on + timedelta(days=FARTHEST_DAYS)
    if day is None:
        return BadInput("needed_by", "needed_by_required")
    if day < on:
        return BadInput("needed_by", "needed_by_past", today=on)
    return BadInput("needed_by", "needed_by_far", latest=latest) if day > latest else None
