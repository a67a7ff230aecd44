"""The steps before a meeting, and the quorum that past attendance lets expect."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tajadur.rules.preparation import (
    MOST_MEETINGS,
    PreparationState,
    QuorumForecast,
    QuorumProspect,
    days_late,
    forecast_quorum,
    preparation_state,
    to_be_done_by,
)

DUE = date(2026, 5, 10)
_day = st.integers(-40, 40).map(lambda days: DUE + timedelta(days=days))


@pytest.mark.parametrize(
    ("done", "on", "state", "late"),
    [
        (None, -1, PreparationState.TO_DO, 0),
        (None, 0, PreparationState.TODAY, 0),
        (None, 1, PreparationState.LATE, 1),
        (None, 12, PreparationState.LATE, 12),
        (0, 12, PreparationState.DONE, 0),
        (3, 12, PreparationState.DONE_LATE, 3),
        (3, 2, PreparationState.LATE, 2),
        (-5, -6, PreparationState.TO_DO, 0),
    ],
)
def test_a_step_is_done_late_or_to_do(done: int | None, on: int, state: PreparationState, late: int) -> None:
    facts: dict[str, Any] = {
        "due_on": DUE,
        "done_on": None if done is None else DUE + timedelta(days=done),
        "on": DUE + timedelta(days=on),
    }
    assert (preparation_state(**facts), days_late(**facts)) == (state, late)


@pytest.mark.parametrize(
    ("on", "done_on", "state"),
    [
        (10, None, PreparationState.LATE),
        (11, None, PreparationState.MISSED),
        (300, None, PreparationState.MISSED),
        (300, DUE + timedelta(days=11), PreparationState.DONE_LATE),
    ],
)
def test_nothing_is_late_for_a_meeting_that_is_past(on: int, done_on: date | None, state: PreparationState) -> None:
    meets_on = DUE + timedelta(days=10)
    assert preparation_state(due_on=DUE, done_on=done_on, on=DUE + timedelta(days=on), meets_on=meets_on) == state


@given(st.none() | _day, _day)
def test_late_steps_have_days(done_on: date | None, on: date) -> None:
    state = preparation_state(due_on=DUE, done_on=done_on, on=on)
    late = days_late(due_on=DUE, done_on=done_on, on=on)
    assert (late > 0) == (state in {PreparationState.LATE, PreparationState.DONE_LATE})


def test_the_last_day_is_so_many_days_before() -> None:
    assert to_be_done_by(date(2026, 6, 7), 15) == date(2026, 5, 23)
    assert to_be_done_by(DUE, 0) == DUE


@pytest.mark.parametrize(
    ("attendance", "members", "needed", "expected"),
    [
        ([], 45, 23, QuorumForecast(QuorumProspect.TOO_FEW, 0, needed=23)),
        ([(30, 45), (30, 45)], 45, 23, QuorumForecast(QuorumProspect.TOO_FEW, 2, needed=23)),
        ([(30, 45), (30, 45), (5, 0)], 45, 23, QuorumForecast(QuorumProspect.TOO_FEW, 2, needed=23)),
        ([(30, 45), (24, 45), (40, 45)], 45, 23, QuorumForecast(QuorumProspect.SURE, 3, 30, 24, 23)),
        ([(30, 45), (20, 45), (40, 45)], 45, 23, QuorumForecast(QuorumProspect.LIKELY, 3, 30, 20, 23)),
        ([(30, 45), (20, 45), (21, 45), (25, 45)], 45, 23, QuorumForecast(QuorumProspect.UNLIKELY, 4, 21, 20, 23)),
        ([(30, 45), (20, 45), (21, 45)], 45, None, QuorumForecast(QuorumProspect.NO_RULE, 3, 21, 20, None)),
        # the body has grown: its share of then, of the members of now
        ([(10, 20), (10, 20), (12, 20)], 40, 20, QuorumForecast(QuorumProspect.SURE, 3, 20, 20, 20)),
        # more guests than members are no more than the body
        ([(60, 45), (60, 45), (60, 45)], 45, 23, QuorumForecast(QuorumProspect.SURE, 3, 45, 45, 23)),
        # only the last six count
        ([(40, 45)] * 6 + [(1, 45)], 45, 23, QuorumForecast(QuorumProspect.SURE, 6, 40, 40, 23)),
    ],
)
def test_the_quorum_is_forecast_from_past_attendance(
    attendance: list[tuple[int, int]], members: int, needed: int | None, expected: QuorumForecast
) -> None:
    assert forecast_quorum(attendance, members=members, needed=needed) == expected


@given(
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 60)), max_size=12),
    st.integers(0, 90),
    st.none() | st.integers(0, 60),
)
def test_the_worst_is_no_more_than_the_median(
    attendance: list[tuple[int, int]], members: int, needed: int | None
) -> None:
    found = forecast_quorum(attendance, members=members, needed=needed)
    assert 0 <= found.meetings <= MOST_MEETINGS
    if found.prospect is QuorumProspect.TOO_FEW:
        assert found.median is None
        assert found.worst is None
    else:
        assert found.worst is not None and found.median is not None
        assert 0 <= found.worst <= found.median <= members
