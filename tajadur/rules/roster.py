"""Read a list of persons typed one a line: their names, sex and year of birth."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

WOMAN, MAN = "f", "m"
FIRST_BIRTH_YEAR, YOUNGEST = 1900, 15
_BETWEEN = re.compile(r"[,،;؛\t|]")
_NUMBERED = re.compile(r"^\s*\d{1,3}\s*[.)\-–]\s*")
_ARABIC = re.compile(r"[\u0621-\u064A\u0671-\u06D3]")
_SEXES = {
    **dict.fromkeys(("f", "femme", "w", "woman", "امرأة", "امراة", "إمرأة", "أنثى", "انثى", "سيدة"), WOMAN),
    **dict.fromkeys(("m", "h", "homme", "man", "رجل", "ذكر", "سيد"), MAN),
}


@dataclass(frozen=True, slots=True)
class RosterPerson:
    """One person of the list, on line ``row`` (from 1, empty lines counted)."""

    row: int
    name_ar: str = ""
    name_latin: str = ""
    sex: str = ""
    birth_year: int | None = None


@dataclass(frozen=True, slots=True)
class RosterFlaw:
    """A line that cannot be read: ``no_arabic_name``, ``two_names`` or ``year`` (a birth year that cannot be)."""

    row: int
    code: str


def roster(text: str, *, year: int) -> tuple[list[RosterPerson], list[RosterFlaw]]:
    """The persons of ``text`` and the lines that cannot be read, in order; ``year`` is the present one.

    Between commas, semicolons, bars or tabs, in any order: the name in Arabic, the name in Latin letters, woman or
    man, the year of birth. A number before the name («1. », «2- ») is left out.
    """
    persons: list[RosterPerson] = []
    flaws: list[RosterFlaw] = []
    for row, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        person_or_flaw = _read(row, _NUMBERED.sub("", line), year)
        if isinstance(person_or_flaw, RosterPerson):
            persons.append(person_or_flaw)
        else:
            flaws.append(person_or_flaw)
    return persons, flaws


def _read(row: int, line: str, year: int) -> RosterPerson | RosterFlaw:
    person = RosterPerson(row)
    for part in _parts(line):
        if sex := _SEXES.get(part.casefold().strip("().")):
            person = replace(person, sex=sex)
        elif part.isdecimal():
            if person.birth_year is not None or len(part) != 4 or not FIRST_BIRTH_YEAR <= int(part) <= year - YOUNGEST:
                return RosterFlaw(row, "year")
            person = replace(person, birth_year=int(part))
        else:
            is_arabic = bool(_ARABIC.search(part))
            if person.name_ar if is_arabic else person.name_latin:
                return RosterFlaw(row, "two_names")
            person = replace(person, name_ar=part) if is_arabic else replace(person, name_latin=part)
    return person if person.name_ar else RosterFlaw(row, "no_arabic_name")


def _parts(line: str) -> Iterator[str]:
    return filter(None, (" ".join(part.split()) for part in _BETWEEN.split(line)))
