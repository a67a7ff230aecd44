"""Gather notices into messages: one digest per person, channel and day. Safe to run twice, and twice at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection, transaction

from tajadur.foundation.calendar import civil_day, instant
from tajadur.foundation.locks import lock_sql
from tajadur.foundation.sql import quoted
from tajadur.organisation.people.actors import in_force_sql
from tajadur.registry.notices.vocabulary import STATES_IN_SQL, Channel, NoticeKind
from tajadur.rules.hours import OwnHours, PartyHours, leaves_at, leaves_next_day

# Takes the lock under which gathering runs alone, and asks whether anybody agreed to another channel, or to be notified
# on a device, at all: without that, the channel is not looked at.
_ALONE = f"""
SELECT {lock_sql("gather_digests")}, EXISTS (
    SELECT 1 FROM people_personchannel WHERE revoked_at IS NULL
), EXISTS (SELECT 1 FROM notices_pushsetup WHERE enabled_at IS NOT NULL) AND EXISTS (SELECT 1 FROM notices_pushdevice)
"""  # noqa: S608  constants of ours

# Who holds a post on the day, by a mandate ``m``; of a unit that is closed nobody does.
_HOLDS = f"""
    {in_force_sql()} AND EXISTS (
        SELECT 1 FROM people_post q JOIN units_unit u ON u.id = q.unit_id
        WHERE q.id = m.post_id AND (u.closed_on IS NULL OR u.closed_on > %(on)s)
    )
"""  # noqa: S608  constants of ours

# What did not leave yet goes with the post: lines of messages that wait, or that nobody got because their person no
# longer held the post, are taken out when the person does not hold it. The new holder is looked for by what follows.
_TAKE_OUT = f"""
WITH lost AS (
    SELECT i.id, i.notice_id, d.id AS delivery_id
    FROM notices_delivery d
    JOIN notices_deliveryitem i ON i.delivery_id = d.id
    JOIN notices_notice n ON n.id = i.notice_id AND n.cleared_at IS NULL AND n.person_id IS NULL
    WHERE d.channel = ANY(%(outside)s)
      AND (d.state = %(pending)s OR d.state = %(cancelled)s AND d.digest_on >= %(lately)s)
      AND NOT EXISTS (
          SELECT 1 FROM people_mandate m WHERE m.post_id = n.post_id AND m.person_id = i.person_id AND {_HOLDS}
      )
    ORDER BY d.digest_on DESC, d.id
    FOR UPDATE OF d
), taken AS (
    DELETE FROM notices_deliveryitem i USING lost WHERE i.id = lost.id RETURNING i.notice_id, i.delivery_id
)
SELECT array_agg(DISTINCT notice_id), array_agg(DISTINCT delivery_id) FROM taken
"""  # noqa: S608  constants of ours

_EMPTIED = """
UPDATE notices_delivery d SET state = %(cancelled)s
WHERE d.id = ANY(%(emptied)s) AND d.state = %(pending)s AND NOT EXISTS (
    SELECT 1 FROM notices_deliveryitem i JOIN notices_notice n ON n.id = i.notice_id
    WHERE i.delivery_id = d.id AND n.cleared_at IS NULL)
"""

# What a channel has not carried yet is found first: with nothing new, nothing else is looked at. What is told to a
# person was put in its messages when it was decided.
_FRESH = """
WITH fresh AS MATERIALIZED (
    SELECT n.id, n.post_id, n.decided_at, n.kind FROM notices_notice n
    WHERE n.cleared_at IS NULL AND n.person_id IS NULL AND n.decided_at > %(since)s
      AND NOT EXISTS (SELECT 1 FROM notices_deliveryitem i WHERE i.notice_id = n.id AND i.channel = %(channel)s)
    UNION
    SELECT n.id, n.post_id, n.decided_at, n.kind FROM notices_notice n
    WHERE n.id = ANY(%(taken_out)s) AND n.cleared_at IS NULL
)
"""

_NOT_THEIRS_YET = """
    NOT EXISTS (
        SELECT 1 FROM notices_deliveryitem i
        WHERE i.notice_id = n.id AND i.channel = %(channel)s AND i.person_id = m.person_id
    )
