"""What every test may ask for."""

import pytest
from django.conf import settings

from tests.factories.party import Party, small_party


def pytest_configure() -> None:
    """Thousands of invented accounts need no slow hash."""
    settings.WHITENOISE_AUTOREFRESH = True  # each test client would list every static file anew
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def party(db: None) -> Party:
    """The small party: 2 regions × 2 provinces × 2 branches."""
    return small_party()
