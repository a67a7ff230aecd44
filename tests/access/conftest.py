"""The world that the walks go through."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from tests.access.world import World, build


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The party, in one transaction that is never kept; limits of attempts would stop the walk."""
    with django_db_blocker.unblock(), override_settings(ACCOUNT_RATE_LIMITS=False, DEMO=False), transaction.atomic():
        yield build()
        transaction.set_rollback(True)
