"""Ladders: who is told on which day, and when a message may leave."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tajadur.rules.deadlines import Deadlines, deadlines
from tajadur.rules.periods import Period
from tajadur.rules.reminders import (
    CONGRESS_LADDER,
    DEFAULT_LADDER,
    LadderAnchor,
    Level,
    Step,
    ladder_from,
    ladder_rows,
    latest_step,
    next_reminder_on,
    send_at_or_after,
    step_day,
    steps_due,
    who_hears,
)

LONG_AGO = date(2020, 1, 1)
MAY = deadlines(Period("2026-05", date(2026, 5, 1), date(2026, 5, 31)), 7, 7)
CONGRESS = deadlines(Period("2026", date(2026, 1, 1), date(2026, 6, 30)), 10, 5, locks=False)


def told(steps):
    return [(day.isoformat(), step.to.value) for step, day in steps]


def test_default_ladder_of_a_monthly_meeting():
    assert told(steps_due(DEFAULT_LADDER, MAY, date(2026, 12, 31), installed_on=LONG_AGO)) == [
        ("2026-05-31", "post"),
        ("2026-06-05", "post"),
        ("2026-06-07", "post"),
        ("2026-06-15", "post"),
        ("2026-06-22", "above"),
        ("2026-06-29", "cell"),
    ]


def test_congress_ladder_tells_the_cell_from_30_days_and_the_secretary_general_the_day_after():
    assert told(steps_due(CONGRESS_LADDER, CONGRESS, date(2026, 12, 31), installed_on=LONG_AGO)) == [
        ("2026-04-01", "post"),
        ("2026-05-01", "post"),
        *[(day, to) for day in ("2026-05-31", "2026-06-15", "2026-06-23") for to in ("post", "cell")],
        *[(day, to) for day in ("2026-06-27", "2026-06-29", "2026-06-30") for to in ("post", "cell")],
        ("2026-07-01", "secretary_general"),
    ]


def test_after_an_outage_only_the_steps_of_the_latest_day_are_left():
    assert told(latest_step(DEFAULT_LADDER, MAY, date(2026, 6, 20), installed_on=LONG_AGO)) == [("2026-06-15", "post")]
    assert told(latest_step(CONGRESS_LADDER, CONGRESS, date(2026, 6, 14), installed_on=LONG_AGO)) == [
        ("2026-05-31", "post"),
        ("2026-05-31", "cell"),
    ]


def test_no_step_has_come_before_the_first():
    assert latest_step(DEFAULT_LADDER, MAY, date(2026, 5, 30), installed_on=LONG_AGO) == []


def test_nothing_older_than_the_installation_is_told():
    installed = date(2026, 6, 16)
    assert told(steps_due(DEFAULT_LADDER, MAY, date(2026, 6, 30), installed_on=installed)) == [
        ("2026-06-22", "above"),
        ("2026-06-29", "cell"),
    ]
    assert latest_step(DEFAULT_LADDER, MAY, date(2026, 6, 20), installed_on=installed) == []


def test_steps_before_the_obligation_opens_are_dropped():
    short = Deadlines(date(2026, 6, 25), date(2026, 6, 30), date(2026, 7, 6), None, date(2026, 6, 28))
    assert told(steps_due(DEFAULT_LADDER, short, date(2026, 7, 1), installed_on=LONG_AGO)) == [
        ("2026-06-28", "post"),
        ("2026-06-30", "post"),
    ]


def test_two_steps_to_one_recipient_on_one_day_are_one():
    ladder = (Step(1, LadderAnchor.DUE, Level.POST), Step(0, LadderAnchor.OVERDUE, Level.POST))
    days = Deadlines(date(2026, 5, 1), date(2026, 6, 7), date(2026, 6, 8))
    assert steps_due(ladder, days, date(2026, 6, 8), installed_on=LONG_AGO) == [(ladder[1], date(2026, 6, 8))]


@pytest.mark.parametrize(
    ("on", "following"),
    [(date(2026, 5, 1), date(2026, 5, 31)), (date(2026, 5, 31), date(2026, 6, 5)), (date(2026, 6, 29), None)],
)
def test_next_reminder_is_the_first_step_after_the_day(on, following):
    assert next_reminder_on(DEFAULT_LADDER, MAY, on, installed_on=LONG_AGO) == following


def test_step_counted_from_an_unknown_period_end_is_refused():
    with pytest.raises(ValueError, match="end of the period"):
        step_day(CONGRESS_LADDER[0], Deadlines(LONG_AGO, LONG_AGO, LONG_AGO))


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(0, 200))
def test_steps_once_due_stay_due_and_none_is_told_twice(on, more):
    for ladder, days in ((DEFAULT_LADDER, MAY), (CONGRESS_LADDER, CONGRESS)):
        now = steps_due(ladder, days, on, installed_on=LONG_AGO)
        later = steps_due(ladder, days, on + timedelta(days=more), installed_on=LONG_AGO)
        assert later[: len(now)] == now
        assert len({(step.to, day) for step, day in later}) == len(later)


@pytest.mark.parametrize("ladder", [DEFAULT_LADDER, CONGRESS_LADDER])
def test_ladder_survives_being_stored_and_its_keys_are_unique(ladder):
    assert ladder_from(ladder_rows(ladder)) == ladder
    assert len({step.key for step in ladder}) == len(ladder)
    assert ladder[0].key in ("due-7:post", "period_end-90:post")


@pytest.mark.parametrize(
    "row",
    [
        {"offset": "x", "anchor": "due", "to": "post"},
        {"offset": True, "anchor": "due", "to": "post"},
        {"offset": 900, "anchor": "due", "to": "post"},
        {"offset": 1, "anchor": "moon", "to": "post"},
        {"offset": 1, "anchor": "due", "to": "everyone"},
        {},
    ],
)
def test_ladder_row_that_makes_no_sense_is_refused(row):
    with pytest.raises(ValueError):
        ladder_from([row])


def local(day, hour, minute=0):
    # Morocco keeps UTC all year since 20 September 2026.
    return datetime(2026, 12, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "holidays", "expected"),
    [
        (local(1, 10, 5), (), local(1, 10, 5)),
        (local(1, 3), (), local(1, 8)),
        (local(1, 20, 59), (), local(1, 20, 59)),
        (local(1, 21), (), local(2, 8)),
        (local(1, 23), (date(2026, 12, 2), date(2026, 12, 3)), local(4, 8)),
        (local(1, 10), (date(2026, 12, 1),), local(2, 8)),
    ],
)
def test_message_leaves_at_the_next_allowed_hour(at, holidays, expected):
    assert send_at_or_after(at, quiet=(time(21), time(8)), holidays=set(holidays)) == expected


def test_quiet_hours_inside_the_day_are_waited_out():
    assert send_at_or_after(local(1, 13), quiet=(time(12), time(15))) == local(1, 15)


def test_digest_hour_inside_quiet_hours_waits_for_their_end():
    assert send_at_or_after(local(1, 22), quiet=(time(20), time(9)), digest=time(21)) == local(2, 9)


def test_calendar_with_nothing_but_holidays_delays_nothing_for_ever():
    every_day = {date(2026, 12, 1) + timedelta(days=n) for n in range(60)}
    assert send_at_or_after(local(1, 10), holidays=every_day) == local(1, 10)


def test_summer_before_the_change_of_2026_is_one_hour_ahead():
    assert send_at_or_after(datetime(2026, 7, 1, 6, 30, tzinfo=UTC)) == datetime(2026, 7, 1, 7, 0, tzinfo=UTC)


def test_naive_instant_is_refused():
    with pytest.raises(ValueError, match="aware"):
        send_at_or_after(datetime(2026, 12, 1, 10))  # noqa: DTZ001 - the point of the test


clock = st.times().map(lambda wall: wall.replace(microsecond=0, tzinfo=None))


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)), clock, clock, clock)  # noqa: DTZ001
def test_message_never_leaves_early_nor_in_quiet_hours(at, start, end, digest):
    sent = send_at_or_after(at, quiet=(start, end), digest=digest)
    assert sent >= at
    assert sent - at <= timedelta(days=2)
    wall = sent.time()
    assert not (start <= wall < end if start <= end else wall >= start or wall < end)
    assert send_at_or_after(sent, quiet=(start, end), digest=digest) == sent


@pytest.mark.parametrize(
    ("posts", "rank", "expected"),
    [
        ([(0, 10, True), (1, 11, True)], 0, (10, None)),
        ([(0, 10, False), (1, 11, True)], 0, (11, 10)),
        ([(0, 10, False), (1, 11, False), (3, 13, True)], 0, (13, 10)),
        ([(0, 10, True), (1, 11, False)], 1, (None, None)),
        ([(0, 10, True), (2, 12, True)], 1, (12, None)),
        ([], 0, (None, None)),
    ],
)
def test_a_vacant_post_passes_its_step_to_the_first_held_one_above(posts, rank, expected):
    assert who_hears(posts, rank) == expected
