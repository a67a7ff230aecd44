"""Attempts to log in are counted in the shared cache, and in the database when it is gone: never open."""

import contextlib
import pathlib
import socket
from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from deploy.local.embedded import Valkey
from tajadur.web.failover_cache import breaker
from tests.factories.party import Party, holder


@pytest.fixture
def own_cache(tmp_path: pathlib.Path, settings) -> Iterator[Valkey]:
    """A private cache server, to be killed."""
    valkey = Valkey(tmp_path, durable=False)
    address = valkey.start()
    location = address if address.startswith("redis") else f"{address.split('?')[0]}?db=1"
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": location, "KEY_PREFIX": "alone"}}
    breaker.closed_until = 0.0
    yield valkey
    valkey.stop()
    breaker.closed_until = 0.0


def wrong(login: str) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": login, "password": "not the password"})
    return client


def enters(login: str) -> bool:
    client = Client()
    client.post(reverse("account_login"), {"login": login, "password": "correct horse battery"})
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("killed", [False, True], ids=["cache-up", "cache-killed"])
def test_after_five_wrong_passwords_even_the_right_one_waits(party: Party, own_cache: Valkey, killed: bool) -> None:
    holder(unit=party.provinces[0][0], username="amina")
    if killed:
        own_cache.stop()
    assert enters("amina")
    for _ in range(5):
        wrong("amina")
    assert not enters("amina")


def test_killed_in_the_middle_the_count_goes_on_in_the_database(party: Party, own_cache: Valkey) -> None:
    holder(unit=party.provinces[0][0], username="amina")
    for _ in range(3):
        wrong("amina")
    own_cache.stop()
    for _ in range(5):
        wrong("amina")
    assert not enters("amina")
    assert breaker.resting


def test_a_frozen_cache_costs_its_timeout_once(party: Party, settings) -> None:
    silent = socket.create_server(("127.0.0.1", 0))
    options = {"socket_timeout": 0.3, "socket_connect_timeout": 0.3}
    location = f"redis://127.0.0.1:{silent.getsockname()[1]}/1"
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": location, "OPTIONS": options}}
    breaker.closed_until = 0.0
    holder(unit=party.provinces[0][0], username="amina")
    assert enters("amina")
    silent.setblocking(False)
    knocked = 0
    with contextlib.suppress(BlockingIOError):
        while True:
            silent.accept()[0].close()
            knocked += 1
    assert knocked == 1
    silent.close()
    breaker.closed_until = 0.0


def test_the_reserve_keeps_values_and_forgets_them(db: None, own_cache: Valkey) -> None:
    own_cache.stop()
    cache = caches["default"]
    assert cache.add("k", 1, 60) is True
    assert cache.add("k", 2, 60) is False
    cache.set("k", 3, 60)
    assert cache.get("k") == 3
    assert cache.touch("k", 60) is True
    assert cache.delete("k") is True
    assert cache.get("k", "none") == "none"
