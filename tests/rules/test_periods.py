"""How periods cut time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tajadur.rules.periods import (
    CALENDAR_TYPES,
    DayMonth,
    Period,
    PeriodType,
    first_common_start,
    period_of,
    periods_between,
)

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
    months = periods_between("monthly", after + timedelta(days=1), found - timedelta(days=1)) if found > after else []
    starts = [month.start for month in months if after < month.start < found]
    assert not [day for day in starts if period_of(old, day).start == period_of(new, day).start == day]


@pytest.mark.parametrize(
    ("old", "new", "after", "expected"),
    [
        ("monthly", "two_monthly", date(2026, 5, 12), date(2026, 7, 1)),
        ("monthly", "quarterly", date(2026, 5, 12), date(2026, 7, 1)),
        ("two_monthly", "quarterly", date(2026, 5, 12), date(2026, 7, 1)),
        ("quarterly", "yearly", date(2026, 5, 12), date(2027, 1, 1)),
        ("monthly", "monthly", date(2026, 5, 1), date(2026, 6, 1)),
        ("monthly", "monthly", date(2026, 4, 30), date(2026, 5, 1)),
    ],
)
def test_amended_period_type_takes_effect_where_both_begin(old, new, after, expected):
    assert first_common_start(old, new, after) == expected


def test_dated_directive_shares_no_start_with_a_calendar_one():
    with pytest.raises(ValueError, match="no common start"):
        first_common_start(PeriodType.MONTHLY, PeriodType.DATED, date(2026, 1, 1))
