"""Headings are known in any language and spelling, wherever they stand."""

import pytest

from tajadur.foundation.sheets.layout import Column, Layout, headings_of
from tajadur.foundation.sheets.lines import lines_of
from tajadur.foundation.sheets.tables import Table

LAYOUT = Layout(
    (
        Column("name", "Name", ("الاسم الكامل", "Nom et prénom")),
        Column("phone", "Telephone", ("الهاتف", "GSM"), once=True),
    ),
    (("name",), ("phone",)),
)


TITLES = ["الاسم الكامل", "الإسم الكامل :", "NOM ET PRENOM", "الاسم الكامل / Nom et prénom", "name", " Nom  et prénom*"]


@pytest.mark.parametrize("title", TITLES)
def test_a_heading_is_known(title: str) -> None:
    assert LAYOUT.key_of(title) == "name"


def test_a_heading_of_two_columns_is_of_none() -> None:
    assert LAYOUT.key_of("الاسم الكامل / الهاتف") is None


def test_headings_are_found_under_titles_and_repeated_ones_are_no_rows() -> None:
    rows = [["حزب"], [], ["ر.ت", "الاسم الكامل", "الهاتف"], ["N°", "Nom et prénom", "GSM"], ["1", "سعاد", "06"], [],
            ["ر.ت", "الاسم الكامل", "الهاتف"], ["2", "نادية", "07"]]  # fmt: skip
    table = Table("", rows)
    headings = headings_of(table, LAYOUT)
    assert (headings.row, headings.is_clear) == (2, True)
    assert [(line.number, line.cells["name"]) for line in lines_of(table, headings, LAYOUT)] == [
        (5, "سعاد"),
        (8, "نادية"),
    ]


def test_a_filled_column_that_nobody_knows_is_not_left_out_in_silence() -> None:
    headings = headings_of(Table("", [["الاسم الكامل", "GSM", "CNIE", "فارغ"], ["سعاد", "06", "AB1", ""]]), LAYOUT)
    assert (headings.unknown, headings.is_clear) == ((2,), False)
    lacking = headings_of(Table("", [["الاسم الكامل", "x"], ["سعاد", "y"]]), LAYOUT)
    assert lacking.lacking == (("phone",),)
    twice = headings_of(Table("", [["الهاتف", "GSM", "name"], ["1", "2", "سعاد"]]), LAYOUT)
    assert twice.twice == ("phone",)
