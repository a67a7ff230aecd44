"""Stages against their days: targets, order, what stands in the way."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tajadur.rules.stages import (
    Days,
    Hindrance,
    PlannedStage,
    Reached,
    StageAnchor,
    built_on,
    days_late,
    hindrance,
    next_stage,
    reached,
    target_day,
)

OPENS, DEADLINE = date(2026, 1, 1), date(2026, 6, 30)
CALL = PlannedStage("call", -60, 10)
HELD = PlannedStage("held", 0, 1, ("call",), is_event=True)
DECLARED = PlannedStage("declared", 30, 20, ("held",), StageAnchor.HELD)
LINE = [CALL, HELD, DECLARED]


@pytest.mark.parametrize(
    ("stage", "fixed_on", "held_on", "expected"),
    [
        (CALL, None, None, date(2026, 5, 1)),
        (CALL, date(2026, 6, 20), None, date(2026, 4, 21)),
        (CALL, date(2026, 11, 3), None, date(2026, 9, 4)),
        (HELD, None, None, DEADLINE),
        (DECLARED, None, None, date(2026, 7, 30)),
        (DECLARED, date(2026, 6, 20), None, date(2026, 7, 20)),
        (DECLARED, date(2026, 6, 20), date(2026, 6, 21), date(2026, 7, 21)),
    ],
)
def test_a_target_is_counted_from_the_deadline_until_a_date_is_fixed_then_from_it(
    stage: PlannedStage, fixed_on: date | None, held_on: date | None, expected: date
) -> None:
    assert target_day(stage, Days(OPENS, DEADLINE, fixed_on, held_on)) == expected


@pytest.mark.parametrize(
    ("on", "done_on", "expected", "late"),
    [
        (date(2026, 4, 1), None, Reached.AHEAD, 0),
        (date(2026, 4, 24), None, Reached.SOON, 0),
        (date(2026, 5, 1), None, Reached.SOON, 0),
        (date(2026, 5, 2), None, Reached.LATE, 1),
        (date(2026, 6, 1), date(2026, 5, 4), Reached.DONE, 3),
        (date(2026, 5, 3), date(2026, 5, 4), Reached.LATE, 3),
    ],
)
def test_where_a_stage_stands(on: date, done_on: date | None, expected: Reached, late: int) -> None:
    days = Days(OPENS, DEADLINE)
    assert reached(CALL, days, done_on, on) == expected
    assert days_late(CALL, days, done_on, on) == late


@pytest.mark.parametrize(
    ("stage", "on", "done_on", "expected", "late"),
    [
        (CALL, date(2026, 6, 27), None, Reached.LATE, 57),  # the eve of the congress
        (CALL, date(2026, 6, 28), None, Reached.UNMARKED, 0),
        (CALL, date(2027, 6, 28), None, Reached.UNMARKED, 0),
        (CALL, date(2027, 6, 28), date(2026, 5, 4), Reached.DONE, 3),
        (DECLARED, date(2026, 8, 1), None, Reached.LATE, 4),
        (HELD, date(2026, 7, 2), None, Reached.LATE, 2),
    ],
)
def test_once_it_was_held_what_was_to_come_before_is_not_marked_and_no_longer_late(
    stage: PlannedStage, on: date, done_on: date | None, expected: Reached, late: int
) -> None:
    days = Days(OPENS, DEADLINE, held_on=date(2026, 6, 28))
    assert (reached(stage, days, done_on, on), days_late(stage, days, done_on, on)) == (expected, late)


@pytest.mark.parametrize(
    ("done", "done_on", "expected"),
    [
        ({}, date(2026, 7, 2), Hindrance("in_future", day=date(2026, 7, 1))),
        ({}, date(2025, 12, 31), Hindrance("before_opening", day=OPENS)),
        ({}, date(2026, 6, 30), Hindrance("needs", "call")),
        ({"call": date(2026, 6, 30)}, date(2026, 6, 29), Hindrance("before", "call", date(2026, 6, 30))),
        ({"call": date(2026, 6, 30)}, date(2026, 6, 30), None),
        ({"call": date(2026, 5, 1)}, date(2026, 7, 1), None),
    ],
)
def test_what_stands_in_the_way_of_holding(done: dict[str, date], done_on: date, expected: Hindrance | None) -> None:
    assert hindrance(HELD, done, opens_on=OPENS, done_on=done_on, on=date(2026, 7, 1)) == expected


def test_a_stage_others_rest_on_cannot_go() -> None:
    done = {"call": date(2026, 5, 1), "held": date(2026, 6, 30)}
    assert built_on("call", LINE, done) == "held"
    assert built_on("held", LINE, done) is None


@given(st.sets(st.sampled_from([stage.code for stage in LINE])))
def test_the_next_stage_is_one_that_may_begin(codes: set[str]) -> None:
    done = {code: OPENS + timedelta(days=9) for code in codes}
    found = next_stage(LINE, done)
    open_ones = [one for one in LINE if one.code not in done and set(one.after) <= set(done)]
    assert found == (open_ones[0] if open_ones else None)
