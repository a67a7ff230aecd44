"""Thirty days, the first one counted; the state of a declaration on any day; the key of what is owed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tajadur.rules.filings import (
    DAYS,
    LADDER,
    FilingFacts,
    day_of_key,
    filing_key,
    filing_state,
    last_day,
    sheet_day,
)  # fmt: skip

SINCE = date(2026, 5, 11)  # elected on the tenth
DAYS_AROUND = st.dates(date(2026, 4, 1), date(2026, 8, 1))


def test_the_last_day_is_the_thirtieth_after_the_vote() -> None:
    assert last_day(SINCE) == date(2026, 6, 9)
    assert last_day(SINCE) - (SINCE - timedelta(days=1)) == timedelta(days=DAYS)


@pytest.mark.parametrize(
    "facts, on, state",
    [
        ({}, date(2026, 6, 9), "running"),
        ({}, date(2026, 6, 10), "overdue"),
        ({"superseded_on": date(2026, 5, 20)}, date(2026, 5, 19), "running"),
        ({"superseded_on": date(2026, 5, 20)}, date(2026, 6, 10), "superseded"),
        ({"received_on": date(2026, 6, 9), "recorded_on": date(2026, 7, 1)}, date(2026, 6, 30), "overdue"),
        ({"received_on": date(2026, 6, 9), "recorded_on": date(2026, 7, 1)}, date(2026, 7, 1), "in_time"),
        ({"received_on": date(2026, 6, 10), "recorded_on": date(2026, 6, 10)}, date(2026, 6, 10), "late"),
    ],
)
def test_the_state_is_what_was_recorded_by_the_day(facts: dict[str, date], on: date, state: str) -> None:
    assert filing_state(FilingFacts(SINCE, **facts), on) == state


@pytest.mark.parametrize(
    "facts, on, day",
    [
        ({}, date(2026, 5, 20), date(2026, 5, 20)),
        ({}, date(2026, 5, 1), SINCE),
        ({"received_on": date(2026, 5, 18)}, date(2026, 5, 20), date(2026, 5, 18)),
        ({"superseded_on": date(2026, 5, 19)}, date(2026, 5, 20), SINCE),
    ],
)
def test_the_sheet_follows_today_until_the_receipt_and_keeps_its_day(
    facts: dict[str, date], on: date, day: date
) -> None:
    assert sheet_day(FilingFacts(SINCE, **facts), on) == day


@given(since=st.dates(date(1990, 1, 1), date(2100, 12, 1)), earlier=st.integers(0, 99))
def test_a_key_carries_its_day_and_fits(since: date, earlier: int) -> None:
    key = filing_key(since, earlier)
    assert day_of_key(key) == since
    assert len(key) <= 20


@pytest.mark.parametrize(
    "key", ["", "2026", "2026-05", "2026S1", "12/2026 v2", "2026-13-40", "2026-05-11 x", "2026W07"]
)
def test_other_keys_carry_no_day(key: str) -> None:
    assert day_of_key(key) is None


def test_the_ladder_begins_after_the_office_and_climbs() -> None:
    assert all(step.offset > -DAYS for step in LADDER)
    assert [step.to.value for step in LADDER][-3:] == ["above", "cell", "secretary_general"]
