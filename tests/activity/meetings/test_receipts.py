"""What a receipt number says, and to whom."""

from datetime import date, time

import pytest

from tajadur.activity.meetings.queries.reports import receipt_answer
from tajadur.foundation.calendar import instant
from tests.factories.party import Party, acting, holder
from tests.factories.reports import make_meeting, submitted

ON = date(2026, 5, 14)


def test_whoever_sees_the_unit_learns_which_meeting_and_others_only_the_day(party: Party) -> None:
    unit = party.branches[0][0][0]
    secretary = acting(holder(unit=unit), ON)
    receipt = submitted(make_meeting(unit=unit), secretary)
    known = receipt_answer(secretary, receipt.number)
    assert (known.standing, known.unit, known.held_on) == ("known", unit.name_ar, date(2026, 5, 12))
    assert (known.version, known.latest, known.report_id, known.may_read) == (1, 1, receipt.submission_id, True)
    assert known.submitted_at == instant(ON, time(12))
    figures = receipt_answer(acting(holder(unit=party.national, body="pole", post="member"), ON), receipt.number)
    assert (figures.standing, figures.unit, figures.may_read) == ("known", unit.name_ar, False)
    other = receipt_answer(acting(holder(unit=party.branches[1][0][0]), ON), receipt.number)
    assert (other.standing, other.submitted_on, other.unit, other.report_id, other.held_on) == (
        "genuine", ON, "", None, None,
    )  # fmt: skip


def test_a_number_is_read_in_any_digits_and_without_dashes(party: Party) -> None:
    unit = party.branches[0][0][0]
    secretary = acting(holder(unit=unit), ON)
    number = submitted(make_meeting(unit=unit), secretary).number
    eastern = number.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert [
        receipt_answer(secretary, text).standing for text in (eastern, number.lower(), number.replace("-", " "))
    ] == ["known"] * 3


def test_a_number_given_before_numbers_grew_longer_stays_known(party: Party, monkeypatch: pytest.MonkeyPatch) -> None:
    secretary = acting(holder(unit=party.branches[0][0][0]), ON)
    number = submitted(make_meeting(unit=party.branches[0][0][0]), secretary).number
    long = number.replace("-000", "-00000000", 1)
    monkeypatch.setattr("tajadur.rules.receipt.receipt_number", lambda year, serial: long)
    assert receipt_answer(secretary, number).standing == "known"
    assert receipt_answer(secretary, number.lower().replace("-", "")).number == number


@pytest.mark.parametrize("text", ["TJ-2026-000123-1", "hello", "TJ", "9" * 500, "TJ-2026-000000-0", "<script>"])
def test_a_wrong_digit_or_another_text_is_no_number_of_ours(party: Party, text: str) -> None:
    assert receipt_answer(acting(holder(unit=party.branches[0][0][0]), ON), text).standing == "malformed"


def test_a_sound_number_never_given_is_unknown(party: Party) -> None:
    assert receipt_answer(acting(holder(unit=party.branches[0][0][0]), ON), "TJ-2026-000123-8").standing == "unknown"
