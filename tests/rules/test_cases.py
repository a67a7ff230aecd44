"""The state of a case on a day, and the figures before and after its remedy."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tajadur.rules.cases import (
    OPEN_STATES,
    STATE_OF_END,
    CaseEnd,
    CaseFacts,
    CaseState,
    PeriodOutcome,
    case_state,
    effect,
)

ON = date(2026, 6, 10)
BEFORE, AFTER = ON - timedelta(days=1), ON + timedelta(days=1)
DAYS = st.none() | st.dates(date(2026, 6, 1), date(2026, 6, 20))


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (CaseFacts(), CaseState.OPEN),
        (CaseFacts(remedy_due_on=ON), CaseState.REMEDY),
        (CaseFacts(remedy_due_on=BEFORE), CaseState.OVERDUE),
        (CaseFacts(remedy_due_on=BEFORE, remedy_done_on=ON), CaseState.DONE),
        (CaseFacts(remedy_due_on=BEFORE, remedy_done_on=AFTER), CaseState.OVERDUE),
        (CaseFacts(proposed_on=ON, remedy_due_on=BEFORE), CaseState.PROPOSED),
        (CaseFacts(proposed_on=AFTER), CaseState.OPEN),
        (CaseFacts(ended_on=AFTER, end=CaseEnd.SETTLED), CaseState.OPEN),
        *((CaseFacts(ended_on=ON, end=end, proposed_on=BEFORE), state) for end, state in STATE_OF_END.items()),
    ],
)
def test_the_first_line_that_matches_is_the_state(facts: CaseFacts, state: CaseState) -> None:
    assert case_state(facts, ON) is state


@given(DAYS, DAYS, DAYS, DAYS, st.sampled_from(CaseEnd), st.dates(date(2026, 6, 1), date(2026, 6, 20)))
def test_a_case_is_open_until_the_day_of_its_end(
    ended: date | None, proposed: date | None, due: date | None, done: date | None, end: CaseEnd, t: date
) -> None:
    facts = CaseFacts(
        ended_on=ended, end=end if ended else None, proposed_on=proposed, remedy_due_on=due, remedy_done_on=done
    )
    assert (case_state(facts, t) in OPEN_STATES) == (ended is None or t < ended)


def _months(*reported: bool) -> list[PeriodOutcome]:
    return [
        PeriodOutcome(date(2026, month, 7), sign, sign, present=8 if sign else 0, convened=11 if sign else 0)
        for month, sign in enumerate(reported, 1)
    ]


def test_the_effect_is_shown_once_three_periods_were_due_after() -> None:
    months = _months(True, False, False, True, True, True, False)
    done = date(2026, 4, 2)
    assert effect(months[:5], done) is None
    before, after = effect(months, done) or pytest.fail("three periods were due after")
    assert (before.periods, before.reported, before.convened) == (3, 1, 11)
    assert (after.periods, after.reported, after.on_time, after.present, after.convened) == (3, 3, 3, 24, 33)


def test_fewer_periods_before_are_shown_as_they_are() -> None:
    before, after = effect(_months(False, True, True, True), date(2026, 2, 1)) or pytest.fail("three were due after")
    assert (before.periods, before.reported, after.reported) == (1, 0, 3)


@given(st.lists(st.booleans(), max_size=12), st.integers(1, 12))
def test_the_order_of_the_periods_does_not_matter(reported: list[bool], month: int) -> None:
    months = _months(*reported)
    assert effect(months, date(2026, month, 7)) == effect(months[::-1], date(2026, month, 7))
