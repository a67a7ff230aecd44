"""The status of a branch and what its own word is worth, by the tables of rooms.md §5."""

from dataclasses import replace
from datetime import date

import pytest

from tajadur.rules.situation import (
    SituationFacts,
    SituationLimits,
    SituationStatus,
    Sureness,
    proposed_status,
    sureness,
)

ON = date(2026, 11, 30)
WELL = SituationFacts(opened_on=date(2020, 1, 1), held_on=date(2026, 11, 5), reported=6, due=6)


@pytest.mark.parametrize(
    "changed, status",
    [
        ({}, "active"),
        ({"closed_on": date(2026, 11, 30), "has_secretary": False}, "dissolved"),
        ({"closed_on": date(2026, 12, 1)}, "active"),
        ({"has_secretary": False, "office_ends_on": date(2026, 1, 1)}, "secretary_vacant"),
        ({"office_ends_on": date(2026, 10, 1), "held_on": None}, "to_be_renewed"),
        ({"office_ends_on": date(2027, 2, 28)}, "to_be_renewed"),
        ({"office_ends_on": date(2027, 3, 1)}, "active"),
        ({"held_on": date(2025, 11, 29), "reported": 0}, "dormant"),
        ({"held_on": date(2025, 11, 30)}, "active"),
        ({"held_on": date(2025, 11, 29), "programmed_on": date(2026, 11, 30)}, "active"),
        ({"held_on": date(2025, 11, 29), "programmed_on": date(2026, 11, 29)}, "dormant"),
        ({"held_on": None, "opened_on": date(2026, 3, 1), "due": 0, "reported": 0}, "active"),
        ({"held_on": None}, "dormant"),
        ({"reported": 2}, "weak"),
        ({"reported": 3}, "active"),
        ({"reported": 0, "due": 1}, "weak"),
        ({"reported": 1, "due": 2}, "active"),
    ],
)
def test_the_first_status_that_holds(changed: dict[str, object], status: str) -> None:
    assert proposed_status(replace(WELL, **changed), ON) == status  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "confirmed, confirmed_on, expected",
    [
        (None, None, "unconfirmed"),
        ("active", date(2026, 5, 30), "sure"),
        ("active", date(2026, 5, 29), "ageing"),
        ("active", date(2025, 11, 30), "ageing"),
        ("active", date(2025, 11, 29), "unconfirmed"),
        ("weak", date(2026, 11, 30), "contradicted"),
        ("weak", date(2024, 1, 1), "contradicted"),
    ],
)
def test_a_confirmation_fades_and_is_contradicted_at_once(
    confirmed: str | None, confirmed_on: date | None, expected: str
) -> None:
    word = SituationStatus(confirmed) if confirmed else None
    assert sureness(SituationStatus.ACTIVE, word, confirmed_on, ON) == Sureness(expected)


def test_the_limits_of_the_party_are_followed() -> None:
    limits = SituationLimits(renewed_within_days=30, dormant_months=3, sure_months=1, ageing_months=2)
    ending = replace(WELL, office_ends_on=date(2026, 12, 31))
    assert proposed_status(ending, ON) is SituationStatus.TO_BE_RENEWED
    assert proposed_status(ending, ON, limits) is SituationStatus.ACTIVE
    quiet = replace(WELL, held_on=date(2026, 8, 1))
    assert proposed_status(quiet, ON) is SituationStatus.ACTIVE
    assert proposed_status(quiet, ON, limits) is SituationStatus.DORMANT
    active = SituationStatus.ACTIVE
    days = (date(2026, 11, 1), date(2026, 10, 1), date(2026, 9, 1))
    assert [sureness(active, active, day, ON, limits) for day in days] == ["sure", "ageing", "unconfirmed"]
