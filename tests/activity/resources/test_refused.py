"""What cannot be asked, decided or delivered: each a sentence, nothing half-written; lines are never overspent."""

from datetime import date, timedelta
from typing import Any

import pytest

from tajadur.activity.resources.models import (
    BudgetLine,
    DeliveryConfirmation,
    ResourceClosing,
    ResourceDecision,
    ResourceRequest,
)
from tajadur.activity.resources.operations.budget import set_line
from tajadur.activity.resources.operations.deciding import close_request
from tajadur.activity.resources.operations.delivering import confirm_delivery
from tajadur.activity.resources.queries.requests import facts_of, whole_requests
from tajadur.foundation.errors import BadInput, Conflict, NotVisible, PermissionDenied
from tajadur.registry.notices.models import Notice
from tajadur.rules.resources import RequestStatus, ResourceState, status_of_request
from tests.factories.party import Party
from tests.factories.resources import (
    DIRHAM,
    ON,
    Cast,
    asks,
    by_of,
    cast,
    decides,
    delivers,
    granted,
    has_line,
)


@pytest.fixture
def who(party: Party) -> Cast:
    return cast(party)


def after(number: int) -> date:
    return ON + timedelta(days=number)


def standing(request_id: int, on: date) -> RequestStatus:
    return status_of_request(facts_of(whole_requests().get(pk=request_id)), on)


def events(request_id: int) -> list[str]:
    """What was told, in its order."""
    rows = Notice.objects.filter(kind="resources", subject_id=request_id).order_by("pk")
    return [row.params["event"] for row in rows]


def codes(refused: pytest.ExceptionInfo[BadInput]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"amount": None}, ["amount_required"]),
        ({"amount": 0}, ["amount_not_positive"]),
        ({"amount": 10**12}, ["not_an_amount"]),
        ({"kind": "print"}, ["amount_unasked"]),
        ({"kind": "nothing", "purpose": " "}, ["kind_required", "purpose_required"]),
        ({"needed_by": None}, ["needed_by_required"]),
        ({"needed_by": ON - timedelta(days=1)}, ["needed_by_past"]),
        ({"needed_by": ON + timedelta(days=731)}, ["needed_by_far"]),
        ({"purpose": "ا" * 2001}, ["text_too_long"]),
    ],
)
def test_what_cannot_be_asked_is_said_all_at_once(who: Cast, said: dict[str, Any], told: list[str]) -> None:
    with pytest.raises(BadInput) as refused:
        asks(who, **said)
    assert codes(refused) == told
    assert not ResourceRequest.objects.exists()


def test_things_are_asked_for_without_an_amount_and_delivered_when_it_is_said_so(who: Cast) -> None:
    request_id = asks(who, kind="print", amount=None)
    assert decides(who, request_id).line_id is None
    with pytest.raises(BadInput) as refused:
        delivers(who, request_id, dirhams=5)
    assert codes(refused) == ["amount_unasked"]
    delivers(who, request_id)
    assert standing(request_id, ON).state is ResourceState.PARTLY_DELIVERED
    delivers(who, request_id, completes=True)
    assert standing(request_id, ON).state is ResourceState.CONFIRMATION
    with pytest.raises(Conflict, match="moved_on"):
        delivers(who, request_id)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"outcome": "other"}, ["outcome_required", "reason_required"]),
        ({"outcome": "refused"}, ["reason_required"]),
        ({"outcome": "part", "reason": "س"}, ["granted_required"]),
        ({"outcome": "part", "reason": "س", "amount": 10_000 * DIRHAM}, ["granted_not_less"]),
        ({"outcome": "part", "reason": "س", "amount": 0}, ["amount_not_positive"]),
        ({"deliver_by": None}, ["deliver_by_required"]),
        ({"deliver_by": ON - timedelta(days=1)}, ["deliver_by_past"]),
        ({"deliver_by": ON + timedelta(days=731)}, ["deliver_by_far"]),
    ],
)
def test_what_cannot_be_decided_is_said(who: Cast, said: dict[str, Any], told: list[str]) -> None:
    has_line(who)
    request_id = asks(who)
    with pytest.raises(BadInput) as refused:
        decides(who, request_id, **said)
    assert codes(refused) == told
    assert BudgetLine.objects.get().granted == 0


