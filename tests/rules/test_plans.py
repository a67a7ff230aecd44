"""How far a plan is: progress, time, what is stuck, where it leads; nothing is divided by zero."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from tajadur.rules.plans import (
    Direction,
    MeanProgress,
    MeasuredIn,
    Target,
    as_kept,
    expected_progress,
    forecast,
    mean_progress,
    measured_value,
    progress,
    spaced,
    stuck_since,
    value_problem,
    weights_add_up,
)

FIRST, LAST = date(2026, 1, 1), date(2026, 4, 11)  # a hundred days
DAY = timedelta(days=1)


def target(start: int, wanted: int, direction: Direction = Direction.UP) -> Target:
    return Target(Decimal(start), Decimal(wanted), FIRST, LAST, direction)


@pytest.mark.parametrize(
    ("wanted", "value", "expected"),
    [
        (target(40, 80), 60, Fraction(1, 2)),
        (target(40, 80), 30, 0),
        (target(40, 80), 95, 1),
        (target(40, 80), None, 0),
        (target(12, 3, Direction.DOWN), 9, Fraction(1, 3)),
        (target(12, 3, Direction.DOWN), 14, 0),
        (target(12, 3, Direction.DOWN), 0, 1),
        # The target is the start: reached and held, or lost.
        (target(50, 50), 50, 1),
        (target(50, 50), 49, 0),
        (target(50, 50, Direction.DOWN), 51, 0),
        # The unit began beyond its target: what it loses below is no progress.
        (target(85, 80), 80, 1),
        (target(85, 80), 79, 0),
    ],
)
def test_progress_goes_from_the_start_to_the_target(wanted: Target, value: int | None, expected: Fraction) -> None:
    assert progress(wanted, None if value is None else Decimal(value)) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [(FIRST - DAY, 0), (FIRST, 0), (FIRST + 25 * DAY, Fraction(1, 4)), (LAST, 1), (LAST + DAY, 1)],
)
def test_expected_progress_is_linear_in_time(day: date, expected: Fraction) -> None:
    assert expected_progress(target(0, 10), day) == expected


def test_what_is_due_on_its_first_day_is_expected_at_once() -> None:
    assert expected_progress(Target(Decimal(0), Decimal(1), FIRST, FIRST), FIRST) == 1


@pytest.mark.parametrize(
    ("value", "changed", "news", "day", "expected"),
    [
        (0, None, None, FIRST + 59 * DAY, None),
        (0, None, None, FIRST + 60 * DAY, FIRST),
        (2, FIRST + 10 * DAY, None, FIRST + 69 * DAY, None),
        (2, FIRST + 10 * DAY, None, FIRST + 70 * DAY, FIRST + 10 * DAY),
        (2, FIRST + 10 * DAY, FIRST + 20 * DAY, FIRST + 79 * DAY, None),
        # Ahead of time nothing is stuck, however long it rests.
        (9, FIRST, None, FIRST + 89 * DAY, None),
        (10, FIRST, None, FIRST + 400 * DAY, None),
    ],
)
def test_what_neither_moves_nor_is_told_of_for_sixty_days_behind_time_is_stuck(
    value: int, changed: date | None, news: date | None, day: date, expected: date | None
) -> None:
    assert stuck_since(target(0, 10), Decimal(value), changed_on=changed, news_on=news, on=day) == expected


def points(*given: tuple[int, int]) -> list[tuple[date, Decimal]]:
    return [(FIRST + days * DAY, Decimal(value)) for days, value in given]


def test_a_forecast_takes_the_last_three_values_that_lie_a_fortnight_apart() -> None:
    given = points((0, 90), (10, 0), (24, 10), (30, 99), (38, 20))
    assert spaced(given) == points((10, 0), (24, 10), (38, 20))
    assert forecast(given, FIRST + 52 * DAY, MeasuredIn.COUNT) == Decimal(30)


@pytest.mark.parametrize("given", [[], points((0, 1)), points((0, 1), (13, 2), (26, 3))])
def test_fewer_than_three_values_forecast_nothing(given: list[tuple[date, Decimal]]) -> None:
    assert forecast(given, LAST, MeasuredIn.COUNT) is None


def test_a_forecast_stays_within_what_can_be() -> None:
    assert forecast(points((0, 10), (14, 50), (28, 90)), LAST, MeasuredIn.SHARE) == 100
    assert forecast(points((0, 90), (14, 50), (28, 10)), LAST, MeasuredIn.SHARE) == 0
    assert forecast(points((0, 0), (14, 1), (28, 2)), FIRST + 35 * DAY, MeasuredIn.COUNT) == Decimal("2.5")


def test_a_parent_is_the_mean_of_what_applies_and_says_of_how_many() -> None:
    half, whole = Fraction(1, 2), Fraction(1)
    assert mean_progress([(half, None), (whole, None), (None, None)]) == MeanProgress(Fraction(3, 4), 2, 3)
    assert mean_progress([(half, 70), (whole, 30)]) == MeanProgress(Fraction(65, 100), 2, 2)
    assert mean_progress([(None, 50)]) == MeanProgress(None, 0, 1)
    assert mean_progress([]) == MeanProgress(None, 0, 0)


@pytest.mark.parametrize(
    ("weights", "expected"),
    [([], True), ([None, None], True), ([60, 40], True), ([60, 30], False), ([100, None], False), ([50], False)],
)
def test_weights_add_up_to_a_hundred_or_there_is_none(weights: list[int | None], *, expected: bool) -> None:
    assert weights_add_up(weights) is expected


def test_nothing_is_divided_by_zero() -> None:
    assert measured_value(0, 0, MeasuredIn.SHARE) is None
    assert measured_value(0, 0, MeasuredIn.COUNT) is None
    assert measured_value(1, 3, MeasuredIn.SHARE) == Decimal("33.3")
    assert measured_value(1, 16, MeasuredIn.SHARE) == Decimal("6.3")
    assert measured_value(2, 3, MeasuredIn.COUNT) == 2


@pytest.mark.parametrize(
    ("value", "measured_in", "problem"),
    [
        ("100", MeasuredIn.SHARE, None),
        ("100.1", MeasuredIn.SHARE, "value_share"),
        ("3.25", MeasuredIn.SHARE, "value_share"),
        ("-1", MeasuredIn.SHARE, "value_share"),
        ("2", MeasuredIn.YES_NO, "value_yes_no"),
        ("1", MeasuredIn.YES_NO, None),
        ("2.5", MeasuredIn.COUNT, "value_count"),
        ("-3", MeasuredIn.COUNT, "value_count"),
        ("10000000", MeasuredIn.COUNT, "value_count"),
    ],
)
def test_a_value_is_of_its_unit_of_measure(value: str, measured_in: MeasuredIn, problem: str | None) -> None:
    assert value_problem(Decimal(value), measured_in) == problem


def test_what_is_kept_is_whole_only_of_what_is_whole() -> None:
    assert as_kept(Fraction(99999, 100000)) == Decimal("0.9999")
    assert as_kept(Fraction(1, 100000)) == Decimal("0.0001")
    assert as_kept(Fraction(1)) == 1
    assert as_kept(None) is None
