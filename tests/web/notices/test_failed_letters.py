"""The page where an administrator decides about messages in trouble."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.organisation.people.models import Account
from tajadur.registry.notices.models import Delivery, Notice
from tests.factories.letters import ON, letter_in
from tests.factories.party import Party, holder


@pytest.fixture
def administrator(party: Party) -> Account:
    holder(unit=party.provinces[0][0], username="nadia")
    return holder(unit=party.national, body="headquarters", post="administrator")


def test_letters_are_shown_by_post_and_unit_without_an_address_or_a_name(
    party: Party, client: Client, administrator: Account
) -> None:
    row = letter_in("unknown", unit=party.provinces[0][0])
    client.force_login(administrator)
    text = client.get(reverse("notices:trouble")).content.decode()
    assert f"الكاتب الإقليمي · <bdi>{party.provinces[0][0].name_ar}</bdi>" in text
    assert "nadia" not in text
    assert row.person.name_ar not in text
    assert reverse("notices:trouble") in client.get(reverse("notices:ledger")).content.decode()


def test_send_again_through_the_door(party: Party, client: Client, administrator: Account) -> None:
    row = letter_in("dead", unit=party.provinces[0][0])
    client.force_login(administrator)
    answer = client.post(reverse("notices:again", args=[row.pk]))
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("notices:trouble"))
    assert Delivery.objects.filter(channel="email", again=1, state="pending").count() == 1
    second = client.post(reverse("notices:again", args=[row.pk]))
    assert second.status_code == 409
    assert Delivery.objects.filter(channel="email").count() == 2


def test_what_is_settled_is_not_offered_again(party: Party, client: Client, administrator: Account) -> None:
    row = letter_in("dead", unit=party.provinces[0][0])
    Notice.objects.update(cleared_at=row.created_at)
    client.force_login(administrator)
    assert reverse("notices:again", args=[row.pk]) not in client.get(reverse("notices:trouble")).content.decode()
    assert client.post(reverse("notices:again", args=[row.pk])).status_code == 422


def test_leaving_it_asks_for_a_reason_and_keeps_what_was_typed(
    party: Party, client: Client, administrator: Account
) -> None:
    row = letter_in("unknown", unit=party.provinces[0][0])
    client.force_login(administrator)
    assert client.post(reverse("notices:leave", args=[row.pk]), {"reason": " "}).status_code == 422
    refused = client.post(reverse("notices:leave", args=[row.pk]), {"reason": "بطاقة AB123456"})
    assert refused.status_code == 422
    assert "AB123456" in refused.content.decode()
    assert client.post(reverse("notices:leave", args=[row.pk]), {"reason": "قيل بالهاتف"}).status_code == 302
    assert "قيل بالهاتف" in client.get(reverse("notices:trouble")).content.decode()


def test_the_secretary_general_reads_and_decides_nothing(party: Party, client: Client, administrator: Account) -> None:
    row = letter_in("unknown", unit=party.provinces[0][0])
    client.force_login(holder(unit=party.national, body="secretariat", post="secretary_general"))
    text = client.get(reverse("notices:trouble")).content.decode()
    assert f'id="letter-{row.pk}"' in text
    assert reverse("notices:again", args=[row.pk]) not in text
    assert client.post(reverse("notices:again", args=[row.pk])).status_code == 403


def test_the_list_asks_as_much_for_many_letters_as_for_one(
    party: Party, client: Client, administrator: Account, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    letter_in("unknown", unit=party.provinces[0][0])
    client.force_login(administrator)
    with django_assert_num_queries(6):
        client.get(reverse("notices:trouble"))
    for ahead in range(1, 6):
        letter_in("dead", unit=party.provinces[0][0], subject=ahead, on=ON + timedelta(days=ahead))
    with django_assert_num_queries(6):
        client.get(reverse("notices:trouble"))


@pytest.mark.parametrize(
    ("detail", "words"),
    [
        ("certificate of another name", "Le certificat du serveur porte un autre nom"),
        ("certificate not trusted", "Le certificat du serveur n’est pas reconnu"),
        ("address", "L’adresse est inutilisable"),
        ("550 no", "550 no"),
    ],
)
def test_why_a_letter_did_not_leave_is_said_in_words(
    party: Party, client: Client, administrator: Account, settings: Any, detail: str, words: str
) -> None:
    letter_in("dead", unit=party.provinces[0][0])
    Delivery.objects.filter(state="dead").update(last_error=detail)
    client.force_login(administrator)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    for page in (reverse("notices:trouble"), reverse("notices:ledger", query={"first": ON, "last": ON})):
        assert words in client.get(page).content.decode()
