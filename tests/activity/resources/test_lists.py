"""Lists of requests: every state as the rule has it, what awaits whom, those of a unit by key."""

from datetime import date, timedelta

import pytest

from tajadur.activity.resources.models import (
    ResourceRequest,
)
from tajadur.activity.resources.operations.asking import withdraw_request
from tajadur.activity.resources.operations.budget import name_decider
from tajadur.activity.resources.operations.deciding import close_request
from tajadur.activity.resources.operations.delivering import confirm_delivery
from tajadur.activity.resources.queries.requests import facts_of, in_state, list_of, whole_requests
from tajadur.foundation.errors import BadInput
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.registry.notices.models import Notice
from tajadur.rules.resources import RequestStatus, ResourceState, Turn, status_of_request
from tests.factories.party import Party, acting, holder, make_post
from tests.factories.resources import (
    ON,
    Cast,
    asks,
    by_of,
    cast,
    decides,
    delivers,
    endorses,
    granted,
    has_line,
    recommends,
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


def named(who: Cast, kind: str = "activity") -> tuple[Actor, int]:
    account = holder(unit=who.party.national, body="pole", post="secretary")
    post = make_post(unit=who.party.national, body="pole", post="secretary")
    return acting(account, ON), name_decider(kind=kind, post_id=post.pk, **by_of(who.general, ON))


def test_the_list_knows_every_state_as_the_rule_does(who: Cast) -> None:
    has_line(who)
    asks(who)
    endorsed, spoken, withdrawn, refused = (asks(who) for _ in range(4))
    for request_id in (endorsed, spoken):
        endorses(who, request_id, on=after(1))
    recommends(who, spoken, on=after(2))
    withdraw_request(request_id=withdrawn, **by_of(who.secretary, after(1)))
    decides(who, refused, on=after(1), outcome="refused", reason="س")
    region = holder(unit=who.party.regions[0])
    asks(who, unit=who.party.regions[0], account=region)
    other = who.party.branches[1][1][1]
    asks(who, unit=other, account=holder(unit=other))
    closed = who.party.branches[0][1][1]
    asks(who, unit=closed, account=holder(unit=closed))
    Unit.objects.filter(pk=closed.pk).update(closed_on=after(3))
    deciding = [granted(who, on=after(1), outcome="part", amount=100, reason="س") for _ in range(5)]
    for request in deciding[1:]:
        delivers(who, request.pk, on=after(2), amount=40)
    for request in deciding[2:]:
        delivers(who, request.pk, on=after(3), amount=60)
    for request in deciding[3:4]:
        for row in request.decision.deliveries.all():
            confirm_delivery(delivery_id=row.pk, **by_of(who.secretary, after(3)))
    close_request(request_id=deciding[4].pk, reason="س", **by_of(who.general, after(3)))
    seen = set()
    for number in (3, 10, 11, 12, 21, 22, 60):
        rows = list(whole_requests())
        for state in ResourceState:
            by_rule = {row.pk for row in rows if status_of_request(facts_of(row), after(number)).state is state}
            by_list = set(ResourceRequest.objects.filter(in_state(state, after(number))).values_list("pk", flat=True))
            assert by_list == by_rule, (state, number)
            seen |= {state} if by_rule else set()
        for turn in Turn:
            by_rule = {row.pk for row in rows if status_of_request(facts_of(row), after(number)).turn is turn}
            listed = list_of(acting(who.general, ON), after(number), turn=turn)
            assert set(listed.values_list("pk", flat=True)) == by_rule, (turn, number)
    assert seen == set(ResourceState)


def test_everybody_finds_what_awaits_them(who: Cast) -> None:
    request_id = asks(who)
    other = who.party.branches[1][0][0]
    asks(who, unit=other, account=holder(unit=other))

    def mine(account: Account, on: date) -> int:
        return list_of(acting(account, on), on, mine=True).count()

    assert [mine(one, ON) for one in (who.secretary, who.above, who.cell, who.general, who.admin)] == [0, 1, 0, 1, 0]
    endorses(who, request_id)
    assert [mine(one, ON) for one in (who.above, who.cell)] == [0, 1]
    recommends(who, request_id)
    has_line(who)
    pole, _delegate = named(who)
    assert list_of(pole, ON, mine=True).count() == list_of(pole, ON, turn="decider").count() == 2
    decides(who, request_id)
    assert [mine(one, ON) for one in (who.cell, who.admin)] == [0, 1]
    delivers(who, request_id, dirhams=10_000)
    assert [mine(one, ON) for one in (who.secretary, who.admin)] == [1, 0]
    general = acting(who.general, ON)
    assert list_of(general, ON, kind="activity", region_id=who.party.regions[0].pk).count() == 1
    assert list_of(general, ON, kind="travel").count() == 0
    assert list_of(acting(who.secretary, ON), ON).count() == 1
