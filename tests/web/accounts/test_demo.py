"""The demonstration's buttons, and their absence elsewhere."""

from datetime import date

from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.factories.party import Party, holder


def samples(party: Party) -> None:
    for account in (
        holder(unit=party.provinces[0][0], username="province"),
        holder(unit=party.provinces[0][1], username="former", to_on=date(2021, 1, 1)),
    ):
        account.is_sample = True
        account.save()


def test_one_button_per_role_says_office_and_place(party: Party, client: Client, settings) -> None:
    samples(party)
    settings.DEMO = True
    text = client.get(reverse("account_login")).content.decode()
    assert "الكاتب الإقليمي، إقليم 1-1" in text
    assert 'value="former"' in text
    client.cookies["language"] = "fr"
    assert "Secrétaire provincial, إقليم 1-1" in client.get(reverse("account_login")).content.decode()


def test_a_button_enters_only_sample_accounts(party: Party, client: Client, settings) -> None:
    samples(party)
    holder(unit=party.regions[0], username="real")
    settings.DEMO = True
    for stranger in ("real", "", "nobody", "pro\0vince"):
        assert client.post(reverse("accounts:demo_enter"), {"username": stranger}).status_code == 404
    assert client.get("/").status_code == 302
    entered = client.post(reverse("accounts:demo_enter"), {"username": "province", "next": "//evil.example"})
    assert entered.headers["Location"] == "/"
    assert client.get("/").status_code == 200


def test_outside_the_demonstration_there_is_no_button_and_no_such_address(
    party: Party, client: Client, settings
) -> None:
    samples(party)
    settings.DEMO = False
    assert 'value="province"' not in client.get(reverse("account_login")).content.decode()
    assert client.post(reverse("accounts:demo_enter"), {"username": "province"}).status_code == 404
    assert client.get("/").status_code == 302


def test_the_log_in_page_asks_three_queries_whatever_the_number_of_buttons(
    party: Party, client: Client, settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.DEMO = True
    samples(party)
    with django_assert_num_queries(3):
        client.get(reverse("account_login"))
    account = holder(unit=party.regions[1], username="region")
    account.is_sample = True
    account.save()
    with django_assert_num_queries(3):
        client.get(reverse("account_login"))
