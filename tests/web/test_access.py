"""The door: log-in and back, refusals, and what is shut because nobody declared it."""

import json

from django.test import Client
from django.urls import reverse

from tajadur.web.access import PUBLIC, entry_of, every_route_declares_its_entry, routes
from tests.factories.party import Party, holder


def test_every_route_of_ours_declares_who_enters() -> None:
    assert every_route_declares_its_entry() == []


def test_routes_of_other_packages_not_listed_are_shut(party: Party, client: Client) -> None:
    shut = [name for _, name, view in routes() if entry_of(view, name) is None]
    assert {"account_signup", "account_email", "account_set_password", "account_reauthenticate"} <= set(shut)
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    for name in ("account_signup", "account_email", "account_set_password", "account_reauthenticate"):
        assert client.get(reverse(name)).status_code == 404, name
        assert client.post(reverse(name)).status_code == 404, name


def test_few_doors_are_public() -> None:
    public = {
        name for _, name, view in routes() if (entry := entry_of(view, name)) and PUBLIC in (entry.get, entry.post)
    }
    assert public <= {
        "healthz",
        "gallery",
        "service_worker",
        "offline",
        "account_login",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "accounts:language",
        "accounts:demo_enter",
        "accounts:invitation",
        "calendar:feed",
        "receipts:check",
    }


def test_a_visitor_is_led_to_the_log_in_and_back(client: Client, db: None) -> None:
    assert client.get("/me/?a=1").headers["Location"] == "/account/login/?next=%2Fme%2F%3Fa%3D1"


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(client: Client, db: None) -> None:
    sent = client.post("/me/", {"language": "fr"}, headers={"referer": "http://testserver/me/?tab=2"})
    assert sent.headers["Location"] == "/account/login/?next=%2Fme%2F%3Ftab%3D2"
    foreign = client.post("/me/", {}, headers={"referer": "http://evil.example/me/"})
    assert foreign.headers["Location"] == "/account/login/?next=%2Fme%2F"


def test_scripts_are_told_to_log_in_without_a_redirect(client: Client, db: None) -> None:
    part = client.get("/me/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/me/?b=2"})
    assert part.status_code == 401
    assert part.headers["HX-Redirect"] == "/account/login/?next=%2Fme%2F%3Fb%3D2"
    draft = client.post("/me/", {"text": "kept"}, headers={"accept": "application/json"})
    assert draft.status_code == 401
    assert json.loads(draft.content)["login"].startswith("/account/login/?next=")


def test_methods_not_served_are_405(party: Party, client: Client) -> None:
    client.force_login(holder(unit=party.provinces[0][0]))
    for method in ("put", "delete", "patch", "options"):
        assert getattr(client, method)("/me/").status_code == 405, method
    assert client.post("/").status_code == 405


def test_the_shell_costs_at_most_four_queries(party: Party, client: Client, django_assert_max_num_queries) -> None:
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    client.get(reverse("account_change_password"))
    with django_assert_max_num_queries(4):
        client.get(reverse("account_change_password"))


def test_a_closed_account_is_out_at_its_next_request(party: Party, client: Client) -> None:
    account = holder(unit=party.provinces[0][0])
    client.force_login(account)
    account.is_active = False
    account.save()
    assert client.get("/").status_code == 302