"""

# The digest of the week goes to whoever did not switch it off.
_WISHED = f"(n.kind <> {quoted(NoticeKind.WEEK)} OR coalesce(t.weekly, true))"

# A notice not yet carried on a channel goes to the holders of its post on that day; while there are none, it waits.
_WANTED = f"""
{_FRESH}
SELECT n.id, m.person_id
FROM fresh n
JOIN people_mandate m ON m.post_id = n.post_id AND {_HOLDS}
LEFT JOIN people_telling t ON t.person_id = m.person_id
WHERE {_NOT_THEIRS_YET} AND {_WISHED}
ORDER BY m.person_id, n.id
"""  # noqa: S608  constants of ours

# As _WANTED, for those who take this channel, each with the hours the person chose and those of the channel.
_WANTED_OUTSIDE = """
{fresh}
SELECT n.id, m.person_id, c.id, t.digest_hour, t.quiet_from, c.hour_from, c.hour_to
FROM fresh n
JOIN people_mandate m ON m.post_id = n.post_id AND {holds}
JOIN people_person p ON p.id = m.person_id
LEFT JOIN people_telling t ON t.person_id = p.id
LEFT JOIN people_personchannel k ON k.person_id = p.id AND k.revoked_at IS NULL AND %(channel)s = %(other)s
LEFT JOIN notices_channelconfig c ON c.id = k.config_id AND c.enabled_at IS NOT NULL
WHERE {takes} AND {not_theirs_yet} AND {wished}
ORDER BY m.person_id, n.id
"""

# Who takes a channel that leaves the application: one condition for each.
_TAKES: dict[str, str] = {
    Channel.EMAIL: "p.email <> '' AND coalesce(t.by_email, true)",
    Channel.OTHER: "c.id IS NOT NULL AND n.decided_at >= k.consented_at",
    Channel.PUSH: """
        EXISTS (SELECT 1 FROM notices_pushdevice d WHERE d.person_id = p.id AND d.added_at <= n.decided_at)
    """,
}

# The next statements take arrays of values instead of joining tables: the planner's statistics are out of date for
# tables that have just grown, and a plan made from them may be very slow.
_OPEN_INBOX = """
INSERT INTO notices_delivery
    (channel, person_id, digest_on, state, not_before, attempts, created_at, sent_at, message_id, last_error, again)
SELECT %(channel)s, person_id, %(on)s, %(sent)s, %(at)s, 1, %(at)s, now(), '', '', 0
FROM unnest(%(persons)s::bigint[]) AS person_id
ON CONFLICT (channel, person_id, digest_on, again) DO UPDATE SET attempts = notices_delivery.attempts
RETURNING person_id, id
"""

_LEFT_ALREADY = """
SELECT person_id, digest_on FROM notices_delivery
WHERE channel = %(channel)s AND again = 0 AND state NOT IN (%(pending)s, %(cancelled)s)
  AND person_id = ANY(%(persons)s) AND digest_on = ANY(%(days)s)
"""

_OPEN_LETTERS = """
INSERT INTO notices_delivery
    (channel, person_id, config_id, digest_on, state, not_before, attempts, created_at, message_id, last_error, again)
SELECT %(channel)s, person_id, config_id, digest_on, %(pending)s, not_before, 0, %(at)s, '', '', 0
FROM unnest(%(whose)s::bigint[], %(configs)s::bigint[], %(digests)s::date[], %(instants)s::timestamptz[])
    AS letter (person_id, config_id, digest_on, not_before)
ORDER BY person_id
ON CONFLICT (channel, person_id, digest_on, again) DO UPDATE
    SET state = %(pending)s, not_before = excluded.not_before, config_id = excluded.config_id
    WHERE notices_delivery.state = %(cancelled)s
"""

# The lock waits for a sender that is just claiming the letter; what it claimed is no longer pending, nothing is added.
_LOCK_LETTERS = """
SELECT person_id, id FROM notices_delivery
WHERE channel = %(channel)s AND state = %(pending)s AND again = 0 AND digest_on = ANY(%(days)s)
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

KEEP_DAYS = 30  # an older notice that never met a holder is not carried any more
LATELY_DAYS = 7  # how far back messages are looked at that were not sent because their person had lost the post


@dataclass(frozen=True, slots=True)
class Gathered:
    """How many notices were put in the inbox, in letters, in messages of other channels and for devices."""

    in_app: int
    email: int
    other: int = 0
    push: int = 0

    def __bool__(self) -> bool:
        return bool(self.in_app or self.email or self.other or self.push)


