"""A list of names, one person a line."""

import pytest

from tajadur.rules.roster import Flaw, Named, roster

LINES = [
    ("مريم العلوي", Named(1, "مريم العلوي")),
    ("  مريم   العلوي  ", Named(1, "مريم العلوي")),
    ("1. مريم العلوي، Meryem Alaoui، امرأة، 1991", Named(1, "مريم العلوي", "Meryem Alaoui", "f", 1991)),
    ("12- مريم العلوي", Named(1, "مريم العلوي")),
    ("1991؛ رجل؛ سعيد", Named(1, "سعيد", "", "m", 1991)),
    ("سعيد\tSaid\tH\t١٩٧٥", Named(1, "سعيد", "Said", "m", 1975)),
    ("سعيد | F", Named(1, "سعيد", "", "f")),
    ("سعيد، (ذكر)", Named(1, "سعيد", "", "m")),
    ("ڭزولي", Named(1, "ڭزولي")),
    ("Meryem Alaoui", Flaw(1, "no_arabic_name")),
    ("امرأة، 1991", Flaw(1, "no_arabic_name")),
    ("مريم، سعيد", Flaw(1, "two_names")),
    ("مريم، Meryem, Said", Flaw(1, "two_names")),
    ("مريم، 1899", Flaw(1, "year")),
    ("مريم، 2012", Flaw(1, "year")),
    ("مريم، 1991، 1992", Flaw(1, "year")),
    ("مريم، 91", Flaw(1, "year")),
]


@pytest.mark.parametrize(("line", "found"), LINES)
def test_a_line_says_its_person_or_why_it_cannot_be_read(line: str, found: Named | Flaw) -> None:
    persons, flaws = roster(line, year=2026)
    assert [*persons, *flaws] == [found]


def test_empty_lines_count_and_say_nothing() -> None:
    persons, flaws = roster("\n مريم \n\nSaid\n,،;\n", year=2026)
    assert persons == [Named(2, "مريم")]
    assert flaws == [Flaw(4, "no_arabic_name"), Flaw(5, "no_arabic_name")]
    assert roster("", year=2026) == ([], [])
