"""Journeys walk in the same browser and on the same server as the tests of the browser."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.conftest import (  # noqa: F401 - fixtures are found by name
    at_rest,
    browser_is_there,
    browser_type_launch_args,
    live_server,
    troubles,
)

from .stage import Stage


@pytest.fixture
def stage(
    request: Any,
    browser: Any,
    live_server: Any,  # noqa: F811 - the fixture above
    transactional_db: None,
    language: str,
    device: str,
) -> Iterator[Stage]:
    """Where a story is played, in the language and on the device that its test names."""
    story = request.node.originalname.removeprefix("test_")
    played = Stage(browser, live_server.url, story, language, device)
    yield played
    played.close()
