"""Where a session stands, when a need is met, whether a province was reached."""

from datetime import date, timedelta

import pytest

from tajadur.rules.training import (
    SessionFacts,
    covered_since,
    is_covered,
    need_met_on,
    need_state,
    training_state,
)

FIRST, LAST = date(2026, 5, 9), date(2026, 5, 10)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("on", "facts", "expected"),
    [
        (FIRST - DAY, {}, "planned"),
        (FIRST, {}, "running"),
        (LAST, {}, "running"),
        (LAST + DAY, {}, "undeclared"),
        (LAST, {"is_attended": True}, "held"),
        (LAST + DAY, {"is_attended": True}, "held"),
        (FIRST - DAY, {"is_cancelled": True}, "cancelled"),
        (LAST + DAY, {"is_cancelled": True, "is_attended": True}, "cancelled"),
    ],
)
def test_a_session_stands_by_the_first_that_fits(on: date, facts: dict[str, bool], expected: str) -> None:
    assert training_state(SessionFacts(FIRST, LAST, **facts), on).value == expected


def test_a_need_is_met_by_a_session_that_began_after_it() -> None:
    later = (date(2026, 7, 1), date(2026, 7, 3))
    assert need_met_on(FIRST, [(FIRST, LAST)], LAST) is None  # it ran already
    assert need_met_on(FIRST - DAY, [later, (FIRST, LAST)], LAST) == LAST
    assert need_met_on(FIRST - DAY, [(FIRST, LAST)], FIRST) is None  # it is not over
    assert need_met_on(FIRST, [later], later[1]) == later[1]
    assert need_met_on(FIRST, [], LAST) is None


def test_a_need_taken_back_is_neither_open_nor_met() -> None:
    attended = [(FIRST, LAST)]
    assert need_state(FIRST - DAY, attended, LAST).value == "met"
    assert need_state(FIRST, attended, LAST).value == "open"
    assert need_state(FIRST - DAY, attended, LAST, is_void=True).value == "withdrawn"


def test_a_province_is_covered_for_twelve_months() -> None:
    assert covered_since(date(2026, 5, 31)) == date(2025, 5, 31)
    assert covered_since(date(2024, 2, 29)) == date(2023, 2, 28)
    assert is_covered(date(2025, 5, 31), date(2026, 5, 31))
    assert not is_covered(date(2025, 5, 30), date(2026, 5, 31))
    assert not is_covered(date(2026, 6, 1), date(2026, 5, 31))
    assert not is_covered(None, LAST)
