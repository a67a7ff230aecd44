"""A real browser: Debian's chromium. Without one these tests skip loudly; with REQUIRE_BROWSER=1 they fail."""

import os
import shutil

import pytest

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
    return shutil.which(os.environ.get("CHROMIUM") or "chromium") or shutil.which("/usr/bin/chromium")


@pytest.fixture(scope="session", autouse=True)
def browser_is_there():
    if chromium() is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(NO_BROWSER, pytrace=False)
        pytest.skip(NO_BROWSER)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, browser_is_there):
    return {**browser_type_launch_args, "executable_path": chromium(), "args": ARGUMENTS}


@pytest.fixture
def quiet_errors(page):
    """Errors the page's own scripts raise while the test runs; assert that it is empty."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    return heard
