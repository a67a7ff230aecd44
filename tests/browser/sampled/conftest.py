"""The invented party, written once for all the tests of this folder, behind a server of its own."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client

from deploy.local.pages import PAGES
from tajadur.organisation.people.models import Account
from tests.browser.conftest import ServerAsServed


@dataclass
class Sample:
    """Where the invented party is served, a session per account, and the addresses its pages turned out to have."""

    url: str
    sessions: dict[str, str] = field(default_factory=dict)
    found: dict[str, str] = field(default_factory=dict)

    def cookies(self, account: str, language: str) -> list[dict[str, str]]:
        """The cookies of a visitor who is already in and reads a language."""
        named = {"language": language}
        if account:
            named[settings.SESSION_COOKIE_NAME] = self.sessions[account]
        return [{"name": name, "value": value, "url": self.url} for name, value in named.items()]


def _empty(*, anew: bool) -> None:
    """``anew``: numbers begin with one, as in a new installation; else they go on."""
    call_command(
        "flush", verbosity=0, interactive=False, allow_cascade=False, inhibit_post_migrate=True, reset_sequences=anew
    )


def _numbers() -> dict[str, int]:
    """How far each sequence has come."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(sequencename), last_value FROM pg_sequences WHERE last_value IS NOT NULL")
        return dict(cursor.fetchall())


def _go_on_after(former: dict[str, int]) -> None:
    """No number is given twice: tests beside it put rows back under the keys they had."""
    with connection.cursor() as cursor:
        for name, last in _numbers().items():
            cursor.execute("SELECT setval(%s::regclass, %s)", [name, max(last, former.get(name, 1))])
        for name in former.keys() - _numbers().keys():
            cursor.execute("SELECT setval(%s::regclass, %s)", [name, former[name]])


@pytest.fixture(scope="package")
def sample(browser_is_there: None, alone_at_the_end: None, django_db_blocker: Any) -> Iterator[Sample]:
    """Three months of the invented party; emptied again at the end, as the tests beside it expect."""
    with django_db_blocker.unblock():
        former = _numbers()
        _empty(anew=True)
        call_command("load_territory", verbosity=0)
        call_command("seed_demo", "--months", "3", verbosity=0)
        server = ServerAsServed("127.0.0.1")
        made = Sample(server.url)
        for account in filter(None, PAGES):
            client = Client()
            client.force_login(Account.objects.get(username=account))
            made.sessions[account] = client.cookies[settings.SESSION_COOKIE_NAME].value
        yield made
        server.stop()
        _empty(anew=False)
        _go_on_after(former)
        for one in connections.all():
            one.close()
            one.close_pool()  # type: ignore[attr-defined]
