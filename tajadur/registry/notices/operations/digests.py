"""Gathering what is to be told into messages: one digest per person, channel and day. Safe twice and at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection, transaction

from tajadur.foundation.calendar import civil_day, instant
from tajadur.rules.reminders import DIGEST_HOUR, QUIET_HOURS, send_at_or_after

# A notice not yet carried on a channel goes to whoever holds its post on that day; nobody: it waits for a holder.
_WANTED = """
WITH wanted AS MATERIALIZED (
    SELECT n.id AS notice_id, m.person_id
    FROM notices_notice n
    JOIN people_mandate m ON m.post_id = n.post_id AND m.standing = 'confirmed'
        AND m.from_on <= %(on)s AND (m.to_on IS NULL OR m.to_on >= %(on)s)
    WHERE n.cleared_at IS NULL AND n.decided_at > %(since)s
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

# As _WANTED, for those who take this channel, each with the first hour and the quiet hour of the person and channel.
_WANTED_OUTSIDE = """
WITH wanted AS MATERIALIZED (
    SELECT n.id AS notice_id, m.person_id, c.id AS config_id,
           least(greatest(coalesce(t.digest_hour, 8), coalesce(c.hour_from, 8)), coalesce(c.hour_to, 21) - 1) AS digest,
           least(coalesce(t.quiet_from, 21), coalesce(c.hour_to, 21)) AS quiet
    FROM notices_notice n
    JOIN people_mandate m ON m.post_id = n.post_id AND m.standing = 'confirmed'
        AND m.from_on <= %(on)s AND (m.to_on IS NULL OR m.to_on >= %(on)s)
    JOIN people_person p ON p.id = m.person_id
    LEFT JOIN people_telling t ON t.person_id = p.id
    LEFT JOIN people_personchannel k ON k.person_id = p.id AND k.revoked_at IS NULL AND %(channel)s = 'other'
    LEFT JOIN notices_channelconfig c ON c.id = k.config_id AND c.enabled_at IS NOT NULL
    WHERE n.cleared_at IS NULL AND n.decided_at > %(since)s
      AND CASE %(channel)s
          WHEN 'email' THEN p.email <> '' AND coalesce(t.by_email, true)
          ELSE c.id IS NOT NULL AND n.decided_at >= k.consented_at END
      AND NOT EXISTS (SELECT 1 FROM notices_deliveryitem i WHERE i.notice_id = n.id AND i.channel = %(channel)s)
)
"""

_OPEN_LETTERS = (
    _WANTED_OUTSIDE
    + """
, moment AS (
    SELECT * FROM unnest(
        %(digest)s::int[], %(quiet)s::int[], %(first_at)s::timestamptz[], %(first_on)s::date[],
        %(next_at)s::timestamptz[], %(next_on)s::date[]
    ) AS moment (digest, quiet, first_at, first_on, next_at, next_on)
)
INSERT INTO notices_delivery
    (channel, person_id, config_id, digest_on, state, not_before, attempts, created_at, message_id, last_error)
SELECT DISTINCT %(channel)s, w.person_id, w.config_id,
       CASE WHEN closed.id IS NULL THEN o.first_on ELSE o.next_on END, 'pending',
       CASE WHEN closed.id IS NULL THEN o.first_at ELSE o.next_at END,
       0, %(at)s::timestamptz, '', ''
FROM wanted w
JOIN moment o ON o.digest = w.digest AND o.quiet = greatest(w.quiet, w.digest + 1)
LEFT JOIN notices_delivery closed ON closed.channel = %(channel)s AND closed.person_id = w.person_id
    AND closed.digest_on = o.first_on AND closed.again = 0 AND closed.state NOT IN ('pending', 'cancelled')
ORDER BY person_id
ON CONFLICT (channel, person_id, digest_on, again) DO UPDATE
    SET state = 'pending', not_before = excluded.not_before, config_id = excluded.config_id
    WHERE notices_delivery.state = 'cancelled'
"""
)

# The lock waits for a sender that is just claiming the letter; what it claimed is no longer pending, nothing is added.
_LOCK_LETTERS = """
SELECT id FROM notices_delivery
WHERE channel = %(channel)s AND state = 'pending' AND again = 0 AND digest_on = ANY(%(days)s)
ORDER BY id FOR UPDATE
"""

_FILL_LETTERS = (
    _WANTED_OUTSIDE
    + """
INSERT INTO notices_deliveryitem (delivery_id, notice_id, channel, person_id)
SELECT DISTINCT ON (w.notice_id, w.person_id) d.id, w.notice_id, %(channel)s, w.person_id
FROM wanted w
JOIN notices_delivery d ON d.person_id = w.person_id AND d.channel = %(channel)s AND d.again = 0
JOIN unnest(%(letters)s::bigint[]) AS locked (id) ON locked.id = d.id
ORDER BY w.notice_id, w.person_id, d.digest_on
ON CONFLICT DO NOTHING
"""
)

KEEP_DAYS = 30


@dataclass(frozen=True, slots=True)
class Gathered:
    """How many notices were put in the inbox, in letters and in messages of other channels."""

    in_app: int
    email: int
    other: int = 0

    def __bool__(self) -> bool:
        return bool(self.in_app or self.email or self.other)


@transaction.atomic
def gather_digests(*, on: date, at: datetime, holidays: Collection[date] = ()) -> Gathered:
    """Carry every live notice not carried yet: at once to the inbox, and in the next message of the other channels.

    A message leaves at the digest hour of the person, never in quiet hours nor on one of the ``holidays``, by e-mail
    unless the person does without, and by the one other channel the person agreed to. What is decided after the day's
    message left waits for the next day's. Notices older than a month that never met a holder are left alone.
    """
    values = {"on": on, "at": at, "since": instant(on - timedelta(days=KEEP_DAYS), time(0))}
    moments = _moments(at, holidays)
    with connection.cursor() as cursor:
        cursor.execute(_OPEN_INBOX, {**values, "channel": "in_app"})
        cursor.execute(_FILL_INBOX, {**values, "channel": "in_app"})
        in_app = cursor.rowcount
        email, other = (_fill(cursor, {**values, **moments, "channel": channel}) for channel in ("email", "other"))
        return Gathered(in_app=in_app, email=email, other=other)


def _fill(cursor: Any, values: dict[str, Any]) -> int:
    cursor.execute(_OPEN_LETTERS, values)
    cursor.execute(_LOCK_LETTERS, values)
    letters = [pk for (pk,) in cursor.fetchall()]
    cursor.execute(_FILL_LETTERS, {**values, "letters": letters})
    return int(cursor.rowcount)


def _moments(at: datetime, holidays: Collection[date]) -> dict[str, list[Any]]:
    """For each pair of a digest hour and the hour after which it is quiet: this message's instant, the next one's."""
    columns: dict[str, list[Any]] = {
        name: [] for name in ("digest", "quiet", "first_at", "first_on", "next_at", "next_on", "days")
    }
    morning, evening = DIGEST_HOUR.hour, QUIET_HOURS[0].hour
    for digest in range(morning, evening):
        for quiet in range(digest + 1, evening + 1):
            hours: dict[str, Any] = {"quiet": (time(quiet), QUIET_HOURS[1]), "digest": time(digest)}
            first = send_at_or_after(at, holidays=holidays, **hours)
            tomorrow = instant(civil_day(first) + timedelta(days=1), time(digest))
            after = send_at_or_after(tomorrow, holidays=holidays, **hours)
            row = (digest, quiet, first, civil_day(first), after, civil_day(after))
            for name, value in zip(columns, row, strict=False):
                columns[name].append(value)
    columns["days"] = sorted({*columns["first_on"], *columns["next_on"]})
    return columns
