"""Ladders at their edges: what is planned, put off, refused, and decided on which day."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tajadur.rules.deadlines import Deadlines
from tajadur.rules.hours import PartyHours, decision_day
from tajadur.rules.reminders import (
    CONGRESS_LADDER,
    DEFAULT_LADDER,
    DIGEST_HOUR,
    LONGEST_SNOOZE_DAYS,
    QUIET_HOURS,
    LadderAnchor,
    Level,
    Step,
    ladder_faults,
    ladder_from,
    latest_snooze,
    latest_step,
    next_reminder_on,
    planned_steps,
    send_at_or_after,
    step_day,
    steps_due,
)

LONG_AGO = date(2020, 1, 1)
# Four different days, so that no anchor stands for another.
DAYS = Deadlines(date(2026, 5, 1), date(2026, 6, 7), date(2026, 6, 15), None, date(2026, 5, 31))
JUNE_1 = date(2026, 6, 1)

offsets = st.integers(-60, 60)
steps = st.builds(Step, offsets, st.sampled_from(LadderAnchor), st.sampled_from(Level))
ladders = st.lists(steps, max_size=12, unique=True).map(tuple)
near = st.dates(date(2026, 3, 1), date(2026, 9, 30))


def step(offset: int, anchor: LadderAnchor = LadderAnchor.DUE, to: Level = Level.POST) -> Step:
    return Step(offset, anchor, to)


def test_the_ladders_of_the_party_step_by_step():
    assert [one.key for one in DEFAULT_LADDER] == [
        "due-7:post", "due-2:post", "due+0:post", "overdue+0:post", "overdue+7:above", "overdue+14:cell",
    ]  # fmt: skip
    assert [one.key for one in CONGRESS_LADDER] == [
        *[f"period_end-{days}:post" for days in (90, 60, 30, 15, 7, 3, 1)], "period_end+0:post",
        *[f"period_end-{days}:cell" for days in (30, 15, 7, 3, 1)], "period_end+0:cell",
        "period_end+1:secretary_general",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("anchor", "day"),
    [
        (LadderAnchor.DUE, date(2026, 6, 7)),
        (LadderAnchor.OVERDUE, date(2026, 6, 15)),
        (LadderAnchor.PERIOD_END, date(2026, 5, 31)),
    ],
)
def test_each_anchor_counts_from_its_own_day(anchor, day):
    assert step_day(step(0, anchor), DAYS) == day
    assert step_day(step(-3, anchor), DAYS) == day - timedelta(days=3)
    assert step_day(step(5, anchor), DAYS) == day + timedelta(days=5)


@pytest.mark.parametrize("offset", [-366, 0, 366])
def test_a_year_is_the_longest_offset(offset):
    assert ladder_from([{"offset": offset, "anchor": "due", "to": "cell"}]) == (step(offset, to=Level.CELL),)
    beyond = offset + (1 if offset > 0 else -1)
    if abs(beyond) > 366:
        with pytest.raises(ValueError, match=f"a step's offset is a whole number of days, not {beyond}"):
            ladder_from([{"offset": beyond, "anchor": "due", "to": "cell"}])


def test_the_day_of_opening_and_of_the_installation_are_the_first_that_may_be_told():
    opening, before = step(-37), step(-38)
    assert planned_steps((before, opening), DAYS, LONG_AGO) == [(opening, DAYS.opens_on)]
    at_ten, earlier = step(0), step(-1)
    assert planned_steps((earlier, at_ten), DAYS, DAYS.due_on) == [(at_ten, DAYS.due_on)]


def test_steps_of_one_day_stand_in_the_order_of_the_ladder():
    first, second, third = step(1, to=Level.CELL), step(1, to=Level.ABOVE), step(0)
    assert planned_steps((first, second, third), DAYS, LONG_AGO) == [
        (third, DAYS.due_on),
        (first, DAYS.due_on + timedelta(days=1)),
        (second, DAYS.due_on + timedelta(days=1)),
    ]


@given(ladders, near, near)
def test_a_plan_is_what_its_words_say(ladder, installed_on, on):
    plan = planned_steps(ladder, DAYS, installed_on)
    assert [day for _one, day in plan] == sorted(day for _one, day in plan)
    assert all(day == step_day(one, DAYS) and day >= max(DAYS.opens_on, installed_on) for one, day in plan)
    wanted = {
        (step_day(one, DAYS), one.to) for one in ladder if step_day(one, DAYS) >= max(DAYS.opens_on, installed_on)
    }
    assert sorted((day, one.to) for one, day in plan) == sorted(wanted)
    come = steps_due(ladder, DAYS, on, installed_on=installed_on)
    assert come == [(one, day) for one, day in plan if day <= on]
    latest = max((day for _one, day in come), default=None)
    assert latest_step(ladder, DAYS, on, installed_on=installed_on) == [pair for pair in plan if pair[1] == latest]
    ahead = [day for _one, day in plan if day > on]
    assert next_reminder_on(ladder, DAYS, on, installed_on=installed_on) == min(ahead, default=None)


@pytest.mark.parametrize(
    ("later", "until"),
    [
        ([], date(2026, 6, 8)),
        ([date(2026, 6, 4)], date(2026, 6, 4)),
        ([date(2026, 6, 20), date(2026, 6, 6), date(2026, 6, 3)], date(2026, 6, 3)),
        ([date(2026, 6, 8)], date(2026, 6, 8)),
        ([date(2026, 6, 9)], date(2026, 6, 8)),
        ([JUNE_1, date(2026, 5, 2)], date(2026, 6, 8)),
        ([JUNE_1, date(2026, 6, 2)], date(2026, 6, 2)),
    ],
)
def test_a_step_is_put_off_to_the_next_of_the_ladder_and_at_most_a_week(later, until):
    assert latest_snooze(JUNE_1, later) == until


@given(near, st.lists(near, max_size=8))
def test_a_snooze_ends_after_its_day_within_a_week_and_passes_no_other_step(day, later):
    until = latest_snooze(day, later)
    assert timedelta() < until - day <= timedelta(days=7)
    assert LONGEST_SNOOZE_DAYS == 7
    assert not any(day < other < until for other in later)
    assert until in later or until == day + timedelta(days=7)


def test_a_ladder_without_fault_has_none():
    assert ladder_faults(DEFAULT_LADDER, DAYS) == []
    assert ladder_faults((step(-37), step(0), step(0, to=Level.CELL)), DAYS) == []


def test_each_fault_is_told_with_its_step_and_day():
    early, first, again = step(-38), step(8), step(0, LadderAnchor.OVERDUE)
    assert ladder_faults((early, first, again), DAYS) == [
        ("before_opening", early, date(2026, 4, 30)),
        ("twice", again, date(2026, 6, 15)),
    ]
    same_day_elsewhere = step(0, LadderAnchor.OVERDUE, Level.ABOVE)
    assert ladder_faults((first, same_day_elsewhere), DAYS) == []


def test_two_steps_before_the_opening_are_told_as_early_not_as_twice():
    early, beside = step(-40), step(-48, LadderAnchor.OVERDUE)
    assert step_day(early, DAYS) == step_day(beside, DAYS)
    assert [fault for fault, *_ in ladder_faults((early, beside), DAYS)] == ["before_opening", "before_opening"]


@given(ladders)
def test_a_ladder_without_fault_is_planned_whole(ladder):
    faults = ladder_faults(ladder, DAYS)
    assert len(planned_steps(ladder, DAYS, LONG_AGO)) + len(faults) == len(ladder)
    assert all(day == step_day(one, DAYS) for _fault, one, day in faults)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        # On summer time, an hour ahead of UTC, until September 2026.
        (datetime(2026, 7, 2, 7, 0, tzinfo=UTC), date(2026, 7, 2)),
        (datetime(2026, 7, 2, 6, 59, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 2, 22, 59, tzinfo=UTC), date(2026, 7, 2)),
        (datetime(2026, 12, 1, 8, 0, tzinfo=UTC), date(2026, 12, 1)),
        (datetime(2026, 12, 1, 7, 59, tzinfo=UTC), date(2026, 11, 30)),
        (datetime(2026, 1, 1, 0, 30, tzinfo=UTC), date(2025, 12, 31)),
    ],
)
def test_the_steps_of_a_day_are_decided_from_its_digest_hour_on(at, day):
    assert decision_day(at, PartyHours()) == day


def test_hours_of_the_party():
    assert (DIGEST_HOUR, QUIET_HOURS) == (time(8), (time(21), time(8)))


def winter(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "quiet", "digest", "expected"),
    [
        (winter(1, 3), (time(0), time(0)), time(6), winter(1, 6)),
        (winter(1, 23, 59), (time(5), time(5)), time(6), winter(1, 23, 59)),
        (winter(1, 12), (time(12), time(15)), time(8), winter(1, 15)),
        (winter(1, 15), (time(12), time(15)), time(8), winter(1, 15)),
        (winter(1, 11, 59), (time(12), time(15)), time(8), winter(1, 11, 59)),
        (winter(1, 2), (time(21), time(9)), time(8), winter(1, 9)),
        (winter(1, 9), (time(21), time(9)), time(8), winter(1, 9)),
        (winter(1, 21), (time(21), time(6)), time(8), winter(2, 8)),
        (winter(1, 3), (time(1), time(5)), time(4), winter(1, 5)),
        (winter(1, 7), (time(21), time(6)), time(8), winter(1, 8)),
    ],
)
def test_quiet_hours_and_the_digest_hour_at_their_edges(at, quiet, digest, expected):
    assert send_at_or_after(at, quiet=quiet, digest=digest) == expected


@pytest.mark.parametrize(("holidays", "expected"), [(30, winter(31, 8)), (31, winter(1, 10))])
def test_thirty_holidays_in_a_row_are_kept_and_one_more_are_a_mistake(holidays, expected):
    row = {date(2026, 12, 1) + timedelta(days=number) for number in range(holidays)}
    assert send_at_or_after(winter(1, 10), holidays=row) == expected


def test_after_a_holiday_the_day_begins_anew_whatever_the_hour_before():
    holidays = {date(2026, 12, 1)}
    assert send_at_or_after(winter(1, 8), holidays=holidays) == winter(2, 8)
    early = {"quiet": (time(0), time(0)), "digest": time(0, 15)}
    assert send_at_or_after(winter(1, 10), holidays=holidays, **early) == winter(2, 0, 15)


def test_a_mistaken_calendar_changes_nothing_of_the_hours():
    every_day = {date(2026, 12, 1) + timedelta(days=number) for number in range(60)}
    own = {"quiet": (time(12), time(15)), "digest": time(9)}
    assert send_at_or_after(winter(1, 13), holidays=every_day, **own) == winter(1, 15)
    assert send_at_or_after(winter(1, 3), holidays=every_day, **own) == winter(1, 9)


def test_what_may_leave_at_once_leaves_at_its_own_instant():
    at = datetime(2026, 12, 1, 10, 5, 7, 123456, tzinfo=UTC)
    assert send_at_or_after(at) == at
    assert send_at_or_after(at).utcoffset() == timedelta(0)
    assert send_at_or_after(datetime(2026, 7, 1, 10, tzinfo=UTC)).utcoffset() == timedelta(hours=1)
