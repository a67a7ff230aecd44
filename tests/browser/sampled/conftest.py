"""The invented party, written once for all the tests of this folder, behind a server of its own."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import Client

from deploy.local.screenshots import PAGES
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


@pytest.fixture(scope="package")
def sample(browser_is_there: None, alone_at_the_end: None, django_db_blocker: Any) -> Iterator[Sample]:
    """Three months of the invented party; emptied again at the end, as the tests beside it expect."""
    with django_db_blocker.unblock():
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
        call_command(
            "flush", verbosity=0, interactive=False, allow_cascade=False, inhibit_post_migrate=True,
            reset_sequences=False,
        )  # fmt: skip
        for one in connections.all():
            one.close()
            one.close_pool()  # type: ignore[attr-defined]
