"""A person is no longer kept: who, when, what goes and what history reads."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tajadur.foundation import clock
from tajadur.foundation.calendar import instant
from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.invariants.as_of import AsOf
from tajadur.invariants.people import nothing_is_known_of_who_is_blanked
from tajadur.organisation.people.models import Account, FormerAddress, Mandate, Person, derived_names
from tajadur.organisation.people.operations.blanking import BLANKED, blank_former_persons, erase_person
from tajadur.organisation.people.operations.mandates import give_mandate
from tajadur.organisation.people.operations.merge_rows import references
from tajadur.organisation.people.queries.persons import people_for
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.notices.models import Delivery, PushDevice
from tajadur.rules.retention import offices_since
from tests.factories.party import FOUNDED_ON, Party, acting, holder, make_account, make_mandate, make_person, make_post

TODAY = clock.today()
DAY = timedelta(days=1)
SINCE = offices_since(TODAY)
CANARY = "qzcanary"


@pytest.fixture
def administrator(party: Party) -> Actor:
    return acting(holder(unit=party.national, body="headquarters", post="administrator", username="admin"), TODAY)


def former(party: Party, last_day: date, *, seen: date | None = None, post: str = "secretary") -> Person:
    """Somebody who held a post of the first province until a day."""
    person = make_person(email="former@example.org")
    held = make_post(unit=party.provinces[0][0], post=post)
    make_mandate(person=person, post=held, from_on=FOUNDED_ON, to_on=last_day)
    if seen:
        account = make_account(person=person, username=f"former{person.pk}")
        Account.objects.filter(pk=account.pk).update(last_seen_at=instant(seen, clock.now().time()))
    return person


def blanked() -> int:
    return blank_former_persons(on=TODAY, at=clock.now())


def test_every_table_that_refers_to_a_person_or_an_account_has_its_line() -> None:
    assert set(references()) == set(BLANKED)


def test_who_left_long_ago_is_blanked_and_nobody_a_day_before(party: Party) -> None:
    person = former(party, SINCE)
    assert blanked() == 0
    Mandate.objects.filter(person=person).update(to_on=SINCE - DAY)
    assert blanked() == 1
    assert blanked() == 0
    person.refresh_from_db()
    assert (person.email, person.blanked_on) == ("", TODAY)
    assert AuditEntry.objects.filter(act="blank_person", subject_id=person.pk).count() == 1


def test_who_came_in_since_or_holds_another_office_stays(party: Party) -> None:
    came = former(party, SINCE - 400 * DAY, seen=SINCE)
    again = former(party, SINCE - 400 * DAY, post="member")
    make_mandate(person=again, post=make_post(unit=party.provinces[0][1]), from_on=SINCE)
    make_person()  # never in office: no day says since when they are out of it
    assert blanked() == 0
    Account.objects.filter(person=came).update(last_seen_at=instant(SINCE - 2 * DAY, clock.now().time()))
    assert blanked() == 1


def test_history_reads_the_last_office_in_each_language(party: Party) -> None:
    person, unit = former(party, SINCE - DAY), party.provinces[0][0]
    post = make_post(unit=unit).post_type
    blanked()
    person.refresh_from_db()
    with override("ar"):
        assert person.name == f"سابقا: {post.name_ar}، {unit.name_ar}"
    with override("fr"):
        assert person.name.replace("\N{NO-BREAK SPACE}", " ") == f"Anciennement : {post.name_fr}, {unit.name_latin}"


def test_nothing_of_whoever_asks_is_left_in_any_table(party: Party, administrator: Actor) -> None:
    person, other = former(party, TODAY - DAY), make_person()
    name, at = f"{CANARY} {CANARY}", clock.now()
    for one in (person, other):
        one.name_ar, one.name_latin, one.email, one.phone = name, name, f"{CANARY}@example.org", "+212661234567"
        for column, value in derived_names(name, name).items():
            setattr(one, column, value)
        one.save()
    Person.objects.filter(pk=other.pk).update(merged_into=person)
    account = make_account(person=person, username=CANARY)
    Account.objects.filter(pk=account.pk).update(email=f"{CANARY}@example.org")
    FormerAddress.objects.create(person=person, email=f"{CANARY}.old@example.org", replaced_at=at)
    PushDevice.objects.create(
        person=person, endpoint=f"https://push.example.org/{CANARY}", p256dh="x", auth="x", browser=CANARY,
        mark_digest="x", added_at=at,
    )  # fmt: skip
    Delivery.objects.create(
        channel="email", person=person, digest_on=TODAY, address=f"{CANARY}@example.org", state="sent", not_before=at,
        created_at=at, sent_at=at,
    )  # fmt: skip
    assert len(tables_with(CANARY)) >= 5
    erase_person(person_id=person.pk, by=administrator, at=at)
    assert tables_with(CANARY) == []
    assert tables_with("661234567") == []
    account.refresh_from_db()
    assert not account.is_active
    assert not account.has_usable_password()
    assert list(nothing_is_known_of_who_is_blanked(AsOf(TODAY, at))) == []
    assert Mandate.objects.filter(person=person).count() == 1  # what was, stays


def tables_with(text: str) -> list[str]:
    """Every table of the database in which some row says ``text``."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        found = []
        for name in names:
            cursor.execute(f'SELECT 1 FROM "{name}" AS row WHERE row::text LIKE %s LIMIT 1', [f"%{text}%"])
            found += [name] if cursor.fetchone() else []
    return found


