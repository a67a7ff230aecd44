"""The state of an obligation on the days where one answer becomes another."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given

from tajadur.rules.status import (
    Facts,
    State,
    days_late,
    days_overdue,
    is_declared_late,
    is_expected,
    is_fulfilled,
    is_locked,
    is_past_lock,
    state_on,
)
from tests.rules.strategies import all_facts, days

# Every day of an obligation another one, so that none stands for its neighbour.
MAY = Facts(
    period_start=date(2026, 5, 1),
    period_end=date(2026, 5, 31),
    opens_on=date(2026, 4, 25),
    due_on=date(2026, 6, 7),
    overdue_from=date(2026, 6, 15),
    locks_on=date(2026, 7, 14),
    report_days=7,
)
CONGRESS = Facts(
    period_start=date(2026, 1, 1),
    period_end=date(2026, 6, 30),
    opens_on=date(2025, 12, 20),
    due_on=date(2026, 7, 10),
    overdue_from=date(2026, 7, 16),
    calendar=False,
    report_days=10,
)


def june(day: int) -> date:
    return date(2026, 6, day)


def july(day: int) -> date:
    return date(2026, 7, day)


@pytest.mark.parametrize(
    ("facts", "held", "fulfils"),
    [
        (MAY, date(2026, 4, 30), False),
        (MAY, date(2026, 5, 1), True),
        (MAY, date(2026, 5, 31), True),
        (MAY, june(1), False),
        (CONGRESS, date(2025, 12, 31), False),
        (CONGRESS, date(2026, 1, 1), True),
        (CONGRESS, date(2026, 6, 30), True),
        (CONGRESS, july(1), True),
    ],
)
def test_what_was_held_fulfils_from_the_first_day_of_the_period_to_its_last(facts, held, fulfils):
    filed = replace(facts, held_on=held, filed_on=july(20))
    assert is_fulfilled(filed, july(20)) is fulfils
    assert is_fulfilled(filed, july(19)) is False
    assert is_fulfilled(replace(filed, filed_on=None), july(20)) is False
    assert is_fulfilled(replace(filed, held_on=None), july(20)) is False


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 4, 24), State.UPCOMING),
        (date(2026, 4, 25), State.OPEN),
        (june(7), State.OPEN),
        (june(8), State.GRACE),
        (june(14), State.GRACE),
        (june(15), State.SILENT),
    ],
)
def test_an_obligation_opens_on_its_own_day_not_with_its_period(day, state):
    assert state_on(MAY, day) is state


@pytest.mark.parametrize("decision", ["cancelled_on", "excused_on", "not_held_on", "filed_on"])
def test_a_decision_counts_from_the_day_it_was_taken(decision):
    facts = replace(MAY, held_on=date(2026, 5, 9), **{decision: june(10)})
    assert state_on(facts, june(9)) is State.GRACE
    assert (
        state_on(facts, june(10))
        is {
            "cancelled_on": State.CANCELLED,
            "excused_on": State.EXCUSED,
            "not_held_on": State.NOT_HELD,
            "filed_on": State.LATE,
        }[decision]
    )


@pytest.mark.parametrize(
    ("held", "filed", "late"),
    [
        (date(2026, 6, 30), july(10), 0),
        (date(2026, 6, 30), july(11), 1),
        (july(1), july(1), 1),
        (july(1), july(30), 1),
        (july(3), july(12), 3),
    ],
)
def test_a_dated_obligation_is_late_by_the_day_held_or_else_by_the_day_filed(held, filed, late):
    facts = replace(CONGRESS, held_on=held, filed_on=filed)
    assert days_late(facts) == late
    assert state_on(facts, filed) is (State.LATE if late else State.ON_TIME)


@pytest.mark.parametrize(
    ("held", "filed", "late"),
    [
        (july(20), july(30), 0),
        (july(20), july(31), 1),
        (july(21), july(21), 1),
        (july(23), july(31), 3),
        (date(2026, 6, 30), july(31), 1),
    ],
)
def test_an_extension_of_a_dated_obligation_takes_the_place_of_its_day(held, filed, late):
    longer = replace(CONGRESS, extended_until=july(20), extension_granted_on=june(20))
    facts = replace(longer, held_on=held, filed_on=filed)
    assert days_late(facts) == late
    assert state_on(facts, filed) is (State.LATE if late else State.EXTENDED)


@pytest.mark.parametrize(
    ("until", "granted", "late"),
    [
        (june(30), june(1), 10),  # granted before the report, as after it
        (june(30), july(20), 10),
        (july(10), july(20), 0),
        (july(9), july(20), 1),
        (june(1), june(1), 33),  # a grant that ends before the day itself takes nothing away
        (None, june(1), 33),
    ],
)
def test_a_late_report_is_counted_from_the_grant_whenever_it_was_given(until, granted, late):
    facts = replace(
        MAY, held_on=date(2026, 5, 9), filed_on=july(10), extended_until=until, extension_granted_on=granted
    )
    assert days_late(facts) == late


def test_nothing_is_late_that_was_not_held_or_not_filed_or_does_not_fulfil():
    assert days_late(MAY) == 0
    assert days_late(replace(MAY, held_on=date(2026, 5, 9))) == 0
    assert days_late(replace(MAY, filed_on=july(10))) == 0
    assert days_late(replace(MAY, held_on=june(3), filed_on=july(10))) == 0


@pytest.mark.parametrize(
    ("facts", "day", "overdue"),
    [
        (MAY, june(7), 0),
        (MAY, june(8), 1),
        (MAY, june(15), 8),
        (replace(MAY, extended_until=june(20), extension_granted_on=june(1)), june(20), 0),
        (replace(MAY, extended_until=june(20), extension_granted_on=june(1)), june(21), 1),
        (replace(MAY, extended_until=june(20), extension_granted_on=june(12)), june(11), 4),
        (replace(MAY, extended_until=june(2), extension_granted_on=june(1)), june(9), 2),
        (replace(CONGRESS, extended_until=july(20), extension_granted_on=june(1)), july(30), 0),
        (replace(CONGRESS, extended_until=july(20), extension_granted_on=june(1)), july(31), 1),
        (replace(MAY, excused_on=june(10)), june(12), 0),
    ],
)
def test_days_overdue_are_counted_from_the_last_day_of_filing(facts, day, overdue):
    assert days_overdue(facts, day) == overdue


@pytest.mark.parametrize(
    ("facts", "day", "expected"),
    [
        (MAY, june(7), False),
        (MAY, june(8), True),
        (replace(MAY, held_on=date(2026, 5, 9), filed_on=date(2026, 5, 10)), june(7), False),
        (replace(MAY, held_on=date(2026, 5, 9), filed_on=date(2026, 5, 10)), june(8), True),
        (replace(MAY, not_held_on=june(1)), june(8), True),
        (replace(MAY, cancelled_on=june(8)), june(8), False),
        (replace(MAY, excused_on=june(9)), june(8), True),
        (replace(MAY, extended_until=june(20), extension_granted_on=june(8)), june(20), False),
        (replace(MAY, extended_until=june(20), extension_granted_on=june(8)), june(21), True),
    ],
)
def test_an_obligation_is_counted_from_the_day_after_it_was_due(facts, day, expected):
    assert is_expected(facts, day) is expected


@pytest.mark.parametrize(("day", "late"), [(None, False), (june(14), False), (june(15), True), (june(16), True)])
def test_not_held_is_declared_late_once_silence_is_overdue(day, late):
    assert is_declared_late(replace(MAY, not_held_on=day)) is late


@pytest.mark.parametrize(
    ("facts", "last_open"),
    [
        (MAY, july(14)),
        (replace(MAY, extended_until=july(20), extension_granted_on=july(1)), july(20)),
        (replace(MAY, extended_until=july(2), extension_granted_on=july(1)), july(14)),
    ],
)
def test_a_report_is_locked_from_the_day_after_the_lock_and_the_extension(facts, last_open):
    assert is_locked(facts, last_open) is False
    assert is_locked(facts, last_open + timedelta(days=1)) is True


def test_an_extension_unlocks_from_the_day_it_is_granted():
    facts = replace(MAY, extended_until=july(30), extension_granted_on=july(20))
    assert [is_locked(facts, july(day)) for day in (19, 20, 30, 31)] == [True, False, False, True]


def test_a_reopening_opens_a_locked_period_from_its_day_on_and_not_before():
    facts = replace(MAY, reopened_on=july(20))
    assert [is_locked(facts, july(day)) for day in (14, 15, 19, 20, 31)] == [False, True, True, False, False]
    assert is_past_lock(facts, july(20))


def test_without_a_calendar_or_a_lock_nothing_is_locked():
    far = date(2030, 1, 1)
    assert is_locked(replace(MAY, calendar=False), far) is False
    assert is_locked(replace(MAY, locks_on=None), far) is False


def test_without_days_to_report_an_extension_of_a_dated_obligation_ends_on_its_day():
    bare = Facts(
        period_start=date(2026, 1, 1),
        period_end=june(30),
        opens_on=date(2026, 1, 1),
        due_on=june(30),
        overdue_from=july(5),
        calendar=False,
        extended_until=july(20),
        extension_granted_on=june(20),
    )
    assert [state_on(bare, july(day)) for day in (20, 21)] == [State.EXTENSION_RUNNING, State.SILENT]


@given(all_facts(), days)
def test_what_is_fulfilled_and_only_that_is_reported(facts, t):
    reported = state_on(facts, t) in (State.ON_TIME, State.EXTENDED, State.LATE)
    assert is_fulfilled(facts, t) is reported
