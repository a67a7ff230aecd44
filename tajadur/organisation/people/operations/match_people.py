"""Who is meant: a recorded person, a person of another row, or somebody new. The one rule for sheets and forms.

By e-mail or telephone, when a name agrees too, a person is known for certain. By the name alone, when nothing tells the
two apart, they are probably one: that is pointed out, and somebody says it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Lower

from tajadur.foundation.arabic import fold_loose
from tajadur.foundation.errors import BadInput, NeedsConfirmation

from ..managers import KNOWN
from ..models import Person

MOST_COMPARED = 60  # namesakes a row is compared with: a sheet of one name only must stay linear
MOST_SHOWN = 4
_NAMED_SQL = """
SELECT p.id FROM people_person p, unnest(string_to_array(p.folded, '|')) AS form
WHERE btrim(form) = ANY(%s)
"""
Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Namesake:
    """Somebody who is probably meant: ``answer`` says so, ``person_id`` or the row ``other`` who it is."""

    answer: str
    name: str
    person_id: int | None = None
    other: int | None = None
    birth_year: int | None = None


def names_of(facts: Facts) -> set[str]:
    """The names as they are compared."""
    return {name for name in (fold_loose(facts["name_ar"]), fold_loose(facts["name_latin"])) if name}


def told_apart(facts: Facts, other: Facts) -> bool:
    """Does anything say that two of one name are two persons: year of birth, sex, and with no year other contacts?"""
    years = facts["birth_year"], other["birth_year"]
    if all(years):
        return bool(years[0] != years[1])
    return any(
        facts[name] and other[name] and str(facts[name]).lower() != str(other[name]).lower()
        for name in ("sex", "phone", "email")
    )


def facts_of(person: Person) -> dict[str, Any]:
    """What is compared of a recorded person."""
    kept = ("name_ar", "name_latin", "sex", "birth_year", "phone", "email")
    return {name: getattr(person, name) for name in kept}


def likely_the_same(values: Facts, among: QuerySet[Person], *, known: Facts | None = None) -> list[Person]:
    """The persons ``among`` those given who are probably the one of ``values``, and were not so by what was ``known``
    before: one query."""
    named = RawSQL(_NAMED_SQL, ([list(names_of(values))],))  # noqa: S611  constants of ours
    contact = Q(phone=values["phone"]) if values["phone"] else Q(pk__in=[])
    if values["email"]:
        contact |= Q(email__iexact=values["email"])
    people = among.filter(Q(pk__in=named) | contact).order_by("pk")[: 10 * MOST_SHOWN]
    likely = [person for person in people if are_likely_one(values, facts_of(person))]
    return [person for person in likely if not known or not are_likely_one(known, facts_of(person))][:MOST_SHOWN]


def stop_at_namesakes(values: Facts, among: QuerySet[Person], *, known: Facts | None = None) -> None:
    """Raises NeedsConfirmation ``same_person`` (``names``, with the years of birth that are known) when somebody
    ``among`` those given is probably the same, and was not so by what was ``known`` before."""
    if likely := likely_the_same(values, among, known=known):
        names = (f"{p.name} ({p.birth_year})" if p.birth_year else p.name for p in likely)
        raise NeedsConfirmation("name_ar", "same_person", names="، ".join(names))


def are_likely_one(values: Facts, other: Facts) -> bool:
    """The same name with nothing to tell them apart, or the same contact under a name that agrees."""
    if not names_of(values) & names_of(other):
        return False
    contact = any(values[name] and values[name] == other[name] for name in ("phone", "email"))
    return contact or not told_apart(values, other)


class People:
    """The recorded persons with a contact or a name of the rows given: one query."""

    def __init__(self, rows: Sequence[dict[str, Any]]) -> None:
        mails = {row["email"].lower() for row in rows if row["email"]}
        phones = {row["phone"] for row in rows if row["phone"]}
        self._names = {id(row): names_of(row) for row in rows}
        names = {name for named in self._names.values() for name in named}
        self._by_mail: dict[str, list[Person]] = {}
        self._by_phone: dict[str, list[Person]] = {}
        self._by_name: dict[str, list[Person]] = {}
        self._seen: dict[str, tuple[str, int, dict[str, Any]]] = {}
        self._rows: dict[str, list[tuple[str, int, dict[str, Any]]]] = {}
        named = RawSQL(_NAMED_SQL, (list(names),))  # noqa: S611  constants of ours
        persons = Person.objects.filter(KNOWN).annotate(mail=Lower("email"))
        for person in persons.filter(Q(mail__in=mails) | Q(phone__in=phones) | Q(pk__in=named)).order_by("pk"):
            self._by_mail.setdefault(person.email.lower(), []).append(person)
            self._by_phone.setdefault(person.phone, []).append(person)
            for name in names_of(facts_of(person)):
                self._by_name.setdefault(name, []).append(person)

    def match(self, values: dict[str, Any], number: int, key: str) -> tuple[int | None, str]:
        """(recorded person or None, key of the person among the rows). Raises BadInput: same_contact_other_name,
        contacts_of_two, contact_of_several, rows_differ."""
        key = self._among_rows(values, number, key)
        mail, phone = values["email"].lower(), values["phone"]
        by_mail = self._by_mail.get(mail, []) if mail else []
        by_phone = self._by_phone.get(phone, []) if phone else []
        agreeing = {
            person.pk: person for person in by_mail or by_phone if self._names[id(values)] & names_of(facts_of(person))
        }
        if not by_mail and not by_phone:
            return None, key
        if not agreeing:
            known = (by_mail or by_phone)[0]
            field = "email" if by_mail else "phone"
            raise BadInput(field, "same_contact_other_name", name=known.name)
        if len(agreeing) > 1:
            raise BadInput("phone", "contact_of_several")
        (person,) = agreeing.values()
        if by_phone and person.pk not in {candidate.pk for candidate in by_phone}:
            raise BadInput("phone", "contacts_of_two")
        return person.pk, key

    def namesakes(self, values: dict[str, Any], number: int, key: str) -> list[Namesake]:
        """Who is probably meant by a row that no contact matched; the row is remembered for those that follow."""
        recorded: dict[int, Person] = {}
        rows: dict[str, tuple[int, dict[str, Any]]] = {}
        for name in self._names[id(values)]:
            for person in self._by_name.get(name, ())[:MOST_COMPARED]:
                if not told_apart(values, facts_of(person)):
                    recorded[person.pk] = person
            before = self._rows.setdefault(name, [])
            for other_key, other, facts in before[:MOST_COMPARED]:
                if other_key != key and not told_apart(values, facts):
                    rows.setdefault(other_key, (other, facts))
            before.append((key, number, values))
        shown = [
            Namesake(f"p{person.pk}", person.name, person_id=person.pk, birth_year=person.birth_year)
            for person in list(recorded.values())[:MOST_SHOWN]
        ]
        return shown + [
            Namesake(f"r{other}", facts["name_ar"], other=other, birth_year=facts["birth_year"])
            for other, facts in list(rows.values())[:MOST_SHOWN]
        ]

    def _among_rows(self, values: dict[str, Any], number: int, key: str) -> str:
        """Rows with the same e-mail or telephone are one person; under two names something is wrong."""
        contacts = [contact for contact in (values["email"].lower(), values["phone"]) if contact]
        for contact in contacts:
            if contact in self._seen:
                key, other, former = self._seen[contact]
                if not self._names[id(former)] & self._names[id(values)]:
                    field = "email" if contact == values["email"].lower() else "phone"
                    raise BadInput(field, "rows_differ", other=other)
        for contact in contacts:
            self._seen.setdefault(contact, (key, number, values))
        return key
