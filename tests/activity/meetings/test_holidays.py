"""What is worth knowing about a day."""

from datetime import date, time

import pytest

from tajadur.activity.meetings.queries.calendar import day_warnings
from tajadur.activity.meetings.vocabulary import DayWarning
from tajadur.rules.hijri import is_ramadan

EVENING = time(18, 30)


@pytest.mark.parametrize(
    ("language", "name"), [("ar", "ذكرى المسيرة الخضراء"), ("fr", "La marche verte"), ("en", "Green March")]
)
def test_a_public_holiday_is_named_in_the_language_of_the_page(language: str, name: str) -> None:
    assert [(one.code, one.name) for one in day_warnings(date(2026, 11, 6), EVENING, language)] == [
        (DayWarning.HOLIDAY, name)
    ]


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_an_islamic_day_is_said_to_be_an_estimate(language: str) -> None:
    found = day_warnings(date(2027, 3, 10), time(10), language)
    assert [one.code for one in found] == [DayWarning.HOLIDAY_ESTIMATED]
    assert "(" not in found[0].name


def test_two_holidays_on_one_day_are_two_remarks() -> None:
    found = day_warnings(date(2027, 8, 14), time(10), "fr")
    assert [one.code for one in found] == [DayWarning.HOLIDAY, DayWarning.HOLIDAY_ESTIMATED]


@pytest.mark.parametrize(
    ("day", "hour", "warned"),
    [
        (date(2027, 2, 15), time(17), True),
        (date(2027, 2, 15), time(16, 59), False),
        (date(2027, 2, 15), None, False),
        (date(2027, 4, 15), time(20), False),
    ],
)
def test_only_the_evenings_of_ramadan_are_remarked(day: date, hour: time | None, warned: bool) -> None:
    assert (DayWarning.RAMADAN_EVENING in [one.code for one in day_warnings(day, hour, "ar")]) is warned


def test_an_ordinary_day_has_no_remark() -> None:
    assert day_warnings(date(2026, 6, 6), EVENING, "ar") == []


def test_years_the_hijri_calendar_does_not_know_are_not_ramadan() -> None:
    assert not is_ramadan(date(1900, 1, 1)) and not is_ramadan(date(2099, 1, 1))
