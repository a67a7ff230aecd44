"""Persons: what is kept, what is refused, who sees them."""

from datetime import UTC, date, datetime

import pytest

from tajadur.foundation.errors import BadInput, NotVisible, PermissionDenied
from tajadur.organisation.people.models import Person
from tajadur.organisation.people.operations.persons import Details, add_person, edit_person, phone_e164
from tajadur.organisation.people.queries.persons import people_for, person_for
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.models import AuditEntry
from tests.factories.party import Party, acting, holder, make_person

ON = date(2026, 5, 21)
AT = datetime(2026, 5, 21, 9, tzinfo=UTC)


@pytest.fixture
def administrator(party: Party) -> Actor:
    return acting(holder(unit=party.national, body="headquarters", post="administrator"), ON)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("06 61 23 45 67", "+212661234567"),
        ("٠٦٦١٢٣٤٥٦٧", "+212661234567"),
        ("00212 661-23.45.67", "+212661234567"),
        ("+212 (0)661 234567", "+212661234567"),
        ("+33 1 42 68 53 00", "+33142685300"),
        ("", ""),
    ],
)
def test_phones_of_any_form_are_kept_in_one(typed: str, kept: str) -> None:
    assert phone_e164(typed) == kept


@pytest.mark.parametrize("typed", ["12", "hello", "06 61 23 45 67 ext 3", "+999999999999999999", "06\0"])
def test_what_is_no_phone_is_refused(typed: str) -> None:
    with pytest.raises(BadInput):
        phone_e164(typed)


def test_a_person_is_added_cleaned_and_found_by_any_spelling(administrator: Actor) -> None:
    details = Details("  سعاد\u202e  بنعلي ", "Souad Benâli", "f", 1980, "0661234567", "s@example.org", ON)
    person = add_person(details=details, by=administrator, at=AT)
    assert (person.name_ar, person.phone, person.sex) == ("سعاد بنعلي", "+212661234567", "f")
    for words in ("بنعلى", "benali", "SOUAD"):
        assert [found.pk for found in people_for(administrator, on=ON, words=words)] == [person.pk]
    entry = AuditEntry.objects.get(act="add_person")
    assert (entry.subject_id, entry.detail) == (person.pk, {})


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"name_ar": "\u200b"}, ("name_ar", "person_name_missing")),
        ({"name_ar": "سعاد AB12345"}, ("name_ar", "identity_number")),
        ({"name_latin": "Souad BK١٢٣٤٥٦"}, ("name_latin", "identity_number")),
        ({"name_ar": "م" * 5_000_000}, ("name_ar", "text_too_long")),
        ({"name_ar": "a\0"}, ("name_ar", "text_has_nul")),
        ({"name_ar": "\ud800"}, ("name_ar", "text_has_broken_characters")),
        ({"birth_year": 202}, ("birth_year", "birth_year")),
        ({"birth_year": 2030}, ("birth_year", "birth_year")),
        ({"phone": "x"}, ("phone", "phone_unreadable")),
        ({"consented_on": date(2027, 1, 1)}, ("consented_on", "consent_in_future")),
    ],
)
def test_bad_input_adds_nobody(administrator: Actor, values: dict[str, object], problem: tuple[str, str]) -> None:
    before = Person.objects.count()
    with pytest.raises(BadInput) as refused:
        add_person(details=Details(**{"name_ar": "سعاد", **values}), by=administrator, at=AT)
    assert [(one.field, one.code) for one in refused.value.problems] == [problem]
    assert Person.objects.count() == before


def test_several_problems_are_told_at_once(administrator: Actor) -> None:
    with pytest.raises(BadInput) as refused:
        add_person(details=Details("", phone="x", birth_year=1), by=administrator, at=AT)
    assert {problem.field for problem in refused.value.problems} == {"name_ar", "phone", "birth_year"}


def test_saying_that_it_is_no_identity_number_is_journaled(administrator: Actor) -> None:
    add_person(details=Details("فرقة AB12345"), identity_confirmed=True, by=administrator, at=AT)
    assert AuditEntry.objects.get(act="add_person").detail == {"identity_number_denied": True}


def test_editing_an_unknown_person_is_unseen_and_a_secretary_may_not_edit(party: Party, administrator: Actor) -> None:
    with pytest.raises(NotVisible):
        edit_person(person_id=999_999, details=Details("ا"), by=administrator, at=AT)
    secretary = acting(holder(unit=party.provinces[0][0]), ON)
    with pytest.raises(PermissionDenied):
        edit_person(person_id=make_person().pk, details=Details("ا"), by=secretary, at=AT)


def test_each_office_sees_the_persons_of_its_units_only(party: Party, administrator: Actor) -> None:
    own = holder(unit=party.provinces[0][0]).person
    below = holder(unit=party.branches[0][0][0]).person
    other = holder(unit=party.provinces[1][0]).person
    alone = make_person()
    assert None not in (own, below, other)
    secretary = acting(own.account, ON)
    assert set(people_for(secretary, on=ON)) == {own, below}
    assert set(people_for(administrator, on=ON)) >= {own, below, other, alone}
    follower = acting(holder(unit=party.national, body="cell", post="responsible", area=party.regions[1]), ON)
    assert set(people_for(follower, on=ON)) == {other}
    pole = acting(holder(unit=party.national, body="pole", post="member"), ON)
    assert list(people_for(pole, on=ON)) == []
    with pytest.raises(NotVisible):
        person_for(secretary, other.pk)


def test_the_filters_keep_unit_office_and_who_holds_nothing(party: Party, administrator: Actor) -> None:
    own = holder(unit=party.provinces[0][0]).person
    below = holder(unit=party.branches[0][0][0], post="member").person
    ended = holder(unit=party.branches[0][0][1], to_on=date(2026, 5, 20)).person
    assert set(people_for(administrator, on=ON, unit_id=party.provinces[0][0].pk)) == {own, below}
    assert set(people_for(administrator, on=ON, unit_id=party.national.pk)) >= {own, below}
    assert set(people_for(administrator, on=ON, office="member")) == {below}
    assert set(people_for(administrator, on=ON, out_of_office=True)) == {ended}
    assert list(people_for(administrator, on=ON, words="\0%")) == []
