"""Which rows of the ladders go on a day, and to whom: the one answer of the pass, the forecast and the watcher."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from .recipients import RECIPIENTS_SQL

LONG_AGO = date(1900, 1, 1)

# Stops when done, released or answered; the twin of «live» everywhere ladders are spoken of.
OWED = """
    o.filed_on IS NULL AND o.cancelled_on IS NULL AND o.excused_on IS NULL
    AND (o.not_held_on IS NULL OR o.not_held_withdrawn_on IS NOT NULL)
"""
WAITING = "r.state IN ('planned', 'snoozed')"
GOES_ON = "coalesce(r.snoozed_until, r.day)"

# After an outage only the latest day of each obligation goes. What is being settled at this very moment is skipped when
# locked: the next pass finds it, or finds it settled.
_DUE_SQL = f"""
WITH awaiting AS MATERIALIZED (
    SELECT o.id, o.unit_id, o.directive_id, o.period_key, o.due_on, o.path
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
           array_position(ARRAY['post', 'above', 'cell', 'secretary_general'], r.level::text) - 1 AS rank
    FROM awaiting c
    CROSS JOIN LATERAL (SELECT l.* FROM obligations_ladderrow l WHERE l.obligation_id = c.id OFFSET 0) r
    WHERE {GOES_ON} <= %(on)s
),
waiting AS (SELECT * FROM rung WHERE state IN ('planned', 'snoozed') AND goes_on >= %(since)s),
wanted AS (SELECT * FROM waiting WHERE goes_on = latest AND turn = 1),
{RECIPIENTS_SQL},
meant AS (
    SELECT w.*, own.post_id AS meant_id, l.post_id, l.rank AS told_rank,
           row_number() OVER (PARTITION BY w.row_id ORDER BY l.rank) AS choice
    FROM wanted w
    LEFT JOIN level own ON own.unit_id = w.unit_id AND own.directive_id = w.directive_id AND own.rank = w.rank
    LEFT JOIN level l ON l.unit_id = w.unit_id AND l.directive_id = w.directive_id AND l.rank >= w.rank AND l.held
)
SELECT row_id, id, unit_id, path, directive_id, period_key, due_on, key, level, rank, goes_on, true, post_id,
       CASE WHEN told_rank > rank THEN meant_id END
FROM meant WHERE choice = 1
UNION ALL
SELECT row_id, id, unit_id, path, directive_id, period_key, due_on, key, level, rank, goes_on, false, NULL, NULL
FROM waiting WHERE NOT (goes_on = latest AND turn = 1)
ORDER BY 2, 10, 1
"""  # noqa: S608  constants of ours


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
    """The rows that wait with a day in ``since … on``, those who hold posts on ``on`` being told: one query.

    ``locked`` shares the obligations until the end of the transaction, leaving out those somebody is settling now.
    """
    lock = "FOR SHARE OF o SKIP LOCKED" if locked else ""
    with connection.cursor() as cursor:
        cursor.execute(_DUE_SQL.format(lock=lock), {"on": on, "since": since})
        return [Due(*row) for row in cursor.fetchall()]


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
