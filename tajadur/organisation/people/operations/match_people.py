"""Who is meant by a row of an import: a recorded person, a person of another row, or somebody new."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower

from tajadur.foundation.arabic import fold_loose
from tajadur.foundation.errors import BadInput

from ..models import Person

MOST_COMPARED = 60  # namesakes a record is compared with: many of one name must stay linear
Facts = Mapping[str, Any]


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


def are_likely_one(values: Facts, other: Facts) -> bool:
    """The same name with nothing to tell them apart, or the same contact under a name that agrees."""
    if not names_of(values) & names_of(other):
        return False
    contact = any(values[name] and values[name] == other[name] for name in ("phone", "email"))
    return contact or not told_apart(values, other)


class People:
    """The recorded persons with one of the e-mail addresses and telephones given: one query.

    A person is matched by e-mail or telephone when a name agrees too; somebody without either is always new.
    """

    def __init__(self, rows: Sequence[dict[str, Any]]) -> None:
        mails = {row["email"].lower() for row in rows if row["email"]}
        phones = {row["phone"] for row in rows if row["phone"]}
        self._by_mail: dict[str, list[Person]] = {}
        self._by_phone: dict[str, list[Person]] = {}
        self._seen: dict[str, tuple[str, int, dict[str, Any]]] = {}
        persons = Person.objects.annotate(mail=Lower("email")).filter(Q(mail__in=mails) | Q(phone__in=phones))
        for person in persons.order_by("pk"):
            self._by_mail.setdefault(person.email.lower(), []).append(person)
            self._by_phone.setdefault(person.phone, []).append(person)

    def match(self, values: dict[str, Any], number: int, key: str) -> tuple[int | None, str]:
        """(recorded person or None, key of the person among the rows). Raises BadInput: same_contact_other_name,
        contacts_of_two, contact_of_several, rows_differ."""
        key = self._among_rows(values, number, key)
        mail, phone = values["email"].lower(), values["phone"]
        by_mail = self._by_mail.get(mail, []) if mail else []
        by_phone = self._by_phone.get(phone, []) if phone else []
        agreeing = {person.pk: person for person in by_mail or by_phone if _same_name(person, values)}
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

    def _among_rows(self, values: dict[str, Any], number: int, key: str) -> str:
        """Rows with the same e-mail or telephone are one person; under two names something is wrong."""
        contacts = [contact for contact in (values["email"].lower(), values["phone"]) if contact]
        for contact in contacts:
            if contact in self._seen:
                key, other, former = self._seen[contact]
                if fold_loose(former["name_ar"]) != fold_loose(values["name_ar"]):
                    field = "email" if contact == values["email"].lower() else "phone"
                    raise BadInput(field, "rows_differ", other=other)
        for contact in contacts:
            self._seen.setdefault(contact, (key, number, values))
        return key


def _same_name(person: Person, values: dict[str, Any]) -> bool:
    arabic = fold_loose(person.name_ar) == fold_loose(values["name_ar"])
    latin = bool(person.name_latin) and fold_loose(person.name_latin) == fold_loose(values["name_latin"])
    return arabic or latin
