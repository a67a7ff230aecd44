"""Other channels against a real HTTP server: taken, refused, lost; what the library says is held to a contract."""

import logging
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from apprise import Apprise

from deploy.local.ports import free_port
from tajadur.delivery.digests import gather_digests
from tajadur.delivery.outside import OutsideTransport, TextMessage, answer_tests
from tajadur.organisation.people.models import Person, PersonChannel
from tajadur.registry.notices.models import ChannelConfig, Delivery
from tajadur.registry.notices.operations import channel_urls
from tajadur.registry.notices.operations.channel_urls import url_fault
from tajadur.registry.notices.operations.requests import clear
from tajadur.registry.notices.vocabulary import Outside
from tests.factories.channels import PHONE, agree, channel, message, send
from tests.factories.gateway import Gateway, http_gateway
from tests.factories.letters import AT, ON, remind
from tests.factories.party import Party, holder


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    with http_gateway() as one:
        yield one


@pytest.fixture
def secretary(party: Party) -> Person:
    person = holder(unit=party.provinces[0][0], username="nadia").person
    assert person is not None
    return person


@pytest.mark.parametrize(
    ("status", "expected", "state"),
    [(200, "", "sent"), (204, "", "sent"), (401, "HTTP 401", "pending"), (404, "HTTP 404", "pending"),
     (429, "HTTP 429", "pending"), (500, "HTTP 500", "pending"), (503, "HTTP 503", "pending")],
)  # fmt: skip
def test_a_server_s_answer_decides_what_becomes_of_a_message(
    party: Party, secretary: Person, gateway: Gateway, status: int, expected: str, state: str
) -> None:
    agree(secretary, channel(gateway.url))
    remind(party.provinces[0][0])
    assert gather_digests(on=ON, at=AT).other == 1
    gateway.status = status
    assert send() == {state: 1}
    assert (message().last_error, message().attempts) == (expected, 1)
    assert len(gateway.taken) == 1


def test_the_text_says_what_is_due_and_when_and_names_nobody(party: Party, secretary: Person, gateway: Gateway) -> None:
    agree(secretary, channel(gateway.url))
    for subject in range(1, 6):
        remind(party.provinces[0][0], subject=subject)
    gather_digests(on=ON, at=AT)
    assert send() == {"sent": 1}
    [(to, text)] = gateway.taken
    assert to == PHONE
    assert "اجتماع المكتب الإقليمي" in text
    assert "7 يونيو 2026" in text
    assert len(text.splitlines()) == 6
    for never in (secretary.name_ar, secretary.name_latin, party.provinces[0][0].name_ar, PHONE, "@"):
        assert never not in text


def test_a_lost_answer_is_unknown_and_never_sent_again(party: Party, secretary: Person, gateway: Gateway) -> None:
    agree(secretary, channel(gateway.url))
    remind(party.provinces[0][0])
    gather_digests(on=ON, at=AT)
    gateway.hang_up = True
    assert send() == {"unknown": 1}
    gateway.hang_up = False
    assert send() == {}
    assert (len(gateway.taken), message().last_error) == (1, "no answer")


def test_a_slow_server_is_left_in_time_and_its_answer_is_lost(
    party: Party, secretary: Person, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel_urls, "_READ_SECONDS", 0.2)
    agree(secretary, channel(gateway.url))
    remind(party.provinces[0][0])
    gather_digests(on=ON, at=AT)
    gateway.slow = 1
    assert send() == {"unknown": 1}
    assert message().last_error == "no answer in time"


def test_a_server_that_cannot_be_reached_is_tried_again(party: Party, secretary: Person) -> None:
    url = f"json://127.0.0.1:{free_port()}/?-to={{to}}"
    agree(secretary, channel(url))
    remind(party.provinces[0][0])
    gather_digests(on=ON, at=AT)
    assert send() == {"pending": 1}
    assert message().last_error == "unreachable"
    for _ in range(7):
        Delivery.objects.filter(channel="other").update(not_before=AT)
        send()
    assert (message().state, message().attempts) == ("dead", 8)


def test_nothing_leaves_without_consent_nor_by_a_channel_that_is_off(
    party: Party, secretary: Person, gateway: Gateway
) -> None:
    remind(party.provinces[0][0])
    config = channel(gateway.url)
    assert gather_digests(on=ON, at=AT).other == 0
    own = agree(secretary, config)
    PersonChannel.objects.filter(pk=own.pk).update(revoked_at=AT, address="")
    assert gather_digests(on=ON, at=AT).other == 0
    agree(secretary, config)
    ChannelConfig.objects.update(enabled_at=None)
    assert gather_digests(on=ON, at=AT).other == 0
    assert (send(), gateway.taken) == ({}, [])


def test_consent_withdrawn_or_a_channel_switched_off_after_gathering_stops_the_message(
    party: Party, secretary: Person, gateway: Gateway
) -> None:
    own = agree(secretary, channel(gateway.url))
    remind(party.provinces[0][0])
    gather_digests(on=ON, at=AT)
    PersonChannel.objects.filter(pk=own.pk).update(revoked_at=AT, address="")
    assert send() == {"cancelled": 1}
    assert gateway.taken == []


def test_only_what_is_decided_after_the_consent_goes_there(party: Party, secretary: Person, gateway: Gateway) -> None:
    remind(party.provinces[0][0], subject=1, at=AT - timedelta(days=2))
    agree(secretary, channel(gateway.url), at=AT - timedelta(days=1))
    remind(party.provinces[0][0], subject=2)
    assert gather_digests(on=ON, at=AT).other == 1
    assert message().items.get().notice.subject_id == 2


