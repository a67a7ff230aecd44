"""The hours of messages: the party's, those in Ramadan, a person's own, a channel's."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tajadur.rules.hijri import is_ramadan
from tajadur.rules.hours import DayHours, OwnHours, PartyHours, decision_day, leaves_at, leaves_next_day

ZONE = ZoneInfo("Africa/Casablanca")
FIRST = date(2027, 2, 8)
PARTY = PartyHours(DayHours(11, 15), frozenset(FIRST + timedelta(days=number) for number in range(29)))


def local(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=ZONE)


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (OwnHours(), DayHours(11, 15)),
        (OwnHours(digest=9, quiet=20), DayHours(9, 20)),
        (OwnHours(digest=9), DayHours(9, 15)),
        (OwnHours(opens=12, closes=14), DayHours(12, 14)),
        (OwnHours(digest=20, quiet=21, closes=18), DayHours(17, 18)),
        (OwnHours(digest=16), DayHours(16, 17)),
    ],
)
def test_a_person_s_own_hours_stay_in_ramadan_and_a_channel_s_narrow_them(own: OwnHours, expected: DayHours) -> None:
    assert own.on(FIRST, PARTY) == expected


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (local(FIRST, 10, 59), FIRST - timedelta(days=1)),
        (local(FIRST, 11), FIRST),
        (local(FIRST - timedelta(days=1), 8), FIRST - timedelta(days=1)),
        (local(FIRST - timedelta(days=1), 7, 59), FIRST - timedelta(days=2)),
    ],
)
def test_the_steps_of_a_day_are_decided_from_its_first_hour_on(at: datetime, day: date) -> None:
    assert decision_day(at, PARTY) == day


def test_from_the_evening_before_ramadan_a_message_waits_for_its_first_hour() -> None:
    evening = local(FIRST - timedelta(days=1), 21)
    assert leaves_at(evening, OwnHours(), party=PARTY) == local(FIRST, 11)
    assert leaves_at(evening, OwnHours(), party=PARTY, holidays={FIRST}) == local(FIRST + timedelta(days=1), 11)
    assert leaves_next_day(local(FIRST, 11), OwnHours(), party=PARTY) == local(FIRST + timedelta(days=1), 11)


def test_from_its_last_evening_a_message_waits_for_the_usual_hour() -> None:
    last = max(PARTY.fasting)
    assert leaves_at(local(last, 15), OwnHours(), party=PARTY) == local(last + timedelta(days=1), 8)


HOURS = st.one_of(st.none(), st.integers(8, 21))


@given(
    at=st.datetimes(datetime(2027, 2, 1), datetime(2027, 3, 20)),  # noqa: DTZ001  the zone is given below
    own=st.builds(OwnHours, digest=HOURS, quiet=HOURS, opens=st.none(), closes=st.none()),
    holidays=st.sets(st.integers(0, 50).map(lambda number: date(2027, 2, 1) + timedelta(days=number)), max_size=12),
)
def test_a_message_never_leaves_early_at_night_on_a_holiday_or_twice_at_different_hours(
    at: datetime, own: OwnHours, holidays: set[date]
) -> None:
    aware = at.replace(tzinfo=UTC)
    leaves = leaves_at(aware, own, party=PARTY, holidays=holidays)
    wall = leaves.astimezone(ZONE)
    hours = own.on(wall.date(), PARTY)
    assert leaves >= aware
    assert hours.first <= wall.hour < hours.last
    assert wall.date() not in holidays
    assert leaves_at(leaves, own, party=PARTY, holidays=holidays) == leaves


def test_days_of_every_holiday_delay_nothing_for_ever() -> None:
    every_day = {FIRST + timedelta(days=number) for number in range(-40, 90)}
    assert leaves_at(local(FIRST, 22), OwnHours(), party=PARTY, holidays=every_day) == local(
        FIRST + timedelta(days=1), 11
    )


@pytest.mark.parametrize(
    ("day", "fasting"), [(date(2027, 2, 7), False), (FIRST, True), (date(2027, 3, 8), True), (date(2027, 3, 9), False)]
)
def test_ramadan_by_the_computed_calendar(day: date, fasting: bool) -> None:
    assert is_ramadan(day) is fasting
