"""What was granted is delivered in parts, each with its proof; the unit confirms each part it received."""

from datetime import date, datetime, timedelta

from django.db import transaction

from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.foundation.text import clean_line, clean_text
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission
from tajadur.rules.follow_ups import FollowUpKind
from tajadur.rules.resources import BEFORE_DECISION, status_of_request

from ..models import DeliveryConfirmation, ResourceDecision, ResourceDelivery, ResourceRequest
from ..queries.acting import RequestAct, is_turn, require_act
from ..queries.levels import levels_of
from ..queries.requests import facts_of
from ..vocabulary import LONGEST_TEXT
from .asking import amount_problem
from .steps import begin, checked, days_of, locked, log, settle, tell, told


@transaction.atomic
def deliver_part(
    *,
    request_id: int,
    amount: int | None,
    completes: bool,
    proof: str,
    note: str = "",
    delivered_on: date | None,
    on: date,
    by: Actor,
    at: datetime,
) -> int:
    """Note a delivery of what was granted, made on a day, with its proof; returns its id. The unit is asked to confirm.

    All is delivered when the amounts reach the grant; without an amount, when ``completes`` says so. Raises NotVisible,
    PermissionDenied, Conflict ``moved_on``, and BadInput with every problem: ``not_granted``, ``amount_required``,
    ``amount_unasked``, ``amount_not_positive``, ``above_granted``, ``delivered_on_required``,
    ``delivered_before_decision``, ``delivered_in_future``, ``proof_required``.
    """
    request = locked(request_id)
    require(by, Permission.READ_RESOURCES, request.unit)
    grant = require_act(by, RequestAct.DELIVER, request)
    now = status_of_request(facts_of(request), on)
    if now.state in BEFORE_DECISION:
        raise BadInput("", "not_granted")
    if not is_turn(by, RequestAct.DELIVER, request, now):
        raise Conflict("moved_on")
    decision = request.decision
    clean = clean_line(proof, field="proof")
    checked(
        _amount_problem(decision, amount),
        _day_problem(decision, delivered_on, on),
        None if clean else BadInput("proof", "proof_required"),
    )
    assert delivered_on is not None  # noqa: S101  narrows the type: the check above stops
    sum_after = decision.delivered + (amount or 0)
    row = ResourceDelivery.objects.create(
        decision=decision,
        number=decision.deliveries.count() + 1,
        amount=amount,
        completes=completes if decision.amount is None else sum_after == decision.amount,
        proof=clean,
        note=clean_text(note, field="note", limit=LONGEST_TEXT),
        delivered_on=delivered_on,
        noted_on=on,
        noted_at=at,
        mandate_id=grant.mandate_id,
        confirm_by=on + timedelta(days=days_of(FollowUpKind.RECEIPT)),
    )
    decision.delivered = sum_after
    decision.save(update_fields=["delivered"])
    if row.completes:
        settle(request, at, kinds=[FollowUpKind.HANDING_OVER], step="to_deliver")
    own = levels_of(request.unit, on).own
    tell(told(request, "to_confirm", own, on, due_on=row.confirm_by, step=_step(row)), at)
    log("delivered", request, by, at, grant, amount=amount, number=row.number, delivered_on=delivered_on)
    return row.pk


@transaction.atomic
def confirm_delivery(*, delivery_id: int, note: str = "", on: date, by: Actor, at: datetime) -> int:
    """The unit confirms that it received a delivery; returns the request's id.

    Raises NotVisible, PermissionDenied, Conflict ``moved_on``.
    """
    request_id = ResourceDelivery.objects.filter(pk=delivery_id).values_list("decision__request_id", flat=True).first()
    if request_id is None:
        raise NotVisible
    request, grant, _now = begin(request_id, RequestAct.CONFIRM, by, on)
    row = next(part for part in request.decision.deliveries.all() if part.pk == delivery_id)
    if hasattr(row, "confirmation"):
        raise Conflict("moved_on")
    DeliveryConfirmation.objects.create(
        delivery=row,
        unit=request.unit,
        note=clean_text(note, field="note", limit=LONGEST_TEXT),
        confirmed_on=on,
        confirmed_at=at,
        mandate_id=grant.mandate_id,
    )
    settle(request, at, kinds=(), step=_step(row))
    _note_confirmed(request, on, at)
    log("confirmed", request, by, at, grant, number=row.number)
    return request.pk


def _note_confirmed(request: ResourceRequest, on: date, at: datetime) -> None:
    """Once nothing is to come and nothing is unconfirmed, the request is done."""
    rows = ResourceDelivery.objects.filter(decision=request.decision)
    if rows.filter(confirmation=None).exists():
        return
    settle(request, at, kinds=[FollowUpKind.RECEIPT])
    if rows.filter(completes=True).exists():
        ResourceRequest.objects.filter(pk=request.pk).update(confirmed_on=on)


def _step(row: ResourceDelivery) -> str:
    return f"to_confirm-{row.number}"


def _amount_problem(decision: ResourceDecision, amount: int | None) -> BadInput | None:
    if problem := amount_problem(amount, with_amount=decision.amount is not None):
        return problem
    left = (decision.amount or 0) - decision.delivered
    return BadInput("amount", "above_granted", left=left) if amount is not None and amount > left else None


def _day_problem(decision: ResourceDecision, day: date | None, on: date) -> BadInput | None:
    if day is None:
        return BadInput("delivered_on", "delivered_on_required")
    if day > on:
        return BadInput("delivered_on", "delivered_in_future")
    if day < decision.decided_on:
        return BadInput("delivered_on", "delivered_before_decision", decided_on=decision.decided_on)
    return None
