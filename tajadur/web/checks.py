"""Refusals and warnings at start: the time zone of Morocco since September 2026, in Python and in PostgreSQL."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.checks import CheckMessage, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections

from tajadur.foundation.calendar import ZONE_NAME

# Morocco left UTC+1 on 20 September 2026; zone data older than that still answers one hour.
_SAMPLE = datetime(2026, 12, 1, 12, tzinfo=UTC)


def refuse_old_zone_data() -> None:
    """Raise ImproperlyConfigured, so that nothing starts, when Python's zone data is older than 2026."""
    offset = _SAMPLE.astimezone(ZoneInfo(ZONE_NAME)).utcoffset()
    if offset != timedelta(0):
        raise ImproperlyConfigured(
            f"The time zone data is too old: {ZONE_NAME} is UTC on 1 December 2026, here it is {offset} ahead. "
            "Set PYTHONTZPATH to an empty text, so that the tzdata package of requirements.txt is read."
        )


@register(Tags.database)
def postgresql_knows_the_hour_of_morocco(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """A warning when the server's zone data is older: nothing of ours derives a local day in SQL, reports may."""
    messages: list[CheckMessage] = []
    for alias in databases or []:
        try:
            with connections[alias].cursor() as cursor:
                cursor.execute(
                    "SELECT EXTRACT(epoch FROM (%s::timestamptz AT TIME ZONE %s) - %s::timestamp)",
                    [_SAMPLE, ZONE_NAME, _SAMPLE.replace(tzinfo=None)],
                )
                seconds = int(cursor.fetchone()[0])
        except DatabaseError as error:
            messages.append(
                Warning(f"The database {alias} could not be asked for its hour: {error}", id="tajadur.W002")
            )
            continue
        if seconds:
            messages.append(
                Warning(
                    f"PostgreSQL's time zone data is too old: {ZONE_NAME} on 1 December 2026 is off by {seconds} s.",
                    hint="Update the server's tzdata. Our own dates do not depend on it; ad hoc SQL would be wrong.",
                    id="tajadur.W001",
                )
            )
    return messages
