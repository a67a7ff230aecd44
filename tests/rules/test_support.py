"""The states of advice, visits and promises on a day, and the rate of promises kept on their day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tajadur.rules.support import (
    AdviceFacts,
    AdviceState,
    PromiseFacts,
    PromiseRate,
    PromiseState,
    VisitFacts,
    VisitState,
    advice_state_on,
    awaits_answer_on,
    counts_in_rate,
    days_late,
    overdue_if_planned_before,
    promise_rate,
    promise_state_on,
    visit_days,
    visit_state_on,
)

MAY = date(2026, 5, 20)
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
maybe = st.none() | days


def day(number: int) -> date:
    return MAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (AdviceFacts(), "unread"),
        (AdviceFacts(read_on=MAY), "read"),
        (AdviceFacts(read_on=MAY, used_on=MAY), "used"),
        (AdviceFacts(read_on=MAY, used_on=MAY, answered_on=MAY), "answered"),
        (AdviceFacts(read_on=MAY, answered_on=MAY, withdrawn_on=MAY), "withdrawn"),
        (AdviceFacts(answered_on=day(1)), "unread"),
    ],
)
def test_the_first_that_was_recorded_by_the_day_is_the_state_of_advice(facts: AdviceFacts, state: str) -> None:
    assert advice_state_on(facts, MAY) == state


@pytest.mark.parametrize(
    ("facts", "waits"),
    [
        (AdviceFacts(), False),
        (AdviceFacts(due_on=day(-9)), True),
        (AdviceFacts(due_on=day(9), read_on=MAY), True),
        (AdviceFacts(due_on=day(9), used_on=MAY), False),
        (AdviceFacts(due_on=day(9), answered_on=MAY), False),
        (AdviceFacts(due_on=day(9), withdrawn_on=MAY), False),
        (AdviceFacts(due_on=day(9), unit_closed_on=MAY), False),
        (AdviceFacts(due_on=day(9), unit_closed_on=day(1)), True),
    ],
)
def test_an_answer_is_awaited_until_the_unit_says_a_word_or_closes(facts: AdviceFacts, waits: bool) -> None:
    assert awaits_answer_on(facts, MAY) is waits


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (VisitFacts(MAY), "planned"),
        (VisitFacts(day(-3)), "planned"),
        (VisitFacts(day(-4)), "overdue"),
        (VisitFacts(day(-9), made_on=MAY), "made"),
        (VisitFacts(day(-9), not_made_on=MAY), "not_made"),
        (VisitFacts(day(9), cancelled_on=MAY), "cancelled"),
        (VisitFacts(day(-9), made_on=day(1)), "overdue"),
    ],
)
def test_a_visit_of_which_nothing_is_said_is_overdue_after_three_days(facts: VisitFacts, state: str) -> None:
    assert visit_state_on(facts, MAY) == state


@pytest.mark.parametrize(
    ("facts", "state", "late"),
    [
        (PromiseFacts(MAY), "open", 0),
        (PromiseFacts(day(-1)), "overdue", 1),
        (PromiseFacts(day(-5), kept_on=day(-5), said_on=MAY), "kept", 0),
        (PromiseFacts(day(-5), kept_on=day(-2), said_on=MAY), "kept_late", 3),
        (PromiseFacts(day(-5), kept_on=day(-2), said_on=day(1)), "overdue", 5),
        (PromiseFacts(day(-5), withdrawn_on=MAY), "withdrawn", 0),
    ],
)
def test_a_promise_is_kept_on_its_day_late_or_not(facts: PromiseFacts, state: str, late: int) -> None:
    assert (promise_state_on(facts, MAY), days_late(facts, MAY)) == (state, late)


def test_a_rate_counts_those_due_and_a_promise_withdrawn_after_its_day_stays_in_it() -> None:
    promises = [
        PromiseFacts(day(9)),  # not due yet
        PromiseFacts(day(9), kept_on=MAY, said_on=MAY),  # kept before its day
        PromiseFacts(day(-1)),
        PromiseFacts(day(-9), kept_on=day(-2), said_on=day(-2)),
        PromiseFacts(day(-9), withdrawn_on=day(-9)),
        PromiseFacts(day(-9), withdrawn_on=day(-8)),
    ]
    assert promise_rate(promises, MAY) == PromiseRate(kept=1, due=4)
    assert promise_rate([], MAY) == PromiseRate(0, 0)


@given(st.builds(AdviceFacts, maybe, maybe, maybe, maybe, maybe, maybe), days, days)
def test_advice_only_goes_forward(facts: AdviceFacts, one: date, other: date) -> None:
    order = list(AdviceState)
    earlier, later = sorted((one, other))
    assert order.index(advice_state_on(facts, later)) <= order.index(advice_state_on(facts, earlier))
    if awaits_answer_on(facts, later):
        assert awaits_answer_on(facts, earlier)


@given(days, days)
def test_what_sql_compares_is_what_the_rule_says(planned_on: date, on: date) -> None:
    is_overdue = visit_state_on(VisitFacts(planned_on), on) is VisitState.OVERDUE
    assert is_overdue == (planned_on < overdue_if_planned_before(on)) == ((on - planned_on).days > 3)


@given(st.builds(PromiseFacts, days, maybe, maybe, maybe), days)
def test_late_days_and_states_agree(facts: PromiseFacts, on: date) -> None:
    state = promise_state_on(facts, on)
    assert (days_late(facts, on) > 0) == (state in {PromiseState.KEPT_LATE, PromiseState.OVERDUE})
    if state in {PromiseState.KEPT_LATE, PromiseState.OVERDUE}:
        assert counts_in_rate(facts, on)


@given(st.lists(st.builds(PromiseFacts, days, maybe, maybe, maybe), max_size=9), days)
def test_no_more_are_kept_than_were_due(promises: list[PromiseFacts], on: date) -> None:
    rate = promise_rate(promises, on)
    assert 0 <= rate.kept <= rate.due <= len(promises)


def test_visits_follow_on_working_days_past_holidays_and_days_taken() -> None:
    thursday, off = date(2026, 5, 21), {date(2026, 5, 25), date(2026, 5, 27)}
    expected = [thursday, date(2026, 5, 22), date(2026, 5, 26), date(2026, 5, 28)]
    assert visit_days(thursday, 4, off=off) == expected
    # The first day is the planner's own choice, a Sunday too.
    assert visit_days(date(2026, 5, 24), 2, off=off) == [date(2026, 5, 24), date(2026, 5, 26)]
    assert visit_days(thursday, 0) == []


@given(days, st.integers(0, 40), st.sets(days, max_size=30))
def test_each_visit_has_a_day_of_its_own(first: date, count: int, off: set[date]) -> None:
    found = visit_days(first, count, off=off)
    assert len(found) == len(set(found)) == count
    assert found == sorted(found) and found[:1] == [first][:count]
    assert all(day.weekday() < 5 and day not in off for day in found[1:])
