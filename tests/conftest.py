"""What every test may ask for."""

import os
from ipaddress import ip_network
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from psycopg.conninfo import make_conninfo

from deploy.local.migrated import template
from deploy.local.tests_clock import clock
from tajadur.foundation.installation import Installation, speak
from tests.factories.party import Party, small_party

# Before a change lands each property is tried a hundred times, while working on it thirty. No deadline: a busy machine
# is not a fault of what is tested.
for profile, examples in (("lands", 100), ("works", 30)):
    hypothesis.settings.register_profile(
        profile,
        max_examples=examples,
        deadline=None,
        suppress_health_check=[hypothesis.HealthCheck.too_slow],
    )
hypothesis.settings.load_profile("lands" if os.environ.get("CI") else "works")

# What the standard party would answer to every process that asks it once.
STANDARD = Installation(leaves=frozenset({"branch"}), holidays_of="MA")


def pytest_configure() -> None:
    """Thousands of invented accounts need no slow hash; whose party it is, no test needs to ask but those of others."""
    speak(STANDARD)
    settings.WHITENOISE_AUTOREFRESH = True  # each test client would list every static file anew
    settings.CHANNEL_NETWORKS = [ip_network("127.0.0.0/8")]  # gateways that tests start
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def migrated(servers: None, django_db_blocker: Any) -> None:
    """The test database starts as a copy of a migrated one."""
    from django.db import connection

    if name := template():
        connection.settings_dict["TEST"]["TEMPLATE"] = name


@pytest.fixture(scope="session")
def django_db_setup(
    servers: None, static_files: None, migrated: None, django_db_setup: None, django_db_blocker: Any
) -> None:
    """The test database on started servers, with the clock of the tests."""
    from django.db import connection

    with django_db_blocker.unblock():
        given = connection.settings_dict
        wanted = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
        clock.take_database_along(
            make_conninfo(**{name: given[key] for name, key in wanted.items() if given[key]}), given["NAME"]
        )
        connection.close()
        connection.close_pool()


@pytest.fixture(scope="module")
def swept_tables(django_db_setup: None, django_db_blocker: Any) -> None:
    """No trace of what other tests rolled back: in pages full of it the planner sees no rows, whatever is added."""
    from django.db import connection

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("VACUUM")


@pytest.fixture
def party(db: None) -> Party:
    """The small party: 2 regions × 2 provinces × 2 branches."""
    return small_party()
