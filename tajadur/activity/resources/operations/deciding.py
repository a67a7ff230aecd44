"""One decision about a request, taken from a budget line that is never overspent; and closing what was granted."""

from datetime import date, datetime, timedelta

from django.db import transaction

from tajadur.foundation.errors import BadInput
from tajadur.foundation.text import clean_text
from tajadur.permissions.actors import Actor
from tajadur.rules.follow_ups import FollowUpKind

from ..models import BudgetLine, ResourceClosing, ResourceDecision, ResourceRequest
from ..queries.acting import RequestAct
from ..queries.levels import delivering_post, levels_of
from ..vocabulary import FARTHEST_DAYS, LONGEST_TEXT, SUBJECTS, DecisionOutcome
from .asking import amount_problem
from .steps import begin, checked, log, settle, tell, told


@transaction.atomic
def decide_request(
    *,
    request_id: int,
    outcome: str,
    amount: int | None = None,
    reason: str,
    deliver_by: date | None = None,
    on: date,
    by: Actor,
    at: datetime,
) -> int:
    """Grant whole, in part with an ``amount``, or refuse; returns the request's id. The unit and who delivers are told.

    The amount is taken from the line of the kind and the year of ``on``, locked until the end: of two decisions at
    once the second sees what the first took. Raises NotVisible, PermissionDenied, Conflict ``moved_on`` or
    ``own_request``, and BadInput: ``outcome_required``, ``reason_required``, ``deliver_by_required``,
    ``deliver_by_past``, ``deliver_by_far``, ``granted_required``, ``amount_not_positive``, ``granted_not_less``,
    ``no_budget_line``, ``line_overspent``.
    """
    request, grant, _now = begin(request_id, RequestAct.DECIDE, by, on)
    clean = clean_text(reason, field="reason", limit=LONGEST_TEXT)
    granted = _granted(request, outcome, amount)
    is_granted = outcome in (DecisionOutcome.WHOLE, DecisionOutcome.PART)
    checked(
        None if outcome in DecisionOutcome else BadInput("outcome", "outcome_required"),
        BadInput("reason", "reason_required") if outcome != DecisionOutcome.WHOLE and not clean else None,
        _day_problem(deliver_by, on) if is_granted else None,
        _amount_problem(request, granted) if outcome == DecisionOutcome.PART else None,
    )
    line = _take(request, granted, on) if granted is not None else None
    ResourceDecision.objects.create(
        request=request,
        outcome=outcome,
        amount=granted,
        line=line,
        reason=clean,
        deliver_by=deliver_by if is_granted else None,
        decided_on=on,
        decided_at=at,
        mandate_id=grant.mandate_id,
    )
    settle(request, at, kinds=[FollowUpKind.ENDORSEMENT, FollowUpKind.RECOMMENDATION, FollowUpKind.GRANT])
    for step in ("to_endorse", "to_recommend", "to_decide"):
        settle(request, at, kinds=(), step=step)
    notices = told(request, outcome, levels_of(request.unit, on).own, on, due_on=deliver_by if is_granted else None)
    if is_granted:
        notices += told(request, "to_deliver", [delivering_post()], on, due_on=deliver_by)
    tell(notices, at)
    log("granted" if is_granted else "refused", request, by, at, grant, outcome=outcome, amount=granted)
    return request.pk


@transaction.atomic
def close_request(*, request_id: int, reason: str, on: date, by: Actor, at: datetime) -> int:
    """Who decides says that nothing more is delivered; what is left goes back to its line. Returns the request's id.

    The unit is told. Raises NotVisible, PermissionDenied, Conflict ``moved_on``, BadInput ``reason_required``.
    """
    request, grant, _now = begin(request_id, RequestAct.CLOSE, by, on)
    clean = clean_text(reason, field="reason", limit=LONGEST_TEXT)
    if not clean:
        raise BadInput("reason", "reason_required")
    decision = request.decision
    freed = (decision.amount or 0) - decision.delivered
    if decision.line_id:
        line = BudgetLine.objects.select_for_update().get(pk=decision.line_id)
        line.granted -= freed
        line.save(update_fields=["granted"])
    ResourceClosing.objects.create(
        decision=decision, reason=clean, freed=freed, closed_on=on, closed_at=at, mandate_id=grant.mandate_id
    )
    settle(request, at, kinds=SUBJECTS, step="to_deliver")
    tell(told(request, "closed", levels_of(request.unit, on).own, on), at)
    log("closed", request, by, at, grant, freed=freed)
    return request.pk


def _granted(request: ResourceRequest, outcome: str, amount: int | None) -> int | None:
    """What would be taken from the line; None for kinds without an amount and for a refusal."""
    if request.amount is None or outcome == DecisionOutcome.REFUSED:
        return None
    return request.amount if outcome == DecisionOutcome.WHOLE else amount


def _amount_problem(request: ResourceRequest, granted: int | None) -> BadInput | None:
    if request.amount is None:
        return None
    if granted is None:
        return BadInput("amount", "granted_required")
    if granted >= request.amount:
        return BadInput("amount", "granted_not_less", asked=request.amount)
    return amount_problem(granted, with_amount=True)


def _take(request: ResourceRequest, granted: int, on: date) -> BudgetLine:
    """The line, locked, with the amount taken from it. Raises BadInput ``no_budget_line``, ``line_overspent``."""
    line = BudgetLine.objects.select_for_update().filter(kind=request.kind_id, year=on.year).first()
    if line is None:
        raise BadInput("", "no_budget_line", year=on.year)
    if granted > line.left:
        raise BadInput("", "line_overspent", left=line.left, year=on.year)
    line.granted += granted
    line.save(update_fields=["granted"])
    return line


def _day_problem(day: date | None, on: date) -> BadInput | None:
    latest = on + timedelta(days=FARTHEST_DAYS)
    if day is None:
        return BadInput("deliver_by", "deliver_by_required")
    if day < on:
        return BadInput("deliver_by", "deliver_by_past", today=on)
    return BadInput("deliver_by", "deliver_by_far", latest=latest) if day > latest else None
