"""Need, attention, silence and vitality."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tajadur.rules.need import Candidate, DuePeriod, Share, Vitality, need, needs_attention, silent_for, vitality

MONDAY = date(2026, 11, 23)
candidates = st.lists(
    st.builds(
        Candidate,
        unit=st.integers(1, 12),
        line=st.sampled_from(["silent", "vacant", "congress"]),
        need=st.integers(0, 170),
        levels_below=st.integers(0, 3),
        changed_on=st.dates(date(2026, 1, 1), MONDAY),
    )
)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"reporting": 100}, 0),
        ({"reporting": 50}, 50),
        ({"reporting": None}, 0),
        ({"reporting": 0, "severe_cases": 2}, 120),
        ({"reporting": 0, "severe_cases": 9}, 130),
        ({"reporting": 100, "vacant_secretary": True, "congress_will_miss": True}, 40),
        ({"reporting": 0, "severe_cases": 3, "vacant_secretary": True, "congress_will_miss": True}, 170),
    ],
)
def test_need_of_a_unit(facts, expected):
    assert need(**facts) == expected


def test_attention_goes_to_need_times_levels_then_to_the_newest_change():
    region = Candidate(1, "silent", 30, 2, date(2026, 11, 1))
    province = Candidate(2, "silent", 50, 1, date(2026, 11, 1))
    newer = Candidate(3, "vacant", 50, 1, date(2026, 11, 20))
    branch = Candidate(4, "silent", 40, 0, date(2026, 11, 1))
    content = Candidate(5, "silent", 0, 2, MONDAY)
    assert needs_attention([branch, province, content, newer, region]) == [region, newer, province, branch]


def test_of_one_unit_s_lines_of_one_weight_the_first_in_rank_stands_and_ranks_never_order_units():
    once = Candidate(1, "congress", 40, 2, date(2026, 1, 1), rank=0)
    newer = Candidate(1, "low", 40, 2, date(2026, 11, 1), rank=1)
    other = Candidate(2, "low", 40, 2, date(2026, 10, 1), rank=1)
    assert needs_attention([newer, other, once]) == [other, once]


def test_unit_has_one_line_and_it_is_the_heaviest():
    light, heavy = Candidate(1, "vacant", 20, 1, MONDAY), Candidate(1, "silent", 60, 1, MONDAY)
    assert needs_attention([light, heavy]) == [heavy]


def test_line_shown_at_the_last_visit_comes_back_only_when_it_changed():
    one = Candidate(1, "silent", 60, 1, date(2026, 11, 1))
    assert needs_attention([one], last_shown={(1, "silent"): date(2026, 11, 1)}) == []
    assert needs_attention([one], last_shown={(1, "silent"): date(2026, 10, 1)}) == [one]
    assert needs_attention([one], last_shown={(1, "vacant"): MONDAY}) == [one]


@given(candidates)
def test_attention_is_at_most_seven_lines_of_different_units_and_turns_over(all_lines):
    shown = needs_attention(all_lines)
    assert len(shown) == len({one.unit for one in shown}) <= 7
    seen = {(one.unit, one.line): one.changed_on for one in shown}
    again = needs_attention(all_lines, last_shown=seen)
    assert not [one for one in again if one.changed_on <= seen.get((one.unit, one.line), date.min)]


@pytest.mark.parametrize(
    ("opened", "held", "days"),
    [
        (date(2026, 1, 1), date(2026, 11, 20), 3),
        (date(2026, 11, 22), date(2026, 11, 20), 1),
        (date(2026, 11, 13), None, 10),
        (None, date(2026, 11, 23), 0),
        (None, None, None),
        (date(2027, 1, 1), None, None),
    ],
)
def test_silence_counts_from_the_later_of_opening_and_last_meeting(opened, held, days):
    assert silent_for(opened, held, MONDAY) == days


def test_vitality_is_five_shares_of_the_last_six_due_periods():
    old = DuePeriod(held=True, on_time=True, actions_due=9, actions_closed_on_day=9, secretary_present=True)
    good = DuePeriod(held=True, on_time=True, actions_due=2, actions_closed_on_day=1, secretary_present=True)
    poor = DuePeriod(held=False, on_time=False, office_in_mandate=False)
    assert vitality([old, good, good, good, poor, poor, DuePeriod(held=True, on_time=False)]) == Vitality(
        held=Share(4, 6),
        on_time=Share(3, 6),
        actions_on_day=Share(3, 6),
        office_in_mandate=Share(4, 6),
        secretary_present=Share(3, 3),
    )
    assert vitality([]).held == Share(0, 0)
