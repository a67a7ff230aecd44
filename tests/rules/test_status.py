"""The state of an obligation: the worked cases by name."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tajadur.rules.deadlines import deadlines
from tajadur.rules.periods import DayMonth, period_of
from tajadur.rules.status import (
    Facts,
    State,
    days_late,
    days_overdue,
    is_declared_late,
    is_expected,
    is_locked,
    state_on,
)


def facts_of(kind, day, report_days, grace_days, lock_days=None, **period_days) -> Facts:
    """Facts of the period of ``day``, nothing recorded yet."""
    calendar = kind not in ("dated", "once")
    period = period_of(kind, day, **period_days)
    dates = deadlines(period, report_days, grace_days, lock_days, locks=calendar)
    return Facts(
        period_start=period.start,
        period_end=period.end,
        opens_on=dates.opens_on,
        due_on=dates.due_on,
        overdue_from=dates.overdue_from,
        locks_on=dates.locks_on,
        calendar=calendar,
        report_days=report_days,
    )


MAY = facts_of("monthly", date(2026, 5, 1), 7, 7, 30)
CONGRESS = facts_of("dated", date(2026, 5, 1), 10, 5, opens=DayMonth(1, 1), by=DayMonth(30, 6))


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 4, 30), State.UPCOMING),
        (date(2026, 5, 1), State.OPEN),
        (date(2026, 6, 7), State.OPEN),
        (date(2026, 6, 8), State.GRACE),
        (date(2026, 6, 14), State.GRACE),
        (date(2026, 6, 15), State.SILENT),
        (date(2036, 1, 1), State.SILENT),
    ],
)
def test_monthly_obligation_nobody_answers_passes_from_upcoming_to_silent(day, state):
    assert state_on(MAY, day) == state


@pytest.mark.parametrize(
    ("held", "filed", "state", "late"),
    [
        (date(2026, 5, 9), date(2026, 5, 9), State.ON_TIME, 0),
        (date(2026, 5, 31), date(2026, 6, 7), State.ON_TIME, 0),
        (date(2026, 5, 31), date(2026, 6, 8), State.LATE, 1),
        (date(2026, 5, 9), date(2026, 9, 1), State.LATE, 86),
        (date(2026, 6, 1), date(2026, 6, 1), State.OPEN, 0),
        (date(2026, 4, 30), date(2026, 5, 2), State.OPEN, 0),
    ],
)
def test_calendar_period_is_fulfilled_only_by_what_was_held_inside_it(held, filed, state, late):
    facts = replace(MAY, held_on=held, filed_on=filed)
    assert state_on(facts, filed) == state
    assert days_late(facts) == late


def test_congress_due_by_30_june_and_held_on_3_november_is_late_126_days():
    facts = replace(CONGRESS, held_on=date(2026, 11, 3), filed_on=date(2026, 11, 20))
    assert state_on(facts, date(2026, 11, 19)) == State.SILENT
    assert state_on(facts, date(2026, 11, 20)) == State.LATE
    assert days_late(facts) == 126


def test_congress_held_in_time_but_filed_late_is_late_by_the_days_of_filing():
    facts = replace(CONGRESS, held_on=date(2026, 6, 28), filed_on=date(2026, 7, 13))
    assert state_on(facts, date(2026, 7, 13)) == State.LATE
    assert days_late(facts) == 3


def test_congress_held_before_its_period_opens_does_not_fulfil_it():
    facts = replace(CONGRESS, held_on=date(2025, 12, 20), filed_on=date(2026, 1, 5))
    assert state_on(facts, date(2026, 1, 5)) == State.OPEN


def test_extension_running_moves_the_filing_day_of_a_calendar_period():
    facts = replace(MAY, extended_until=date(2026, 6, 30), extension_granted_on=date(2026, 6, 10))
    assert state_on(facts, date(2026, 6, 9)) == State.GRACE
    assert state_on(facts, date(2026, 6, 10)) == State.EXTENSION_RUNNING
    assert not is_expected(facts, date(2026, 6, 30))
    assert state_on(facts, date(2026, 7, 1)) == State.SILENT
    assert days_overdue(facts, date(2026, 7, 3)) == 3
    in_time = replace(facts, held_on=date(2026, 5, 20), filed_on=date(2026, 6, 30))
    assert state_on(in_time, date(2026, 6, 30)) == State.EXTENDED
    too_late = replace(in_time, filed_on=date(2026, 7, 4))
    assert (state_on(too_late, date(2026, 7, 4)), days_late(too_late)) == (State.LATE, 4)


def test_extension_never_lets_a_calendar_meeting_be_held_outside_its_period():
    facts = replace(MAY, extended_until=date(2026, 6, 30), extension_granted_on=date(2026, 6, 2))
    held_after = replace(facts, held_on=date(2026, 6, 12), filed_on=date(2026, 6, 12))
    assert state_on(held_after, date(2026, 6, 12)) == State.EXTENSION_RUNNING


def test_extension_of_a_congress_moves_the_holding_day_and_leaves_the_days_to_file():
    facts = replace(CONGRESS, extended_until=date(2026, 9, 30), extension_granted_on=date(2026, 6, 20))
    assert state_on(facts, date(2026, 10, 10)) == State.EXTENSION_RUNNING
    assert state_on(facts, date(2026, 10, 11)) == State.SILENT
    in_time = replace(facts, held_on=date(2026, 9, 30), filed_on=date(2026, 10, 10))
    assert (state_on(in_time, date(2026, 10, 10)), days_late(in_time)) == (State.EXTENDED, 0)
    held_late = replace(facts, held_on=date(2026, 10, 2), filed_on=date(2026, 10, 5))
    assert (state_on(held_late, date(2026, 10, 5)), days_late(held_late)) == (State.LATE, 2)


def test_extension_granted_after_the_report_changes_the_answer_from_that_day_only():
    facts = replace(
        MAY,
        held_on=date(2026, 5, 20),
        filed_on=date(2026, 6, 10),
        extended_until=date(2026, 6, 20),
        extension_granted_on=date(2026, 6, 12),
    )
    assert state_on(facts, date(2026, 6, 11)) == State.LATE
    assert state_on(facts, date(2026, 6, 12)) == State.EXTENDED


def test_excuse_given_in_september_leaves_july_silent():
    facts = replace(MAY, excused_on=date(2026, 9, 5))
    assert state_on(facts, date(2026, 7, 31)) == State.SILENT
    assert is_expected(facts, date(2026, 7, 31))
    assert state_on(facts, date(2026, 9, 5)) == State.EXCUSED
    assert not is_expected(facts, date(2026, 9, 5))


def test_not_held_yields_to_a_later_report():
    facts = replace(MAY, not_held_on=date(2026, 6, 3), held_on=date(2026, 5, 30), filed_on=date(2026, 6, 6))
    assert state_on(facts, date(2026, 6, 5)) == State.NOT_HELD
    assert state_on(facts, date(2026, 6, 6)) == State.ON_TIME


def test_not_held_withdrawn_is_missing_again():
    facts = replace(MAY, not_held_on=date(2026, 6, 3), not_held_withdrawn_on=date(2026, 6, 20))
    assert state_on(facts, date(2026, 6, 19)) == State.NOT_HELD
    assert state_on(facts, date(2026, 6, 20)) == State.SILENT


@pytest.mark.parametrize(("day", "late"), [(date(2026, 6, 14), False), (date(2026, 6, 15), True)])
def test_not_held_is_marked_declared_late_from_the_first_overdue_day(day, late):
    assert is_declared_late(replace(MAY, not_held_on=day)) is late


def test_report_already_submitted_stays_when_the_unit_closes():
    facts = replace(MAY, held_on=date(2026, 5, 9), filed_on=date(2026, 5, 10), cancelled_on=date(2026, 5, 20))
    assert state_on(facts, date(2026, 6, 30)) == State.ON_TIME


def test_closed_unit_owes_nothing_from_the_day_it_is_decided():
    facts = replace(MAY, cancelled_on=date(2026, 5, 20), excused_on=date(2026, 5, 10))
    assert state_on(facts, date(2026, 5, 19)) == State.EXCUSED
    assert state_on(facts, date(2026, 5, 20)) == State.CANCELLED
    assert not is_expected(facts, date(2026, 12, 31))


def test_reopening_is_needed_after_the_lock_and_never_for_a_congress():
    assert MAY.locks_on == date(2026, 7, 14)
    assert not is_locked(MAY, date(2026, 7, 14))
    assert is_locked(MAY, date(2026, 7, 15))
    assert not is_locked(CONGRESS, date(2030, 1, 1))


def test_extension_past_the_lock_keeps_the_obligation_open():
    facts = replace(MAY, extended_until=date(2026, 8, 1), extension_granted_on=date(2026, 6, 10))
    assert not is_locked(facts, date(2026, 8, 1))
    assert is_locked(facts, date(2026, 8, 2))


def test_due_day_itself_has_no_rate_yet():
    assert not is_expected(MAY, MAY.due_on)
    assert is_expected(MAY, MAY.due_on + timedelta(days=1))
