"""Two whole organisations that are not the party: each laid down once for the tests of a module."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import override_settings

from tajadur.foundation.installation import speak
from tajadur.founding.reading import read_party
from tajadur.web.templatetags.shell import forget_kept
from tests.conftest import STANDARD
from tests.factories.organisation import Organisation

PARTIES = Path(__file__).parents[2] / "tajadur" / "sample" / "parties"


@pytest.fixture(scope="module", params=["union", "association"])
def organisation(
    request: Any, static_files: None, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Organisation]:
    """The union of six levels, then the association of two: in one transaction that is never kept."""
    speak(None)
    forget_kept()
    with django_db_blocker.unblock(), override_settings(ACCOUNT_RATE_LIMITS=False, DEMO=False), transaction.atomic():
        organisation = Organisation(read_party(PARTIES / f"{request.param}.toml"))
        organisation.live()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # 400 units laid down in one transaction: the planner would count none
        yield organisation
        transaction.set_rollback(True)
    speak(STANDARD)
    forget_kept()


@pytest.fixture
def spoken_again() -> Iterator[None]:
    """A test that lays down a party of its own leaves the process as it was."""
    speak(None)
    yield
    speak(STANDARD)
