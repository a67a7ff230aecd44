"""A real browser: preferences offer the button, the worker registers, shows what is pushed, and opens the inbox.

The browser's own push service is on the internet: what it would answer to ``subscribe`` is given here, nothing else.
"""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tajadur.registry.notices.models import PushDevice, PushSetup
from tests.factories.party import holder, small_party
from tests.factories.push_service import Browser, push_on

ENDPOINT = "https://push.example.org/send/of-this-browser"
INBOX = "/notices/"
SAID = {
    "title": "تجذر",
    "body": "إقليم 1-1: آخر أجل 7 يونيو 2026",
    "tag": "a1b2",
    "lang": "ar",
    "dir": "rtl",
}
SHOWN = """async () => (await (await navigator.serviceWorker.getRegistration("/")).getNotifications())
    .map(({ title, body, tag, lang, dir, data }) => ({ title, body, tag, lang, dir, data }))"""


@pytest.fixture
def account(transactional_db: None) -> Account:
    push_on(clock.now())
    return holder(unit=small_party(regions=1, provinces=1, branches=1).provinces[0][0])


@pytest.fixture
def phone(browser: Any, live_server: Any, account: Account) -> Iterator[Any]:
    """The page of preferences of somebody logged in, in a context of its own that allows notifications."""
    client = Client()
    client.force_login(account)
    context = browser.new_context(viewport={"width": 390, "height": 844}, permissions=["notifications"])
    named = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value, "language": "en"}
    context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in named.items()])
    page = context.new_page()
    yield page
    context.close()


def complaints(page: Any) -> list[str]:
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
    return heard


def with_push_service(page: Any) -> None:
    one = Browser()
    said = {"endpoint": ENDPOINT, "expirationTime": None, "keys": {"p256dh": one.p256dh, "auth": one.auth}}
    page.add_init_script(f"PushManager.prototype.subscribe = async () => ({json.dumps(said)})")


def open_preferences(page: Any, live_server: Any) -> None:
    page.goto(live_server.url + reverse("accounts:preferences"))


def push(page: Any, live_server: Any, text: str, tag: str) -> list[dict[str, str]]:
    """Deliver a text to the worker as the browser's push service would: again until it is shown. The channel for tests
    answers «done» and now and then loses what it was given, to a worker that is active too; a second copy takes the
    place of the first. Returned is what stands on the screen."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    session = page.context.new_cdp_session(page)
    known: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda said: known.extend(
            one["registrationId"]
            for one in said["registrations"]
            if one["scopeURL"].startswith(live_server.url) and not one["isDeleted"]
        ),
    )
    session.send("ServiceWorker.enable")
    page.wait_for_timeout(300)
    assert known
    message = {"origin": live_server.url, "registrationId": known[-1], "data": text}
    found: list[dict[str, str]] = []
    for _ in range(5):
        session.send("ServiceWorker.deliverPushMessage", message)
        found = shown(page, tag)
        if found:
            break
    return found


def shown(page: Any, tag: str) -> list[dict[str, str]]:
    """What stands on the screen once this tag stands there once: one that replaces stands beside the replaced for a
    moment. Nothing when it does not come."""
    for _ in range(40):
        found: list[dict[str, str]] = page.evaluate(SHOWN)
        if [one["tag"] for one in found].count(tag) == 1:
            return found
        page.wait_for_timeout(100)
    return []


def test_the_button_adds_this_device_and_the_worker_shows_what_is_pushed(
    phone: Any, live_server: Any, account: Account
) -> None:
    heard = complaints(phone)
    with_push_service(phone)
    open_preferences(phone, live_server)
    phone.get_by_role("button", name="Notify this device").click()
    phone.get_by_text("This device is notified from now on.").wait_for()
    assert PushDevice.objects.get().endpoint == ENDPOINT
    assert PushDevice.objects.get().person_id == account.person_id
    assert phone.get_by_text("this device", exact=False).count() >= 1
    inbox = f"{live_server.url}/notices/"
    assert push(phone, live_server, json.dumps(SAID | {"url": INBOX}), "a1b2") == [{**SAID, "data": inbox}]
    assert push(phone, live_server, json.dumps(SAID | {"url": INBOX}), "a1b2") == [{**SAID, "data": inbox}]
    found = push(phone, live_server, json.dumps({**SAID, "tag": "other", "url": "https://evil.example/"}), "other")
    assert {one["tag"]: one["data"] for one in found} == dict.fromkeys(("a1b2", "other"), inbox)
    assert heard == []


def test_a_text_the_worker_cannot_read_still_says_that_there_is_something(phone: Any, live_server: Any) -> None:
    with_push_service(phone)
    open_preferences(phone, live_server)
    phone.get_by_role("button", name="Notify this device").click()
    phone.get_by_text("This device is notified from now on.").wait_for()
    assert [one["title"] for one in push(phone, live_server, "not what was agreed", "tajadur")] == ["تجذر"]


def test_a_press_on_the_notification_opens_the_inbox(phone: Any, live_server: Any) -> None:
    with_push_service(phone)
    open_preferences(phone, live_server)
    phone.get_by_role("button", name="Notify this device").click()
    phone.get_by_text("This device is notified from now on.").wait_for()
    push(phone, live_server, json.dumps(SAID | {"url": INBOX}), "a1b2")
    [worker] = phone.context.service_workers
    opened = worker.evaluate("""async () => {
        const asked = [];
        self.clients.openWindow = async (address) => { asked.push(address); };
        const [notification] = await self.registration.getNotifications();
        self.dispatchEvent(new NotificationEvent("notificationclick", { notification }));
        return asked;
    }""")
    assert opened == [f"{live_server.url}/notices/"]
    until = time.monotonic() + 5
    while phone.evaluate(SHOWN) and time.monotonic() < until:
        phone.wait_for_timeout(100)
    assert phone.evaluate(SHOWN) == []


def test_a_push_service_that_does_not_answer_is_said_and_nothing_kept(phone: Any, live_server: Any) -> None:
    phone.add_init_script("PushManager.prototype.subscribe = async () => { throw new DOMException('no'); }")
    open_preferences(phone, live_server)
    phone.get_by_role("button", name="Notify this device").click()
    phone.get_by_text("The push service of this browser did not answer.").wait_for()
    assert not PushDevice.objects.exists()


def test_without_script_the_page_says_so_and_hides_the_button(browser: Any, live_server: Any, phone: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(phone.context.cookies())
    page = context.new_page()
    open_preferences(page, live_server)
    assert page.get_by_text("A device is added with JavaScript only").is_visible()
    assert not page.get_by_role("button", name="Notify this device").is_visible()
    context.close()


def test_while_it_is_off_no_page_asks_for_the_module_and_no_worker_is_there(phone: Any, live_server: Any) -> None:
    PushSetup.objects.update(enabled_at=None)
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    open_preferences(phone, live_server)
    assert [url for url in asked if "/push." in url or "worker" in url] == []
    assert phone.context.service_workers == []
