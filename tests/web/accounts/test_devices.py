"""Devices on the page of preferences: agreed to, listed, removed; ended by log-out, another log-in, a new password."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tajadur.organisation.people.operations import accounts
from tajadur.organisation.people.operations.devices import MOST_DEVICES
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.notices.models import PushDevice, PushSetup
from tajadur.web.accounts.devices import browser_of
from tests.factories.party import Party, acting, holder, make_account
from tests.factories.push_service import Browser, device_of, push_on

PAGE, ADD = "accounts:preferences", "accounts:device_add"
ANDROID = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"
ENDPOINT = "https://push.example.org/send/abc"
PASSWORD = "correct horse battery"


@pytest.fixture
def setup(party: Party) -> PushSetup:
    return push_on(clock.now())


@pytest.fixture
def account(party: Party) -> Account:
    return holder(unit=party.provinces[0][0], username="nadia")


@pytest.fixture
def phone(account: Account) -> Client:
    return entered(account)


def entered(account: Account) -> Client:
    client = Client(headers={"user-agent": ANDROID})
    client.force_login(account)
    return client


def said(browser: Browser | None = None, *, endpoint: str = ENDPOINT, **keys: str) -> dict[str, Any]:
    one = browser or Browser()
    return {"endpoint": endpoint, "expirationTime": None, "keys": {"p256dh": one.p256dh, "auth": one.auth, **keys}}


def add(client: Client, subscription: Any, key: str | None = None) -> Any:
    text = subscription if isinstance(subscription, str) else json.dumps(subscription)
    bound_to = PushSetup.objects.get().public_key if key is None else key
    return client.post(reverse(ADD), {"subscription": text, "key": bound_to})


def test_nothing_is_offered_while_it_is_off(phone: Client, account: Account) -> None:
    page = phone.get(reverse(PAGE)).content.decode()
    assert "data-push" not in page
    assert "js/push." not in page


def test_the_page_says_what_leaves_and_that_a_button_needs_javascript(phone: Client, setup: PushSetup) -> None:
    page = phone.get(reverse(PAGE)).content.decode()
    assert "خدمة الإشعارات لدى صانع المتصفح" in page
    assert "لا يضاف الجهاز إلا بواسطة JavaScript" in page
    assert setup.public_key in page
    assert setup.private_key not in page
    assert page.count("js/push.") == 1
    assert page.count('rel="manifest"') == 1
    assert "js/push." not in phone.get(reverse("notices:inbox")).content.decode()


def test_a_device_is_added_listed_as_this_one_and_removed(phone: Client, account: Account, setup: PushSetup) -> None:
    browser = Browser()
    assert add(phone, said(browser)).status_code == 302
    row = PushDevice.objects.get()
    assert (row.person_id, row.endpoint, row.p256dh, row.auth) == (
        account.person_id,
        ENDPOINT,
        browser.p256dh,
        browser.auth,
    )
    page = phone.get(reverse(PAGE)).content.decode()
    assert "Chrome, Android" in page
    assert "data-push-here" in page
    assert "لم يصله إشعار بعد" in page
    assert ENDPOINT not in page
    desk = entered(account)
    assert "data-push-here" not in desk.get(reverse(PAGE)).content.decode()
    assert desk.post(reverse("accounts:device_remove", args=[row.pk])).status_code == 302
    assert not PushDevice.objects.exists()
    acts = AuditEntry.objects.filter(subject_kind="person").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["add_device", "remove_device"]
    assert "push.example.org" not in "".join(map(str, AuditEntry.objects.values_list("detail", flat=True)))


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        '"text"',
        "{}",
        '{"endpoint": "https://push.example.org/x"}',
        '{"endpoint": "https://push.example.org/x", "keys": []}',
        '{"endpoint": 7, "keys": {"p256dh": "x", "auth": "y"}}',
        "[" * 3000,
        json.dumps(said(endpoint="http://push.example.org/x")),
        json.dumps(said(endpoint="https://127.0.0.1/x")),
        json.dumps(said(endpoint="https://10.0.0.1/x")),
        json.dumps(said(endpoint="https://push.example.org:22/x")),
        json.dumps(said(endpoint="https://push.example.org/" + "x" * 2000)),
        json.dumps(said(auth="AAAA")),
        json.dumps(said(p256dh="AAAA")),
        json.dumps(said(p256dh="A" * 87)),
        json.dumps(said() | {"more": "x" * 5000}),
        "a\0b",
    ],
)
def test_what_a_browser_would_not_say_is_refused_with_a_sentence_and_nothing_kept(
    phone: Client, setup: PushSetup, wrong: str
) -> None:
    answer = add(phone, wrong)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not PushDevice.objects.exists()
    assert not AuditEntry.objects.filter(act="add_device").exists()
    assert "device" not in answer.cookies


def test_a_device_bound_to_former_keys_is_refused(phone: Client, setup: PushSetup) -> None:
    assert add(phone, said(), key="former").status_code == 422
    assert not PushDevice.objects.exists()


def test_nobody_adds_a_device_while_it_is_off(phone: Client, setup: PushSetup) -> None:
    PushSetup.objects.update(enabled_at=None)
    answer = add(phone, said())
    assert answer.status_code == 422
    assert not PushDevice.objects.exists()


def test_the_eleventh_device_is_refused_and_one_of_the_ten_may_come_again(
    phone: Client, account: Account, setup: PushSetup
) -> None:
    assert account.person is not None
    for number in range(MOST_DEVICES):
        device_of(account.person, Browser(), endpoint=f"{ENDPOINT}/{number}", at=clock.now(), mark=f"m{number}")
    answer = add(phone, said())
    assert answer.status_code == 422
    assert "10 أجهزة" in answer.content.decode()
    assert PushDevice.objects.count() == MOST_DEVICES
    assert add(phone, said(endpoint=f"{ENDPOINT}/3")).status_code == 302
    assert PushDevice.objects.count() == MOST_DEVICES


def test_the_same_browser_in_another_account_moves_there(
    party: Party, phone: Client, account: Account, setup: PushSetup
) -> None:
    add(phone, said())
    other = holder(unit=party.provinces[1][0], username="omar")
    assert add(entered(other), said()).status_code == 302
    assert PushDevice.objects.get().person_id == other.person_id
    assert AuditEntry.objects.filter(act="end_device", subject_id=account.person_id).count() == 1


def test_nobody_removes_the_device_of_another(party: Party, phone: Client, setup: PushSetup) -> None:
    add(phone, said())
    other = entered(holder(unit=party.provinces[1][0], username="omar"))
    device_id = PushDevice.objects.get().pk
    assert other.post(reverse("accounts:device_remove", args=[device_id])).status_code == 404
    assert PushDevice.objects.count() == 1


def test_logging_out_ends_it_on_this_device_only(phone: Client, account: Account, setup: PushSetup) -> None:
    assert account.person is not None
    add(phone, said())
    device_of(account.person, Browser(), endpoint=f"{ENDPOINT}/tablet", at=clock.now(), mark="other")
    assert phone.post(reverse("account_logout")).status_code == 302
    assert [row.endpoint for row in PushDevice.objects.all()] == [f"{ENDPOINT}/tablet"]
    assert AuditEntry.objects.filter(act="end_device").count() == 1


@override_settings(ACCOUNT_RATE_LIMITS=False)
def test_somebody_else_who_logs_in_on_the_device_ends_it_there_and_oneself_does_not(
    party: Party, phone: Client, account: Account, setup: PushSetup
) -> None:
    add(phone, said())
    login = {"login": "nadia", "password": PASSWORD}
    del phone.cookies["sessionid"]  # the session ran out, nobody logged out
    phone.post(reverse("account_login"), login)
    assert PushDevice.objects.count() == 1
    del phone.cookies["sessionid"]
    holder(unit=party.provinces[1][0], username="omar")
    phone.post(reverse("account_login"), {**login, "login": "omar"})
    assert not PushDevice.objects.exists()


def test_a_new_password_ends_it_on_the_other_devices(phone: Client, account: Account, setup: PushSetup) -> None:
    assert account.person is not None
    add(phone, said())
    device_of(account.person, Browser(), endpoint=f"{ENDPOINT}/lost", at=clock.now(), mark="other")
    new = "une phrase assez longue"
    typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert phone.post(reverse("account_change_password"), typed).status_code == 302
    assert [row.endpoint for row in PushDevice.objects.all()] == [ENDPOINT]


def test_a_password_chosen_through_a_new_invitation_ends_it_everywhere(
    party: Party, phone: Client, account: Account, setup: PushSetup
) -> None:
    add(phone, said())
    admin = holder(unit=party.national, body="headquarters", post="administrator")
    at = clock.now()
    token = accounts.invite_person(person_id=account.person_id or 0, by=acting(admin, clock.today()), at=at)
    accounts.accept_invitation(token=token, username="", password="une phrase assez longue", language="ar", at=at)
    assert not PushDevice.objects.exists()


def test_an_account_without_a_person_is_offered_nothing(party: Party, setup: PushSetup) -> None:
    account = make_account(username="alone")
    client = Client()
    client.force_login(account)
    answer = client.post(reverse(ADD), {"subscription": json.dumps(said()), "key": setup.public_key})
    assert answer.status_code == 404
    assert not PushDevice.objects.exists()


def test_the_page_asks_as_much_for_ten_devices_as_for_one(
    phone: Client, account: Account, setup: PushSetup, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert account.person is not None
    device_of(account.person, Browser(), endpoint=ENDPOINT, at=clock.now(), mark="m")
    with django_assert_num_queries(11):
        phone.get(reverse(PAGE))
    for number in range(9):
        at = clock.now() - timedelta(days=number)
        device_of(account.person, Browser(), endpoint=f"{ENDPOINT}/{number}", at=at, mark=f"m{number}")
    with django_assert_num_queries(11):
        phone.get(reverse(PAGE))


@pytest.mark.parametrize(
    ("agent", "expected"),
    [
        (ANDROID, "Chrome, Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18 Safari/604",
            "Safari, iPhone",
        ),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_a_browser_is_named_in_two_words(agent: str, expected: str) -> None:
    assert browser_of(agent) == expected
