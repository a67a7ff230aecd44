"""Amounts as people type them."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tajadur.rules.money import MOST_CENTIMES, centimes_of

AMOUNTS = st.integers(min_value=0, max_value=MOST_CENTIMES)


@pytest.mark.parametrize(
    ("typed", "centimes"),
    [
        ("12500", 1_250_000),
        ("12 500", 1_250_000),
        ("12\u00a0500,50", 1_250_050),
        ("12.500,5", 1_250_050),
        ("12,500.50", 1_250_050),
        ("12,500", 1_250_000),
        ("1.500", 150_000),
        ("0,75", 75),
        ("٠٫٧٥", 75),
        ("١٢٥٠٠", 1_250_000),
        ("١٢٬٥٠٠٫٥", 1_250_050),
        ("۱۲۵۰۰", 1_250_000),
        ("12500 DH", 1_250_000),
        ("12500 درهم", 1_250_000),
        ("0", 0),
    ],
)
def test_amounts_are_read_as_they_are_written_in_each_language(typed: str, centimes: int) -> None:
    assert centimes_of(typed) == centimes


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "DH", "-5", "+5", "1e5", "12,5000", "12,", ",50", "1.2.3", "1,23,456", "12.500.50,1,2", "0,500",
        "1,234.567", "٫5", "12٫345", "½", "١٢a", "12 500 DH MAD x", "9" * 13, "9" * 41, "1,000,50.00", "1.000.00",
    ],
)  # fmt: skip
def test_what_is_no_amount_is_none(typed: str) -> None:
    assert centimes_of(typed) is None


@given(AMOUNTS)
def test_what_is_shown_in_any_language_reads_back(amount: int) -> None:
    dirhams, rest = divmod(amount, 100)
    for group, mark in (("\u00a0", ","), (",", "."), (".", ","), ("\u066c", "\u066b")):
        text = f"{dirhams:,}".replace(",", "g").replace("g", group)
        assert centimes_of(f"{text}{mark}{rest:02}") == amount


@given(st.text())
def test_nothing_typed_breaks_it(typed: str) -> None:
    read = centimes_of(typed)
    assert read is None or 0 <= read <= MOST_CENTIMES


def test_a_long_text_costs_nothing() -> None:
    began = perf_counter()
    assert centimes_of("1," * 5_000_000) is None
    assert perf_counter() - began < 0.05
