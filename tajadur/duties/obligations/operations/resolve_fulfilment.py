"""Which submission fulfils which obligation: recomputed from the live submissions, in one statement."""

from collections.abc import Collection

from django.db import connection

from tajadur.duties.directives.vocabulary import FulfilmentKind
from tajadur.foundation.sql import quoted

from ..queries.due import WAITING
from ..vocabulary import RowState

# The first submission of a source that lies in the period is the one that dates it: a correction inside the period
# never moves the day of filing, one that comes from another period counts from the day it was made. A meeting fulfils
# a dated or once directive for the last period that had begun when it was held. What another frequency took the place
# of is not fulfilled beside it; of several that were cancelled the last decided counts: no report counts twice.
_RESOLVE_SQL = f"""
WITH target AS (
    SELECT o.id, o.directive_id, o.unit_id, o.addressee, o.period_start, o.period_end, o.calendar, d.fulfilment,
           d.body_type_id, o.cancelled_on, o.calendar AND o.cancelled_on IS NOT NULL AS is_replaceable,
           (SELECT min(n.period_start) FROM obligations_obligation n
            WHERE NOT o.calendar AND n.directive_id = o.directive_id AND n.unit_id = o.unit_id
              AND n.addressee = o.addressee AND n.period_start > o.period_start) AS next_start
    FROM obligations_obligation o JOIN directives_directive d ON d.id = o.directive_id
    WHERE o.id = ANY(%(ids)s)
),
candidate AS (
    SELECT t.id, f.source_kind, f.source_id, f.held_on, filed.filed_on, filed.submitted_at
    FROM target t
    JOIN obligations_fulfilment f ON f.unit_id = t.unit_id AND f.superseded_at IS NULL
        AND f.held_on >= t.period_start AND (f.held_on <= t.period_end OR NOT t.calendar)
        AND (f.obligation_id = t.id OR (
            f.obligation_id IS NULL AND t.fulfilment = {quoted(FulfilmentKind.MEETING)}
            AND f.body_type_id = t.body_type_id
            AND (t.calendar OR t.next_start IS NULL OR f.held_on < t.next_start)))
    CROSS JOIN LATERAL (
        SELECT g.filed_on, g.submitted_at
        FROM obligations_fulfilment g
        WHERE g.source_kind = f.source_kind AND g.source_id = f.source_id
          AND g.held_on >= t.period_start AND (g.held_on <= t.period_end OR NOT t.calendar)
        ORDER BY g.submitted_at, g.id
        LIMIT 1
    ) filed
    WHERE NOT (t.is_replaceable AND EXISTS (
        SELECT 1 FROM obligations_obligation n
        WHERE n.directive_id = t.directive_id AND n.unit_id = t.unit_id AND n.addressee = t.addressee
          AND n.calendar AND f.held_on BETWEEN n.period_start AND n.period_end
          AND (n.cancelled_on IS NULL OR (n.cancelled_on, n.id) > (t.cancelled_on, t.id))
    ))
),
chosen AS (
    SELECT DISTINCT ON (id) * FROM candidate ORDER BY id, submitted_at, source_kind, source_id
),
changed AS (
    UPDATE obligations_obligation o
    SET held_on = c.held_on, filed_on = c.filed_on, submitted_at = c.submitted_at,
        source_kind = coalesce(c.source_kind, ''), source_id = c.source_id,
        ladder_mark = CASE WHEN c.id IS NULL THEN o.ladder_mark ELSE '' END
    FROM target t LEFT JOIN chosen c ON c.id = t.id
    WHERE o.id = t.id
      AND ((o.held_on, o.filed_on, o.submitted_at, o.source_kind, o.source_id)
          IS DISTINCT FROM (c.held_on, c.filed_on, c.submitted_at, coalesce(c.source_kind, ''), c.source_id)
          OR (c.id IS NOT NULL AND o.ladder_mark <> ''))
),
silenced AS (
    UPDATE obligations_ladderrow r SET state = {quoted(RowState.DROPPED)}, snoozed_until = NULL
    FROM chosen c WHERE r.obligation_id = c.id AND {WAITING}
)
SELECT id FROM chosen
"""  # noqa: S608  constants of ours


def resolve_fulfilment(*, obligation_ids: Collection[int]) -> list[int]:
    """Recompute what fulfils these obligations from the live submissions; returns those that are fulfilled.

    What is fulfilled says nothing more: the steps of its ladder that still wait are dropped in the same statement.
    """
    if not obligation_ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_RESOLVE_SQL, {"ids": list(obligation_ids)})
        return [row[0] for row in cursor.fetchall()]
