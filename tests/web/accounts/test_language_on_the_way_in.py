"""The language chosen before log-in stays after it; an invitation opens in the language of the browser."""

import pytest
from django.test import Client
from django.urls import reverse

from tajadur.foundation import clock
from tajadur.organisation.people.operations.accounts import invite_person
from tajadur.permissions.actors import Actor
from tests.factories.party import Party, acting, holder, make_account, make_mandate, make_person, make_post

PASSWORD = "correct horse battery"


def choose(client: Client, language: str) -> None:
    client.post(reverse("accounts:language"), {"language": language, "next": reverse("account_login")})


def log_in(client: Client, username: str) -> None:
    response = client.post(reverse("account_login"), {"login": username, "password": PASSWORD})
    assert response.status_code == 302


def test_french_chosen_on_the_log_in_page_stays_and_becomes_the_accounts(party: Party, client: Client) -> None:
    account = holder(unit=party.provinces[0][0], username="amina")
    choose(client, "fr")
    log_in(client, "amina")
    assert 'lang="fr"' in client.get("/me/").content.decode()
    account.refresh_from_db()
    assert account.language == "fr"


def test_what_another_left_on_the_device_is_no_choice_of_ones_own(party: Party, client: Client) -> None:
    french = holder(unit=party.provinces[0][0], username="amina")
    type(french).objects.filter(pk=french.pk).update(language="fr")
    arabic = holder(unit=party.provinces[0][1], username="said")
    log_in(client, "amina")
    client.post(reverse("account_logout"))
    log_in(client, "said")
    assert 'lang="ar"' in client.get("/me/").content.decode()
    arabic.refresh_from_db()
    assert arabic.language == "ar"


def test_a_choice_on_the_way_in_counts_once(party: Party, client: Client) -> None:
    holder(unit=party.provinces[0][0], username="amina")
    said = holder(unit=party.provinces[0][1], username="said")
    choose(client, "fr")
    log_in(client, "amina")
    client.post(reverse("account_logout"))
    log_in(client, "said")
    said.refresh_from_db()
    assert said.language == "ar"


@pytest.fixture
def administrator(party: Party) -> Actor:
    return acting(holder(unit=party.national, body="headquarters", post="administrator"), clock.today())


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("fr-FR,fr;q=0.9,en;q=0.8", "fr"),
        ("de,en;q=0.7,fr;q=0.3", "en"),
        ("ar-MA", "ar"),
        ("de", "ar"),
        ("", "ar"),
        ("*", "ar"),
        (",;q=" * 500, "ar"),
    ],
)
def test_an_invitation_opens_in_the_language_of_the_browser(
    party: Party, client: Client, administrator: Actor, asked: str, language: str
) -> None:
    person = make_person()
    make_mandate(person=person, post=make_post(unit=party.provinces[0][0]))
    token = invite_person(person_id=person.pk, by=administrator, at=clock.now())
    address = reverse("accounts:invitation", args=[token])
    page = client.get(address, headers={"Accept-Language": asked})
    assert f'lang="{language}"' in page.content.decode()
    assert (page.headers["Content-Language"], page.context["form"].initial["language"]) == (language, language)


def test_a_choice_made_here_goes_before_the_browser(party: Party, client: Client, administrator: Actor) -> None:
    person = make_person()
    make_mandate(person=person, post=make_post(unit=party.provinces[0][0]))
    make_account(person=person)
    token = invite_person(person_id=person.pk, by=administrator, at=clock.now())
    choose(client, "ar")
    page = client.get(reverse("accounts:invitation", args=[token]), headers={"Accept-Language": "fr"})
    assert 'lang="ar"' in page.content.decode()
