"""Which rows of the ladders go on a day, and to whom: the one answer of the pass, the forecast and the watcher."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from tajadur.foundation.rows import fetch_rows
from tajadur.foundation.sql import quoted
from tajadur.rules.reminders import who_hears

from ..vocabulary import WAITING_ROWS
from .recipients import LEVELS, RECIPIENTS_SQL

LONG_AGO = date(1900, 1, 1)
OwedBy = tuple[int, int, int]  # unit, directive, the post it is asked of (0: the unit)

# Stops when done, released or answered; the equivalent of «live» everywhere ladders are spoken of.
OWED = """
    o.filed_on IS NULL AND o.cancelled_on IS NULL AND o.excused_on IS NULL
    AND (o.not_held_on IS NULL OR o.not_held_withdrawn_on IS NOT NULL)
"""
_WAITING = quoted(*WAITING_ROWS)
WAITING = f"r.state IN ({_WAITING})"
GOES_ON = "coalesce(r.snoozed_until, r.day)"

# After an outage only the latest day of each obligation goes. What is being settled at this very moment is skipped when
# locked: the next pass finds it, or finds it settled.
_DUE_SQL = f"""
WITH awaiting AS MATERIALIZED (
    SELECT o.id, o.unit_id, o.directive_id, o.addressee, o.period_key, o.due_on, o.path
    FROM obligations_obligation o
    WHERE {OWED}
      AND o.id = ANY(ARRAY(
        SELECT DISTINCT r.obligation_id FROM obligations_ladderrow r
        WHERE {WAITING} AND r.day <= %(on)s AND {GOES_ON} BETWEEN %(since)s AND %(on)s
      ))
    {{lock}}
),
rung AS MATERIALIZED (
    SELECT c.*, r.id AS row_id, r.step AS key, r.level, r.state, {GOES_ON} AS goes_on,
           max({GOES_ON}) OVER (PARTITION BY c.id) AS latest,
           row_number() OVER (PARTITION BY c.id, r.level, {GOES_ON} ORDER BY r.day DESC, r.step) AS turn,
           array_position(ARRAY[{LEVELS}], r.level::text) - 1 AS rank
    FROM awaiting c
    CROSS JOIN LATERAL (SELECT l.* FROM obligations_ladderrow l WHERE l.obligation_id = c.id OFFSET 0) r
    WHERE {GOES_ON} <= %(on)s
)
SELECT row_id, id AS obligation_id, unit_id, path, directive_id, addressee, period_key, due_on, key AS step, level,
       rank, goes_on, goes_on = latest AND turn = 1 AS is_due
FROM rung WHERE state IN ({_WAITING}) AND goes_on >= %(since)s
ORDER BY id, rank, row_id
"""  # noqa: S608  constants of ours

_LEVELS_SQL = f"""
WITH wanted AS (
    SELECT * FROM unnest(%(units)s::bigint[], %(directives)s::bigint[], %(addressees)s::bigint[])
        AS w (unit_id, directive_id, addressee)
),
{RECIPIENTS_SQL}
SELECT unit_id, directive_id, addressee, rank, post_id, held FROM level
ORDER BY unit_id, directive_id, addressee, rank
"""  # noqa: S608  constants of ours


class _Rung(NamedTuple):
    """A row of ``_DUE_SQL``: what ``Due`` says before it is known who is told."""

    row_id: int
    obligation_id: int
    unit_id: int
    path: str
    directive_id: int
    addressee: int
    period_key: str
    due_on: date
    step: str
    level: str
    rank: int
    goes_on: date
    is_due: bool


@dataclass(frozen=True, slots=True)
class Due:
    """A row that waits and whose day has come. ``is_due`` False: a later step of the same thing has come as well.

    ``rank``: 0 for the post that owes, then each level above it.
    ``post_id`` None: no post at its level or above it is held. ``passed_from_id``: the vacant post it was meant for.
    """

    row_id: int
    obligation_id: int
    unit_id: int
    path: str
    directive_id: int
    addressee: int
    period_key: str
    due_on: date
    step: str
    level: str
    rank: int
    goes_on: date
    is_due: bool
    post_id: int | None
    passed_from_id: int | None


@dataclass(frozen=True, slots=True)
class Word:
    """One notice: the row that speaks, the vacant post whose step it carries, and every row it settles."""

    row: Due
    post_id: int
    passed_from_id: int | None
    rows: tuple[Due, ...]


def due_rows(*, on: date, since: date = LONG_AGO, locked: bool = False) -> list[Due]:
    """The rows that wait with a day in ``since … on``, those who hold posts on ``on`` being told: two queries.

    ``locked`` shares the obligations until the end of the transaction, leaving out those somebody is settling now.
    """
    lock = "FOR SHARE OF o SKIP LOCKED" if locked else ""
    with connection.cursor() as cursor:
        cursor.execute(_DUE_SQL.format(lock=lock), {"on": on, "since": since})
        rows = fetch_rows(cursor, _Rung)
    levels = _levels({_owing(row) for row in rows if row.is_due}, on) if rows else {}
    due = []
    for row in rows:
        post_id = vacant_id = None
        if row.is_due:
            post_id, vacant_id = who_hears(levels.get(_owing(row), []), row.rank)
        due.append(Due(**row._asdict(), post_id=post_id, passed_from_id=vacant_id))
    return due


def _owing(row: _Rung) -> OwedBy:
    return row.unit_id, row.directive_id, row.addressee


def _levels(wanted: set[OwedBy], on: date) -> dict[OwedBy, list[tuple[int, int, bool]]]:
    """(rank, post, is held) of each level of the ladder, upwards, by unit, directive and addressee."""
    levels: dict[OwedBy, list[tuple[int, int, bool]]] = {}
    columns: dict[str, Any] = {
        "units": [unit for unit, _, _ in wanted],
        "directives": [directive for _, directive, _ in wanted],
        "addressees": [addressee for _, _, addressee in wanted],
        "on": on,
    }
    with connection.cursor() as cursor:
        cursor.execute(_LEVELS_SQL, columns)
        for unit_id, directive_id, addressee, rank, post_id, held in cursor.fetchall():
            levels.setdefault((unit_id, directive_id, addressee), []).append((rank, post_id, held))
    return levels


def words_of(rows: list[Due]) -> list[Word]:
    """What is said: one post hears of one obligation once a day, through the step nearest to its own level.

    A vacant post passes to the cell on a day the cell is told anyway: the cell gets its own word, which says whose
    step it carries too.
    """
    together: dict[tuple[int, int], list[Due]] = {}
    for row in rows:
        if row.is_due and row.post_id is not None:
            together.setdefault((row.obligation_id, row.post_id), []).append(row)
    return [_word(sorted(group, key=lambda row: row.rank), post_id) for (_id, post_id), group in together.items()]


def _word(group: list[Due], post_id: int) -> Word:
    passed: list[Any] = [row.passed_from_id for row in group if row.passed_from_id is not None]
    return Word(row=group[-1], post_id=post_id, passed_from_id=passed[0] if passed else None, rows=tuple(group))
