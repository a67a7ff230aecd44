"""The days a rule gives, against the library asked in another way and against plain counting."""

from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday
from hypothesis import given
from hypothesis import strategies as st

from tajadur.activity.meetings.queries.calendar import (
    Rhythm,
    is_rule,
    next_occurrences,
    occurrences,
    rhythm_of,
    rule_of,
)
from tajadur.activity.meetings.vocabulary import PACES, NthWeekday, Pace, Weekday, with_own_paces
from tajadur.foundation.errors import BadInput
from tajadur.rules.cycles import Cycle, CycleUnit

FREQUENCIES = {CycleUnit.WEEK: WEEKLY, CycleUnit.MONTH: MONTHLY}
WEEKLY_PACES = [name for name, pace in PACES.items() if pace.is_weekly]
days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
weekdays = st.sampled_from(Weekday.values)
monthly_paces = st.sampled_from([pace for pace in PACES if pace not in WEEKLY_PACES])
rhythms = st.one_of(
    st.builds(Rhythm, st.sampled_from(WEEKLY_PACES), weekday=weekdays),
    st.builds(Rhythm, monthly_paces, st.sampled_from(["1", "2", "3", "4", "-1"]), weekdays),
    st.builds(
        lambda pace, day: Rhythm(pace, NthWeekday.DAY, month_day=day), monthly_paces, st.sampled_from([-1, 1, 15, 28])
    ),
)


@given(rhythms, days, st.integers(0, 500))
def test_occurrences_are_those_of_the_library(rhythm: Rhythm, starts_on: date, length: int) -> None:
    last = starts_on + timedelta(days=length)
    cycle = PACES[rhythm.pace].cycle
    more = {"bymonthday": rhythm.month_day}
    if rhythm.weekday:
        position = int(rhythm.place) if rhythm.place else None
        more = {"byweekday": weekday(Weekday.values.index(rhythm.weekday), position)}
    library = rrule(
        FREQUENCIES[cycle.unit],
        dtstart=datetime.combine(starts_on, time()),
        until=datetime.combine(last, time()),
        interval=cycle.length,
        **more,
    )
    assert occurrences(rule_of(rhythm), starts_on, starts_on, last) == [one.date() for one in library]


@given(rhythms, days, st.integers(0, 400), st.integers(0, 400))
def test_asking_in_two_parts_gives_the_same_days(rhythm: Rhythm, starts_on: date, cut: int, length: int) -> None:
    rule, middle, last = rule_of(rhythm), starts_on + timedelta(days=cut), starts_on + timedelta(days=cut + length)
    before = occurrences(rule, starts_on, starts_on, middle)
    after = occurrences(rule, starts_on, middle + timedelta(days=1), last)
    assert before + after == occurrences(rule, starts_on, starts_on, last)


@given(rhythms)
def test_a_rule_reads_back_as_the_rhythm_it_came_from(rhythm: Rhythm) -> None:
    assert rhythm_of(rule_of(rhythm)) == rhythm


def test_a_pace_of_our_own_gives_way_to_the_same_cycle_of_directives() -> None:
    assert list(with_own_paces({})) == ["fortnightly"]
    assert list(with_own_paces({"weekly": Pace(Cycle(CycleUnit.WEEK, 1, "W"), "")})) == ["weekly", "fortnightly"]
    assert list(with_own_paces({"two_weekly": Pace(Cycle(CycleUnit.WEEK, 2, "F"), "")})) == ["two_weekly"]


def test_the_first_saturday_is_counted_by_hand() -> None:
    assert occurrences("FREQ=MONTHLY;BYDAY=1SA", date(2026, 5, 21), date(2026, 5, 21), date(2026, 9, 30)) == [
        date(2026, 6, 6),
        date(2026, 7, 4),
        date(2026, 8, 1),
        date(2026, 9, 5),
    ]
    assert occurrences("FREQ=MONTHLY;BYMONTHDAY=-1", date(2028, 1, 1), date(2028, 2, 1), date(2028, 3, 30)) == [
        date(2028, 2, 29)
    ]
    assert occurrences("FREQ=WEEKLY;BYDAY=MO", date(2026, 5, 1), date(2026, 6, 1), date(2026, 5, 1)) == []


def test_the_first_days_stop_at_the_last_day_of_the_series() -> None:
    assert next_occurrences("FREQ=WEEKLY;BYDAY=SA", date(2026, 5, 21), ends_on=date(2026, 6, 1)) == [
        date(2026, 5, 23),
        date(2026, 5, 30),
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "FREQ=DAILY",
        "FREQ=MONTHLY",
        "FREQ=MONTHLY;BYDAY=1SA;COUNT=3",
        "FREQ=MONTHLY;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=5SA",
        "FREQ=MONTHLY;INTERVAL=0;BYDAY=1SA",
        "FREQ=SECONDLY;BYDAY=SA",
        "freq=monthly;byday=1sa",
        "FREQ=MONTHLY;BYDAY=1SA\nDTSTART:20260101",
    ],
)
def test_a_rule_of_another_kind_is_no_rule(rule: str) -> None:
    assert not is_rule(rule)
    assert rhythm_of(rule) is None


@pytest.mark.parametrize(
    "rhythm", [Rhythm("daily", "1", "SA"), Rhythm("monthly", "5", "SA"), Rhythm("weekly"), Rhythm("monthly", "day")]
)
def test_a_rhythm_that_is_not_offered_is_refused(rhythm: Rhythm) -> None:
    with pytest.raises(BadInput) as refused:
        rule_of(rhythm)
    assert refused.value.code == "rule_unknown"
