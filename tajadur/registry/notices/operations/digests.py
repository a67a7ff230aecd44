"""Gathering what is to be told into messages: one digest per person, channel and day. Safe twice and at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection, transaction

from tajadur.foundation.calendar import civil_day, instant
from tajadur.rules.reminders import DIGEST_HOUR, send_at_or_after

# A notice not yet carried on a channel goes to whoever holds its post on that day; nobody: it waits for a holder.
_WANTED = """
SELECT n.id, m.person_id
FROM notices_notice n
JOIN people_mandate m ON m.post_id = n.post_id AND m.standing = 'confirmed'
    AND m.from_on <= %(on)s AND (m.to_on IS NULL OR m.to_on >= %(on)s)
JOIN people_person p ON p.id = m.person_id
WHERE n.cleared_at IS NULL AND n.decided_at > %(since)s
  AND (%(channel)s <> 'email' OR p.email <> '')
  AND NOT EXISTS (SELECT 1 FROM notices_deliveryitem i WHERE i.notice_id = n.id AND i.channel = %(channel)s)
ORDER BY m.person_id, n.id
"""

# The next statements take the rows themselves and not a relation: no plan can go wrong on tables that grew just now.
_OPEN_INBOX = """
INSERT INTO notices_delivery
    (channel, person_id, digest_on, state, not_before, attempts, created_at, sent_at, message_id, last_error)
SELECT 'in_app', person_id, %(on)s, 'sent', %(at)s, 1, %(at)s, now(), '', ''
FROM unnest(%(persons)s::bigint[]) AS person_id
ON CONFLICT (channel, person_id, digest_on) DO UPDATE SET attempts = notices_delivery.attempts
RETURNING person_id, id
"""

_LEFT_ALREADY = """
SELECT person_id FROM notices_delivery
WHERE channel = %(channel)s AND digest_on = %(first_on)s AND state NOT IN ('pending', 'cancelled')
  AND person_id = ANY(%(persons)s)
"""

_OPEN_LETTERS = """
INSERT INTO notices_delivery
    (channel, person_id, digest_on, state, not_before, attempts, created_at, message_id, last_error)
SELECT %(channel)s, person_id, %(day)s, 'pending', %(instant)s, 0, %(at)s, '', ''
FROM unnest(%(persons)s::bigint[]) AS person_id
ON CONFLICT (channel, person_id, digest_on) DO UPDATE SET state = 'pending', not_before = excluded.not_before
    WHERE notices_delivery.state = 'cancelled'
"""

# The lock waits for a sender that is just claiming the letter; what it claimed is no longer pending, nothing is added.
_LOCK_LETTERS = """
SELECT person_id, id FROM notices_delivery
WHERE channel = %(channel)s AND state = 'pending' AND digest_on IN (%(first_on)s, %(next_on)s)
  AND person_id = ANY(%(persons)s)
ORDER BY digest_on DESC, id FOR UPDATE
"""

_FILL = """
INSERT INTO notices_deliveryitem (delivery_id, notice_id, channel, person_id)
SELECT delivery_id, notice_id, %(channel)s, person_id
FROM unnest(%(deliveries)s::bigint[], %(notices)s::bigint[], %(holders)s::bigint[])
    AS item (delivery_id, notice_id, person_id)
ON CONFLICT DO NOTHING
"""

KEEP_DAYS = 30


@dataclass(frozen=True, slots=True)
class Gathered:
    """How many notices were put in the inbox and in letters."""

    in_app: int
    email: int

    def __bool__(self) -> bool:
        return bool(self.in_app or self.email)


@transaction.atomic
def gather_digests(*, on: date, at: datetime, holidays: Collection[date] = ()) -> Gathered:
    """Carry every live notice not carried yet: at once to the inbox, and in the next letter to an e-mail address.

    A letter leaves at the digest hour, never in quiet hours nor on one of the ``holidays``. What is decided after the
    day's letter left waits for the next day's. Notices older than a month that never met a holder are left alone.
    """
    with connection.cursor() as cursor:  # saves work: the next run finds nothing left to carry
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('gather_digests'))")
    first_at = send_at_or_after(at, holidays=holidays)
    next_at = send_at_or_after(instant(civil_day(first_at) + timedelta(days=1), DIGEST_HOUR), holidays=holidays)
    values = {
        "on": on,
        "at": at,
        "since": instant(on - timedelta(days=KEEP_DAYS), time(0)),
        "first_at": first_at,
        "first_on": civil_day(first_at),
        "next_at": next_at,
        "next_on": civil_day(next_at),
    }
    return Gathered(in_app=_to_inbox(values), email=_to_letters(values))


def _to_inbox(values: dict[str, Any]) -> int:
    wanted = _rows(_WANTED, values, channel="in_app")
    lines = dict(_rows(_OPEN_INBOX, values, persons=_persons(wanted))) if wanted else {}
    return _fill(wanted, lines, channel="in_app")


def _to_letters(values: dict[str, Any]) -> int:
    wanted = _rows(_WANTED, values, channel="email")
    if not wanted:
        return 0
    persons = _persons(wanted)
    left = {person for (person,) in _rows(_LEFT_ALREADY, values, channel="email", persons=persons)}
    with connection.cursor() as cursor:
        for day, instant_, whose in (
            (values["first_on"], values["first_at"], [one for one in persons if one not in left]),
            (values["next_on"], values["next_at"], sorted(left)),
        ):
            cursor.execute(
                _OPEN_LETTERS, {**values, "channel": "email", "day": day, "instant": instant_, "persons": whose}
            )
    # Of two letters that wait, the sooner one: it comes last.
    letters = dict(_rows(_LOCK_LETTERS, values, channel="email", persons=persons))
    return _fill(wanted, letters, channel="email")


def _rows(statement: str, values: dict[str, Any], **more: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {**values, **more})
        return list(cursor.fetchall())


def _persons(wanted: list[tuple[Any, ...]]) -> list[int]:
    return sorted({person for _, person in wanted})


def _fill(wanted: list[tuple[Any, ...]], deliveries: dict[int, int], *, channel: str) -> int:
    items = [(deliveries[person], notice, person) for notice, person in wanted if person in deliveries]
    if not items:
        return 0
    columns = dict(zip(("deliveries", "notices", "holders"), map(list, zip(*items, strict=True)), strict=True))
    with connection.cursor() as cursor:
        cursor.execute(_FILL, {**columns, "channel": channel})
        return cursor.rowcount
