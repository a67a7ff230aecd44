"""Plurals, lines and strips as the pages say them, in the three languages."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from tajadur.compliance.attention import attention, seen_below
from tajadur.compliance.choices import DirectiveSummary, PeriodColumn
from tajadur.compliance.counting import Count
from tajadur.compliance.unit_summaries import UnitSummary
from tajadur.compliance.words import vacancy_words
from tajadur.registry.notices.words.news import news_lines
from tajadur.rules.status import WEAKEST_FIRST, State
from tajadur.web.compliance.labels import column_words, wanting_words
from tajadur.web.compliance.sections import month_marks
from tajadur.web.compliance.table import rate_pill
from tajadur.web.components.states import days_late, marks_legend, months_strip

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


@pytest.mark.parametrize(
    ("terms", "arabic", "french"),
    [
        ((), "لم يُسجل أي كاتب(ة) بعد", "Aucun secrétaire enregistré pour l’instant"),
        (((date(2026, 12, 1), None),), "لم يُسجل أي كاتب(ة) بعد", "Aucun secrétaire enregistré pour l’instant"),
        (
            ((date(2025, 1, 1), date(2026, 9, 30)),),
            "شاغر منذ فاتح أكتوبر 2026",
            "depuis le 1er octobre 2026",
        ),
    ],
)
def test_nobody_has_lost_a_secretary_that_was_never_recorded(terms: Any, arabic: str, french: str) -> None:
    on = date(2026, 11, 25)
    unit = UnitSummary(
        id=1, parent_id=None, path="1.", depth=0, name="سلا", kind="branch", kind_name="فرع", tree="territory", rank=3,
        opened_on=date(2024, 5, 1), closed_on=None, held_on=None, below=0, has_secretary=True, terms=terms,
    )  # fmt: skip
    lines = attention([seen_below(unit, Count(), on)], levels=3, on=on)
    assert [line.line for line in lines if line.line == "vacant"] == ["vacant"]
    line = next(line for line in lines if line.line == "vacant")
    for language, words in (("ar", arabic), ("fr", french)):
        with translation.override(language):
            assert words in vacancy_words(unit.vacant_since(on))
            assert wanting_words(line) == vacancy_words(unit.vacant_since(on))


def test_only_what_happened_since_is_told() -> None:
    with translation.override("en"):
        lines = news_lines({"new_reports": 19, "new_silent": 0, "new_not_held": 1}, 7)
    assert [line.text for line in lines] == ["19 new reports", "1 meeting declared not held"]
    assert {line.url for line in lines} == {"/compliance/units/7/"}
    assert news_lines({}, 7) == []


def _one(state: State | None) -> Count:
    return Count(rows=1, weakest=WEAKEST_FIRST.index(state) + 1) if state else Count()


def test_silence_not_held_and_nothing_to_do_have_three_marks_and_three_words() -> None:
    answers = (State.SILENT, State.NOT_HELD, State.EXCUSED, State.CANCELLED, State.GRACE, State.ON_TIME, State.LATE)
    states = [*answers, None]
    with translation.override("en"):
        marks = month_marks([(OCTOBER, _one(state)) for state in states])
    assert len({mark["icon"] for mark in marks}) == len({mark["words"] for mark in marks}) == len(states)
    assert [mark["words"] for mark in marks[:3]] == [
        "October 2026: Overdue, no answer",
        "October 2026: Declared not held",
        "October 2026: Excused",
    ]
    assert marks[-1]["words"] == "October 2026: not required"
    assert [mark["tone"] for mark in marks] == ["late", "info", "idle", "idle", "warn", "ok", "warn", "idle"]


def test_a_strip_says_each_mark_in_words_and_its_legend_names_those_that_stand_in_it() -> None:
    with translation.override("en"):
        drawn = months_strip(month_marks([(OCTOBER, _one(State.SILENT)), (OCTOBER, _one(State.NOT_HELD))]))
        legend = [str(look.word) for look in marks_legend([None, State.NOT_HELD, State.SILENT, State.SILENT])]
    assert '<span class="vh">October 2026: Overdue, no answer</span>' in drawn
    assert '<span class="vh">October 2026: Declared not held</span>' in drawn
    assert legend == ["Declared not held", "Overdue, no answer", "not required"]


def test_the_rate_of_one_obligation_is_its_state() -> None:
    with translation.override("en"):
        pill = rate_pill(Count(owed=1, expected=1, rows=1, weakest=WEAKEST_FIRST.index(State.SILENT) + 1))
    assert ("Overdue, no answer" in pill, "0%" in pill) == (True, False)


def test_nothing_expected_is_a_dash_and_a_running_period_has_no_percentage() -> None:
    assert rate_pill(Count()) == '<span class="pill h0">—</span>'
    assert "%" not in rate_pill(Count(owed=75, answered=31, pending=44))
    assert "99%" in rate_pill(Count(owed=1000, expected=1000, on_time=999))
