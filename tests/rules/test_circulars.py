"""Days and keys of acknowledgements, and the words an amendment changed: both texts can be read back from them."""

from datetime import date
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tajadur.rules.circulars import (
    LADDER,
    AddresseeState,
    WordChange,
    acknowledgement_days,
    acknowledgement_key,
    addressee_state,
    changed_words,
    version_of_key,
)
from tajadur.rules.deadlines import Deadlines
from tajadur.rules.periods import parse_period_key
from tajadur.rules.reminders import Level, planned_steps

TEXTS = st.text(st.sampled_from("ab أب\n "), max_size=60)
SAME, ADDED, REMOVED = WordChange.SAME, WordChange.ADDED, WordChange.REMOVED


def test_an_acknowledgement_is_due_after_five_days_and_overdue_after_two_more() -> None:
    days = acknowledgement_days(date(2026, 11, 2), 5, 2)
    assert (days.due_on, days.overdue_from) == (date(2026, 11, 7), date(2026, 11, 10))
    deadlines = Deadlines(days.starts_on, days.due_on, days.overdue_from, None, days.due_on)
    steps = planned_steps(LADDER, deadlines, date(2020, 1, 1))
    assert [(day.day, step.to) for step, day in steps] == [
        (6, Level.POST), (7, Level.POST), (8, Level.POST), (10, Level.ABOVE),
    ]  # fmt: skip


@pytest.mark.parametrize(("key", "version"), [
    ("12/2026 v2", 2), ("9999/2026 v99 261130", 99), ("2026-11", None), ("once", None), ("12/2026", None),
    ("a v2", None), ("1/2026 vx", None),
])  # fmt: skip
def test_a_key_tells_its_version_and_is_no_period_of_the_calendar(key: str, version: int | None) -> None:
    assert version_of_key(key) == version
    assert version is None or (parse_period_key(key) is None and len(key) <= 20)


def test_a_key_is_made_of_number_year_and_version() -> None:
    assert acknowledgement_key(12, 2026, 3) == "12/2026 v3"


@pytest.mark.parametrize(("confirmed", "held", "has_account", "read", "state"), [
    (True, False, False, False, AddresseeState.CONFIRMED),
    (False, False, False, True, AddresseeState.VACANT),
    (False, True, False, False, AddresseeState.NO_ACCOUNT),
    (False, True, True, True, AddresseeState.READ),
    (False, True, True, False, AddresseeState.UNREAD),
])  # fmt: skip
def test_a_post_stands_where_its_holder_stands(
    confirmed: bool, held: bool, has_account: bool, read: bool, state: AddresseeState
) -> None:
    assert addressee_state(confirmed=confirmed, held=held, has_account=has_account, read=read) is state


def test_words_added_and_removed_are_shown_in_their_place() -> None:
    before = "يعقد كل مكتب اجتماعا قبل نهاية الشهر.\nوترفع المحاضر."
    after = "يعقد كل مكتب إقليمي اجتماعا قبل نهاية الأسبوع.\nوترفع المحاضر."
    assert [(passage.change, passage.text) for passage in changed_words(before, after)] == [
        (SAME, "يعقد كل مكتب"),
        (ADDED, " إقليمي"),
        (SAME, " اجتماعا قبل نهاية"),
        (REMOVED, " الشهر."),
        (ADDED, " الأسبوع."),
        (SAME, "\nوترفع المحاضر."),
    ]


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_back_from_the_changes(before: str, after: str) -> None:
    passages = changed_words(before, after)
    assert "".join(passage.text for passage in passages if passage.change is not REMOVED) == after
    assert "".join(passage.text for passage in passages if passage.change is not ADDED) == before
    assert all(passage.text for passage in passages)


@pytest.mark.parametrize(("before", "after"), [
    ("a b " * 2500, "b a " * 2500),
    ("\n" * 10_000, "a\n" * 5000),
    (" ".join(map(str, range(2000))), " ".join(map(str, range(2000, 0, -1)))),
    ("x" * 10_000, "y" * 10_000),
])  # fmt: skip
def test_the_longest_texts_are_compared_in_bounded_time(before: str, after: str) -> None:
    start = perf_counter()
    changed_words(before, after)
    assert perf_counter() - start < 1.0
