"""Rates are counts of rows, never above one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tajadur.rules.rates import Tally, percent, tally_of
from tajadur.rules.status import ANSWERED_STATES, REPORTED_STATES, State, is_expected, state_on
from tests.rules.strategies import all_facts, days


@st.composite
def tallies(draw) -> Tally:
    parts = [draw(st.integers(0, 50)) for _ in range(5)]
    programmable = draw(st.integers(0, 50))
    programmed = draw(st.integers(0, programmable))
    return Tally(sum(parts), *parts[:4], programmed, programmable)


def test_rates_of_a_province():
    tally = Tally(expected=75, on_time=40, extended=5, late=15, not_held=5, programmed=30, programmable=60)
    assert (tally.reported, tally.answered, tally.missing) == (60, 65, 10)
    assert tally.reporting_rate == 0.8
    assert tally.on_time_rate == 40 / 75
    assert tally.extended_rate == 5 / 75
    assert tally.answered_rate == 65 / 75
    assert tally.programmed_rate == 0.5


def test_nothing_expected_has_no_rate():
    nothing = Tally()
    rates = (nothing.reporting_rate, nothing.on_time_rate, nothing.extended_rate, nothing.answered_rate)
    assert (*rates, nothing.programmed_rate) == (None,) * 5


@pytest.mark.parametrize(
    "counts", [{"expected": 1, "on_time": 1, "late": 1}, {"programmed": 1}, {"expected": 2, "on_time": -1}]
)
def test_impossible_counts_are_refused_and_never_capped(counts):
    with pytest.raises(ValueError):
        Tally(**counts)


@given(tallies(), tallies())
def test_tallies_add_up_and_stay_between_none_and_all(one, other):
    whole = one + other
    assert whole.expected == one.expected + other.expected
    assert whole.missing == one.missing + other.missing
    rates = (whole.on_time_rate, whole.reporting_rate, whole.answered_rate)
    assert rates == (None,) * 3 or 0 <= rates[0] <= rates[1] <= rates[2] <= 1


@given(st.lists(all_facts(), max_size=30), days)
def test_tally_of_rows_counts_the_expected_ones_by_state(rows, t):
    states = [state_on(row, t) for row in rows if is_expected(row, t)]
    tally = tally_of(rows, t)
    assert tally.expected == len(states)
    assert tally.reported == sum(state in REPORTED_STATES for state in states)
    assert tally.answered == sum(state in ANSWERED_STATES for state in states)
    assert tally.not_held == states.count(State.NOT_HELD)


def test_tally_of_no_rows_is_empty():
    assert tally_of([], date(2026, 1, 1)) == Tally()


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (0, 0, None),
        (0, 9, 0),
        (9, 9, 100),
        (61, 100, 61),
        (1, 8, 13),
        (3, 8, 38),
        (999, 1000, 99),
        (1, 1000, 1),
        (2, 3, 67),
    ],
)
def test_percent_rounds_halves_up_and_says_all_only_of_all(part, whole, shown):
    assert percent(part, whole) == shown


@pytest.mark.parametrize(("part", "whole"), [(2, 1), (-1, 1), (1, 0)])
def test_percent_of_no_part_is_refused(part, whole):
    with pytest.raises(ValueError, match="no part"):
        percent(part, whole)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_percent_is_within_one_of_the_share_and_ordered(part, more):
    whole = part + more
    if whole == 0:
        assert percent(part, whole) is None
        return
    shown = percent(part, whole)
    assert abs(shown - 100 * part / whole) <= 1
    assert (shown == 100) is (part == whole)
    assert (shown == 0) is (part == 0)
