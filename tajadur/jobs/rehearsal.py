"""Play a season ahead inside one transaction that is always rolled back: nothing is kept, nothing is mailed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random
from typing import Any

from django.db import connection, transaction

from tajadur.duties.obligations.operations.fulfilling import record_fulfilment
from tajadur.duties.obligations.queries.ladders import Unsettled, unsettled_on
from tajadur.foundation.calendar import instant
from tajadur.organisation.profile.queries import party_hours
from tajadur.registry.notices.queries import notices_decided_on

from .passes import PASSES

# Passes that would send something out of the server, or that tell of themselves over a connection of their own.
OUTWARD = {
    "send_letters",
    "settle_leases",
    "send_outside",
    "send_push",
    "greet_devices",
    "test_channels",
    "write_exports",
}
REPORTING_SHARE = 0.75


@dataclass(frozen=True, slots=True)
class Told:
    """What one day would tell: the notices, counted by directive, step and office; and how many posts hear of them."""

    day: date
    notices: list[Any]
    counts: Counter[tuple[str, str, str]]
    posts: int


def rehearse(*, first: date, last: date, seed: int | None = None) -> Iterator[Told]:
    """Play the passes of each day from ``first`` to ``last`` when its steps are decided; yield what each would tell.

    With a ``seed`` the units report as an invented party would; without, nobody does anything. Everything is rolled
    back, whatever happens, when the iterator ends or is closed. Meanwhile the rows it writes are locked: play it on a
    copy, or when nobody works.
    """
    inside = [name for name in PASSES if name not in OUTWARD]
    with transaction.atomic():
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '2s'")
                cursor.execute("SET LOCAL statement_timeout = 0")
                cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            for number in range((last - first).days + 1):
                day = first + timedelta(days=number)
                if seed is not None:
                    _report(day, seed)
                # In Ramadan the steps of a day are decided later: the rehearsal looks when they are.
                at = instant(day, time(party_hours(day).on(day).first, 1))
                for name in inside:
                    PASSES[name](day, at)
                yield _told(day)
        finally:
            transaction.set_rollback(True)


def _told(day: date) -> Told:
    notices = list(notices_decided_on(day))
    counts = Counter(
        (notice.params.get("directive", notice.kind), notice.step, notice.post.post_type.code) for notice in notices
    )
    return Told(day, notices, counts, len({notice.post_id for notice in notices}))


def _report(day: date, seed: int) -> None:
    """Three units of four report, each on a day of its own around the end of the period."""
    at = instant(day, time(7))
    for unsettled in unsettled_on(day):
        chance = Random(f"{seed}/{unsettled.obligation_id}")  # noqa: S311  repeatable draws, not secrets
        filed_on = unsettled.period_end + timedelta(days=chance.randint(-5, 12))
        if chance.random() < REPORTING_SHARE and filed_on == day:
            held_on = min(day, unsettled.period_end)
            source, which = _source(unsettled)
            record_fulfilment(
                source=source, unit_id=unsettled.unit_id, held_on=held_on, filed_on=day, submitted_at=at, at=at, **which
            )


def _source(unsettled: Unsettled) -> tuple[tuple[str, int], dict[str, int | None]]:
    """Sources of a rehearsal have numbers no real one has."""
    if unsettled.body_type_id is not None and unsettled.is_meeting:
        return ("report", -unsettled.obligation_id), {"body_type_id": unsettled.body_type_id}
    return ("declaration", -unsettled.obligation_id), {"obligation_id": unsettled.obligation_id}
