"""Ladders of advice, visits and promises; units that close or move; two at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from tajadur.activity.support.models import Advice, Promise, Visit
from tajadur.activity.support.nightly import tell_support
from tajadur.activity.support.operations.answering import answer_advice, mark_used
from tajadur.activity.support.operations.promising import keep_promise, withdraw_promise
from tajadur.activity.support.operations.visiting import cancel_visit, say_visit_not_made
from tajadur.activity.support.queries.facts import AWAITED
from tajadur.activity.support.queries.finding import advice_page, promise_page, visit_page
from tajadur.activity.support.queries.lists import Wanted, advice_list, promise_list, visit_list
from tajadur.foundation.errors import BadInput, Conflict, PermissionDenied
from tajadur.organisation.people.models import Account, Post
from tajadur.organisation.people.operations.posts import close_unit
from tajadur.organisation.units.operations.moving import move_unit
from tajadur.registry.notices.models import Notice
from tests.factories.duties import administrator, at_noon, responsible, secretary_general
from tests.factories.party import Party, acting, holder, small_party
from tests.factories.support import advised, made, planned, promised

MAY = date(2026, 5, 20)


@pytest.fixture
def cell(party: Party) -> Account:
    return holder(unit=party.national, body="cell", post="responsible", area=party.regions[0])


def ladder(kind: str, days: int = 40) -> list[tuple[date, int]]:
    """Every day of the ladder on which something of a kind was told, and to which post; each day is told twice."""
    told = []
    for ahead in range(days):
        day = MAY + timedelta(days=ahead)
        before = set(Notice.objects.values_list("pk", flat=True))
        count = tell_support(on=day, at=at_noon(day))
        assert tell_support(on=day, at=at_noon(day)) == 0
        fresh = Notice.objects.exclude(pk__in=before).filter(kind="follow_up", subject_kind=kind)
        assert count == fresh.count()
        told += [(day, post_id) for post_id in fresh.values_list("post_id", flat=True)]
    return told


def follow_ups() -> int:
    return Notice.objects.filter(kind="follow_up", cleared_at=None).count()


def test_the_unit_is_reminded_of_advice_that_awaits_its_answer(party: Party, cell: Account) -> None:
    secretary = holder(unit=party.branches[0][0][0])
    holder(unit=party.national, body="pole", post="secretary")
    advised(party.branches[0][0][0], acting(cell, MAY))
    advised(party.branches[0][0][0], acting(cell, MAY), wants_answer=False)
    post = Post.objects.get(mandates__person=secretary.person)
    due = date(2026, 6, 3)
    assert ladder("advice") == [(due + timedelta(days=offset), post.pk) for offset in (-2, 0, 1)]


def test_the_visitor_is_reminded_and_ten_days_later_the_pole_hears(party: Party, cell: Account) -> None:
    pole = Post.objects.get(mandates__person=holder(unit=party.national, body="pole", post="secretary").person)
    visit = planned(party.branches[0][0][0], acting(cell, MAY))
    assert ladder("visit") == [
        *((visit.planned_on + timedelta(days=offset), visit.post_id) for offset in (-3, 0, 3)),
        (visit.planned_on + timedelta(days=10), pole.pk),
    ]


def test_a_promise_reminds_its_owner_and_two_weeks_later_the_pole_hears(party: Party, cell: Account) -> None:
    pole = Post.objects.get(mandates__person=holder(unit=party.national, body="pole", post="secretary").person)
    promise = promised(party.branches[0][0][0], acting(cell, MAY), MAY + timedelta(days=10))
    assert ladder("promise") == [
        *((promise.due_on + timedelta(days=offset), promise.owner_id) for offset in (-7, 0, 1)),
        (promise.due_on + timedelta(days=14), pole.pk),
    ]


@pytest.mark.parametrize("act", ["answer", "use", "not_made", "cancel", "keep", "withdraw"])
def test_whatever_settles_it_clears_what_was_told_and_tells_no_more(party: Party, cell: Account, act: str) -> None:
    unit = party.branches[0][0][0]
    ours = holder(unit=unit)
    holder(unit=party.national, body="pole", post="secretary")
    by = acting(cell, MAY)
    day = MAY + timedelta(days=14)
    at, later = at_noon(day), acting(cell, day)
    said: dict[str, Callable[[], Any]] = {}
    if act in ("answer", "use"):
        pk = advised(unit, by).pk
        us = acting(ours, day)
        said["answer"] = lambda: answer_advice(advice_id=pk, kind="answer", text="تم", by=us, at=at)
        said["use"] = lambda: mark_used(advice_id=pk, by=us, at=at)
    elif act in ("not_made", "cancel"):
        pk = planned(unit, by, day).pk
        said["not_made"] = lambda: say_visit_not_made(visit_id=pk, because="ثلوج", by=later, at=at)
        said["cancel"] = lambda: cancel_visit(visit_id=pk, because="ثلوج", by=later, at=at)
    else:
        pk = promised(unit, by, day).pk
        said["keep"] = lambda: keep_promise(promise_id=pk, kept_on=day, proof="وصل", by=later, at=at)
        said["withdraw"] = lambda: withdraw_promise(promise_id=pk, because="ثلوج", by=later, at=at)
    assert tell_support(on=day, at=at) == 1 == follow_ups()
    said[act]()
    assert follow_ups() == 0
    for ahead in range(60):
        assert tell_support(on=day + timedelta(days=ahead), at=at + timedelta(days=ahead)) == 0


def test_after_an_outage_the_latest_rung_goes_alone(party: Party, cell: Account) -> None:
    holder(unit=party.branches[0][0][0])
    advised(party.branches[0][0][0], acting(cell, MAY))
    assert tell_support(on=date(2026, 6, 20), at=at_noon(date(2026, 6, 20))) == 1
    assert Notice.objects.get(kind="follow_up").step == "+1:owner@20260603"


def test_a_visit_moved_begins_its_ladder_anew(party: Party, cell: Account) -> None:
    from tajadur.activity.support.operations.visiting import move_visit

    by = acting(cell, MAY)
    visit = planned(party.branches[0][0][0], by)
    day = visit.planned_on
    assert tell_support(on=day, at=at_noon(day)) == 1
    later = acting(cell, day)
    move_visit(visit_id=visit.pk, planned_on=day + timedelta(days=5), by=later, at=at_noon(day))
    assert follow_ups() == 0
    assert tell_support(on=day + timedelta(days=5), at=at_noon(day + timedelta(days=5))) == 1


def test_it_takes_the_same_number_of_queries_for_any_number(
    party: Party, cell: Account, django_assert_num_queries: Any
) -> None:
    units = [unit for row in party.branches[0] for unit in row]
    for unit in units:
        holder(unit=unit)
    by, day = acting(cell, MAY), date(2026, 6, 3)
    for count, queries in ((1, 34), (4, 34)):
        for unit in units[:count]:
            advised(unit, by)
            planned(unit, by, day)
            promised(unit, by, day)
        with django_assert_num_queries(queries):
            tell_support(on=day, at=at_noon(day))


def test_a_closed_unit_owes_no_answer_and_the_giver_is_not_waiting(party: Party, cell: Account) -> None:
    unit = party.branches[0][0][0]
    holder(unit=unit)
    by = acting(cell, MAY)
    advice, visit, promise = (
        advised(unit, by), planned(unit, by, date(2026, 6, 1)), promised(unit, by, date(2026, 6, 8)),
    )  # fmt: skip
    day = date(2026, 6, 1)
    tell_support(on=day, at=at_noon(day))
    assert Notice.objects.filter(subject_kind="advice", cleared_at=None).exists()
    close_unit(unit_id=unit.pk, closed_on=date(2026, 6, 2), by=administrator(party, day), at=at_noon(day))
    after = date(2026, 6, 3)
    tell_support(on=after, at=at_noon(after))
    assert not Notice.objects.filter(subject_kind="advice", subject_id=advice.pk, cleared_at=None).exists()
    theirs = acting(cell, after)
    assert not advice_page(theirs, advice.pk, after).is_awaited
    assert list(advice_list(theirs, Wanted(state=AWAITED), after)) == []
    # What those above owe stays theirs to settle.
    assert visit_page(theirs, visit.pk, after).may_say
    assert promise_page(theirs, promise.pk, after).may_settle


def test_what_is_open_goes_with_a_unit_that_moves_and_those_of_its_day_still_read_it(
    party: Party, cell: Account
) -> None:
    unit = party.branches[0][0][0]
    secretary = holder(unit=unit)
    before = holder(unit=party.provinces[0][0])
    by = acting(cell, MAY)
    advice, visit, promise = advised(unit, by), planned(unit, by), promised(unit, by, date(2026, 6, 8))
    day = date(2026, 5, 25)
    move_unit(
        unit_id=unit.pk, parent_id=party.provinces[1][0].pk, from_on=day, by=administrator(party, day), at=at_noon(day)
    )
    new = responsible(party, day, region=1)
    unit.refresh_from_db()
    assert [row.pk for row in advice_list(new, Wanted(state=AWAITED), day)] == [advice.pk]
    assert visit_page(new, visit.pk, day).may_say
    assert promise_page(new, promise.pk, day).promise.owner_id == by.post_ids[0]
    assert not promise_page(new, promise.pk, day).may_settle  # owed by whoever promised it
    old = acting(cell, day)
    assert advice_page(old, advice.pk, day).may_withdraw
    assert promise_page(old, promise.pk, day).may_settle
    assert visit_page(old, visit.pk, day).may_say
    assert [row.pk for row in visit_list(old, Wanted(), day)] == [visit.pk]
    assert [row.pk for row in promise_list(old, Wanted(mine=True), day)] == [promise.pk]
    assert advice_page(acting(before, day), advice.pk, day).advice.pk == advice.pk  # it stood below them that day
    assert advice_page(acting(secretary, day), advice.pk, day).may_answer
    with pytest.raises(PermissionDenied):
        advised(unit, old)


def test_lists_keep_what_the_rule_calls_so(party: Party, cell: Account) -> None:
    unit = party.branches[0][0][0]
    ours, by = holder(unit=unit), acting(cell, MAY)
    answered, used, _unread = advised(unit, by), advised(unit, by), advised(unit, by)
    us = acting(ours, MAY)
    answer_advice(advice_id=answered.pk, kind="answer", text="تم", by=us, at=at_noon(MAY))
    mark_used(advice_id=used.pk, by=us, at=at_noon(MAY))
    late = planned(unit, by, MAY - timedelta(days=4))
    made(planned(unit, by, MAY), by)
    planned(unit, by, MAY - timedelta(days=3))
    day = MAY + timedelta(days=30)
    promise = promised(unit, by, MAY + timedelta(days=3))
    after = acting(cell, day)
    for actor in (by, us):
        assert {
            state: [page.pk for page in advice_list(actor, Wanted(state=state), MAY)]
            for state in ("answered", "used", "withdrawn")
        } == {"answered": [answered.pk], "used": [used.pk], "withdrawn": []}
        assert advice_list(actor, Wanted(state="unread"), MAY).count() == 2
        assert advice_list(actor, Wanted(state="awaited"), MAY).count() == 1
    for rows, page, given in ((advice_list, advice_page, Advice), (visit_list, visit_page, Visit)):
        for row in given.objects.all():
            state = page(by, row.pk, MAY).state
            assert row.pk in {other.pk for other in rows(by, Wanted(state=state.value), MAY)}, state
    assert [row.pk for row in visit_list(by, Wanted(state="overdue"), MAY)] == [late.pk]
    assert [row.pk for row in promise_list(after, Wanted(state="overdue"), day)] == [promise.pk]
    place = Wanted(place=party.provinces[0][0].pk)
    assert visit_list(by, place, MAY).count() == 3 == visit_list(by, Wanted(mine=True), MAY).count()
    assert visit_list(by, Wanted(place=party.provinces[0][1].pk), MAY).count() == 0
    assert visit_list(us, Wanted(received=True), MAY).count() == 3
    assert list(visit_list(responsible(party, MAY, region=1), Wanted(), MAY)) == []
    assert visit_list(secretary_general(party, MAY), Wanted(), MAY).count() == 3


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


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_settles_it_and_nothing_told_meanwhile_stays() -> None:
    party = small_party()
    unit = party.branches[0][0][0]
    by, chief = responsible(party, MAY), secretary_general(party, MAY)
    day = MAY + timedelta(days=7)
    visit, promise = planned(unit, by, day), promised(unit, by, day)
    at = at_noon(day)
    assert at_once(
        lambda: cancel_visit(visit_id=visit.pk, because="ثلوج", by=chief, at=at),
        lambda: say_visit_not_made(visit_id=visit.pk, because="ثلوج", by=by, at=at),
    ) == ["", "visit_settled"]
    assert at_once(
        lambda: keep_promise(promise_id=promise.pk, kept_on=day, proof="وصل", by=by, at=at),
        lambda: withdraw_promise(promise_id=promise.pk, because="ثلوج", by=chief, at=at),
        lambda: tell_support(on=day, at=at),
    ) == ["", "", "promise_settled"]
    row = Promise.objects.get()
    assert (row.kept_on is None) != (row.withdrawn_at is None)
    assert follow_ups() == 0
