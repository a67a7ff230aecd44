"""Notifications on devices against a real push service: what it takes, what a browser reads, what each answer does."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection

from tajadur.delivery import push
from tajadur.delivery.digests import gather_digests
from tajadur.delivery.sending import send_waiting
from tajadur.organisation.people.models import Person
from tajadur.registry.notices.models import PushDevice
from tests.factories.letters import AT, ON, remind
from tests.factories.party import Party
from tests.factories.push_service import Browser, PushService, device_of, due_again, gathered, message, send, verified

BEFORE = AT - timedelta(days=30)


def test_the_browser_reads_the_place_and_the_last_day_and_no_name(
    party: Party, secretary: Person, service: PushService, phone: Browser
) -> None:
    assert gathered(party, subjects=5) == 5
    assert send(service) == {"sent": 1}
    [taken] = service.taken
    said = taken.said(phone)
    assert said["title"] == "تجذر"
    assert said["body"].splitlines()[0] == "إقليم 1-1: آخر أجل 7 يونيو 2026"
    assert len(said["body"].splitlines()) == 4
    assert (said["lang"], said["dir"], said["url"]) == ("ar", "rtl", "/notices/")
    for never in (secretary.name_ar, secretary.name_latin, "@", "nadia"):
        assert never not in str(said)
    assert PushDevice.objects.get().last_used_at is not None


def test_the_text_is_in_the_person_s_language(
    party: Party, secretary: Person, service: PushService, phone: Browser
) -> None:
    secretary.account.language = "fr"
    secretary.account.save()
    gathered(party)
    send(service)
    said = service.taken[0].said(phone)
    assert said["body"] == "إقليم 1-1\N{NO-BREAK SPACE}: dernier jour le 7 juin 2026"
    assert (said["lang"], said["dir"]) == ("fr", "ltr")


def test_the_request_is_as_the_standards_ask(party: Party, service: PushService, phone: Browser) -> None:
    gathered(party)
    send(service)
    [taken] = service.taken
    claims = verified(taken)
    assert (claims["aud"], claims["sub"]) == (service.origin, "mailto:it@example.org")
    assert 0 < claims["exp"] - datetime.now(UTC).timestamp() <= 24 * 3600
    assert taken.headers["Content-Encoding"] == "aes128gcm"
    assert taken.headers["Topic"] == taken.said(phone)["tag"]
    assert (len(taken.headers["Topic"]), taken.headers["Topic"].isalnum()) == (32, True)
    assert taken.headers["TTL"] == str(11 * 3600)
    with pytest.raises(InvalidTag):
        taken.said(Browser(secret=phone.secret))
    assert len(taken.body) <= 4096


def test_texts_of_different_length_weigh_the_same_on_the_way(
    party: Party, secretary: Person, service: PushService, phone: Browser
) -> None:
    gathered(party)
    send(service)
    remind(party.provinces[0][0], subject=2)
    remind(party.provinces[0][0], subject=3)
    tomorrow = AT + timedelta(days=1)
    gather_digests(on=ON + timedelta(days=1), at=tomorrow)
    due_again()
    assert send(service, at=tomorrow) == {"sent": 1}
    assert len({len(taken.body) for taken in service.taken}) == 1


@pytest.mark.parametrize(
    ("status", "state", "detail", "left"),
    [(200, "sent", "", 1), (201, "sent", "", 1), (202, "sent", "", 1), (204, "sent", "", 1),
     (404, "cancelled", "HTTP 404, device removed", 0), (410, "cancelled", "HTTP 410, device removed", 0),
     (400, "pending", "HTTP 400", 1), (403, "pending", "HTTP 403", 1), (413, "pending", "HTTP 413", 1),
     (429, "pending", "HTTP 429", 1), (500, "pending", "HTTP 500", 1), (503, "pending", "HTTP 503", 1)],
)  # fmt: skip
def test_an_answer_decides_what_becomes_of_the_message_and_of_the_device(
    party: Party, service: PushService, phone: Browser, status: int, state: str, detail: str, left: int
) -> None:
    gathered(party)
    service.status = status
    assert send(service) == {state: 1}
    assert (message().last_error, message().attempts, PushDevice.objects.count()) == (detail, 1, left)
    assert len(service.taken) == 1


def test_a_redirect_is_not_followed(party: Party, service: PushService, phone: Browser) -> None:
    gathered(party)
    service.status, service.headers = 307, {"Location": f"{service.origin}/elsewhere"}
    assert send(service) == {"pending": 1}
    assert [taken.path for taken in service.taken] == ["/phone"]
    assert message().last_error == "HTTP 307"


@pytest.mark.parametrize(
    ("after", "least"), [("7200", 7200), ("99999999999999", 86_000), ("nonsense", 40), ("-5", 40), ("", 40)]
)
def test_retry_after_is_honoured_within_a_day(
    party: Party, service: PushService, phone: Browser, after: str, least: int
) -> None:
    gathered(party)
    service.status, service.headers = 429, {"Retry-After": after}
    assert send(service) == {"pending": 1}
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM not_before - now()) FROM notices_delivery WHERE channel = 'push'")
        assert least <= cursor.fetchone()[0] <= 86_500


def test_a_lost_answer_is_tried_again_under_the_same_topic(party: Party, service: PushService, phone: Browser) -> None:
    gathered(party)
    service.hang_up = True
    assert send(service) == {"pending": 1}
    service.hang_up = False
    due_again()
    assert send(service) == {"sent": 1}
    first, second = service.taken
    assert first.headers["Topic"] == second.headers["Topic"]
    assert first.said(phone)["tag"] == second.said(phone)["tag"]


@pytest.mark.parametrize("how", ["slow", "drip"])
def test_a_service_that_lets_us_wait_is_left_in_time(
    party: Party, service: PushService, phone: Browser, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(push, "_EACH_SECONDS", 0.4)
    gathered(party)
    service.slow, service.drip = (2, False) if how == "slow" else (0, True)
    assert send(service) == {"pending": 1}
    assert message().last_error != ""


def test_eight_tries_then_it_failed(party: Party, service: PushService, phone: Browser) -> None:
    gathered(party)
    service.status = 500
    for _ in range(8):
        send(service)
        due_again()
    assert (message().state, message().attempts, len(service.taken)) == ("dead", 8, 8)


def test_a_second_try_leaves_out_the_devices_that_took_it(
    party: Party, secretary: Person, service: PushService, phone: Browser
) -> None:
    tablet = Browser()
    device_of(secretary, tablet, endpoint=f"{service.origin}/tablet", at=BEFORE)
    gathered(party)
    service.answers = {"/tablet": 503}
    assert send(service) == {"pending": 1}
    due_again()
    service.answers = {}
    assert send(service) == {"sent": 1}
    assert [taken.path for taken in service.taken] == ["/phone", "/tablet", "/tablet"]


def test_who_was_reached_on_one_device_counts_as_told_when_another_refuses_for_ever(
    party: Party, secretary: Person, service: PushService, phone: Browser
) -> None:
    device_of(secretary, Browser(), endpoint=f"{service.origin}/tablet", at=BEFORE)
    gathered(party)
    service.answers = {"/tablet": 500}
    for _ in range(8):
        send(service)
        due_again()
    assert (message().state, message().sent_at is not None, message().last_error) == ("sent", True, "HTTP 500")
    assert [taken.path for taken in service.taken].count("/phone") == 1


def test_a_device_that_is_gone_is_removed_and_the_other_told(
    party: Party, secretary: Person, service: PushService, phone: Browser
) -> None:
    device_of(secretary, Browser(), endpoint=f"{service.origin}/old", at=BEFORE)
    gathered(party)
    service.answers = {"/old": 410}
    assert send(service) == {"sent": 1}
    assert message().last_error == "HTTP 410, device removed"
    assert [device.endpoint for device in PushDevice.objects.all()] == [f"{service.origin}/phone"]


def test_the_private_network_is_never_spoken_to(party: Party, service: PushService, phone: Browser) -> None:
    gathered(party)
    assert send_waiting(transport=push.PushTransport(context=service.context), channel="push", at=AT) == {"pending": 1}
    assert (service.taken, message().last_error) == ([], "address not allowed")


def test_nor_is_anything_without_tls(party: Party, secretary: Person, service: PushService, phone: Browser) -> None:
    PushDevice.objects.update(endpoint=f"http://localhost:{service.port}/phone")
    gathered(party)
    assert send(service) == {"pending": 1}
    assert (service.taken, message().last_error) == ([], "address not allowed")
