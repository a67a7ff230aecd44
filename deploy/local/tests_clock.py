"""The one day of a run of the tests: no test takes its day from the wall clock.

The processes of pytest travel to it before a test module is read, and PostgreSQL's ``now()`` goes with them in the test
database. Every test begins within the same half minute, so that a run near midnight never crosses it unseen.
``TEST_DAY`` chooses another day, or an instant, in Moroccan time. Processes that tests start keep the real clock.
"""

import os
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import time_machine

ZONE = ZoneInfo("Africa/Casablanca")
AN_ORDINARY_DAY = "2026-11-25"
MORNING = time(10)
LONGEST_DRIFT = timedelta(seconds=5)
# Functions of public come before those of the catalogue, so SQL without a schema asks the clock of the tests.
_FUNCTIONS = "".join(
    f"CREATE OR REPLACE FUNCTION public.{name}() RETURNS timestamptz LANGUAGE sql {kind}"
    f" AS $$ SELECT pg_catalog.{name}() + interval '%(seconds)s seconds' $$;"
    for name, kind in (
        ("now", "STABLE"),
        ("transaction_timestamp", "STABLE"),
        ("statement_timestamp", "STABLE"),
        ("clock_timestamp", "VOLATILE"),
    )
)


def chosen() -> datetime:
    """The instant every test begins at, aware, in UTC: ``TEST_DAY``, at ten when it names no hour."""
    text = os.environ.get("TEST_DAY") or AN_ORDINARY_DAY
    said = datetime.fromisoformat(text)
    wall = said.time() if "T" in text else MORNING
    return datetime.combine(said.date(), wall, tzinfo=ZONE).astimezone(UTC)


class Clock:
    """Where this process stands in time, and the test database with it once there is one."""

    def __init__(self) -> None:
        self.begins = chosen()
        self.ahead = timedelta()
        self.database = ""
        self.traveller: time_machine.travel | None = None

    def turn_back(self) -> None:
        """It is the beginning again, and time goes on from there."""
        self.go_to(self.begins)

    def go_to(self, instant: datetime) -> None:
        """It is ``instant``, and time goes on from there; the next test turns back."""
        if self.traveller:
            self.traveller.stop()
        self.ahead = instant - datetime.now(UTC)
        self.traveller = time_machine.travel(instant, tick=True)
        self.traveller.start().time_ns()
        if self.database:
            self._move_database()

    def before_a_test(self) -> None:
        """Turn back when the tests before took long."""
        if datetime.now(UTC) - self.begins > LONGEST_DRIFT:
            self.turn_back()

    def take_database_along(self, conninfo: str, name: str) -> None:
        """From its next connection on, this test database has the same day."""
        import psycopg
        from psycopg import sql

        self.database = conninfo
        self._move_database()
        with psycopg.connect(conninfo, autocommit=True) as line:
            line.execute(sql.SQL("ALTER DATABASE {} SET search_path = public, pg_catalog").format(sql.Identifier(name)))

    def _move_database(self) -> None:
        import psycopg

        with psycopg.connect(self.database, autocommit=True) as line:
            line.execute(_FUNCTIONS % {"seconds": f"{self.ahead.total_seconds():.6f}"})


clock = Clock()