def test_who_holds_an_office_or_is_oneself_is_not_erased(party: Party, administrator: Actor) -> None:
    secretary = holder(unit=party.provinces[0][0]).person
    assert secretary is not None
    with pytest.raises(BadInput) as refused:
        erase_person(person_id=secretary.pk, by=administrator, at=clock.now())
    assert refused.value.code == "erase_in_office"
    with pytest.raises(BadInput) as refused:
        erase_person(person_id=administrator.person_id or 0, by=administrator, at=clock.now())
    assert refused.value.code == "erase_oneself"
    assert not Person.objects.exclude(blanked_on=None).exists()


def test_who_is_blanked_is_read_and_neither_listed_nor_given_anything(party: Party, administrator: Actor) -> None:
    person = former(party, TODAY - DAY)
    erase_person(person_id=person.pk, by=administrator, at=clock.now())
    assert not people_for(administrator, on=TODAY).filter(pk=person.pk).exists()
    with pytest.raises(NotVisible):
        erase_person(person_id=person.pk, by=administrator, at=clock.now())
    with pytest.raises(BadInput) as refused:
        post = make_post(unit=party.provinces[0][0])
        give_mandate(person_id=person.pk, post_id=post.pk, from_on=TODAY, by=administrator, at=clock.now())
    assert refused.value.code == "person_unknown"
    client = entered("admin")
    page = client.get(reverse("people:detail", args=[person.pk]))
    assert page.status_code == 200
    assert "Anciennement" in page.content.decode()
    assert reverse("people:edit", args=[person.pk]) not in page.content.decode()
    assert client.get(reverse("people:edit", args=[person.pk])).status_code == 404


def test_the_page_asks_to_be_sure_and_then_erases(party: Party, administrator: Actor) -> None:
    person, client = former(party, TODAY - DAY), entered("admin")
    url = reverse("people:erase", args=[person.pk])
    assert url in client.get(reverse("people:detail", args=[person.pk])).content.decode()
    answer = client.post(url, {})
    assert answer.status_code == 422
    assert "Say that you made sure" in answer.content.decode()
    assert client.post(url, {"asked": "on"}).status_code == 302
    assert Person.objects.get(pk=person.pk).blanked_on == TODAY


def entered(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    client.cookies["language"] = "en"
    return client
