"""How ready the party is for an election: days counted back, states, overlaps, owners; and what names voters."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tajadur.rules.elections import (
    Readiness,
    counted_day,
    gap_rank,
    is_due,
    is_due_this_week,
    item_due_on,
    item_state,
    judged_on,
    left_out,
    looked_at,
    names_voters,
    overlaps,
    owner_of,
)
from tajadur.rules.status import State

VOTING = date(2027, 9, 8)
DAY = timedelta(days=1)


def test_days_are_counted_from_the_first_of_the_month_until_the_day_is_fixed() -> None:
    assert item_due_on(counted_day(date(2027, 9, 1), None), 30) == date(2027, 8, 2)
    assert item_due_on(counted_day(date(2027, 9, 1), VOTING), 30) == date(2027, 8, 9)


def test_what_is_due_on_the_voting_day_is_late_the_day_after_and_for_good() -> None:
    days = [judged_on(VOTING + timedelta(days=after), VOTING) for after in (-1, 0, 1, 90)]
    assert [is_due(item_due_on(VOTING, 0), day) for day in days] == [False, False, True, True]
    assert [is_due_this_week(item_due_on(VOTING, 0), day) for day in days] == [True, True, False, False]
    assert judged_on(date(2028, 1, 1), None) == date(2028, 1, 1)


def test_after_the_election_its_voting_day_is_looked_at_for_good() -> None:
    assert looked_at(date(2028, 1, 1), date(2027, 9, 1), VOTING) == VOTING
    assert looked_at(date(2028, 1, 1), date(2027, 9, 1), None) == date(2028, 1, 1)
    assert looked_at(date(2027, 5, 1), date(2027, 9, 1), VOTING) == date(2027, 5, 1)


@pytest.mark.parametrize(
    ("done_on", "on", "state"),
    [
        (None, VOTING - 31 * DAY, State.UPCOMING),
        (None, VOTING - 30 * DAY, State.OPEN),
        (None, VOTING, State.OPEN),
        (None, VOTING + DAY, State.SILENT),
        (VOTING, VOTING + DAY, State.ON_TIME),
        (VOTING - 90 * DAY, VOTING - 80 * DAY, State.ON_TIME),
        (VOTING + DAY, VOTING + 2 * DAY, State.LATE),
        (VOTING + DAY, VOTING, State.OPEN),
    ],
)
def test_the_state_of_an_item_is_that_of_an_obligation(done_on: date | None, on: date, state: State) -> None:
    assert item_state(VOTING, done_on, on) is state


@given(st.integers(-60, 60), st.none() | st.integers(-60, 60))
def test_what_is_due_and_not_done_is_overdue_and_nothing_else_is(ahead: int, done: int | None) -> None:
    on = VOTING + ahead * DAY
    state = item_state(VOTING, None if done is None else VOTING + done * DAY, on)
    is_done = done is not None and done <= ahead
    assert (state is State.SILENT) == (is_due(VOTING, on) and not is_done)
    assert (state in {State.ON_TIME, State.LATE}) == is_done
    assert not (is_due(VOTING, on) and is_due_this_week(VOTING, on))


def test_the_week_is_seven_days_from_today() -> None:
    assert [ahead for ahead in range(-2, 9) if is_due_this_week(VOTING + ahead * DAY, VOTING)] == list(range(7))


def test_gaps_are_ranked_by_days_late_times_weight() -> None:
    assert gap_rank(VOTING, 5, VOTING + 3 * DAY) == 15
    assert gap_rank(VOTING, 5, VOTING - DAY) == 0
    assert Readiness(2, 5) + Readiness(1, 1) == Readiness(3, 6)
    assert Readiness(3, 6).missing == 3


def test_a_constituency_belongs_to_the_province_the_region_or_the_nation_it_lies_in() -> None:
    assert owner_of(["1.5.12.40.", "1.5.12.41."]) == 12
    assert owner_of(["1.5.12."]) == 12
    assert owner_of(["1.5.12.40.", "1.5.13.44."]) == 5
    assert owner_of(["1.5.12.40.", "1.6.14.50."]) == 1


def test_overlaps_are_told_also_where_a_place_stands_below_another() -> None:
    parts = {1: [(40, "1.5.12.40."), (41, "1.5.12.41.")], 2: [(40, "1.5.12.40.")], 3: [(13, "1.5.13.")]}
    assert overlaps(parts) == {40: [1, 2]}
    assert overlaps({**parts, 4: [(50, "1.5.13.50.")]}) == {40: [1, 2], 50: [3, 4]}
    assert overlaps({}) == {}


def test_what_is_left_out_stands_below_no_place_of_a_constituency() -> None:
    leaves = [(40, "1.5.12.40."), (44, "1.5.13.44."), (4, "1.5.14.4.")]
    assert left_out(leaves, [40, 13]) == [4]


@pytest.mark.parametrize(
    "heading",
    ["voter_name", "Noms des électeurs", "électrice", "Nombre d'inscrits", "عدد الناخبين", "أسماء الناخبات",
     "اللوائح الانتخابية", "المناصرون", "والمتعاطفين", "البطاقة الوطنية", "CIN", "supporters", "Liste électorale",
     "intention de vote", "opinion", "Numéro électoral", "رقم التسجيل", "sympathisants"],
)  # fmt: skip
def test_headings_of_voters_supporters_and_opinions_are_known(heading: str) -> None:
    assert names_voters(heading)


@pytest.mark.parametrize(
    "heading",
    ["code", "الدائرة الانتخابية", "Circonscription électorale", "مكاتب التصويت", "Bureaux de vote", "polling stations",
     "voting_on", "seats", "المقاعد", "اسم الجماعة", "Commune", "quota", "candidacies", "المنسق", "cinema",
     "الترشيحات"],
)  # fmt: skip
def test_headings_of_constituencies_are_not_mistaken_for_them(heading: str) -> None:
    assert not names_voters(heading)
