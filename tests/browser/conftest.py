"""A real browser: Debian's chromium. Without one these tests skip loudly; with REQUIRE_BROWSER=1 they fail."""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator
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


class Counted(WSGIHandler):
    """Knows how many requests it is answering."""

    def __init__(self) -> None:
        super().__init__()
        self._lock, self._answering = threading.Lock(), 0

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        self._count(1)
        try:
            return super().__call__(environ, start_response)
        finally:
            self._count(-1)

    def _count(self, step: int) -> None:
        with self._lock:
            self._answering += step

    def wait_for_rest(self, seconds: float = 30) -> None:
        """Until no request is being answered."""
        deadline = time.monotonic() + seconds
        while self._answering:
            assert time.monotonic() < deadline, "a request of the test is still being answered"
            time.sleep(0.01)


class ServerAsServed(LiveServer):
    """Static files come from the product's own middleware (hashed names, compressed), as on a real machine."""

    def __init__(self, addr: str) -> None:
        super().__init__(addr, start=False)
        self.handler = Counted()
        self.thread.static_handler = lambda _wrapped: self.handler
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


@pytest.fixture(autouse=True)
def at_rest(request: Any) -> Iterator[None]:
    """What a page still asked for when it was closed is answered before the tables are emptied."""
    if "live_server" not in request.fixturenames:
        yield
        return
    server = request.getfixturevalue("live_server")
    request.getfixturevalue("transactional_db")
    yield
    server.handler.wait_for_rest()


@pytest.fixture
def troubles(page):
    """What the page's scripts and the content policy complained about while the test ran; assert that it is empty."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    return heard
