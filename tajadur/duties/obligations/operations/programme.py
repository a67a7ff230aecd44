"""What the programme of meetings says about the periods: programmed since when, planned for which day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from tajadur.duties.directives.vocabulary import FulfilmentKind
from tajadur.foundation.sql import quoted


@dataclass(frozen=True, slots=True)
class Programmed:
    """A live meeting: planned for a day, and standing programmed since a day."""

    unit_id: int
    body_type_id: int
    planned_on: date
    programmed_on: date


# A period that began before ``since`` keeps what it knew of the days before it: they are not in the list.
_NOTE_SQL = f"""
WITH meeting AS (
    SELECT * FROM unnest(%(unit)s::bigint[], %(body)s::bigint[], %(planned)s::date[], %(programmed)s::date[])
        AS m (unit_id, body_type_id, planned_on, programmed_on)
),
fresh AS (
    SELECT o.id, min(m.programmed_on) AS programmed_on, max(m.planned_on) AS planned_on
    FROM obligations_obligation o
    JOIN directives_directive d ON d.id = o.directive_id AND d.fulfilment = {quoted(FulfilmentKind.MEETING)}
    LEFT JOIN meeting m ON m.unit_id = o.unit_id AND m.body_type_id = d.body_type_id
        AND m.planned_on BETWEEN o.period_start AND o.period_end
    WHERE o.unit_id = ANY(%(units)s) AND o.period_end >= %(since)s
    GROUP BY o.id
),
wanted AS (
    SELECT f.id,
           CASE WHEN known.earlier THEN least(o.programmed_on, f.programmed_on)
                ELSE f.programmed_on END AS programmed_on,
           CASE WHEN known.earlier THEN greatest(o.planned_on, f.planned_on) ELSE f.planned_on END AS planned_on
    FROM fresh f
    JOIN obligations_obligation o ON o.id = f.id
    CROSS JOIN LATERAL (SELECT o.planned_on >= o.period_start AND o.planned_on < %(since)s AS earlier) known
)
UPDATE obligations_obligation o
SET programmed_on = w.programmed_on, planned_on = w.planned_on
FROM wanted w
WHERE o.id = w.id AND (o.programmed_on, o.planned_on) IS DISTINCT FROM (w.programmed_on, w.planned_on)
"""  # noqa: S608  constants of ours


_HOLD_SQL = f"""
SELECT o.id FROM obligations_obligation o JOIN directives_directive d ON d.id = o.directive_id
WHERE d.fulfilment = {quoted(FulfilmentKind.MEETING)} AND o.unit_id = ANY(%s) AND o.period_end >= %s
ORDER BY o.id
FOR NO KEY UPDATE OF o
"""  # noqa: S608  constants of ours


def hold_programme(*, unit_ids: Collection[int], since: date) -> None:
    """Lock the rows that ``note_programme`` will write, in the order of their ids, before the meetings are read.

    Of two acts on one unit's meetings the second then waits, and reads what the first committed.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HOLD_SQL, [list(unit_ids), since])


def note_programme(*, unit_ids: Collection[int], meetings: Sequence[Programmed], since: date) -> int:
    """Recompute what is programmed for the meetings these units owe, in one statement; returns how many rows changed.

    ``meetings`` is the complete list of their live meetings planned from ``since`` on; obligations with
    ``period_end`` ≥ ``since`` follow it. ``queries.programme_since`` gives a day that cuts no period.
    """
    if not unit_ids:
        return 0
    parameters: dict[str, Any] = {
        "unit": [meeting.unit_id for meeting in meetings],
        "body": [meeting.body_type_id for meeting in meetings],
        "planned": [meeting.planned_on for meeting in meetings],
        "programmed": [meeting.programmed_on for meeting in meetings],
        "units": list(unit_ids),
        "since": since,
    }
    with connection.cursor() as cursor:
        cursor.execute(_NOTE_SQL, parameters)
        changed: int = cursor.rowcount
        return changed
