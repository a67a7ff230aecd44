"""Emptying the outbox: claim, commit, hand over, write what came of it. A letter is never handed over twice.

pending → sending (claimed, leased) → started (just before the server is spoken to) → sent | pending again | dead |
unknown. A lease that ends before the start goes back to pending; one that ends after it is *unknown*, because nobody
can tell whether the server took it, and only a person may send it again. Not so a notification on devices: a second
copy takes the place of the first, so it goes back to pending.
"""

import logging
from collections.abc import Callable, Collection
from datetime import datetime
from random import uniform
from time import monotonic
from typing import Any, cast

from django.conf import settings
from django.db import Error as DatabaseFailure
from django.db import connection
from psycopg_pool import PoolTimeout

from tajadur.foundation.mail_address import UnsendableAddress
from tajadur.registry.notices.vocabulary import ADDRESS_UNSENDABLE, QUIET_HOURS, STATES_IN_SQL, Channel, DeliveryState

from .letters import compose_letter, message_id
from .outside import compose_text
from .push import compose_push
from .recipients import SendingDays, may_leave_at, sending_days
from .transport import SendOutcome, SendResult, Transport

BATCH = 20
MOST_ATTEMPTS = 8
LONGEST_WAIT_MINUTES = 60
RUN_SECONDS = 45  # a slow server keeps one run busy, not the worker: the next minute goes on
log = logging.getLogger(__name__)

# What a message no longer says because the post has another holder is taken out of it: that one gets it.
_LEFT_OUT = """
DELETE FROM notices_deliveryitem i USING notices_notice n
WHERE i.delivery_id = %(id)s AND n.id = i.notice_id AND n.cleared_at IS NULL AND NOT n.id = ANY(%(carries)s)
"""
_MAY_REPEAT = [channel.value for channel in Channel if channel.may_repeat]
_COMPOSE: dict[str, Callable[[int, datetime], Any]] = {
    Channel.EMAIL: compose_letter,
    Channel.OTHER: compose_text,
    Channel.PUSH: compose_push,
}


def send_waiting(
    *, transport: Transport, channel: str = Channel.EMAIL, most: int = 2000, at: datetime | None = None
) -> dict[str, int]:
    """Send a channel's letters whose time has come, batch by batch, until none waits or ``most`` are claimed; a tally.

    ``at`` is the instant at which the hours of persons and of the party, holidays and mandates are looked at (the
    database's, unless given): a second try, and what waited through an outage, keep them as a first one does. Any
    number of senders may run at once. When the server cannot be reached the batch goes back to wait, and this run ends;
    so it does after ``RUN_SECONDS``. Whatever happens to one letter, the others are handed over, and those claimed and
    not begun go back at once.
    """
    tally: dict[str, int] = {}
    claimed, moment, ends = 0, at or _now(), monotonic() + RUN_SECONDS
    days: SendingDays | None = None
    put_off: set[int] = set()
    while claimed < most and monotonic() < ends:
        batch = claim(limit=min(BATCH, most - claimed), channel=channel, but=put_off)
        if not batch:
            break
        claimed += len(batch)
        days = days or sending_days(moment)
        put_off |= {delivery_id for delivery_id in batch if _put_off(delivery_id, moment, days, tally)}
        ready = [delivery_id for delivery_id in batch if delivery_id not in put_off]
        if not _send_batch(ready, transport, channel, moment, ends, tally):
            break
    return tally


def _send_batch(
    batch: list[int], transport: Transport, channel: str, at: datetime, ends: float, tally: dict[str, int]
) -> bool:
    """Hand over what was claimed, counting in ``tally``; False when the server was not there."""
    waiting = list(batch)
    if not waiting:
        return True
    opened = transport.open()
    try:
        while waiting and monotonic() < ends:
            delivery_id = waiting[0]
            taken = opened.outcome is SendOutcome.TAKEN
            state = _send_one(delivery_id, transport, channel, at) if taken else _finish(delivery_id, opened)
            tally[state] = tally.get(state, 0) + 1
            waiting.pop(0)
    finally:
        transport.close()
        if waiting:
            _give_back(waiting)
    return opened.outcome is SendOutcome.TAKEN


def claim(*, limit: int, channel: str = Channel.EMAIL, but: Collection[int] = ()) -> list[int]:
    """Take up to ``limit`` waiting letters of a channel, ``but`` those: theirs alone for the lease's length.

    Committed at once. Whether their time has come is the database's to say.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE notices_delivery
            SET state = %(sending)s, leased_until = now() + make_interval(secs => %(lease)s), started_at = NULL,
                attempts = attempts + 1
            WHERE id IN (
                SELECT id FROM notices_delivery
                WHERE state = %(pending)s AND not_before <= now() AND channel = %(channel)s
                  AND NOT id = ANY(%(but)s)
                ORDER BY not_before, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
            )
            RETURNING id
            """,
            {"lease": settings.LEASE_SECONDS, "channel": channel, "limit": limit, "but": list(but), **STATES_IN_SQL},
        )
        return sorted(pk for (pk,) in cursor.fetchall())


def settle_expired_leases() -> dict[str, int]:
    """Letters whose sender died: not started → wait again; started → *unknown*, to be seen by a person.

    A notification on devices waits again in any case, dead after as many tries as any.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE notices_delivery SET leased_until = NULL,
                state = CASE WHEN started_at IS NULL THEN %(pending)s
                    WHEN channel <> ALL(%(may_repeat)s) THEN %(unknown)s
                    WHEN attempts < %(most)s THEN %(pending)s ELSE %(dead)s END,
                attempts = CASE WHEN started_at IS NULL THEN greatest(attempts - 1, 0) ELSE attempts END,
                last_error = CASE WHEN started_at IS NULL THEN '' ELSE 'the sender stopped before the answer' END
            WHERE state = %(sending)s AND leased_until < now()
            RETURNING state
            """,
            {"may_repeat": _MAY_REPEAT, "most": MOST_ATTEMPTS, **STATES_IN_SQL},
        )
        states = [state for (state,) in cursor.fetchall()]
    return {state: states.count(state) for state in set(states)}


