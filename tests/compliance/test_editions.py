"""The congress of a region in one edition, and the edition a page counts for."""

from datetime import date
from typing import Any

import pytest

from tajadur.compliance.editions import Edition
from tajadur.rules.editions import CongressTerm, current_term
from tajadur.rules.status import Facts

T25 = CongressTerm("2025", date(2025, 1, 1), date(2025, 6, 30), date(2025, 7, 10))
T26 = CongressTerm("2026", date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 10))
T27 = CongressTerm("2027", date(2027, 1, 1), date(2027, 6, 30), date(2027, 7, 10))
NOVEMBER = date(2026, 11, 25)


def _edition(planned_on: date | None = None, **facts: Any) -> Edition:
    known = {
        "period_start": T26.opens_on,
        "opens_on": T26.opens_on,
        "period_end": T26.by_on,
        "due_on": T26.due_on,
        "overdue_from": date(2026, 7, 16),
        "calendar": False,
        "report_days": 10,
    }
    return Edition(1, "2026", Facts(**{**known, **facts}), planned_on)


def test_a_congress_held_on_3_november_is_126_days_late() -> None:
    late = _edition(held_on=date(2026, 11, 3), filed_on=date(2026, 11, 7))
    assert (late.days_late(NOVEMBER), late.held_on(NOVEMBER)) == (126, date(2026, 11, 3))
    assert (late.is_held(date(2026, 11, 6)), late.days_late(date(2026, 11, 6))) == (False, 129)


def test_a_congress_held_in_time_and_filed_in_november_is_not_held_late() -> None:
    edition = _edition(held_on=date(2026, 6, 29), filed_on=date(2026, 11, 29))
    on = date(2026, 11, 29)
    assert (edition.days_late(on), edition.filed_late(on), edition.filed_late(NOVEMBER)) == (0, 142, 0)


def test_a_congress_within_its_extension_is_not_late() -> None:
    edition = _edition(
        extended_until=date(2026, 8, 14),
        extension_granted_on=date(2026, 6, 18),
        held_on=date(2026, 8, 10),
        filed_on=date(2026, 8, 14),
    )
    assert edition.days_late(NOVEMBER) == 0
    assert edition.days_late(date(2026, 7, 20)) == 0
    assert edition.extended_until(date(2026, 6, 17)) is None


def test_a_day_set_shows_until_it_is_past() -> None:
    edition = _edition(planned_on=date(2026, 6, 20))
    assert [edition.day_set(day) for day in (date(2026, 6, 20), date(2026, 6, 21))] == [date(2026, 6, 20), None]


def test_an_excused_congress_is_asked_for_no_more() -> None:
    edition = _edition(excused_on=date(2026, 6, 1))
    assert (edition.is_expected(date(2026, 5, 31)), edition.is_expected(NOVEMBER)) == (True, False)
    assert edition.days_late(NOVEMBER) == 0


@pytest.mark.parametrize(
    ("on", "held", "key"),
    [
        (date(2026, 5, 21), [("2026", False)], "2026"),
        (date(2026, 6, 30), [("2026", True)], "2026"),
        (date(2026, 7, 1), [("2026", True), ("2026", False)], "2026"),
        (date(2026, 7, 1), [("2026", True), ("2026", True)], "2027"),
        (date(2026, 12, 31), [("2026", False)], "2026"),
        (date(2027, 1, 1), [("2026", False), ("2027", False)], "2027"),
    ],
)
def test_the_edition_counted_for_stays_until_complete_or_until_the_next_opens(
    on: date, held: list[tuple[str, bool]], key: str
) -> None:
    found = current_term([T27, T25, T26], {edition for edition, is_held in held if not is_held}, on)
    assert found is not None
    assert found.key == key


def test_without_an_edition_there_is_none_and_the_last_one_stays() -> None:
    assert current_term([], [], NOVEMBER) is None
    assert current_term([T25], [], NOVEMBER) == T25
