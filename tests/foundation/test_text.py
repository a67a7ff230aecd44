"""Text taken in: refused when broken, cleaned when merely untidy."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tajadur.foundation.errors import BadInput
from tajadur.foundation.text import clean_line, clean_lines, clean_text, without_invisible


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  مكتب \t الفرع \n", "مكتب الفرع"),
        ("a\u202eb\u2066c\u2069\u202c", "abc"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("e\u0301", "é"),
        ("a\x07b\x9fc\ufeff", "abc"),
        ("a\u2028b\x85c", "a b c"),
        ("\u200b\u200f ", ""),
    ],
)
def test_line_is_cleaned(typed, kept):
    assert clean_line(typed) == kept


def test_text_keeps_its_lines_and_at_most_one_blank_line():
    assert clean_text(" a  \r\nb\r\r\n\n\n\nc\tد \n") == "a\nb\n\nc\tد"


def test_lines_keep_their_places():
    assert clean_lines("\r\n a\u202e  \r\n\n\n\nc \n\n") == "\n a\n\n\n\nc"
    assert clean_lines("\n\u200b\n ") == ""


@pytest.mark.parametrize(
    ("typed", "code"),
    [("a\0b", "text_has_nul"), ("a\ud800b", "text_has_broken_characters"), ("x" * 201, "text_too_long")],
)
@pytest.mark.parametrize("clean", [clean_line, lambda text, field: clean_text(text, field=field, limit=200)])
def test_broken_text_is_refused_with_its_field(clean, typed, code):
    with pytest.raises(BadInput) as refusal:
        clean(typed, field="title")
    assert (refusal.value.field, refusal.value.code) == ("title", code)


def test_ten_megabytes_are_refused_with_the_limit():
    with pytest.raises(BadInput) as refusal:
        clean_text("\0" * 10_000_000, field="text")
    assert refusal.value.code == "text_too_long"
    assert refusal.value.params == {"limit": 10_000, "length": 10_000_000}


def test_blanks_do_not_count_against_the_limit():
    assert clean_line("a" + " " * 300, limit=10) == "a"


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60))
def test_cleaning_twice_changes_nothing_and_leaves_composed_text(text):
    for clean in (clean_line, clean_lines, clean_text):
        cleaned = clean(text)
        assert clean(cleaned) == cleaned == unicodedata.normalize("NFC", cleaned)


def test_what_could_not_be_read_as_text_is_refused_rather_than_kept_with_holes():
    with pytest.raises(BadInput) as refused:
        clean_line(b"caf\xe9".decode("utf-8", "replace"), field="place")
    assert (refused.value.field, refused.value.code) == ("place", "text_has_broken_characters")


def test_marks_that_nobody_sees_are_taken_out():
    assert without_invisible("\u200bn\u00adadia@example\u2060.org\ufeff\u200f") == "nadia@example.org"
