"""Plurals, lines and strips as the pages say them, in the three languages."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.utils import translation

from tajadur.compliance.choices import DirectiveSummary, PeriodColumn
from tajadur.compliance.counting import Count
from tajadur.web.compliance.labels import column_words, since_facts
from tajadur.web.compliance.sections import month_marks
from tajadur.web.compliance.table import rate_pill
from tajadur.web.components.states import days_late

MONTHLY = DirectiveSummary(
    1, "branch-office", "", "branch", "", "territory", 3, "meeting", "monthly", 7, date(2026, 1, 1)
)
DATED = DirectiveSummary(
    2, "regional-congress", "", "region", "", "territory", 1, "congress", "dated", 10, date(2026, 1, 1)
)
OCTOBER = PeriodColumn("2026-10", date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 7))
EDITION = PeriodColumn("2026", date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 10))


@pytest.fixture(autouse=True)
def _arabic() -> Iterator[None]:
    with translation.override("ar"):
        yield


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "متأخر يوما واحدا"),
        (2, "متأخر يومين"),
        (8, "متأخر 8 أيام"),
        (41, "متأخر 41 يوما"),
        (126, "متأخر 126 يوما"),
        (300, "متأخر 300 يوم"),
    ],
)
def test_days_late_take_their_six_arabic_forms(days: int, words: str) -> None:
    assert days_late(days) == words


def test_a_period_is_said_as_its_directive_counts_it() -> None:
    assert column_words(MONTHLY, OCTOBER) == "أكتوبر 2026"
    assert column_words(DATED, None) == "—"
    with translation.override("en"):
        assert column_words(DATED, EDITION) == "by 30 June 2026"


def test_only_what_happened_since_is_told() -> None:
    with translation.override("en"):
        assert [fact["text"] for fact in since_facts(19, 0, 1)] == ["19 new reports", "1 meeting declared not held"]
    assert since_facts(0, 0, 0) == []


@pytest.mark.parametrize(
    ("count", "state"),
    [
        (Count(owed=1, answered=1, expected=1, on_time=1, rows=1), "ok"),
        (Count(owed=1, answered=1, expected=1, late=1, rows=1), "late"),
        (Count(owed=1, expected=1, rows=1), "no"),
        (Count(owed=1, answered=1, expected=1, not_held=1, rows=1), "no"),
        (Count(owed=1, pending=1, rows=1), ""),
        (Count(owed=1, answered=1, pending=1, rows=1), "ok"),
        (Count(), ""),
    ],
)
def test_each_month_has_its_mark(count: Count, state: str) -> None:
    assert [mark["state"] for mark in month_marks([(OCTOBER, count)])] == [state]


def test_nothing_expected_is_a_dash_and_a_running_period_has_no_percentage() -> None:
    assert rate_pill(Count()) == '<span class="pill h0">—</span>'
    assert "%" not in rate_pill(Count(owed=75, answered=31, pending=44))
    assert "99%" in rate_pill(Count(owed=1000, expected=1000, on_time=999))