def _put_off(delivery_id: int, at: datetime, days: SendingDays, tally: dict[str, int]) -> bool:
    """Is it not the hour of this message? Then it waits for its hour, as if it had not been claimed."""
    leaves_at = may_leave_at(delivery_id, at, days)
    if leaves_at <= at:
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE notices_delivery
            SET state = %(pending)s, leased_until = NULL, attempts = greatest(attempts - 1, 0), not_before = %(at)s,
                last_error = %(why)s
            WHERE id = %(id)s AND state = %(sending)s AND started_at IS NULL
            """,
            {"at": leaves_at, "why": QUIET_HOURS, "id": delivery_id, **STATES_IN_SQL},
        )
    tally[DeliveryState.PENDING] = tally.get(DeliveryState.PENDING, 0) + 1
    return True


def _send_one(delivery_id: int, transport: Transport, channel: str, at: datetime) -> str:
    """The state it has now. Only a failing database is raised: it is not the letter's fault."""
    try:
        letter = _COMPOSE[channel](delivery_id, at)
    except (DatabaseFailure, PoolTimeout):
        raise
    except UnsendableAddress:
        return _finish(delivery_id, SendResult(SendOutcome.REFUSED, ADDRESS_UNSENDABLE, final=True))
    except Exception as error:  # whatever is wrong with this one, its neighbours go
        log.exception("message %s cannot be worded", delivery_id)
        return _finish(delivery_id, SendResult(SendOutcome.REFUSED, type(error).__name__))
    if letter is None:
        return _set_state(delivery_id, DeliveryState.CANCELLED)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE notices_delivery
            SET started_at = now(), message_id = %(message)s,
                leased_until = now() + make_interval(secs => %(lease)s + %(answer)s)
            WHERE id = %(id)s AND state = %(sending)s AND started_at IS NULL AND leased_until > now()
            """,
            {
                "message": message_id(delivery_id),
                "lease": settings.LEASE_SECONDS,
                "answer": settings.EMAIL_ANSWER_SECONDS if channel == Channel.EMAIL else 0,
                "id": delivery_id,
                **STATES_IN_SQL,
            },
        )
        if cursor.rowcount == 0:
            return "lease_lost"
        cursor.execute(_LEFT_OUT, {"id": delivery_id, "carries": list(letter.carries)})
    try:
        result = transport.send(letter)
    except (DatabaseFailure, PoolTimeout):
        raise
    except Exception as error:  # a transport that breaks its word: the message may have been taken
        log.exception("message %s was being handed over", delivery_id)
        result = SendResult(SendOutcome.LOST, type(error).__name__)
    return _finish(delivery_id, result)


def _give_back(waiting: Collection[int]) -> None:
    """What was claimed and not begun waits again at once, as if it had not been claimed."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE notices_delivery
            SET state = %(pending)s, leased_until = NULL, attempts = greatest(attempts - 1, 0)
            WHERE id = ANY(%(ids)s) AND state = %(sending)s AND started_at IS NULL
            """,
            {"ids": list(waiting), **STATES_IN_SQL},
        )


def _finish(delivery_id: int, result: SendResult) -> str:
    if result.outcome is SendOutcome.TAKEN:
        return _set_state(delivery_id, DeliveryState.SENT, result.detail)
    if result.outcome is SendOutcome.GONE:
        return _set_state(delivery_id, DeliveryState.CANCELLED, result.detail)
    if result.outcome is SendOutcome.LOST:
        return _set_state(delivery_id, DeliveryState.UNKNOWN, result.detail)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE notices_delivery
            SET state = CASE WHEN attempts < %(most)s THEN %(pending)s WHEN %(reached)s THEN %(sent)s ELSE %(dead)s END,
                sent_at = CASE WHEN attempts >= %(most)s AND %(reached)s THEN now() ELSE sent_at END,
                not_before = now() + greatest(
                    interval '1 minute' * least(power(2, attempts - 1), %(longest)s) * %(shake)s,
                    interval '1 second' * %(wait)s),
                leased_until = NULL, started_at = NULL, last_error = %(detail)s
            WHERE id = %(id)s AND state = %(sending)s
            RETURNING state
            """,
            {
                "most": 0 if result.final else MOST_ATTEMPTS,
                "longest": LONGEST_WAIT_MINUTES,
                "shake": uniform(0.8, 1.2),  # noqa: S311  (spreads retries, guards nothing)
                "wait": result.wait,
                "reached": result.reached,
                "detail": result.detail[:200],
                "id": delivery_id,
                **STATES_IN_SQL,
            },
        )
        row = cursor.fetchone()
    return str(row[0]) if row else "lease_lost"


def _set_state(delivery_id: int, state: DeliveryState, detail: str = "") -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE notices_delivery
            SET state = %(state)s, leased_until = NULL, last_error = %(detail)s,
                sent_at = CASE WHEN %(state)s = %(sent)s THEN now() ELSE sent_at END
            WHERE id = %(id)s AND state = %(sending)s
            """,
            {"state": state.value, "detail": detail[:200], "id": delivery_id, **STATES_IN_SQL},
        )
        return state.value if cursor.rowcount else "lease_lost"


def _now() -> datetime:
    """The database's clock, as everywhere in this file."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        return cast(datetime, cursor.fetchone()[0])
