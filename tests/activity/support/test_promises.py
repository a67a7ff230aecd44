"""Promises of those above: by a day, by a post; kept with a proof, late, or withdrawn; counted against that post."""

from datetime import date, timedelta

import pytest

from tajadur.activity.support.models import Observation, Promise
from tajadur.activity.support.operations.advising import withdraw_advice
from tajadur.activity.support.operations.observing import observe
from tajadur.activity.support.operations.promising import (
    PromiseData,
    keep_promise,
    promise_by_decision,
    promise_with_advice,
    withdraw_promise,
)
from tajadur.activity.support.queries.choices import pole_decisions
from tajadur.activity.support.queries.finding import promise_for, promise_page
from tajadur.activity.support.queries.members import member_page, members
from tajadur.foundation.errors import BadInput, Conflict, NotVisible, PermissionDenied
from tajadur.organisation.people.models import Account, Post
from tajadur.registry.notices.models import Notice
from tajadur.rules.support import PromiseRate
from tests.factories.duties import at_noon, responsible, secretary_general
from tests.factories.party import Party, acting, holder, make_post
from tests.factories.programme import meeting_on
from tests.factories.reports import submitted
from tests.factories.support import advised, planned, promised

MAY = date(2026, 5, 20)
DUE = date(2026, 6, 10)


@pytest.fixture
def cell(party: Party) -> Account:
    return holder(unit=party.national, body="cell", post="responsible", area=party.regions[0])


def codes(error: BadInput) -> list[str]:
    return [problem.code for problem in error.problems]


def live() -> list[str]:
    return list(Notice.objects.filter(cleared_at=None).order_by("pk").values_list("params__event", flat=True))


def test_a_promise_is_told_to_the_unit_and_to_the_post_that_owes_it(party: Party, cell: Account) -> None:
    unit = party.branches[0][0][0]
    make_post(unit=unit)
    region = Post.objects.get(mandates__person=holder(unit=party.regions[0]).person)
    promise = promised(unit, acting(cell, MAY), DUE, owner_id=region.pk)
    assert (promise.owner_id, promise.made_on) == (region.pk, MAY)
    assert live()[1:] == ["promise_made", "promise_yours"]
    with pytest.raises(BadInput) as refused:
        promised(unit, acting(cell, MAY), DUE, owner_id=make_post(unit=party.provinces[1][1]).pk)
    assert codes(refused.value) == ["promise_owner"]


