"""Pages name collected files; every test of the web has them, a database or not."""

import pytest


@pytest.fixture(scope="session", autouse=True)
def collected(static_files: None) -> None:
    """Collected once, before the first page."""
