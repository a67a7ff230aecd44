"""What holds for every obligation whatever its facts."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tajadur.rules.status import (
    ANSWERED_STATES,
    EXPECTED_STATES,
    MISSING_STATES,
    NOT_EXPECTED_STATES,
    REPORTED_STATES,
    WAITING_STATES,
    State,
    days_late,
    days_overdue,
    is_expected,
    is_locked,
    state_on,
)
from tests.rules.strategies import RECORDED, all_facts, days, extended, reported

BEST_FIRST = [State.ON_TIME, State.EXTENDED, State.LATE]


def test_states_partition_into_the_groups():
    parts = [REPORTED_STATES, {State.NOT_HELD}, NOT_EXPECTED_STATES, WAITING_STATES, MISSING_STATES]
    assert sorted(state for part in parts for state in part) == sorted(State)
    assert EXPECTED_STATES == set(State) - NOT_EXPECTED_STATES - WAITING_STATES
    assert ANSWERED_STATES == REPORTED_STATES | {State.NOT_HELD}


@given(all_facts(), days)
def test_what_is_recorded_later_never_changes_an_earlier_answer(facts, t):
    later = {name: None for name in RECORDED if (day := getattr(facts, name)) is not None and day > t}
    assert state_on(replace(facts, **later), t) == state_on(facts, t)
    assert is_locked(replace(facts, **later), t) == is_locked(facts, t)


@given(all_facts(), days)
def test_expected_obligation_is_in_an_expected_state(facts, t):
    if is_expected(facts, t):
        assert state_on(facts, t) in EXPECTED_STATES
    else:
        assert t <= facts.due_on or state_on(facts, t) in NOT_EXPECTED_STATES


@given(reported(), st.integers(1, 60))
def test_reporting_earlier_never_gives_a_worse_state(facts_and_day, earlier):
    facts, t = facts_and_day
    sooner = replace(facts, filed_on=facts.filed_on - timedelta(days=earlier))
    assert BEST_FIRST.index(state_on(sooner, t)) <= BEST_FIRST.index(state_on(facts, t))


@given(reported(), st.integers(1, 60))
def test_holding_earlier_since_the_period_opened_never_gives_a_worse_state(facts_and_day, earlier):
    facts, t = facts_and_day
    sooner = replace(facts, held_on=max(facts.period_start, facts.held_on - timedelta(days=earlier)))
    assert BEST_FIRST.index(state_on(sooner, t)) <= BEST_FIRST.index(state_on(facts, t))


@given(reported(), st.integers(0, 200))
def test_reported_obligation_stays_reported_and_its_state_never_worsens(facts_and_day, more):
    facts, t = facts_and_day
    before = state_on(facts, t)
    after = state_on(facts, t + timedelta(days=more))
    assert BEST_FIRST.index(after) <= BEST_FIRST.index(before)


@given(all_facts(cancelled_on=None, excused_on=None), days)
def test_extension_never_gives_a_worse_state(facts, t):
    without = state_on(replace(facts, extended_until=None, extension_granted_on=None), t)
    order = [*BEST_FIRST, State.NOT_HELD, State.UPCOMING, State.OPEN, State.EXTENSION_RUNNING, *sorted(MISSING_STATES)]
    assert order.index(state_on(facts, t)) <= order.index(without)


@given(extended())
def test_while_an_extension_runs_a_report_filed_now_would_not_be_late(facts_and_day):
    facts, t = facts_and_day
    assert state_on(facts, t) is State.EXTENSION_RUNNING
    filed_now = replace(facts, held_on=facts.period_end, filed_on=t)
    assert state_on(filed_now, t) in (State.ON_TIME, State.EXTENDED)


@given(all_facts())
def test_days_late_are_counted_exactly_when_the_last_word_is_late(facts):
    last_word = state_on(facts, date(2040, 1, 1))
    assert (days_late(facts) > 0) is (last_word is State.LATE)


@given(all_facts(), days)
def test_days_overdue_are_counted_exactly_when_something_is_missing(facts, t):
    assert (days_overdue(facts, t) > 0) is (state_on(facts, t) in MISSING_STATES)
