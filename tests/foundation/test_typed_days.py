"""A day is read in every form that means one day only; what may be two, or is none, is told by a code."""

import time
from datetime import date

import pytest

from tajadur.foundation.errors import BadInput
from tajadur.foundation.typed_days import is_plain, month_leads, read_day

LAST = date(2025, 12, 31)
READ = """31/12/2025|2025-12-31|31.12.25|31/12/25|٣١/١٢/٢٠٢٥|46022|46022.0|31 décembre 2025|31 دجنبر 2025|31-12-2025
2025/12/31|12/31/2025|31/12/2025 00:00:00|31/12/2025 00:00|2025-12-31T00:00:00Z|31-déc-25|31 déc. 2025|December 31, 2025
mercredi 31 décembre 2025|الأربعاء 31 دجنبر 2025|31 ديسمبر 2025|20251231|31122025|31 / 12 / 2025|\u200f31/12/2025\u200f
31 Dec 2025|le 31 décembre 2025|31 دجنبر سنة 2025""".replace("\n", "|").split("|")


@pytest.mark.parametrize("typed", READ)
def test_a_day_in_any_form_that_means_one_day(typed: str) -> None:
    assert read_day(typed) == LAST


def test_the_first_of_a_month_in_words() -> None:
    assert {read_day(text) for text in ("1er mai 2026", "فاتح ماي 2026", "1 May 2026")} == {date(2026, 5, 1)}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("déc. 2025", "day_missing"), ("2025", "day_missing"), ("12/2025", "day_missing"), ("2025-12", "day_missing"),
        ("دجنبر 2025", "day_missing"), ("31/02/2025", "no_such_day"), ("21/15/2026", "no_such_day"),
        ("x", "not_a_day"), ("31 mois 2025", "not_a_day"), ("1 2 3 mai 2025", "not_a_day"),
        ("0202-05-21", "year_out_of_range"),
        ("99999", "year_out_of_range"), ("1447-07-11", "day_islamic"), ("11/07/1447", "day_islamic"),
        ("11 رجب 1447", "day_islamic"), ("31/12/2025 to 1/1/2026", "not_a_day"),
        ("31/12/2025" + " " * 300 + "x", "not_a_day"),
    ],
)  # fmt: skip
def test_what_is_no_day_is_told_by_a_code(typed: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_day(typed)
    assert refused.value.code == code


def test_an_islamic_day_is_told_with_the_civil_one() -> None:
    with pytest.raises(BadInput) as refused:
        read_day("1447-07-11")
    assert refused.value.params == {"about": LAST}


def test_beside_days_that_put_the_month_first_what_may_be_both_is_refused() -> None:
    assert month_leads("12/31/2025")
    assert not month_leads("31/12/2025")
    assert read_day("05/06/2025") == date(2025, 6, 5)
    assert read_day("05/05/2025", doubtful_order=True) == date(2025, 5, 5)
    assert read_day("31/12/2025", doubtful_order=True) == LAST
    with pytest.raises(BadInput) as refused:
        read_day("05/06/2025", doubtful_order=True)
    assert refused.value.params == {"first": date(2025, 6, 5), "second": date(2025, 5, 6)}


def test_nothing_is_no_day_and_long_texts_cost_nothing() -> None:
    assert read_day("  \u200f ") is None
    began = time.process_time()
    for char in "1/ é دx-":
        with pytest.raises(BadInput):
            read_day("31" + char * 200_000 + "x")
    assert time.process_time() - began < 0.2


def test_what_is_read_otherwise_than_anybody_would_is_known() -> None:
    assert all(map(is_plain, ("31/12/2025", "2025-12-31", "31 دجنبر 2025", "٣١/١٢/٢٠٢٥")))
    assert not any(map(is_plain, ("46022", "31/12/25", "12/31/2025", "20251231")))