@transaction.atomic
def gather_digests(
    *, on: date, at: datetime, holidays: Collection[date] = (), hours: PartyHours | None = None
) -> Gathered:
    """Carry every live notice not carried yet: at once to the inbox, and in the next message of the other channels.

    What waits in a message of somebody who no longer holds the post is taken out of it, and goes to whoever does. A
    message leaves at the digest hour of the person, else of the party (``hours``), never in quiet hours nor on one of
    the ``holidays``, by e-mail unless the person does without, by the one other channel the person agreed to, and to
    the person's devices. What is decided after the day's message left waits for the next day's. Notices older than a
    month that never met a holder are left alone.
    """
    with connection.cursor() as cursor:  # the lock saves work: a run that waited for it finds nothing left
        cursor.execute(_ALONE)
        _, agreed, notified = cursor.fetchone()
    values = {
        "on": on,
        "at": at,
        "since": instant(on - timedelta(days=KEEP_DAYS), time(0)),
        "lately": on - timedelta(days=LATELY_DAYS),
        "outside": [channel.value for channel in Channel if channel.leaves],
        **STATES_IN_SQL,
    }
    values["taken_out"] = _take_out(values)
    calendar = (hours or PartyHours(), holidays)
    in_app = _to_inbox(values)
    email = _to_letters(values, Channel.EMAIL, at, calendar)
    other = _to_letters(values, Channel.OTHER, at, calendar) if agreed else 0
    push = _to_letters(values, Channel.PUSH, at, calendar) if notified else 0
    return Gathered(in_app=in_app, email=email, other=other, push=push)


def _take_out(values: dict[str, Any]) -> list[int]:
    """The notices taken out of messages of persons who no longer hold the post."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_OUT, values)
        notices, emptied = cursor.fetchone()
        if notices:
            cursor.execute(_EMPTIED, {**values, "emptied": emptied})
    return list(notices or ())


def _to_inbox(values: dict[str, Any]) -> int:
    inbox = Channel.IN_APP.value
    wanted = _rows(_WANTED, values, channel=inbox)
    lines = dict(_rows(_OPEN_INBOX, values, channel=inbox, persons=_persons(wanted))) if wanted else {}
    return _fill(wanted, lines, channel=inbox)


def _to_letters(
    values: dict[str, Any], way: Channel, at: datetime, calendar: tuple[PartyHours, Collection[date]]
) -> int:
    channel, (party, holidays) = way.value, calendar
    statement = _WANTED_OUTSIDE.format(
        fresh=_FRESH, holds=_HOLDS, takes=_TAKES[way], not_theirs_yet=_NOT_THEIRS_YET, wished=_WISHED
    )
    wanted = _rows(statement, values, channel=channel, other=Channel.OTHER.value)
    if not wanted:
        return 0
    persons = _persons(wanted)
    hours = {person: (config, OwnHours(*own)) for _, person, config, *own in wanted}
    moments = {own: _moments(at, own, party, holidays) for own in {own for _, own in hours.values()}}
    days = sorted({civil_day(moment) for pair in moments.values() for moment in pair})
    left: dict[int, set[date]] = defaultdict(set)
    for person, day in _rows(_LEFT_ALREADY, values, channel=channel, persons=persons, days=days):
        left[person].add(day)
    letters = []
    for person in persons:
        config, own = hours[person]
        first, after = moments[own]
        leaves_at = after if civil_day(first) in left[person] else first
        letters.append((person, config, civil_day(leaves_at), leaves_at))
    names = ("whose", "configs", "digests", "instants")
    columns = dict(zip(names, map(list, zip(*letters, strict=True)), strict=True))
    with connection.cursor() as cursor:
        cursor.execute(_OPEN_LETTERS, {**values, "channel": channel, **columns})
    # Of two letters of one person that wait, the sooner one is filled: it comes last, and dict() keeps the last.
    waiting = dict(_rows(_LOCK_LETTERS, values, channel=channel, persons=persons, days=days))
    return _fill([row[:2] for row in wanted], waiting, channel=channel)


def _moments(at: datetime, own: OwnHours, party: PartyHours, holidays: Collection[date]) -> tuple[datetime, datetime]:
    """When this day's message leaves and when the next one does."""
    first = leaves_at(at, own, party=party, holidays=holidays)
    return first, leaves_next_day(first, own, party=party, holidays=holidays)


def _rows(statement: str, values: dict[str, Any], **more: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {**values, **more})
        return list(cursor.fetchall())


def _persons(wanted: Iterable[tuple[Any, ...]]) -> list[int]:
    return sorted({row[1] for row in wanted})


def _fill(wanted: list[tuple[Any, ...]], deliveries: dict[int, int], *, channel: str) -> int:
    items = [(deliveries[person], notice, person) for notice, person in wanted if person in deliveries]
    if not items:
        return 0
    columns = dict(zip(("deliveries", "notices", "holders"), map(list, zip(*items, strict=True)), strict=True))
    with connection.cursor() as cursor:
        cursor.execute(_FILL, {**columns, "channel": channel})
        return int(cursor.rowcount)