def test_nothing_is_granted_without_a_line_nor_beyond_it(who: Cast) -> None:
    request_id = asks(who)
    with pytest.raises(BadInput) as refused:
        decides(who, request_id)
    assert (codes(refused), refused.value.params) == (["no_budget_line"], {"year": 2026})
    has_line(who, dirhams=9_999)
    with pytest.raises(BadInput) as refused:
        decides(who, request_id)
    assert (codes(refused), refused.value.params["left"]) == (["line_overspent"], 9_999 * DIRHAM)
    assert not ResourceDecision.objects.exists()
    decides(who, request_id, outcome="refused", reason="لا اعتماد", deliver_by=None)
    assert (standing(request_id, ON).state, events(request_id)[-1]) == (ResourceState.REFUSED, "refused")


def test_a_line_never_goes_below_what_is_granted(who: Cast) -> None:
    granted(who)
    with pytest.raises(BadInput) as refused:
        has_line(who, dirhams=9_000)
    assert codes(refused) == ["line_below_granted"]
    assert has_line(who, dirhams=10_000).left == 0
    with pytest.raises(BadInput) as refused:
        set_line(year=2031, kind="print", amount=None, **by_of(who.general, ON))
    assert codes(refused) == ["kind_required", "year_unknown", "amount_required"]
    with pytest.raises(PermissionDenied):
        set_line(year=2026, kind="travel", amount=100, **by_of(who.admin, ON))


def test_of_what_was_closed_the_rest_goes_back_to_its_line(who: Cast) -> None:
    request = granted(who)
    delivers(who, request.pk, dirhams=4_000)
    with pytest.raises(BadInput) as refused:
        close_request(request_id=request.pk, reason=" ", **by_of(who.general, after(1)))
    assert codes(refused) == ["reason_required"]
    close_request(request_id=request.pk, reason="ألغي النشاط", **by_of(who.general, after(1)))
    assert (ResourceClosing.objects.get().freed, BudgetLine.objects.get().granted) == (6_000 * DIRHAM, 4_000 * DIRHAM)
    assert standing(request.pk, after(1)).state is ResourceState.CLOSED
    with pytest.raises(Conflict, match="moved_on"):
        delivers(who, request.pk, on=after(2), dirhams=1)
    delivery = request.decision.deliveries.get()
    confirm_delivery(delivery_id=delivery.pk, **by_of(who.secretary, after(2)))
    assert standing(request.pk, after(2)).state is ResourceState.CLOSED


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"dirhams": 10_001}, ["above_granted"]),
        ({"dirhams": 0}, ["amount_not_positive"]),
        ({}, ["amount_required"]),
        ({"dirhams": 1, "delivered_on": ON - timedelta(days=1)}, ["delivered_before_decision"]),
        ({"dirhams": 1, "delivered_on": ON + timedelta(days=1)}, ["delivered_in_future"]),
        ({"dirhams": 1, "delivered_on": None, "proof": " "}, ["delivered_on_required", "proof_required"]),
    ],
)
def test_what_cannot_be_delivered_is_said(who: Cast, said: dict[str, Any], told: list[str]) -> None:
    request = granted(who)
    with pytest.raises(BadInput) as refused:
        delivers(who, request.pk, **said)
    assert codes(refused) == told
    assert ResourceDecision.objects.get().delivered == 0


def test_the_parts_together_never_exceed_the_grant_and_nothing_comes_before_it(who: Cast) -> None:
    early = asks(who)
    with pytest.raises(BadInput) as refused:
        delivers(who, early, dirhams=1)
    assert codes(refused) == ["not_granted"]
    request = granted(who)
    delivers(who, request.pk, dirhams=6_000)
    with pytest.raises(BadInput) as refused:
        delivers(who, request.pk, dirhams=4_001)
    assert refused.value.params == {"left": 4_000 * DIRHAM}
    with pytest.raises(PermissionDenied):
        confirm_delivery(delivery_id=request.decision.deliveries.get().pk, **by_of(who.general, ON))
    assert not DeliveryConfirmation.objects.exists()


def test_a_delivery_is_confirmed_once(who: Cast) -> None:
    request = granted(who)
    delivery = delivers(who, request.pk, dirhams=6_000)
    confirm_delivery(delivery_id=delivery.pk, **by_of(who.secretary, ON))
    with pytest.raises(Conflict, match="moved_on"):
        confirm_delivery(delivery_id=delivery.pk, **by_of(who.secretary, ON))
    with pytest.raises(NotVisible):
        confirm_delivery(delivery_id=0, **by_of(who.secretary, ON))
