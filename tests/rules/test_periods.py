"""How periods cut time."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tajadur.rules.cycles import Cycle, CycleUnit
from tajadur.rules.deadlines import deadlines
from tajadur.rules.periods import (
    CALENDAR_TYPES,
    KEY_PATTERNS,
    DayMonth,
    Period,
    PeriodType,
    first_common_start,
    parse_period_key,
    period_of,
    periods_between,
)
from tajadur.rules.reminders import default_ladder, ladder_faults

days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
calendar_types = st.sampled_from(sorted(CALENDAR_TYPES))
day_months = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: DayMonth(day.day, day.month))


@pytest.mark.parametrize(
    ("kind", "day", "key", "start", "end"),
    [
        ("monthly", date(2026, 5, 21), "2026-05", date(2026, 5, 1), date(2026, 5, 31)),
        ("monthly", date(2024, 2, 29), "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("two_monthly", date(2026, 5, 21), "2026B3", date(2026, 5, 1), date(2026, 6, 30)),
        ("two_monthly", date(2027, 2, 28), "2027B1", date(2027, 1, 1), date(2027, 2, 28)),
        ("quarterly", date(2026, 5, 21), "2026Q2", date(2026, 4, 1), date(2026, 6, 30)),
        ("six_monthly", date(2026, 5, 21), "2026S1", date(2026, 1, 1), date(2026, 6, 30)),
        ("six_monthly", date(2026, 12, 31), "2026S2", date(2026, 7, 1), date(2026, 12, 31)),
        ("four_monthly", date(2026, 9, 1), "2026T3", date(2026, 9, 1), date(2026, 12, 31)),
        ("four_monthly", date(2026, 4, 30), "2026T1", date(2026, 1, 1), date(2026, 4, 30)),
        ("weekly", date(2026, 2, 15), "2026W07", date(2026, 2, 9), date(2026, 2, 15)),
        ("weekly", date(2027, 1, 3), "2026W53", date(2026, 12, 28), date(2027, 1, 3)),
        ("weekly", date(2024, 12, 30), "2025W01", date(2024, 12, 30), date(2025, 1, 5)),
        ("yearly", date(2026, 5, 21), "2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_calendar_period_of_a_day(kind, day, key, start, end):
    assert period_of(kind, day) == Period(key, start, end)


def test_dated_period_has_the_year_of_its_last_day():
    congress = {"opens": DayMonth(1, 1), "by": DayMonth(30, 6)}
    assert period_of("dated", date(2026, 6, 30), **congress) == Period("2026", date(2026, 1, 1), date(2026, 6, 30))
    assert period_of("dated", date(2026, 7, 1), **congress) is None


def test_dated_period_opens_the_year_before_when_it_crosses_new_year():
    winter = {"opens": DayMonth(1, 10), "by": DayMonth(31, 3)}
    assert periods_between("dated", date(2026, 1, 1), date(2026, 12, 31), **winter) == [
        Period("2026", date(2025, 10, 1), date(2026, 3, 31)),
        Period("2027", date(2026, 10, 1), date(2027, 3, 31)),
    ]


@pytest.mark.parametrize(("year", "opening", "closing"), [(2024, (2, 29), (2, 29)), (2026, (3, 1), (2, 28))])
def test_29_february_opens_and_closes_in_every_year(year, opening, closing):
    leap_day = DayMonth(29, 2)
    assert leap_day.opening_in(year) == date(year, *opening)
    assert leap_day.closing_in(year) == date(year, *closing)


@pytest.mark.parametrize(("day", "month"), [(31, 4), (30, 2), (0, 1), (1, 13), (32, 1)])
def test_day_no_year_has_is_refused(day, month):
    with pytest.raises(ValueError, match="no year has"):
        DayMonth(day, month)


def test_once_is_one_period_and_outside_it_there_is_none():
    window = (date(2026, 3, 10), date(2026, 4, 2))
    assert periods_between("once", date(2026, 1, 1), date(2026, 12, 31), once=window) == [Period("once", *window)]
    assert period_of("once", date(2026, 4, 3), once=window) is None


@pytest.mark.parametrize("kind", ["dated", "once"])
def test_missing_days_of_a_dated_or_single_directive_are_refused(kind):
    with pytest.raises(ValueError, match="needs"):
        periods_between(kind, date(2026, 1, 1), date(2026, 2, 1))


def test_once_ending_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="before it starts"):
        period_of("once", date(2026, 1, 1), once=(date(2026, 2, 1), date(2026, 1, 1)))


def test_range_that_ends_before_it_starts_holds_no_period():
    assert periods_between("monthly", date(2026, 2, 1), date(2026, 1, 1)) == []


@settings(deadline=None)  # a century of weeks
@given(calendar_types, days, days)
def test_calendar_periods_cover_every_day_once(kind, first, last):
    found = periods_between(kind, min(first, last), max(first, last))
    assert found[0].start <= min(first, last) and max(first, last) <= found[-1].end
    assert all(left.end + timedelta(days=1) == right.start for left, right in zip(found, found[1:], strict=False))
    assert len({period.key for period in found}) == len(found)


@given(calendar_types, days)
def test_calendar_period_of_a_day_contains_it_and_its_bounds_agree(kind, day):
    period = period_of(kind, day)
    assert day in period
    assert period_of(kind, period.start) == period_of(kind, period.end) == period


@given(day_months, day_months, days, days)
def test_dated_periods_never_overlap_and_keep_one_key_a_year(opens, by, first, last):
    found = periods_between("dated", min(first, last), max(first, last), opens=opens, by=by)
    assert all(left.end < right.start for left, right in zip(found, found[1:], strict=False))
    assert [period.key for period in found] == [str(period.end.year) for period in found]


@given(calendar_types, calendar_types, days)
def test_common_start_begins_a_period_in_both_and_is_the_first(old, new, after):
    found = first_common_start(old, new, after)
    assert found > after
    assert period_of(old, found).start == period_of(new, found).start == found
    starts = [one.start for one in periods_between(old, after, found) if after < one.start < found]
    assert not [day for day in starts if period_of(old, day).start == period_of(new, day).start == day]


@pytest.mark.parametrize(
    ("old", "new", "after", "expected"),
    [
        ("monthly", "two_monthly", date(2026, 5, 12), date(2026, 7, 1)),
        ("monthly", "quarterly", date(2026, 5, 12), date(2026, 7, 1)),
        ("two_monthly", "quarterly", date(2026, 5, 12), date(2026, 7, 1)),
        ("quarterly", "yearly", date(2026, 5, 12), date(2027, 1, 1)),
        ("monthly", "monthly", date(2026, 5, 1), date(2026, 6, 1)),
        ("weekly", "monthly", date(2026, 5, 12), date(2026, 6, 1)),
        ("monthly", "weekly", date(2026, 6, 1), date(2027, 2, 1)),
        ("weekly", "four_monthly", date(2026, 6, 1), date(2028, 5, 1)),
        ("weekly", "yearly", date(2026, 6, 1), date(2029, 1, 1)),
        ("weekly", "yearly", date(2029, 1, 1), date(2035, 1, 1)),
        ("quarterly", "four_monthly", date(2026, 5, 12), date(2027, 1, 1)),
        ("weekly", "weekly", date(2026, 5, 12), date(2026, 5, 18)),
        ("monthly", "monthly", date(2026, 4, 30), date(2026, 5, 1)),
    ],
)
def test_amended_period_type_takes_effect_where_both_begin(old, new, after, expected):
    assert first_common_start(old, new, after) == expected


def test_dated_directive_shares_no_start_with_a_calendar_one():
    with pytest.raises(ValueError, match="no common start"):
        first_common_start(PeriodType.MONTHLY, PeriodType.DATED, date(2026, 1, 1))


@given(calendar_types, days)
def test_a_key_is_read_back_as_its_type_and_its_days(kind, day):
    period = period_of(kind, day)
    assert parse_period_key(period.key) == (kind, period)
    assert [one for one, pattern in KEY_PATTERNS.items() if re.fullmatch(pattern, period.key)] == [kind]


@pytest.mark.parametrize(
    "key", ["", "once", "2026-13", "2026-5", "2026W54", "2027W53", "2026W00", "2026T4", "2026Q0", "2026F07", "٢٠٢٦"]
)
def test_what_is_no_key_is_not_read(key):
    assert parse_period_key(key) is None


@given(days)
def test_weeks_are_numbered_as_iso_and_icalendar_do(day):
    assert period_of("weekly", day).key == day.strftime("%GW%V")


def test_the_calendar_ends_in_an_unfinished_week():
    assert period_of("weekly", date.max) == Period("9999W52", date(9999, 12, 27), date.max)
    assert period_of("monthly", date.max).end == date.max


@pytest.mark.parametrize("length", [0, 5, 24])
def test_months_that_do_not_divide_the_year_are_no_cycle(length):
    with pytest.raises(ValueError, match="divide"):
        Cycle(CycleUnit.MONTH, length, "X")


def test_every_other_week_keeps_its_step_over_a_year_of_53_weeks():
    cycle = Cycle(CycleUnit.WEEK, 2, "F")
    first = cycle.index_of(date(2026, 12, 14))
    keys = [cycle.key_of(first + ahead) for ahead in range(3)]
    assert [int(key[5:]) for key in keys] in ([50, 52, 1], [51, 53, 2])
    assert [cycle.index_of_key(key) for key in keys] == [first, first + 1, first + 2]
    assert cycle.index_of_key(f"2026F{int(keys[0][5:]) - 1}") is None


@pytest.mark.parametrize("kind", list(PeriodType))
def test_the_usual_ladder_fits_every_period_of_a_type_with_short_report_days(kind):
    for period in periods_between(
        kind, date(2026, 1, 1), date(2028, 12, 31), opens=DayMonth(1, 2), by=DayMonth(31, 5),
        once=(date(2026, 3, 1), date(2026, 3, 9)),
    ):  # fmt: skip
        for report_days, grace_days in ((0, 0), (2, 1), (7, 7)):
            assert ladder_faults(default_ladder(kind), deadlines(period, report_days, grace_days)) == []
