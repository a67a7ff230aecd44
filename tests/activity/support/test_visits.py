"""Visits: announced, moved, said to be made or not, with whom they met and what was promised."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tajadur.activity.support.models import Promise, Visit, VisitPost
from tajadur.activity.support.operations.promising import PromiseData, promise_on_visit
from tajadur.activity.support.operations.visiting import (
    cancel_visit,
    move_visit,
    say_visit_made,
    say_visit_not_made,
)
from tajadur.activity.support.queries.choices import posts_above
from tajadur.activity.support.queries.finding import visit_page
from tajadur.foundation.errors import BadInput, Conflict, NotVisible, PermissionDenied
from tajadur.organisation.people.models import Account, Post
from tajadur.permissions.actors import Actor
from tajadur.registry.notices.models import Notice
from tests.factories.duties import at_noon, responsible, secretary_general
from tests.factories.party import Party, acting, holder, make_post
from tests.factories.support import made, planned

MAY = date(2026, 5, 20)
DAY = date(2026, 5, 27)


@pytest.fixture
def cell(party: Party) -> Account:
    return holder(unit=party.national, body="cell", post="responsible", area=party.regions[0])


def on(account: Account, day: date) -> Actor:
    return acting(account, day)


def live() -> list[str]:
    return list(Notice.objects.filter(cleared_at=None).order_by("pk").values_list("params__event", flat=True))


def codes(error: BadInput) -> list[str]:
    return [problem.code for problem in error.problems]


def test_a_planned_visit_is_announced_to_the_unit_and_to_who_comes_along(party: Party, cell: Account) -> None:
    unit = party.branches[0][0][0]
    secretary, province = make_post(unit=unit), holder(unit=party.provinces[0][0])
    companion = Post.objects.get(mandates__person=province.person)
    by = on(cell, MAY)
    visit = planned(unit, by, visitor_ids=[by.post_ids[0], companion.pk])
    assert (visit.planned_on, visit.post_id, visit.outcome) == (DAY, by.post_ids[0], "")
    told = Notice.objects.values_list("post_id", "params")
    expected = {"event": "visit_planned", "planned_on": "2026-05-27"}
    assert sorted(told) == sorted([(secretary.pk, expected), (companion.pk, expected)])
    page = visit_page(by, visit.pk, MAY)
    assert (page.state, {post.pk for post in page.visitors}, page.may_say) == (
        "planned", {by.post_ids[0], companion.pk}, True,
    )  # fmt: skip


def test_the_secretary_general_plans_for_a_member_of_the_cell_who_is_then_asked(party: Party, cell: Account) -> None:
    member = Post.objects.get(mandates__person=cell.person)
    visit = planned(party.branches[0][0][0], secretary_general(party, MAY), visitor_ids=[member.pk])
    assert visit.post_id == member.pk
    assert Notice.objects.filter(post=member, params__event="visit_planned").exists()


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (MAY - timedelta(days=31), "visit_too_long_ago"),
        (MAY + timedelta(days=367), "visit_too_far"),
    ],
)
def test_a_day_out_of_reach_is_refused(party: Party, cell: Account, day: date, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        planned(party.branches[0][0][0], on(cell, MAY), day)
    assert codes(refused.value) == [code]


def test_every_problem_of_a_plan_is_told_at_once(party: Party, cell: Account) -> None:
    unit = party.branches[0][0][0]
    unit.closed_on = DAY
    unit.save()
    stranger = make_post(unit=party.provinces[1][0])
    with pytest.raises(BadInput) as refused:
        planned(unit, on(cell, MAY), DAY, visitor_ids=[stranger.pk])
    assert codes(refused.value) == ["visit_after_closing", "visitors_unknown"]
    with pytest.raises(BadInput) as refused:
        planned(unit, on(cell, MAY), visitor_ids=[])
    assert codes(refused.value) == ["visit_after_closing", "visitors_required"]
    assert not Visit.objects.exists()


def test_only_the_cell_and_the_secretary_general_visit(party: Party) -> None:
    unit = party.branches[0][0][0]
    for by in (acting(holder(unit=party.provinces[0][0]), MAY), responsible(party, MAY, region=1)):
        with pytest.raises(PermissionDenied):
            planned(unit, by)
    with pytest.raises(NotVisible):
        planned(unit, acting(holder(unit=party.provinces[1][0]), MAY))


def test_a_visit_made_says_whom_they_met_what_was_seen_and_what_was_promised(party: Party, cell: Account) -> None:
    unit = party.branches[0][0][0]
    visit = planned(unit, on(cell, MAY))
    by = on(cell, DAY + timedelta(days=1))
    (promise_id,) = made(visit, by, PromiseData("قاعة", date(2026, 6, 30), number=0))
    visit.refresh_from_db()
    assert (visit.outcome, visit.made_on, visit.seen) == ("made", DAY, "المكتب يشتغل")
    promise = Promise.objects.get(pk=promise_id)
    assert (promise.owner_id, promise.made_on, promise.due_on) == (visit.post_id, DAY, date(2026, 6, 30))
    assert live() == ["visit_made"]
    page = visit_page(by, visit.pk, by.on)
    assert (page.state, [post.pk for post in page.met], page.may_say, page.may_promise) == (
        "made", [make_post(unit=unit).pk], False, True,
    )  # fmt: skip
    assert [state for _, state in page.promises] == ["open"]
    with pytest.raises(Conflict) as again:
        made(visit, by)
    assert again.value.code == "visit_settled"


@pytest.mark.parametrize(
    ("made_on", "code"),
    [
        (DAY + timedelta(days=1), "made_in_the_future"),
        (MAY - timedelta(days=31), "made_too_long_ago"),
        (None, "made_day_required"),
    ],
)
def test_a_visit_of_the_future_is_not_made(party: Party, cell: Account, made_on: date | None, code: str) -> None:
    visit = planned(party.branches[0][0][0], on(cell, MAY), DAY)
    met = [make_post(unit=visit.unit).pk]
    with pytest.raises(BadInput) as refused:
        say_visit_made(visit_id=visit.pk, made_on=made_on, met_ids=met, seen="x", by=on(cell, DAY), at=at_noon(DAY))
    assert codes(refused.value) == [code]
    assert Visit.objects.get().outcome == ""


def test_a_promise_dated_before_its_visit_is_refused_and_nothing_is_half_written(party: Party, cell: Account) -> None:
    visit = planned(party.branches[0][0][0], on(cell, MAY), DAY)
    owner = make_post(unit=party.provinces[1][0])
    promises = [
        PromiseData("قاعة", DAY - timedelta(days=1), number=0),
        PromiseData("", None, owner.pk, number=1),
    ]
    with pytest.raises(BadInput) as refused:
        made(visit, on(cell, DAY), *promises)
    assert [(problem.field, problem.code) for problem in refused.value.problems] == [
        ("due_on0", "promise_before_visit"),
        ("text1", "text_required"),
        ("due_on1", "promise_due_required"),
        ("owner1", "promise_owner"),
    ]
    visit.refresh_from_db()
    assert visit.outcome == ""
    assert not Promise.objects.exists() and not VisitPost.objects.filter(side="met").exists()


def test_whom_they_met_is_of_the_unit(party: Party, cell: Account) -> None:
    visit = planned(party.branches[0][0][0], on(cell, MAY), DAY)
    for met, code in (([], "met_required"), ([make_post(unit=party.branches[0][0][1]).pk], "met_unknown")):
        with pytest.raises(BadInput) as refused:
            say_visit_made(visit_id=visit.pk, made_on=DAY, met_ids=met, seen="x", by=on(cell, DAY), at=at_noon(DAY))
        assert codes(refused.value) == [code]


def test_a_visit_moved_is_told_anew_each_time(party: Party, cell: Account) -> None:
    make_post(unit=party.branches[0][0][0])
    by = on(cell, MAY)
    visit = planned(party.branches[0][0][0], by)
    for day in (DAY + timedelta(days=1), DAY, DAY + timedelta(days=1)):
        move_visit(visit_id=visit.pk, planned_on=day, by=by, at=at_noon(MAY))
        assert live() == ["visit_moved"]
    for day, code in (
        (DAY + timedelta(days=1), "same_day"),
        (MAY - timedelta(days=1), "visit_in_the_past"),
        (None, "visit_day_required"),
    ):
        with pytest.raises(BadInput) as refused:
            move_visit(visit_id=visit.pk, planned_on=day, by=by, at=at_noon(MAY))
        assert codes(refused.value) == [code]


def test_not_made_is_said_from_its_day_on_and_cancelled_at_any_time(party: Party, cell: Account) -> None:
    make_post(unit=party.branches[0][0][0])
    visit = planned(party.branches[0][0][0], on(cell, MAY), DAY)
    with pytest.raises(BadInput) as refused:
        say_visit_not_made(visit_id=visit.pk, because="ثلوج", by=on(cell, MAY), at=at_noon(MAY))
    assert codes(refused.value) == ["not_made_too_early"]
    with pytest.raises(BadInput) as refused:
        cancel_visit(visit_id=visit.pk, because=" ", by=on(cell, MAY), at=at_noon(MAY))
    assert codes(refused.value) == ["reason_required"]
    say_visit_not_made(visit_id=visit.pk, because="ثلوج", by=on(cell, DAY), at=at_noon(DAY))
    assert live() == ["visit_not_made"]
    other = planned(party.branches[0][0][0], on(cell, MAY), DAY)
    cancel_visit(visit_id=other.pk, because="تعذر", by=on(cell, MAY), at=at_noon(MAY))
    assert sorted(Visit.objects.values_list("outcome", flat=True)) == ["cancelled", "not_made"]
    with pytest.raises(Conflict):
        move_visit(visit_id=other.pk, planned_on=DAY + timedelta(days=9), by=on(cell, MAY), at=at_noon(MAY))
    with pytest.raises(Conflict) as refused_promise:
        promise_on_visit(visit_id=other.pk, promise=PromiseData("x", DAY), by=on(cell, DAY), at=at_noon(DAY))
    assert refused_promise.value.code == "visit_not_made"


def test_a_visit_that_nobody_planned_is_noted_afterwards_and_announced_to_nobody(party: Party, cell: Account) -> None:
    make_post(unit=party.branches[0][0][0])
    by = on(cell, MAY)
    visit = planned(party.branches[0][0][0], by, MAY - timedelta(days=4))
    assert live() == []
    made(visit, by)
    assert Visit.objects.get().made_on == MAY - timedelta(days=4)


def test_the_posts_above_are_those_held_the_nearest_first(party: Party, cell: Account) -> None:
    unit = party.branches[0][0][0]
    province, region = holder(unit=party.provinces[0][0]), holder(unit=party.regions[0])
    holder(unit=party.provinces[1][0])
    holder(unit=party.national, body="cell", post="responsible", area=party.regions[1])
    chief = secretary_general(party, MAY)
    make_post(unit=party.national, body="cell", post="assistant", area=party.regions[0])  # vacant
    names = [post.pk for post in posts_above(unit, MAY)]
    of = {account: Post.objects.get(mandates__person=account.person).pk for account in (province, region, cell)}
    assert names[0] == of[province] and set(names) == {*of.values(), *chief.post_ids}


def test_the_database_refuses_a_visit_half_said(party: Party, cell: Account) -> None:
    visit = planned(party.branches[0][0][0], on(cell, MAY), DAY)
    for changes in ({"outcome": "made"}, {"made_on": DAY}, {"outcome": "cancelled", "seen": "x"}):
        with pytest.raises(IntegrityError, match="visit_outcome_whole"), transaction.atomic():
            Visit.objects.filter(pk=visit.pk).update(**changes)
