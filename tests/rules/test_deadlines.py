"""From which day to which day something is owed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tajadur.rules.deadlines import Deadlines, deadlines, extended_deadlines, latest_extension
from tajadur.rules.periods import Period

MAY = Period("2026-05", date(2026, 5, 1), date(2026, 5, 31))
FEW = st.integers(0, 60)


def test_monthly_meeting_with_7_report_days_7_grace_days_and_30_lock_days():
    assert deadlines(MAY, 7, 7, 30) == Deadlines(
        opens_on=date(2026, 5, 1),
        due_on=date(2026, 6, 7),
        overdue_from=date(2026, 6, 15),
        locks_on=date(2026, 7, 14),
        period_end=date(2026, 5, 31),
    )


@pytest.mark.parametrize(("lock_days", "locks"), [(None, True), (30, False)])
def test_obligation_never_locks_without_lock_days_or_when_told_not_to(lock_days, locks):
    assert deadlines(MAY, 7, 7, lock_days, locks=locks).locks_on is None


@pytest.mark.parametrize("days", [(-1, 0, 0), (0, -1, 0), (0, 0, -1)])
def test_negative_days_are_refused(days):
    with pytest.raises(ValueError, match="negative"):
        deadlines(MAY, *days)


@given(FEW, FEW, FEW)
def test_days_follow_each_other(report, grace, lock):
    days = deadlines(MAY, report, grace, lock)
    assert MAY.end <= days.due_on < days.overdue_from
    assert days.locks_on == days.due_on + timedelta(days=grace + lock)


def test_extension_moves_the_filing_day_of_a_calendar_period():
    moved = extended_deadlines(deadlines(MAY, 7, 7), date(2026, 6, 30), calendar=True, report_days=7)
    assert (moved.period_end, moved.due_on, moved.overdue_from) == (MAY.end, date(2026, 6, 30), date(2026, 7, 1))


def test_extension_moves_the_holding_day_of_a_dated_period():
    moved = extended_deadlines(deadlines(MAY, 7, 7), date(2026, 6, 30), calendar=False, report_days=7)
    assert (moved.period_end, moved.due_on) == (date(2026, 6, 30), date(2026, 7, 7))


def test_extension_never_brings_a_day_forward():
    days = deadlines(MAY, 7, 7)
    assert extended_deadlines(days, date(2026, 6, 1), calendar=True, report_days=7) == days


def test_an_extension_goes_three_months_for_a_calendar_period_and_a_year_for_a_day() -> None:
    assert latest_extension(date(2026, 6, 7), calendar=True) == date(2026, 9, 7)
    assert latest_extension(date(2026, 6, 30), calendar=False) == date(2027, 7, 1)
