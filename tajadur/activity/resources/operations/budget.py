"""The Secretary General sets the budget lines and names who decides beside him."""

from datetime import date, datetime

from django.db import transaction

from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action

from ..models import BudgetLine, DecisionDelegate, ResourceKind
from ..queries.budget import posts_to_name
from .asking import amount_problem
from .steps import checked

YEARS_BACK, YEARS_AHEAD = 1, 2


@transaction.atomic
def set_line(*, year: int, kind: str, amount: int | None, on: date, by: Actor, at: datetime) -> int:
    """Set what may be granted of a kind in a year; returns the line's id. It never goes below what is granted already.

    Raises PermissionDenied, and BadInput: ``kind_required``, ``year_unknown``, ``amount_required``,
    ``amount_not_positive``, ``not_an_amount``, ``line_below_granted``.
    """
    grant = require_anywhere(by, Permission.MANAGE_BUDGET)
    row = ResourceKind.objects.filter(code=kind, with_amount=True).first()
    first, last = on.year - YEARS_BACK, on.year + YEARS_AHEAD
    checked(
        BadInput("kind", "kind_required") if row is None else None,
        None if first <= year <= last else BadInput("year", "year_unknown", first=first, last=last),
        amount_problem(amount, with_amount=True),
    )
    assert row is not None and amount is not None  # noqa: S101  narrows the types: the check above stops
    values = {"amount": amount, "set_at": at, "mandate_id": grant.mandate_id}
    BudgetLine.objects.get_or_create(year=year, kind=row, defaults=values)
    line = BudgetLine.objects.select_for_update().get(year=year, kind=row)
    if amount < line.granted:
        raise BadInput("amount", "line_below_granted", granted=line.granted)
    before = line.amount
    line.amount, line.set_at, line.mandate_id = amount, at, grant.mandate_id
    line.save(update_fields=["amount", "set_at", "mandate_id"])
    log_action(
        act="resources.line_set", by=by, at=at, grant=grant, subject=("budget_line", line.pk),
        detail={"kind": kind, "year": year, "amount": [before, amount]},
    )  # fmt: skip
    return line.pk


@transaction.atomic
def name_decider(*, kind: str, post_id: int, on: date, by: Actor, at: datetime) -> int:
    """A post decides about a kind beside the Secretary General, in the place of the one named before; returns its id.

    Raises PermissionDenied, and BadInput: ``kind_required``, ``post_required``, ``already_named``.
    """
    grant = require_anywhere(by, Permission.MANAGE_BUDGET)
    row = ResourceKind.objects.select_for_update().filter(code=kind).first()
    post = posts_to_name().filter(pk=post_id).first()
    checked(
        BadInput("kind", "kind_required") if row is None else None,
        BadInput("post", "post_required") if post is None else None,
    )
    assert row is not None and post is not None  # noqa: S101  narrows the types: the check above stops
    former = DecisionDelegate.objects.filter(kind=row, ended_on=None).first()
    if former and former.post_id == post_id:
        raise BadInput("post", "already_named")
    if former:
        former.ended_on = on
        former.save(update_fields=["ended_on"])
    made = DecisionDelegate.objects.create(kind=row, post=post, from_on=on, named_at=at, mandate_id=grant.mandate_id)
    log_action(
        act="resources.decider_named", by=by, at=at, grant=grant, subject=("decision_delegate", made.pk),
        detail={"kind": kind, "post": post_id},
    )  # fmt: skip
    return made.pk


@transaction.atomic
def end_decider(*, delegate_id: int, on: date, by: Actor, at: datetime) -> None:
    """The post decides no more. Again: nothing. Raises NotVisible, PermissionDenied."""
    grant = require_anywhere(by, Permission.MANAGE_BUDGET)
    row = DecisionDelegate.objects.select_for_update().filter(pk=delegate_id).first()
    if row is None:
        raise NotVisible
    if row.ended_on is not None:
        return
    row.ended_on = on
    row.save(update_fields=["ended_on"])
    log_action(
        act="resources.decider_ended", by=by, at=at, grant=grant, subject=("decision_delegate", row.pk),
        detail={"post": row.post_id},
    )  # fmt: skip