def test_a_settled_subject_cancels_the_waiting_message(party: Party, secretary: Person, gateway: Gateway) -> None:
    agree(secretary, channel(gateway.url))
    remind(party.provinces[0][0])
    gather_digests(on=ON, at=AT)
    clear(subject_kind="obligation", subject_ids=[1], because="reported", at=AT)
    assert message().state == "cancelled"


@pytest.mark.parametrize(
    ("status", "hang_up", "answer", "detail"),
    [(200, False, "taken", ""), (403, False, "refused", "HTTP 403"), (200, True, "lost", "no answer")],
)
def test_a_test_message_is_sent_by_the_pass_and_its_answer_written(
    party: Party, gateway: Gateway, status: int, hang_up: bool, answer: str, detail: str
) -> None:
    config = channel(gateway.url, on=False)
    ChannelConfig.objects.update(test_answer="", test_asked_at=AT, test_to=PHONE)
    gateway.status, gateway.hang_up = status, hang_up
    assert answer_tests(transport=OutsideTransport()) == {answer: 1}
    config.refresh_from_db()
    assert (config.test_answer, config.test_detail, config.test_to, config.test_asked_at) == (answer, detail, "", None)
    assert config.tested_at is not None
    assert [to for to, _text in gateway.taken] == [PHONE]
    assert answer_tests(transport=OutsideTransport()) == {}


@pytest.mark.parametrize("kind", Outside)
def test_each_kind_has_its_warning_and_an_example_and_schemes_that_the_library_knows(kind: Outside) -> None:
    assert kind.traits.warning
    assert url_fault(kind, kind.traits.tried_example) == ""
    assert [word for word in kind.traits.made_up if word not in kind.traits.example] == []
    known = {scheme for service in Apprise().details()["schemas"] for scheme in _schemes(service)}
    assert sorted(kind.traits.schemes - known) == []


def _schemes(service: dict[str, Any]) -> list[str]:
    return [*(service["protocols"] or []), *(service["secure_protocols"] or [])]


@pytest.mark.parametrize(
    ("kind", "url", "fault"),
    [
        ("sms", "json://127.0.0.1:1/?-to={to}", ""),
        ("telegram", "tgram://123456789:abcdefg_hijklmnop/{to}", ""),
        ("ntfy", "ntfys://ntfy.example.org/{to}", ""),
        ("matrix", "matrixs://user:secret@matrix.example.org/{to}", ""),
        ("signal", "signal://gateway.example.org:8080/+212520000000/{to}", ""),
        ("whatsapp", "whatsapp://abcdefABCDEF0123@123456789012345/{to}", ""),
        ("sms", "json://127.0.0.1:1/", "channel_url_place"),
        ("sms", "json://{to}/{to}", "channel_url_place"),
        ("sms", "tgram://123456789:abcdefg_hijklmnop/{to}", "channel_url_kind"),
        ("sms", "file:///etc/passwd?{to}", "channel_url_kind"),
        ("sms", "{to}", "channel_url_kind"),
        ("sms", "twilio://nonsense/{to}", "channel_url_wrong"),
        ("sms", "json://127.0.0.1:1/send?to={to}", "channel_url_unread"),
        ("sms", "jsons://127.0.0.1/send?phone={to}", "channel_url_unread"),
        ("sms", "form://127.0.0.1/send?to={to}", "channel_url_unread"),
        ("sms", "json://127.0.0.1/send#{to}", "channel_url_unread"),
        ("sms", "forms://127.0.0.1/send?-to={to}", ""),
        ("sms", "json://127.0.0.1/send?:number={to}", ""),
        ("sms", "json://127.0.0.1/send?+X-To={to}", ""),
        ("sms", "json://127.0.0.1/send/{to}", ""),
        ("ntfy", "ntfys://ntfy.example.org/topic?tags={to}&format={to}", "channel_url_place"),
        ("ntfy", "ntfys://ntfy.example.org/topic?format={to}", "channel_url_unread"),
        ("telegram", "tgram://short/{to}", "channel_url_wrong"),
    ],
)
def test_an_address_is_checked_before_it_is_kept(kind: str, url: str, fault: str) -> None:
    assert url_fault(kind, url) == fault


def test_the_library_s_words_stay_in_this_process(gateway: Gateway, capsys: pytest.CaptureFixture[str]) -> None:
    heard: list[str] = []
    ears = logging.Handler(logging.DEBUG)
    ears.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
    root = logging.getLogger()
    level = root.level
    root.addHandler(ears)
    root.setLevel(logging.DEBUG)
    gateway.status = 403
    try:
        logging.getLogger("tajadur").debug("heard")
        result = OutsideTransport().send(TextMessage(gateway.url.replace("{to}", "secret-number"), "text"))
    finally:
        root.removeHandler(ears)
        root.setLevel(level)
    assert (result.outcome, result.detail) == ("refused", "HTTP 403")
    assert heard == ["heard"]
    assert "".join(capsys.readouterr()) == ""


def test_the_day_of_a_message_is_kept_once_for_each_person_and_channel(
    party: Party, secretary: Person, gateway: Gateway
) -> None:
    agree(secretary, channel(gateway.url))
    remind(party.provinces[0][0], subject=1)
    gather_digests(on=ON, at=AT)
    send()
    remind(party.provinces[0][0], subject=2)
    gather_digests(on=ON, at=AT)
    days: list[tuple[date, str]] = list(
        Delivery.objects.filter(channel="other").order_by("pk").values_list("digest_on", "state")
    )
    assert days == [(ON, "sent"), (ON + timedelta(days=1), "pending")]
