"""A real browser whose network is cut: what was read of circulars is read again, by the same reader only."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tajadur.activity.circulars.models import Addressee, Confirmation
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account, Mandate
from tests.factories.circulars import TEXTS, amended, issued
from tests.factories.party import Party, holder, small_party
from tests.factories.relay import Relay

KEPT = """async () => {
    const cache = await caches.open("kept");
    const pages = (await cache.keys()).map((each) => new URL(each.url).pathname);
    return pages.filter((each) => !each.startsWith("/static/") && each !== "/kept-for").sort();
}"""
TEXT = "async (path) => (await (await caches.match(path)).text())"
SENTENCE = "يعقد كل مكتب اجتماعا قبل نهاية الشهر"
NO_NETWORK = "لا توجد شبكة"


@pytest.fixture
def party(transactional_db: None) -> Party:
    return small_party(regions=1, provinces=2, branches=1)


@pytest.fixture
def network(live_server: Any) -> Iterator[Relay]:
    relay = Relay(urlsplit(live_server.url).port or 0)
    yield relay
    relay.close()


@pytest.fixture
def phone(browser: Any, network: Relay) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def enters(phone: Any, network: Relay, account: Account) -> None:
    """The session of somebody on this phone, as after the log-in."""
    client = Client()
    client.force_login(account)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    named = {settings.SESSION_COOKIE_NAME: session, "language": "ar"}
    phone.context.add_cookies([{"name": name, "value": value, "url": network.url} for name, value in named.items()])


def kept(phone: Any, *expected: str) -> bool:
    """Does the worker come to keep exactly these pages?"""
    until = time.monotonic() + 15
    while phone.evaluate(KEPT) != sorted(expected) and time.monotonic() < until:
        phone.wait_for_timeout(100)
    return bool(phone.evaluate(KEPT) == sorted(expected))


@pytest.fixture
def read(party: Party, phone: Any, network: Relay) -> str:
    """The path of a circular that the secretary of a province opened on this phone."""
    on = clock.today()
    sender, reader = (
        holder(unit=party.national, body="secretariat", post="secretary_general"),
        holder(unit=party.provinces[0][0]),
    )
    circular_id = issued(party.national, sender, on)
    assert Addressee.objects.filter(circular_id=circular_id, post__unit=party.provinces[0][0]).exists()
    enters(phone, network, reader)
    path = reverse("circulars:detail", args=[circular_id])
    phone.goto(network.url + path)
    assert kept(phone, path, "/offline/")
    return path


def test_a_circular_that_was_opened_is_read_without_a_network_and_confirmed_once_it_is_back(
    phone: Any, network: Relay, read: str
) -> None:
    assert not phone.locator("[data-kept-note]").is_visible()
    phone.goto(network.url + reverse("circulars:index"))
    assert kept(phone, reverse("circulars:index"), read, "/offline/")
    context = phone.context
    phone.close()
    network.cut()
    phone = context.new_page()
    phone.goto(network.url + reverse("circulars:index"))
    phone.locator("main").get_by_text(TEXTS["subject_ar"]).first.click()
    phone.get_by_text(SENTENCE).wait_for()
    assert phone.locator("[data-kept-note]").is_visible()
    button = phone.locator("main .dock button")
    assert button.is_disabled()
    assert phone.evaluate("getComputedStyle(document.body).fontFamily").startswith('"TJ Sans"')
    phone.goto(network.url + reverse("home"))
    phone.get_by_role("heading", name=NO_NETWORK).wait_for()
    network.mend()
    phone.goto(network.url + read)
    assert not phone.locator("[data-kept-note]").is_visible()
    button = phone.locator("main .dock button")
    button.click()
    phone.wait_for_load_state()
    assert Confirmation.objects.count() == 1


def test_neither_the_key_of_the_drafts_nor_another_page_is_kept(phone: Any, network: Relay, read: str) -> None:
    secret = phone.evaluate("document.body.dataset.draftSecret")
    assert secret
    phone.goto(network.url + reverse("home"))
    stored = phone.evaluate(TEXT, read)
    assert SENTENCE in stored
    assert secret not in stored
    assert phone.evaluate(KEPT) == sorted([read, "/offline/"])


def test_the_next_reader_on_the_phone_finds_nothing_of_the_one_before(
    phone: Any, network: Relay, party: Party, read: str
) -> None:
    enters(phone, network, holder(unit=party.provinces[0][1]))
    phone.goto(network.url + reverse("home"))
    assert kept(phone)
    network.cut()
    with pytest.raises(Exception, match="ERR_FAILED"):
        phone.goto(network.url + read)


def test_a_mandate_that_ended_takes_along_what_was_kept(phone: Any, network: Relay, party: Party, read: str) -> None:
    ended = clock.today() - timedelta(days=1)
    assert Mandate.objects.filter(post__unit=party.provinces[0][0]).update(to_on=ended)
    phone.goto(network.url + reverse("accounts:preferences"))
    assert kept(phone)


def test_logging_out_leaves_nothing(phone: Any, network: Relay, read: str) -> None:
    phone.evaluate("document.querySelector('form[data-logout]').requestSubmit()")
    phone.wait_for_url("**/account/login/**")
    assert kept(phone)


def test_an_amended_circular_takes_the_place_of_the_kept_one(
    phone: Any, network: Relay, party: Party, read: str
) -> None:
    sender = Account.objects.exclude(person__mandates__post__unit=party.provinces[0][0]).get()
    amended(int(read.strip("/").split("/")[-1]), sender, clock.today(), text_ar="نص جديد للمذكرة")
    phone.goto(network.url + read)
    until = time.monotonic() + 15
    while "نص جديد للمذكرة" not in phone.evaluate(TEXT, read) and time.monotonic() < until:
        phone.wait_for_timeout(100)
    network.cut()
    phone.reload()
    assert phone.get_by_text("نص جديد للمذكرة").first.is_visible()


def test_a_network_that_does_not_answer_is_like_none_for_what_is_kept(phone: Any, network: Relay, read: str) -> None:
    network.silent = True
    phone.goto(network.url + read)
    assert phone.locator("[data-kept-note]").is_visible()
