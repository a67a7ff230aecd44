"""Sentences of congresses with numbers, and the sources of rules."""

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.utils.translation import override

from tajadur.rules.forecast import Because, Forecast, Verdict
from tajadur.web.congresses.labels import reason
from tajadur.web.directives.labels import consequences
from tajadur.web.sources import source_words


@pytest.mark.parametrize(
    ("missing", "arabic"),
    [
        (1, "بقي انتخاب مؤتمري إقليم واحد من 7؛ وبهذه الوتيرة يكتمل يوم 11 دجنبر 2026"),
        (2, "بقي انتخاب مؤتمري إقليمين من 7؛ وبهذه الوتيرة يكتمل يوم 11 دجنبر 2026"),
        (5, "بقي انتخاب مؤتمري 5 أقاليم من 7؛ وبهذه الوتيرة يكتمل يوم 11 دجنبر 2026"),
    ],
)
def test_the_delegates_that_are_missing(missing: int, arabic: str) -> None:
    day = date(2026, 12, 11)
    forecast = Forecast(Verdict.TIGHT, day, day, 1, Because.PARTS_MISSING, missing=missing, whole=7)
    with override("ar"):
        assert reason(cast(Any, SimpleNamespace(forecast=forecast))) == arabic


@pytest.mark.parametrize(
    ("kept", "arabic", "french"),
    [
        ("29-11, art. 26", "القانون التنظيمي 29.11، المادة 26", "Loi organique 29.11, article 26"),
        ("57.11, art.3", "القانون التنظيمي 57.11، المادة 3", "Loi organique 57.11, article 3"),
        ("statutes", "النظام الأساسي للحزب", "Statuts du parti"),
        ("قرار المكتب", "قرار المكتب", "قرار المكتب"),
        ("", "", ""),
    ],
)
def test_the_source_of_a_rule_is_named_in_the_language(kept: str, arabic: str, french: str) -> None:
    for language, words in (("ar", arabic), ("fr", french)):
        with override(language):
            assert source_words(kept) == words


@pytest.mark.parametrize(
    ("units", "most", "owed", "french"),
    [
        (1, 2, 2, "Dû par 1 unité\xa0: 2 comptes rendus de plus."),
        (3, 2, 6, "Dû par 3 unités\xa0: 2 comptes rendus de plus chacune."),
        (3, 2, 5, "Dû par 3 unités\xa0: 5 comptes rendus de plus en tout."),
    ],
)
def test_one_unit_owes_without_each(units: int, most: int, owed: int, french: str) -> None:
    preview = SimpleNamespace(
        owed=owed, owed_units=units, most=most, overdue=0, released=0, redated=0, effect=None, horizon_days=90
    )
    with override("fr"):
        assert consequences(preview, date(2026, 11, 1))["lines"] == [french]
