"""Two people at the same moment: one decision, and never more granted than a line holds."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tajadur.activity.resources.models import BudgetLine, ResourceDecision, ResourceDelivery
from tajadur.activity.resources.operations.budget import name_decider
from tajadur.foundation.errors import BadInput, Conflict
from tests.factories.party import acting, holder, make_post, small_party
from tests.factories.resources import DIRHAM, ON, asks, by_of, cast, decides, delivers, endorses, has_line, recommends

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Run the acts at the same moment; the code of each refusal, "" for who won."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        barrier.wait()
        try:
            act()
        except (BadInput, Conflict) as error:
            return error.code
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def test_two_deciders_at_once_decide_once() -> None:
    who = cast(small_party())
    has_line(who)
    pole = acting(holder(unit=who.party.national, body="pole", post="secretary"), ON)
    post = make_post(unit=who.party.national, body="pole", post="secretary")
    general = acting(who.general, ON)
    name_decider(kind="activity", post_id=post.pk, **by_of(who.general, ON))
    request_id = asks(who)
    endorses(who, request_id)
    recommends(who, request_id)
    answers = at_once(
        lambda: decides(who, request_id, by=general),
        lambda: decides(who, request_id, by=pole, outcome="refused", reason="لا"),
    )
    assert answers == ["", "moved_on"]
    decision = ResourceDecision.objects.get()
    assert BudgetLine.objects.get().granted == (decision.amount or 0)


def test_two_decisions_at_once_never_overspend_a_line() -> None:
    who = cast(small_party())
    has_line(who, dirhams=15_000)
    first, second = asks(who), asks(who)
    answers = at_once(lambda: decides(who, first), lambda: decides(who, second))
    assert answers == ["", "line_overspent"]
    assert BudgetLine.objects.get().left == 5_000 * DIRHAM


def test_two_deliveries_at_once_never_exceed_the_grant() -> None:
    who = cast(small_party())
    has_line(who)
    request_id = asks(who)
    decides(who, request_id)
    answers = at_once(*[lambda: delivers(who, request_id, dirhams=6_000)] * 2)
    assert answers == ["", "above_granted"]
    assert ResourceDecision.objects.get().delivered == 6_000 * DIRHAM == ResourceDelivery.objects.get().amount


def test_two_endorsements_at_once_are_one() -> None:
    who = cast(small_party())
    request_id = asks(who)
    answers = at_once(lambda: endorses(who, request_id), lambda: endorses(who, request_id, in_favour=False))
    assert answers == ["", "moved_on"]
