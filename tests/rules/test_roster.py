"""A list of names, one person a line."""

import pytest

from tajadur.rules.roster import RosterFlaw, RosterPerson, roster

LINES = [
    ("مريم العلوي", RosterPerson(1, "مريم العلوي")),
    ("  مريم   العلوي  ", RosterPerson(1, "مريم العلوي")),
    ("1. مريم العلوي، Meryem Alaoui، امرأة، 1991", RosterPerson(1, "مريم العلوي", "Meryem Alaoui", "f", 1991)),
    ("12- مريم العلوي", RosterPerson(1, "مريم العلوي")),
    ("1991؛ رجل؛ سعيد", RosterPerson(1, "سعيد", "", "m", 1991)),
    ("سعيد\tSaid\tH\t١٩٧٥", RosterPerson(1, "سعيد", "Said", "m", 1975)),
    ("سعيد | F", RosterPerson(1, "سعيد", "", "f")),
    ("سعيد، (ذكر)", RosterPerson(1, "سعيد", "", "m")),
    ("ڭزولي", RosterPerson(1, "ڭزولي")),
    ("Meryem Alaoui", RosterFlaw(1, "no_arabic_name")),
    ("امرأة، 1991", RosterFlaw(1, "no_arabic_name")),
    ("مريم، سعيد", RosterFlaw(1, "two_names")),
    ("مريم، Meryem, Said", RosterFlaw(1, "two_names")),
    ("مريم، 1899", RosterFlaw(1, "year")),
    ("مريم، 2012", RosterFlaw(1, "year")),
    ("مريم، 1991، 1992", RosterFlaw(1, "year")),
    ("مريم، 91", RosterFlaw(1, "year")),
]


@pytest.mark.parametrize(("line", "found"), LINES)
def test_a_line_says_its_person_or_why_it_cannot_be_read(line: str, found: RosterPerson | RosterFlaw) -> None:
    persons, flaws = roster(line, year=2026)
    assert [*persons, *flaws] == [found]


def test_empty_lines_count_and_say_nothing() -> None:
    persons, flaws = roster("\n مريم \n\nSaid\n,،;\n", year=2026)
    assert persons == [RosterPerson(2, "مريم")]
    assert flaws == [RosterFlaw(4, "no_arabic_name"), RosterFlaw(5, "no_arabic_name")]
    assert roster("", year=2026) == ([], [])
