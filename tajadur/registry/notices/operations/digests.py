"""Gathering what is to be told into messages: one digest per person, channel and day. Safe twice and at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection, transaction

from tajadur.foundation.calendar import civil_day, instant
from tajadur.rules.reminders import DIGEST_HOUR, send_at_or_after

# A notice not yet carried on a channel goes to whoever holds its post on that day; nobody: it waits for a holder.
_WANTED = """
WITH wanted AS MATERIALIZED (
    SELECT n.id AS notice_id, m.person_id
    FROM notices_notice n
    JOIN people_mandate m ON m.post_id = n.post_id AND m.standing = 'confirmed'
        AND m.from_on <= %(on)s AND (m.to_on IS NULL OR m.to_on >= %(on)s)
    JOIN people_person p ON p.id = m.person_id
    WHERE n.cleared_at IS NULL AND n.decided_at > %(since)s
      AND (%(channel)s <> 'email' OR p.email <> '')
      AND NOT EXISTS (SELECT 1 FROM notices_deliveryitem i WHERE i.notice_id = n.id AND i.channel = %(channel)s)
)
"""

_OPEN_INBOX = (
    _WANTED
    + """
INSERT INTO notices_delivery
    (channel, person_id, digest_on, state, not_before, attempts, created_at, sent_at, message_id, last_error)
SELECT DISTINCT 'in_app', person_id, %(on)s::date, 'sent', %(at)s::timestamptz, 1, %(at)s::timestamptz, now(), '', ''
FROM wanted ORDER BY person_id
ON CONFLICT DO NOTHING
"""
)

# Joined to the table and not to what the INSERT returned: the planner knows its index, thousands of rows take no loop.
_FILL_INBOX = (
    _WANTED
    + """
INSERT INTO notices_deliveryitem (delivery_id, notice_id, channel, person_id)
SELECT d.id, w.notice_id, 'in_app', w.person_id
FROM wanted w
JOIN notices_delivery d ON d.person_id = w.person_id AND d.channel = 'in_app' AND d.digest_on = %(on)s
ON CONFLICT DO NOTHING
"""
)

_OPEN_LETTERS = (
    _WANTED
    + """
INSERT INTO notices_delivery
    (channel, person_id, digest_on, state, not_before, attempts, created_at, message_id, last_error)
SELECT DISTINCT %(channel)s, w.person_id,
       CASE WHEN closed.id IS NULL THEN %(first_on)s::date ELSE %(next_on)s::date END, 'pending',
       CASE WHEN closed.id IS NULL THEN %(first_at)s::timestamptz ELSE %(next_at)s::timestamptz END,
       0, %(at)s::timestamptz, '', ''
FROM wanted w
LEFT JOIN notices_delivery closed ON closed.channel = %(channel)s AND closed.person_id = w.person_id
    AND closed.digest_on = %(first_on)s AND closed.state NOT IN ('pending', 'cancelled')
ORDER BY person_id
ON CONFLICT (channel, person_id, digest_on) DO UPDATE SET state = 'pending', not_before = excluded.not_before
    WHERE notices_delivery.state = 'cancelled'
"""
)

# The lock waits for a sender that is just claiming the letter; what it claimed is no longer pending, nothing is added.
_LOCK_LETTERS = """
SELECT id FROM notices_delivery
WHERE channel = %(channel)s AND state = 'pending' AND digest_on IN (%(first_on)s, %(next_on)s)
ORDER BY id FOR UPDATE
"""

_FILL_LETTERS = (
    _WANTED
    + """
INSERT INTO notices_deliveryitem (delivery_id, notice_id, channel, person_id)
SELECT DISTINCT ON (w.notice_id, w.person_id) d.id, w.notice_id, %(channel)s, w.person_id
FROM wanted w
JOIN notices_delivery d ON d.person_id = w.person_id AND d.channel = %(channel)s
JOIN unnest(%(letters)s::bigint[]) AS locked (id) ON locked.id = d.id
ORDER BY w.notice_id, w.person_id, d.digest_on
ON CONFLICT DO NOTHING
"""
)

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
    with connection.cursor() as cursor:
        cursor.execute(_OPEN_INBOX, {**values, "channel": "in_app"})
        cursor.execute(_FILL_INBOX, {**values, "channel": "in_app"})
        in_app = cursor.rowcount
        cursor.execute(_OPEN_LETTERS, {**values, "channel": "email"})
        cursor.execute(_LOCK_LETTERS, {**values, "channel": "email"})
        letters = [pk for (pk,) in cursor.fetchall()]
        cursor.execute(_FILL_LETTERS, {**values, "channel": "email", "letters": letters})
        return Gathered(in_app=in_app, email=cursor.rowcount)
