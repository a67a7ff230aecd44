"""Channels speak to the open internet and to what the operator allows: not to this machine, not to its network."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from ipaddress import ip_network
from typing import Any

import pytest
import requests

from tajadur.delivery.outside import OutsideTransport, TextMessage
from tajadur.delivery.transport import SendOutcome
from tajadur.foundation.errors import BadInput
from tajadur.foundation.safe_http import AddressNotAllowed, guarded, is_public, is_refused_host
from tajadur.organisation.people.operations.channels import add_channel, replace_url
from tajadur.registry.notices.operations.channel_urls import url_fault
from tests.factories.gateway import Gateway, http_gateway
from tests.factories.party import Party, acting, holder

AT = datetime(2026, 5, 21, 9, tzinfo=UTC)
HERE = [
    "127.0.0.1",
    "localhost",
    "localhost.",
    "gateway.localhost",
    "127.1",
    "0x7f000001",
    "2130706433",
    "10.0.0.7",
    "192.168.1.1",
    "172.16.3.4",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "[::1]",
    "[::ffff:10.0.0.1]",
    "[fe80::1]",
    "[fd00::7]",
    "[64:ff9b::7f00:1]",
]


@pytest.fixture(autouse=True)
def _nothing_allowed(settings: Any) -> None:
    settings.CHANNEL_NETWORKS = []


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    with http_gateway() as one:
        yield one


@pytest.mark.parametrize("host", HERE)
@pytest.mark.parametrize("address", ["json://{}/?-to={{to}}", "ntfy://{}/{{to}}", "form://u:p@{}:8080/?-to={{to}}"])
def test_an_address_of_this_machine_or_the_private_network_is_refused_when_it_is_typed(host: str, address: str) -> None:
    kind = "ntfy" if address.startswith("ntfy") else "sms"
    assert url_fault(kind, address.format(host)) in {"channel_url_private", "channel_url_wrong"}
    assert is_refused_host(host, is_public)


def test_both_forms_refuse_it(party: Party) -> None:
    by = acting(holder(unit=party.national, body="headquarters", post="administrator"), AT.date())
    typed = {"kind": "sms", "name": "رسائل", "hour_from": 8, "hour_to": 20}
    with pytest.raises(BadInput, match="channel_url_private"):
        add_channel(**typed, url="json://10.0.0.7/?-to={to}", by=by, at=AT)
    kept = add_channel(**typed, url="json://gateway.example.org/?-to={to}", by=by, at=AT)
    with pytest.raises(BadInput, match="channel_url_private"):
        replace_url(config_id=kept, url="json://192.168.1.4/?-to={to}", by=by, at=AT)


@pytest.mark.parametrize("scheme", ["json", "form", "ntfy", "signal", "matrix"])
def test_a_name_that_resolves_here_later_is_refused_when_the_text_leaves(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    here = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", gateway.port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: here)
    paths = {"signal": "+212600000000/+212600000001", "matrix": "%23room:example.org"}
    path = paths.get(scheme, "topic")
    user = "user:secret@" if scheme == "matrix" else ""
    message = TextMessage(f"{scheme}://{user}gateway.example.org:{gateway.port}/{path}", "نص")
    result = OutsideTransport().send(message)
    assert (result.outcome, result.detail) == (SendOutcome.REFUSED, "address not allowed")
    assert gateway.asked == []


def test_what_the_operator_allows_is_sent(gateway: Gateway, settings: Any) -> None:
    settings.CHANNEL_NETWORKS = [ip_network("127.0.0.1/32")]
    message = TextMessage(f"json://127.0.0.1:{gateway.port}/send?-to=+212600000001", "نص")
    assert OutsideTransport().send(message).outcome is SendOutcome.TAKEN
    assert url_fault("sms", "json://127.0.0.1/?-to={to}") == ""
    assert url_fault("sms", "json://127.0.0.2/?-to={to}") == "channel_url_private"


def test_the_guard_holds_inside_and_nothing_outside(gateway: Gateway) -> None:
    url = f"http://127.0.0.1:{gateway.port}/"
    with guarded(is_public) as guard, pytest.raises(requests.ConnectionError):
        requests.get(url, timeout=2)
    assert guard.refused
    assert isinstance(AddressNotAllowed("x"), OSError)
    requests.get(url, timeout=2)
    assert gateway.asked == ["GET /"]
