"""Journeys walk in the same browser and on the same server as the tests of the browser."""

from tests.browser.conftest import (  # noqa: F401 - fixtures are found by name
    browser_is_there,
    browser_type_launch_args,
    live_server,
    troubles,
)
