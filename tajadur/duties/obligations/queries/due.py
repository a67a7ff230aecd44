"""Which rows of the ladders go on a day, and to whom: the one answer of the pass, the forecast and the watcher."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from tajadur.duties.directives.vocabulary import Level

from .recipients import RECIPIENTS_SQL

LEVELS: tuple[str, ...] = (Level.POST, Level.ABOVE, Level.CELL, Level.SECRETARY_GENERAL)
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
      AND o.id IN (
        SELECT r.obligation_id FROM obligations_ladderrow r
        WHERE {WAITING} AND r.day <= %(on)s AND {GOES_ON} BETWEEN %(since)s AND %(on)s
      )
    {{lock}}
),
rung AS (
    SELECT c.*, r.id AS row_id, r.step AS key, r.level, r.day, r.state, {GOES_ON} AS goes_on,
           max({GOES_ON}) OVER (PARTITION BY c.id) AS latest
    FROM awaiting c JOIN obligations_ladderrow r ON r.obligation_id = c.id AND {GOES_ON} <= %(on)s
),
chosen AS (
    SELECT DISTINCT ON (id, level) rung.* FROM rung WHERE goes_on = latest ORDER BY id, level, day DESC, key
),
wanted AS (
    SELECT c.*, array_position(ARRAY['post', 'above', 'cell', 'secretary_general'], c.level::text) - 1 AS rank
    FROM chosen c WHERE c.state IN ('planned', 'snoozed')
),
{RECIPIENTS_SQL},
meant AS (
    SELECT w.row_id, w.rank, own.post_id AS meant_id, l.post_id, l.rank AS told_rank,
           row_number() OVER (PARTITION BY w.row_id ORDER BY l.rank) AS choice
    FROM wanted w
    LEFT JOIN level own ON own.unit_id = w.unit_id AND own.directive_id = w.directive_id AND own.rank = w.rank
    LEFT JOIN level l ON l.unit_id = w.unit_id AND l.directive_id = w.directive_id AND l.rank >= w.rank AND l.held
)
SELECT r.row_id, r.id, r.unit_id, r.path, r.directive_id, r.period_key, r.due_on, r.key, r.level, r.goes_on,
       m.row_id IS NOT NULL, m.post_id, CASE WHEN m.told_rank > m.rank THEN m.meant_id END
FROM rung r LEFT JOIN meant m ON m.row_id = r.row_id AND m.choice = 1
WHERE r.state IN ('planned', 'snoozed') AND r.goes_on >= %(since)s
ORDER BY r.id, array_position(ARRAY['post', 'above', 'cell', 'secretary_general'], r.level::text), r.row_id
"""  # noqa: S608  constants of ours


@dataclass(frozen=True, slots=True)
class Due:
    """A row that waits and whose day has come. ``is_due`` False: a later step of the same thing has come as well.

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
    goes_on: date
    is_due: bool
    post_id: int | None
    passed_from_id: int | None

    @property
    def rank(self) -> int:
        """0 for the post that owes, then each level above it."""
        return LEVELS.index(self.level)


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
