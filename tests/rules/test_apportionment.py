"""Seats shared out: the sum, the floor, the order, nobody weighing anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tajadur.rules.apportionment import seats

weights = st.dictionaries(st.integers(1, 99), st.integers(0, 5000), min_size=1, max_size=12)


@given(weights=weights, floor=st.integers(0, 9), more=st.integers(0, 400))
def test_seats_sum_to_the_total_and_keep_the_floor(weights: dict[int, int], floor: int, more: int) -> None:
    total = floor * len(weights) + more
    shared = seats(total, weights, floor=floor)
    assert sum(shared.values()) == total
    assert list(shared) == list(weights)
    assert min(shared.values()) >= floor


@given(weights=weights, floor=st.integers(0, 9), more=st.integers(0, 400))
def test_a_greater_weight_never_has_fewer_seats(weights: dict[int, int], floor: int, more: int) -> None:
    shared = seats(floor * len(weights) + more, weights, floor=floor)
    ordered = sorted(weights, key=lambda key: weights[key])
    for lesser, greater in zip(ordered, ordered[1:], strict=False):
        assert weights[lesser] == weights[greater] or shared[lesser] <= shared[greater]


@given(weights=weights, floor=st.integers(0, 9), more=st.integers(0, 400))
def test_a_share_is_within_one_seat_of_the_exact_one(weights: dict[int, int], floor: int, more: int) -> None:
    shared = seats(floor * len(weights) + more, weights, floor=floor)
    whole = sum(weights.values())
    for key, weight in weights.items():
        exact = more * (weight / whole if whole else 1 / len(weights))
        assert abs(shared[key] - floor - exact) < 1 + 1e-6


@pytest.mark.parametrize(
    ("total", "given_weights", "floor", "expected"),
    [
        (10, {"a": 6, "b": 3, "c": 1}, 0, {"a": 6, "b": 3, "c": 1}),
        (10, {"a": 0, "b": 0, "c": 0}, 0, {"a": 4, "b": 3, "c": 3}),
        (10, {"a": 5, "b": 0}, 2, {"a": 8, "b": 2}),
        (100, {"a": 47, "b": 16, "c": 158}, 5, {"a": 23, "b": 11, "c": 66}),
        (3, {"a": 1, "b": 1}, 1, {"a": 2, "b": 1}),
        (0, {}, 0, {}),
    ],
)
def test_worked_examples(total: int, given_weights: dict[str, int], floor: int, expected: dict[str, int]) -> None:
    assert seats(total, given_weights, floor=floor) == expected


@pytest.mark.parametrize(
    ("total", "given_weights", "floor"),
    [(-1, {"a": 1}, 0), (5, {"a": -1}, 0), (5, {"a": 1}, -1), (3, {"a": 1, "b": 1}, 2), (4, {}, 0)],
)
def test_what_cannot_be_shared_is_refused(total: int, given_weights: dict[str, int], floor: int) -> None:
    with pytest.raises(ValueError, match=r"seats|nobody"):
        seats(total, given_weights, floor=floor)
