"""Requests for resources: spoken of in order, granted from a line that holds it, delivered within what was granted."""

from collections.abc import Iterator
from datetime import date

from django.db.models import F, Q, Sum

from tajadur.activity.resources.models import (
    BudgetLine,
    DecisionDelegate,
    ResourceClosing,
    ResourceDecision,
    ResourceDelivery,
    ResourceRequest,
)
from tajadur.activity.resources.queries.requests import facts_of, whole_requests
from tajadur.foundation.calendar import civil_day
from tajadur.organisation.people.models import Mandate
from tajadur.rules.resources import Opinion, ResourceState, status_of_request

from .as_of import AsOf


def requests_in_order(as_of: AsOf) -> Iterator[str]:
    """Each request is asked by its unit, each level speaks in its days, the decision ends it or it was taken back."""
    rows = list(whole_requests().order_by("pk"))
    units = dict(Mandate.objects.filter(pk__in={row.mandate_id for row in rows}).values_list("pk", "post__unit_id"))
    for row in rows:
        name, facts = f"request for resources {row.pk}", facts_of(row)
        if units.get(row.mandate_id) != row.unit_id:
            yield f"{name} was asked under a mandate of another unit"
        if row.asked_on != civil_day(row.asked_at):
            yield f"{name} is of {row.asked_on}, its instant of {civil_day(row.asked_at)}"
        if row.withdrawn_at and row.withdrawn_on != civil_day(row.withdrawn_at):
            yield f"{name} was taken back on {row.withdrawn_on}, its instant says otherwise"
        if row.kind.with_amount != (row.amount is not None):
            yield f"{name} has an amount that its kind does not have, or none"
        ahead = [day for day in (row.endorse_until, row.recommend_until, row.decide_until) if day]
        if not _rising([row.asked_on, *ahead]):
            yield f"{name} has its last days out of order"
        yield from _words(name, row, facts.endorsed, facts.recommended)
        decision = getattr(row, "decision", None)
        if decision and (row.withdrawn_on or decision.decided_on < row.asked_on):
            yield f"{name} was decided before it was asked, or taken back as well"


def _words(name: str, row: ResourceRequest, endorsed: Opinion | None, recommended: Opinion | None) -> Iterator[str]:
    for what, word in (("endorsement", endorsed), ("recommendation", recommended)):
        if word is None:
            continue
        instant = getattr(row, what).given_at
        if word.given_on != civil_day(instant):
            yield f"the {what} of {name} is of {word.given_on}, its instant of {civil_day(instant)}"
        if not _rising([word.given_on, *filter(None, (word.ahead.recommend_until, word.ahead.decide_until))]):
            yield f"the {what} of {name} has its last days out of order"
    if endorsed and not (row.endorse_until and row.asked_on <= endorsed.given_on <= row.endorse_until):
        yield f"{name} was endorsed outside its days"
    if recommended:
        first = endorsed.given_on if endorsed else row.endorse_until or row.asked_on
        until = endorsed.ahead.recommend_until if endorsed else row.recommend_until
        if not (until and first <= recommended.given_on <= until):
            yield f"{name} was recommended outside its days"


def lines_never_overspent(as_of: AsOf) -> Iterator[str]:
    """What a line says is granted is what was granted from it less what was freed, and never more than it holds."""
    granted = dict(ResourceDecision.objects.values_list("line_id").annotate(Sum("amount")).order_by())
    freed = dict(ResourceClosing.objects.values_list("decision__line_id").annotate(Sum("freed")).order_by())
    for line in BudgetLine.objects.order_by("pk"):
        stands = (granted.get(line.pk) or 0) - (freed.get(line.pk) or 0)
        if line.granted != stands or stands > line.amount:
            yield f"budget line {line.pk} of {line.amount} says {line.granted} is granted, the decisions say {stands}"
    other = ResourceDecision.objects.filter(line__isnull=False).exclude(
        line__kind=F("request__kind"), line__year=F("decided_on__year")
    )
    yield from (
        f"decision {pk} is taken from a line of another kind or year" for pk in other.values_list("pk", flat=True)
    )
    for decision in ResourceDecision.objects.filter(amount__isnull=False).select_related("request", "closing"):
        asked = decision.request.amount or 0
        if not (decision.amount == asked if decision.outcome == "whole" else 0 < (decision.amount or 0) < asked):
            yield f"decision {decision.pk} grants {decision.amount} of {asked} and calls it {decision.outcome}"
    days = DecisionDelegate.objects.values_list("pk", "from_on", "named_at")
    yield from (
        f"delegate {pk} decides from another day than they were named" for pk, day, at in days if day != civil_day(at)
    )


def deliveries_within_grants(as_of: AsOf) -> Iterator[str]:
    """Deliveries count from one and never exceed the grant; the last one completes it; the unit's word is its own."""
    wanted = ResourceDecision.objects.select_related("request", "closing").prefetch_related("deliveries__confirmation")
    for decision in wanted.order_by("pk"):
        yield from _deliveries(decision)
        closing = getattr(decision, "closing", None)
        if decision.decided_on != civil_day(decision.decided_at):
            yield f"decision {decision.pk} is of another day than its instant"
        if closing and (
            closing.freed != (decision.amount or 0) - decision.delivered
            or not decision.decided_on <= closing.closed_on == civil_day(closing.closed_at)
        ):
            yield f"the closing of decision {decision.pk} frees another amount, or is of another day"
    for row in (
        whole_requests().filter(Q(confirmed_on__isnull=False) | Q(decision__deliveries__completes=True)).distinct()
    ):
        now = status_of_request(facts_of(row), max(as_of.on, row.asked_on))
        confirmed = now.since if now.state is ResourceState.CONFIRMED else None
        if row.confirmed_on != confirmed:
            yield f"request {row.pk} for resources was confirmed on {row.confirmed_on}, its deliveries on {confirmed}"


def _deliveries(decision: ResourceDecision) -> Iterator[str]:
    rows = sorted(decision.deliveries.all(), key=lambda row: row.number)
    if [row.number for row in rows] != list(range(1, len(rows) + 1)):
        yield f"the deliveries of decision {decision.pk} do not count from one"
    total = 0
    for row in rows:
        total += row.amount or 0
        if (row.amount is None) != (decision.amount is None):
            yield f"delivery {row.pk} has an amount and its decision none, or the other way round"
        elif decision.amount is not None and row.completes != (total == decision.amount):
            yield f"delivery {row.pk} says it completes what was granted, the amounts say otherwise"
        if not decision.decided_on <= row.delivered_on <= row.noted_on == civil_day(row.noted_at) < row.confirm_by:
            yield f"delivery {row.pk} has its days out of order"
        yield from _confirmation(row, decision)
    if total != decision.delivered or any(row.completes for row in rows[:-1]):
        yield f"decision {decision.pk} says {decision.delivered} was delivered, the deliveries {total}"


def _confirmation(row: ResourceDelivery, decision: ResourceDecision) -> Iterator[str]:
    confirmation = getattr(row, "confirmation", None)
    if confirmation and (
        confirmation.unit_id != decision.request.unit_id
        or not row.noted_on <= confirmation.confirmed_on == civil_day(confirmation.confirmed_at)
    ):
        yield f"the confirmation of delivery {row.pk} is of another unit or day"


def _rising(days: list[date]) -> bool:
    return all(before < after for before, after in zip(days, days[1:], strict=False))
