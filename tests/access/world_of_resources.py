"""Requests for resources in the world of the walk: one that waits and one granted with a part delivered, of a unit."""

from datetime import date, time, timedelta

from tajadur.activity.resources.models import (
    BudgetLine,
    ResourceDecision,
    ResourceDelivery,
    ResourceKind,
    ResourceRequest,
)
from tajadur.activity.resources.operations.installing import install_kinds
from tajadur.foundation.calendar import instant
from tajadur.organisation.units.models import Unit


def lay_requests(unit: Unit, mandate_id: int, today: date) -> tuple[int, int, int]:
    """(a request that awaits its endorsement, one that is granted, the part of it that is delivered)."""
    install_kinds()
    kind, at = ResourceKind.objects.get(code="activity"), instant(today, time(9))
    values = {
        "unit": unit, "kind": kind, "amount": 100_000, "purpose": "لقاء", "needed_by": today + timedelta(days=30),
        "asked_on": today, "asked_at": at, "mandate_id": mandate_id, "endorse_until": today + timedelta(days=10),
        "recommend_until": today + timedelta(days=21), "decide_until": today + timedelta(days=37),
    }  # fmt: skip
    waiting, granted = ResourceRequest.objects.create(**values), ResourceRequest.objects.create(**values)
    line, _ = BudgetLine.objects.get_or_create(
        kind=kind, year=today.year, defaults={"amount": 10_000_000, "set_at": at, "mandate_id": mandate_id}
    )
    decision = ResourceDecision.objects.create(
        request=granted, outcome="whole", amount=100_000, line=line, deliver_by=today + timedelta(days=30),
        decided_on=today, decided_at=at, mandate_id=mandate_id, delivered=10_000,
    )  # fmt: skip
    line.granted += 100_000
    line.save()
    part = ResourceDelivery.objects.create(
        decision=decision, number=1, amount=10_000, completes=False, proof="وصل", delivered_on=today, noted_on=today,
        noted_at=at, mandate_id=mandate_id, confirm_by=today + timedelta(days=14),
    )  # fmt: skip
    return waiting.pk, granted.pk, part.pk