@pytest.mark.parametrize(
    ("due_on", "code"),
    [
        (MAY - timedelta(days=1), "promise_in_the_past"),
        (MAY + timedelta(days=732), "promise_too_far"),
        (None, "promise_due_required"),
    ],
)
def test_a_promise_has_a_day_ahead(party: Party, cell: Account, due_on: date, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        promised(party.branches[0][0][0], acting(cell, MAY), due_on)
    assert codes(refused.value) == [code]


def test_kept_with_a_proof_by_its_owner_alone(party: Party, cell: Account) -> None:
    promise = promised(party.branches[0][0][0], acting(cell, MAY), DUE)
    other = acting(holder(unit=party.provinces[0][0]), DUE)
    by = acting(cell, DUE + timedelta(days=5))
    said = {"promise_id": promise.pk, "at": at_noon(by.on)}
    with pytest.raises(PermissionDenied):
        keep_promise(kept_on=DUE, proof="وصل", by=other, **said)
    with pytest.raises(NotVisible):
        keep_promise(kept_on=DUE, proof="وصل", by=acting(holder(unit=party.provinces[1][0]), DUE), **said)
    for kept_on, proof, code in (
        (None, "وصل", "kept_day_required"),
        (by.on + timedelta(days=1), "وصل", "kept_in_the_future"),
        (MAY - timedelta(days=1), "وصل", "kept_before_promised"),
        (DUE, " ", "proof_required"),
    ):
        with pytest.raises(BadInput) as refused:
            keep_promise(kept_on=kept_on, proof=proof, by=by, **said)
        assert codes(refused.value) == [code]
    keep_promise(kept_on=DUE + timedelta(days=4), proof="وصل 12", by=by, **said)
    assert promise_page(by, promise.pk, by.on).state == "kept_late"
    for act in (
        lambda: keep_promise(kept_on=DUE, proof="وصل", by=by, **said),
        lambda: withdraw_promise(because="x", by=by, **said),
    ):
        with pytest.raises(Conflict) as settled:
            act()
        assert settled.value.code == "promise_settled"


def test_withdrawn_with_a_reason_that_the_unit_reads(party: Party, cell: Account) -> None:
    secretary = holder(unit=party.branches[0][0][0])
    promise = promised(party.branches[0][0][0], acting(cell, MAY), DUE)
    by = acting(cell, MAY)
    with pytest.raises(BadInput):
        withdraw_promise(promise_id=promise.pk, because="", by=by, at=at_noon(MAY))
    withdraw_promise(promise_id=promise.pk, because="ميزانية", by=by, at=at_noon(MAY))
    assert live()[-1] == "promise_withdrawn"
    read = promise_for(acting(secretary, MAY), promise.pk)
    assert read.withdrawn_because == "ميزانية"


def test_withdrawn_advice_promises_nothing(party: Party, cell: Account) -> None:
    by = acting(cell, MAY)
    advice = advised(party.branches[0][0][0], by)
    withdraw_advice(advice_id=advice.pk, by=by, at=at_noon(MAY))
    with pytest.raises(Conflict):
        promise_with_advice(advice_id=advice.pk, promise=PromiseData("x", DUE), by=by, at=at_noon(MAY))


def test_a_decision_of_the_pole_is_promised_by_who_reads_it(party: Party, cell: Account) -> None:
    coordinator = holder(unit=party.national, body="pole", post="secretary")
    april = acting(coordinator, date(2026, 4, 2))
    meeting = meeting_on(date(2026, 5, 11), unit=party.national, by=april, body="pole")
    submitted(
        meeting, acting(coordinator, date(2026, 5, 14)), decisions=["قرار"], present=5, excused=1, women=2, youth=1
    )
    by = acting(coordinator, MAY)
    (decision,) = pole_decisions(by, MAY)
    unit = party.branches[0][0][0]
    said = {"unit_id": unit.pk, "promise": PromiseData("تكوين", DUE), "at": at_noon(MAY)}
    promise = Promise.objects.get(pk=promise_by_decision(decision_id=decision.pk, by=by, **said))
    assert (promise.decision_id, promise.owner_id) == (decision.pk, by.post_ids[0])
    assert pole_decisions(acting(cell, MAY), MAY) == []
    with pytest.raises(BadInput) as refused:
        promise_by_decision(decision_id=decision.pk, by=acting(cell, MAY), **said)
    assert codes(refused.value) == ["decision_unknown"]
    with pytest.raises(PermissionDenied):
        promise_by_decision(decision_id=decision.pk, by=acting(holder(unit=unit), MAY), **said)


def test_the_rate_counts_against_the_member_and_is_seen_by_the_pole(
    party: Party, cell: Account, django_assert_num_queries: object
) -> None:
    unit = party.branches[0][0][0]
    by, after = acting(cell, MAY), acting(cell, DUE + timedelta(days=9))
    kept, late, forgotten = (promised(unit, by, DUE) for _ in range(3))
    promised(unit, by, DUE + timedelta(days=60))
    for promise, day in ((kept, DUE), (late, DUE + timedelta(days=3))):
        keep_promise(promise_id=promise.pk, kept_on=day, proof="وصل", by=after, at=at_noon(after.on))
    planned(unit, by)
    advised(unit, by)
    post = Post.objects.get(mandates__person=cell.person)
    page = member_page(after, post.pk, after.on)
    assert page.row.rate == PromiseRate(kept=1, due=3)
    assert (page.row.open, page.row.overdue, page.row.visits_overdue, page.row.advice) == (2, 1, 1, 1)
    assert page.promises[0].pk == forgotten.pk
    assert len(page.visits) == len(page.advice) == 1
    pole = acting(holder(unit=party.national, body="pole", post="member"), after.on)
    seen = member_page(pole, post.pk, after.on)
    assert (seen.row.rate, seen.advice) == (page.row.rate, [])  # figures: what was said to the unit stays there
    for stranger in (responsible(party, after.on, region=1), acting(holder(unit=unit), after.on)):
        with pytest.raises(NotVisible):
            member_page(stranger, post.pk, after.on)
    rows = members(secretary_general(party, after.on), after.on)
    assert {row.post.pk: row.rate for row in rows}[post.pk] == PromiseRate(1, 3)
    with django_assert_num_queries(6):  # type: ignore[operator]
        members(pole, after.on)


def test_what_was_seen_is_of_a_day_that_came_and_read_by_the_unit(party: Party, cell: Account) -> None:
    unit, by = party.branches[0][0][0], acting(cell, MAY)
    said = {"unit_id": unit.pk, "text": "المقر مغلق", "by": by, "at": at_noon(MAY)}
    for day, code in (
        (None, "observed_day_required"),
        (MAY + timedelta(days=1), "observed_in_the_future"),
        (date(2019, 1, 1), "observed_before_unit"),
    ):
        with pytest.raises(BadInput) as refused:
            observe(seen_on=day, **said)
        assert codes(refused.value) == [code]
    observe(seen_on=MAY, **said)
    assert Observation.objects.get().post_id == by.post_ids[0]
    with pytest.raises(PermissionDenied):
        observe(seen_on=MAY, **{**said, "by": acting(holder(unit=party.national, body="pole", post="member"), MAY)})
