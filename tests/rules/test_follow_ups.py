"""Ladders of what is promised or awaited outside the periods of directives."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tajadur.rules.follow_ups import (
    DEFAULT_TERMS,
    FollowUpKind,
    FollowUpLevel,
    Rung,
    ladder_of,
    ladder_rows_of,
    latest_rungs,
)

DUE = date(2026, 6, 15)
LONG_AGO = date(2020, 1, 1)
VISIT = DEFAULT_TERMS[FollowUpKind.VISIT].ladder


def _told(on: date, *, opened_on: date = LONG_AGO, installed_on: date = LONG_AGO) -> list[str]:
    return [rung.key for rung, _ in latest_rungs(VISIT, DUE, on, opened_on=opened_on, installed_on=installed_on)]


def test_every_kind_has_terms_that_read_back() -> None:
    assert set(DEFAULT_TERMS) == set(FollowUpKind)
    for terms in DEFAULT_TERMS.values():
        assert ladder_of(ladder_rows_of(terms.ladder)) == terms.ladder


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (date(2026, 6, 11), []),
        (date(2026, 6, 12), ["-3:owner"]),
        (date(2026, 6, 14), ["-3:owner"]),
        (date(2026, 6, 15), ["+0:owner"]),
        (date(2026, 6, 18), ["+3:owner"]),
        (date(2026, 6, 25), ["+10:pole"]),
        (date(2027, 6, 25), ["+10:pole"]),
    ],
)
def test_only_the_latest_day_that_has_come_is_told(on: date, told: list[str]) -> None:
    assert _told(on) == told


def test_nothing_is_told_of_days_before_it_was_opened_or_before_the_installation() -> None:
    assert _told(date(2026, 6, 14), opened_on=date(2026, 6, 13)) == []
    assert _told(date(2026, 6, 18), installed_on=date(2026, 6, 19)) == []


@given(st.integers(-40, 40), st.integers(0, 60))
def test_a_day_is_told_once_and_the_latest_wins(ahead: int, since: int) -> None:
    on = DUE + timedelta(days=ahead)
    found = latest_rungs(VISIT, DUE, on, opened_on=DUE - timedelta(days=since), installed_on=LONG_AGO)
    assert len({day for _, day in found}) <= 1
    assert all(day <= on for _, day in found)


@pytest.mark.parametrize("row", [["x", "owner"], [True, "owner"], [1, "nobody"], [400, "owner"]])
def test_what_is_no_row_of_a_ladder_is_refused(row: list[object]) -> None:
    with pytest.raises(ValueError, match=r"nobody|whole number"):
        ladder_of([row])


def test_the_key_of_a_rung_carries_its_sign() -> None:
    assert Rung(-2, FollowUpLevel.OWNER).key == "-2:owner"
