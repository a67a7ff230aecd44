"""The fields: what is accepted, what is refused with which code, what is kept."""

from datetime import date, time

import pytest
from django.http import QueryDict

from tajadur.foundation.errors import BadInput, NeedsConfirmation
from tajadur.web.forms import CountField, DayField, LineField, PlainForm, TextField, TimeField, add_problems


class Everything(PlainForm):
    """One field of each kind."""

    line = LineField(required=False, limit=50)
    text = TextField(required=False)
    receipt = LineField(required=False, about_persons=False)
    count = CountField(required=False, most=500)
    day = DayField(required=False)
    hour = TimeField(required=False)


def said(**values: str) -> Everything:
    """The form as sent."""
    data = QueryDict(mutable=True)
    data.update(values)
    return Everything(data)


def codes(form: PlainForm) -> dict[str, list[str]]:
    """The codes of the errors by field."""
    return {name: [one.code for one in errors.as_data()] for name, errors in form.errors.items()}


@pytest.mark.parametrize(
    "typed,day",
    [
        ("2026-05-21", date(2026, 5, 21)),
        ("21/05/2026", date(2026, 5, 21)),
        ("٢١/٠٥/٢٠٢٦", date(2026, 5, 21)),
        ("5.6.2026", date(2026, 6, 5)),
        ("\u200f21/05/2026\u200e", date(2026, 5, 21)),
        ("2026-05-21T00:00", date(2026, 5, 21)),
        ("21 ماي 2026", date(2026, 5, 21)),
        ("1er mai 2026", date(2026, 5, 1)),
        ("", None),
    ],
)
def test_a_day_is_read_day_first_in_any_digits(typed: str, day: date | None) -> None:
    form = said(day=typed)
    assert form.is_valid()
    assert form.cleaned_data["day"] == day


@pytest.mark.parametrize(
    "typed,code",
    [
        ("31/02/2026", "no_such_day"),
        ("0202-05-21", "year_out_of_range"),
        ("12/11/1447", "year_out_of_range"),
        ("2026-13-01", "no_such_day"),
        ("tomorrow", "not_a_day"),
        ("1" * 100_000, "not_a_day"),
        ("2026-05", "not_a_day"),
    ],
)
def test_a_day_that_is_none_is_refused(typed: str, code: str) -> None:
    assert codes(said(day=typed)) == {"day": [code]}


@pytest.mark.parametrize("typed,number", [("12", 12), ("١٢", 12), (" 1 2 ", 12), ("0", 0), ("", None)])
def test_a_count_is_read_in_any_digits(typed: str, number: int | None) -> None:
    form = said(count=typed)
    assert form.is_valid()
    assert form.cleaned_data["count"] == number


@pytest.mark.parametrize(
    "typed,code",
    [
        ("-3", "negative"),
        ("−٣", "negative"),
        ("NaN", "not_a_number"),
        ("1e5", "not_a_number"),
        ("1.5", "not_a_number"),
        ("9" * 19, "not_a_number"),
        ("501", "out_of_range"),
    ],
)
def test_a_count_that_is_none_is_refused(typed: str, code: str) -> None:
    assert codes(said(count=typed)) == {"count": [code]}


def test_hours_are_read_and_refused() -> None:
    for typed, expected in (("18:30", time(18, 30)), ("١٨:٣٠", time(18, 30)), ("8h05", time(8, 5)), ("", None)):
        form = said(hour=typed)
        assert form.is_valid()
        assert form.cleaned_data["hour"] == expected
    for typed in ("24:00", "18:60", "evening"):
        assert codes(said(hour=typed)) == {"hour": ["not_a_time"]}


def test_texts_are_cleaned_and_what_cannot_be_kept_is_told() -> None:
    form = said(line="  a\u202eb \n c ", text="x\r\n\r\n\r\n\r\ny")
    assert form.is_valid()
    assert (form.cleaned_data["line"], form.cleaned_data["text"]) == ("ab c", "x\n\ny")
    assert codes(said(line="a\0b")) == {"line": ["text_has_nul"]}
    assert codes(said(line="x" * 51)) == {"line": ["text_too_long"]}
    assert codes(said(text="x" * 10_000_000)) == {"text": ["text_too_long"]}
    assert codes(said(text="a\ud800b")) == {"text": ["text_has_broken_characters"]}


def test_an_identity_number_is_refused_until_the_tick_says_it_is_none() -> None:
    form = said(text="السيد AB123456")
    assert codes(form) == {"text": ["identity_number"]}
    assert "confirm_identity_number" in form.fields
    assert "AB123456" in str(form["text"])
    again = said(text="السيد AB123456", confirm_identity_number="on")
    assert again.is_valid()
    assert again.confirmed == {"identity_number"}
    assert said(receipt="AB123456").is_valid()


def test_problems_of_an_operation_go_to_their_field_or_to_the_top() -> None:
    form = said(count="3")
    assert form.is_valid()
    error = BadInput.of(
        BadInput("count", "too_many", most=2), BadInput("elsewhere", "closed"), NeedsConfirmation("day", "holiday")
    )
    add_problems(form, error, {"too_many": "%(most)s at most", "closed": "Closed", "holiday": "A holiday"})
    assert form.errors["count"] == ["2 at most"]
    assert form.non_field_errors() == ["Closed"]
    assert codes(form)["day"] == ["holiday"]
    assert "confirm_holiday" in form.fields
    assert said(day="2026-05-21", confirm_holiday="on").confirmed == {"holiday"}


def test_a_code_nobody_worded_still_gives_a_sentence() -> None:
    form = said()
    assert form.is_valid()
    add_problems(form, BadInput("", "never_worded"), {})
    assert len(form.non_field_errors()) == 1
    assert "never_worded" not in str(form.non_field_errors())
