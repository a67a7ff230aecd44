"""Coming in by name or e-mail, and going out."""

from django.test import Client
from django.urls import reverse

from tests.factories.party import Party, holder

PASSWORD = "correct horse battery"


def log_in(client: Client, login: str, password: str = PASSWORD, **more: str):
    return client.post(reverse("account_login"), {"login": login, "password": password, **more})


def test_log_in_by_user_name_or_e_mail_whatever_the_case(party: Party) -> None:
    holder(unit=party.provinces[0][0], username="amina")
    for login in ("amina", "AMINA", "amina@example.org", "Amina@Example.org"):
        client = Client()
        assert log_in(client, login).headers["Location"] == "/"
        assert client.get("/").status_code == 200


def test_a_wrong_password_keeps_the_name_and_says_what_to_do(party: Party, client: Client) -> None:
    holder(unit=party.provinces[0][0], username="amina")
    answer = log_in(client, "amina", "not this one at all")
    text = answer.content.decode()
    assert 'value="amina"' in text
    assert "not this one at all" not in text
    assert client.get("/").status_code == 302


def test_the_way_back_is_a_page_of_this_site_or_home(party: Party) -> None:
    holder(unit=party.provinces[0][0], username="amina")
    for bad in (
        "https://evil.example/",
        "//evil.example/",
        "http://localhost:9/",
        "javascript:alert(1)",
        "/\\evil.example",
    ):
        assert log_in(Client(), "amina", next=bad).headers["Location"] == "/", bad
    assert log_in(Client(), "amina", next="/account/logout/").headers["Location"] == "/account/logout/"


def test_log_in_brings_the_language_of_the_account_to_the_device(party: Party, client: Client) -> None:
    account = holder(unit=party.provinces[0][0], username="amina")
    account.language = "fr"
    account.save()
    assert log_in(client, "amina").cookies["language"].value == "fr"
    assert 'lang="fr"' in client.get("/").content.decode()


def test_logging_out_clears_the_device_and_get_does_not_log_out(party: Party, client: Client) -> None:
    client.force_login(holder(unit=party.provinces[0][0]))
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get("/").status_code == 200
    answer = client.post(reverse("account_logout"))
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/").status_code == 302


def test_pages_of_members_are_never_stored(party: Party, client: Client) -> None:
    client.force_login(holder(unit=party.provinces[0][0]))
    for page in ("/", reverse("accounts:preferences"), "/no-such-page/"):
        cache = client.get(page).headers["Cache-Control"]
        assert "no-store" in cache and "private" in cache, page


def test_sign_up_is_shut(client: Client) -> None:
    answer = client.get("/account/signup/")
    assert answer.status_code == 404
