"""How long what tells of persons is kept, by examples."""

from datetime import date

import pytest

from tajadur.rules.retention import addresses_since, read_log_since


@pytest.mark.parametrize(
    "on, first",
    [
        (date(2026, 11, 25), date(2024, 11, 25)),
        (date(2026, 2, 28), date(2024, 2, 28)),
        (date(2028, 2, 29), date(2026, 2, 28)),
    ],
)
def test_who_read_what_is_kept_24_months(on: date, first: date) -> None:
    assert read_log_since(on) == first


def test_where_a_letter_went_is_kept_90_days() -> None:
    assert addresses_since(date(2026, 11, 25)) == date(2026, 8, 27)
