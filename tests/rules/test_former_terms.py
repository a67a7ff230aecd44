"""Every period is asked, dated and counted by the terms of its own time, whatever was amended since and how often."""

from datetime import date

import pytest

from tajadur.rules.former_terms import (
    FilingDays,
    FormerTerms,
    TermsOverTime,
    former_terms_from,
    last_reached,
    reach_of_exception,
)
from tajadur.rules.periods import DayMonth, Period

SEVEN, TWENTY = FilingDays(7, 7), FilingDays(20, 7)
# Monthly until 31 December, quarterly from January on, monthly again from April on.
AND_BACK = TermsOverTime(
    "monthly",
    SEVEN,
    (
        FormerTerms(date(2026, 11, 10), SEVEN, "monthly", date(2027, 1, 1)),
        FormerTerms(date(2027, 1, 12), SEVEN, "quarterly", date(2027, 4, 1)),
    ),
)
JANUARY = Period("2026-01", date(2026, 1, 1), date(2026, 1, 31))


def test_a_frequency_holds_for_the_periods_that_began_before_it_ended() -> None:
    keys = [period.key for period in AND_BACK.own_periods(date(2026, 10, 1), date(2027, 5, 31))]
    assert keys == ["2026-10", "2026-11", "2026-12", "2027Q1", "2027-04", "2027-05"]
    assert [period.key for period in AND_BACK.own_periods(date(2027, 2, 1), date(2027, 4, 1))] == ["2027Q1", "2027-04"]
    assert AND_BACK.period_type_on(date(2027, 3, 31)) == "quarterly"
    assert AND_BACK.period_types == {"monthly", "quarterly"}


@pytest.mark.parametrize(
    ("on", "coming"),
    [
        (date(2026, 12, 31), ("monthly", date(2027, 1, 1))),
        (date(2027, 1, 1), ("quarterly", date(2027, 4, 1))),
        (date(2027, 4, 1), None),
    ],
)
def test_a_frequency_decided_is_to_come_until_its_first_day(on: date, coming: tuple[str, date] | None) -> None:
    assert AND_BACK.change_to_come(on) == coming


@pytest.mark.parametrize(
    ("on", "days"),
    [
        (date(2026, 2, 7), TWENTY),  # its last day: still open
        (date(2026, 2, 8), SEVEN),
        (date(2026, 2, 9), SEVEN),
    ],
)
def test_days_reach_a_period_only_while_it_is_not_due(on: date, days: FilingDays) -> None:
    terms = TermsOverTime("monthly", TWENTY, (FormerTerms(on, SEVEN),))
    assert terms.filing_days(JANUARY) == days


def test_shorter_days_that_are_past_already_leave_a_period_as_it_was() -> None:
    for on, days in ((date(2026, 2, 7), SEVEN), (date(2026, 2, 8), TWENTY)):
        terms = TermsOverTime("monthly", SEVEN, (FormerTerms(on, TWENTY),))
        assert terms.filing_days(JANUARY) == days
        assert terms.deadlines("monthly", JANUARY).due_on == date(2026, 2, days.report_days)


def test_each_of_many_amendments_is_judged_by_the_days_that_stood_before_it() -> None:
    many = (
        FormerTerms(date(2026, 2, 5), SEVEN),  # 7 to 20: reached
        FormerTerms(date(2026, 2, 18), TWENTY),  # 20 to 10: past already
        FormerTerms(date(2026, 2, 19), FilingDays(10, 7)),  # 10 to 40: by the 20th it is still open
    )
    assert TermsOverTime("monthly", FilingDays(40, 7), many).filing_days(JANUARY) == FilingDays(40, 7)
    assert TermsOverTime("monthly", FilingDays(10, 7), many[:2]).filing_days(JANUARY) == TWENTY


def test_what_is_stored_is_read_back() -> None:
    assert former_terms_from([terms.row for terms in AND_BACK.former]) == AND_BACK.former


@pytest.mark.parametrize(
    ("kind", "span", "on", "first"),
    [
        ("", (date(2026, 4, 10), date(2026, 12, 31)), date(2026, 11, 10), date(2026, 4, 10)),
        ("quarterly", (date(2026, 10, 1), date(2026, 12, 31)), date(2026, 9, 10), date(2026, 10, 1)),
        ("quarterly", (date(2026, 10, 1), date(2027, 3, 31)), date(2026, 10, 20), date(2026, 10, 1)),
        ("quarterly", (date(2026, 10, 1), date(2027, 3, 31)), date(2026, 11, 10), date(2027, 1, 1)),
        ("quarterly", (date(2026, 1, 1), date(2027, 3, 31)), date(2026, 11, 10), date(2027, 1, 1)),
    ],
)
def test_another_frequency_never_reaches_before_the_period_that_runs(
    kind: str, span: tuple[date, date], on: date, first: date
) -> None:
    assert reach_of_exception(TermsOverTime("monthly", SEVEN), kind, span, on) == (first, span[1])


@pytest.mark.parametrize(
    ("kind", "on", "last"),
    [
        ("", date(2026, 11, 10), date(2026, 11, 30)),
        ("quarterly", date(2026, 11, 10), date(2026, 12, 31)),
        ("quarterly", date(2027, 5, 1), date(2027, 3, 31)),
    ],
)
def test_ended_it_governs_the_periods_that_have_begun(kind: str, on: date, last: date) -> None:
    span = (date(2026, 10, 1), date(2027, 3, 31))
    assert last_reached(TermsOverTime("monthly", SEVEN), kind, span, on) == last


def test_a_suspension_of_a_dated_directive_ends_with_the_edition_that_runs() -> None:
    dated = TermsOverTime("dated", SEVEN, opens=DayMonth(1, 1), by=DayMonth(30, 6))
    span = (date(2026, 1, 1), date(2027, 12, 31))
    assert last_reached(dated, "", span, date(2026, 3, 1)) == date(2026, 6, 30)
    assert last_reached(dated, "", span, date(2026, 9, 1)) == date(2026, 9, 1)
