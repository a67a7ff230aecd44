"""What a gateway may not do: send the text further unread, hide its name, lose the number, change the text."""

import json
from collections.abc import Iterator
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest

from tajadur.delivery.digests import gather_digests
from tajadur.delivery.outside import OutsideTransport, TextMessage, answer_tests
from tajadur.organisation.people.models import Person
from tajadur.registry.notices.models import ChannelConfig
from tajadur.registry.notices.operations.channel_urls import filled, server_of
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


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("option", ["", "&redirect=yes"])
def test_a_gateway_that_sends_further_refused_the_text(
    party: Party, secretary: Person, gateway: Gateway, status: int, option: str
) -> None:
    url = f"json://127.0.0.1:{gateway.port}/send?-to={{to}}{option}"
    config = channel(url)
    agree(secretary, config)
    remind(party.provinces[0][0])
    gather_digests(on=ON, at=AT)
    gateway.status, gateway.location = status, "/send/"
    assert send() == {"pending": 1}
    assert message().last_error == f"HTTP {status}"
    ChannelConfig.objects.update(test_answer="", enabled_at=None, test_asked_at=AT, test_to=PHONE)
    assert answer_tests(transport=OutsideTransport()) == {"refused": 1}
    config.refresh_from_db()
    assert (config.test_answer, config.test_detail) == ("refused", f"HTTP {status}")
    assert gateway.asked == ["POST /send"] * 2


def test_an_address_kept_before_whose_place_is_not_read_sends_nothing(
    party: Party, secretary: Person, gateway: Gateway
) -> None:
    agree(secretary, channel(f"json://127.0.0.1:{gateway.port}/send/?to={{to}}"))
    remind(party.provinces[0][0])
    gather_digests(on=ON, at=AT)
    assert send() == {"pending": 1}
    assert (message().last_error, gateway.taken) == ("url", [])


@pytest.mark.parametrize("option", ["", "?format=markdown", "?format=text&verify=no&redirect=yes&template=x"])
@pytest.mark.parametrize(
    "text", ["تقرير الفروع <15 منخرطا & المكتب", "<b>1</b> &lt; 2 &amp;amp; *x* _y_ `z`\nسطر ثان", "<script>", "a  b"]
)
def test_telegram_shows_the_text_as_it_was_typed(text: str, option: str, monkeypatch: pytest.MonkeyPatch) -> None:
    posted: list[dict[str, Any]] = []

    def post(url: str, **given: Any) -> Any:
        posted.append({"verify": given["verify"], "further": given["allow_redirects"], **json.loads(given["data"])})
        return SimpleNamespace(status_code=200, content=b"{}", text="{}")

    monkeypatch.setattr("requests.post", post)
    url = f"tgram://123456789:abcdefg_hijklmnop/123456789{option}"
    assert OutsideTransport().send(TextMessage(url, text)).outcome == "taken"
    [sent] = posted
    shown = sent["text"].replace("\r\n", "\n")
    assert (sent["parse_mode"], unescape(shown), "<" in shown) == ("HTML", text, False)
    assert (sent["verify"], sent["further"]) == (True, False)


@pytest.mark.parametrize("kind", Outside)
def test_no_address_of_any_kind_may_leave_certificates_unread_or_follow_redirects(kind: Outside) -> None:
    address = filled(kind.traits.tried_example, kind.traits.sample)
    options = "&".join(f"{name}={value}" for name, value in (("verify", "no"), ("redirect", "yes"), ("retry", "9")))
    server = server_of(f"{address}{'&' if '?' in address else '?'}{options}")
    assert (server.verify_certificate, server.redirects, server.retry) == (True, False, 0)
