"""Countdown, quorum, identity numbers, attendance, carry-over, receipts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tajadur.rules.attendance import Remark, Weight, attendance_remarks, whole_number
from tajadur.rules.carry_over import Item, Outcome, carried_items, is_action_late, is_action_open, is_finished
from tajadur.rules.days_left import DaysLeft, Phase, days_left, days_to
from tajadur.rules.identity import looks_like_identity_number
from tajadur.rules.quorum import is_quorum_reached, quorum
from tajadur.rules.receipt import as_printed, is_valid_receipt, parse_receipt, receipt_number

JUNE_30 = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("on", "shown"),
    [
        (date(2026, 6, 1), DaysLeft(29, Phase.AHEAD)),
        (date(2026, 6, 22), DaysLeft(8, Phase.AHEAD)),
        (date(2026, 6, 23), DaysLeft(7, Phase.NEAR)),
        (JUNE_30, DaysLeft(0, Phase.TODAY)),
        (date(2026, 11, 3), DaysLeft(126, Phase.PAST)),
    ],
)
def test_days_left_to_30_june(on, shown):
    assert days_left(JUNE_30, on) == shown
    assert abs(days_to(JUNE_30, on)) == shown.days


@pytest.mark.parametrize(
    ("size", "rule", "needed"),
    [
        (15, {}, None),
        (15, {"count": 5}, 5),
        (3, {"count": 5}, 3),
        (15, {"share_percent": 50}, 8),
        (16, {"share_percent": 50}, 8),
        (16, {"share_percent": 50, "more_than": True}, 9),
        (15, {"share_percent": 50, "more_than": True}, 8),
        (16, {"share_percent": 100, "more_than": True}, 16),
        (16, {"share_percent": 25, "count": 6}, 6),
        (0, {"share_percent": 50}, 0),
    ],
)
def test_quorum_of_a_body(size, rule, needed):
    assert quorum(size, **rule) == needed


@pytest.mark.parametrize("rule", [{"count": -1}, {"share_percent": 101}])
def test_quorum_rule_that_makes_no_sense_is_refused(rule):
    with pytest.raises(ValueError):
        quorum(10, **rule)


def test_quorum_is_reached_from_the_number_needed_and_unknown_without_a_rule():
    assert (is_quorum_reached(8, 8), is_quorum_reached(7, 8), is_quorum_reached(7, None)) == (True, False, None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("رقم البطاقة AB123456 للعضو", ["AB123456"]),
        ("بAB12345", ["AB12345"]),
        ("CIN: k12345, be٦٥٤٣٢١", ["k12345", "be654321"]),
        ("ＡＢ１２３４５", ["AB12345"]),
        ("A\u200bB12345", ["AB12345"]),
        ("TJ-2026-000123-8", []),
        ("ABC12345", []),
        ("A1234", []),
        ("A1234567", []),
        ("AB 12345", []),
        ("12/2026", []),
        ("x12345y", []),
        ("", []),
    ],
)
def test_identity_numbers_are_recognised_by_shape(text, found):
    assert looks_like_identity_number(text) == found


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("17", 17),
        (" ١٧ ", 17),
        ("۱۷", 17),
        ("1\u00a0200", 1200),
        ("007", 7),
        ("0", 0),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("1,5", None),
        ("NaN", None),
        ("²", None),
        ("9223372036854775808", None),
    ],
)
def test_whole_number_as_typed(typed, number):
    assert whole_number(typed) == number


@given(st.integers(0, 10**9 - 1))
def test_whole_number_reads_arabic_digits_like_western_ones(number):
    arabic = str(number).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert whole_number(arabic) == whole_number(str(number)) == number


NOBODY = Remark("attendance_nobody", "present", Weight.ASK)


@pytest.mark.parametrize(
    ("counts", "women", "youth", "body", "remarks"),
    [
        ((12, 2, 1), 4, 12, 15, []),
        ((12, 2, 1), None, None, None, []),
        ((12, 0, 0), 13, 0, None, [Remark("women_above_present", "women", Weight.REFUSE, 12)]),
        ((12, 0, 0), 1, 13, None, [Remark("youth_above_present", "youth", Weight.REFUSE, 12)]),
        ((-1, 0, -2), 0, 0, 15, [Remark("attendance_negative", f, Weight.REFUSE, 0) for f in ("present", "absent")]),
        ((0, 0, 15), 0, 0, 15, [Remark("attendance_nobody", "present", Weight.ASK)]),
        ((14, 0, 0), 0, 0, 15, [Remark("attendance_differs_from_body", "present", Weight.HINT, 15)]),
        ((14, 9, 6), 0, 0, 15, [Remark("attendance_above_body", "present", Weight.ASK, 15, 29)]),
        ((16, 0, 0), 0, 0, 15, [Remark("attendance_above_body", "present", Weight.ASK, 15, 16)]),
        ((0, 16, 0), 0, 0, 15, [NOBODY, Remark("attendance_above_body", "present", Weight.ASK, 15, 16)]),
        ((150, 0, 0), 0, 0, 15, [Remark("attendance_above_body", "present", Weight.ASK, 15, 150)]),
        ((100, 50, 1), 0, 0, 15, [Remark("attendance_above_ten_times", "present", Weight.ASK, 150)]),
        ((151, 0, 0), 0, 0, 15, [Remark("attendance_above_ten_times", "present", Weight.ASK, 150)]),
    ],
)
def test_attendance_is_judged(counts, women, youth, body, remarks):
    assert attendance_remarks(*counts, women=women, youth=youth, body_size=body) == remarks


def test_unfinished_items_are_carried_longest_carried_first():
    items = [
        Item(1, 1, Outcome.REACHED),
        Item(2, 2, None),
        Item(3, 3, Outcome.CARRIED, times_carried=2),
        Item(4, 4, Outcome.REACHED),
        Item(5, 5, Outcome.PARTLY),
    ]
    assert [item.id for item in carried_items(items)] == [3, 2, 5]
    assert [is_finished(outcome) for outcome in (None, "reached", "carried")] == [False, True, False]


def test_action_is_open_until_closed_and_late_after_its_day():
    closed = date(2026, 7, 2)
    assert is_action_open(closed, date(2026, 7, 1)) and not is_action_open(closed, closed)
    assert is_action_late(JUNE_30, None, date(2026, 7, 1)) and not is_action_late(JUNE_30, None, JUNE_30)
    assert not is_action_late(JUNE_30, closed, closed) and not is_action_late(None, None, closed)


def test_receipt_as_printed_and_as_typed():
    number = receipt_number(2026, 123)
    assert number.startswith("TJ-2026-000123-")
    assert parse_receipt(number) == (2026, 123)
    typed = number.lower().replace("-", " ").translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert is_valid_receipt(f" {typed} ")
    assert as_printed(f" {typed} ") == number


@pytest.mark.parametrize("text", ["", "TJ-2026-000123", "AB-2026-000123-4", "TJ-2026-000000-0", "12345"])
def test_what_is_no_receipt_is_refused(text):
    assert (parse_receipt(text), as_printed(text)) == (None, None)


@pytest.mark.parametrize(("year", "serial"), [(999, 1), (2026, 0), (2026, 10**12)])
def test_receipt_outside_its_range_is_refused(year, serial):
    with pytest.raises(ValueError):
        receipt_number(year, serial)


@given(st.integers(2020, 2099), st.integers(1, 10**7), st.integers(0, 30), st.integers(1, 9))
def test_one_wrong_digit_or_one_swap_never_passes(year, serial, place, shift):
    number = receipt_number(year, serial)
    assert parse_receipt(number) == (year, serial)
    places = [index for index, char in enumerate(number) if char.isdigit()]
    at = places[place % len(places)]
    wrong = number[:at] + str((int(number[at]) + shift) % 10) + number[at + 1 :]
    assert not is_valid_receipt(wrong)
    left, right = number[at], number[at + 1 : at + 2]
    if right.isdigit() and left != right:
        assert not is_valid_receipt(number[:at] + right + left + number[at + 2 :])
