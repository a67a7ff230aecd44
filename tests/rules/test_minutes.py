"""Minutes: draft, circulated, adopted or sent back, as a pure function of facts and a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tajadur.rules.carry_over import Outcome
from tajadur.rules.minutes import (
    FINAL,
    BodyAnswer,
    CirculatedVersion,
    MinutesState,
    MinutesStatus,
    decides,
    minutes_status,
    stands_for_adoption,
)

HELD = date(2026, 3, 1)


def status(circulated: list[tuple[int, int]], answers: list[tuple[int, Outcome]], on: int) -> MinutesStatus:
    return minutes_status(
        held_on=HELD,
        circulated=[CirculatedVersion(HELD + timedelta(days=day), version) for day, version in circulated],
        answers=[BodyAnswer(HELD + timedelta(days=day), outcome) for day, outcome in answers],
        on=HELD + timedelta(days=on),
    )


@pytest.mark.parametrize(
    ("circulated", "answers", "on", "state", "version"),
    [
        ([], [], 5, MinutesState.DRAFT, None),
        ([(3, 1)], [], 2, MinutesState.DRAFT, None),
        ([(3, 1)], [], 3, MinutesState.CIRCULATED, 1),
        ([(3, 1)], [(90, Outcome.REACHED)], 89, MinutesState.CIRCULATED, 1),
        ([(3, 1)], [(90, Outcome.REACHED)], 90, MinutesState.ADOPTED, 1),
        ([(3, 1)], [(90, Outcome.PARTLY)], 90, MinutesState.CORRECTED, 1),
        ([(3, 1)], [(90, Outcome.CARRIED)], 90, MinutesState.CIRCULATED, 1),
        ([(3, 1)], [(90, Outcome.NOT_REACHED)], 90, MinutesState.SENT_BACK, 1),
        ([(3, 1), (95, 2)], [(90, Outcome.NOT_REACHED)], 95, MinutesState.CIRCULATED, 2),
        ([(3, 1), (95, 2)], [(90, Outcome.NOT_REACHED), (180, Outcome.REACHED)], 180, MinutesState.ADOPTED, 2),
        ([(3, 1)], [(90, Outcome.CARRIED), (180, Outcome.PARTLY)], 180, MinutesState.CORRECTED, 1),
        # of the meeting itself, of one not after it, of one before they were circulated
        ([(3, 1)], [(0, Outcome.REACHED)], 90, MinutesState.CIRCULATED, 1),
        ([(3, 1)], [(-5, Outcome.REACHED)], 90, MinutesState.CIRCULATED, 1),
        ([(3, 1)], [(2, Outcome.REACHED)], 90, MinutesState.CIRCULATED, 1),
        # circulated on the day of the meeting that adopts them
        ([(90, 1)], [(90, Outcome.REACHED)], 90, MinutesState.ADOPTED, 1),
        # the first adoption is final, whatever a later meeting says
        ([(3, 1)], [(90, Outcome.REACHED), (180, Outcome.NOT_REACHED)], 200, MinutesState.ADOPTED, 1),
        # sent back by one meeting, adopted by another whose report came late
        ([(3, 1)], [(90, Outcome.NOT_REACHED), (120, Outcome.REACHED)], 200, MinutesState.ADOPTED, 1),
    ],
)
def test_the_state_follows_the_facts_known_on_the_day(
    circulated: list[tuple[int, int]],
    answers: list[tuple[int, Outcome]],
    on: int,
    state: MinutesState,
    version: int | None,
) -> None:
    found = status(circulated, answers, on)
    assert (found.state, found.version) == (state, version)


_answers = st.lists(st.tuples(st.integers(-10, 200), st.sampled_from(Outcome)), max_size=5)
_circulated = st.lists(st.integers(0, 200), max_size=4).map(
    lambda days: [(day, version) for version, day in enumerate(sorted(days), 1)]
)


@given(_circulated, _answers, st.integers(0, 220))
def test_nothing_of_later_days_counts_and_adoption_stays(
    circulated: list[tuple[int, int]], answers: list[tuple[int, Outcome]], on: int
) -> None:
    now = status(circulated, answers, on)
    known = [row for row in circulated if row[0] <= on], [row for row in answers if row[0] <= on]
    assert now == status(*known, on)
    assert now == status(circulated[::-1], answers, on)
    if now.state in FINAL:
        assert status(circulated, answers, on + 50) == now
    assert (now.state is MinutesState.DRAFT) == (now.version is None)
    assert stands_for_adoption(now.state) == (now.state is MinutesState.CIRCULATED)


def test_carrying_decides_nothing() -> None:
    assert [outcome for outcome in Outcome if not decides(outcome)] == [Outcome.CARRIED]
