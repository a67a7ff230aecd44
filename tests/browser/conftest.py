"""A real browser: Debian's chromium. Without one these tests skip loudly; with REQUIRE_BROWSER=1 they fail."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from pytest_django.live_server_helper import LiveServer

from deploy.local.pytest_plugin import NO_BROWSER

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    asked = os.environ.get("CHROMIUM")
    return shutil.which(asked) if asked else shutil.which("chromium") or shutil.which("/usr/bin/chromium")


@pytest.fixture(scope="session", autouse=True)
def browser_is_there():
    if chromium() is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(NO_BROWSER, pytrace=False)
        pytest.skip(NO_BROWSER)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, browser_is_there):
    return {**browser_type_launch_args, "executable_path": chromium(), "args": ARGUMENTS}


class ServerAsServed(LiveServer):
    """Static files come from the product's own middleware (hashed names, compressed), as on a real machine."""

    def __init__(self, addr: str) -> None:
        super().__init__(addr, start=False)
        self.thread.static_handler = lambda _wrapped: WSGIHandler()
        self.start()


@pytest.fixture(scope="session")
def alone_at_the_end(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A session that a server's thread left open would keep the test database from being dropped."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    connection.close()


@pytest.fixture(scope="session")
def live_server(browser_is_there):
    server = ServerAsServed("127.0.0.1")
    yield server
    server.stop()


@pytest.fixture
def troubles(page):
    """What the page's scripts and the content policy complained about while the test ran; assert that it is empty."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    return heard
