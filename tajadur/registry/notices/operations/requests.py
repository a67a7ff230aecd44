"""Write notices, and clear them when their subject is settled. Always inside the caller's transaction."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection

from ..vocabulary import STATES_IN_SQL

_NOTIFY_SQL = """
INSERT INTO notices_notice (
    kind, subject_kind, subject_id, step, post_id, unit_id, passed_from_id, step_on, params, person_id, decided_at,
    cleared_because
)
SELECT told.*, %(at)s, ''
FROM unnest(
    %(kind)s::text[], %(subject_kind)s::text[], %(subject_id)s::bigint[], %(step)s::text[], %(post)s::bigint[],
    %(unit)s::bigint[], %(passed_from)s::bigint[], %(step_on)s::date[], %(params)s::jsonb[], %(person)s::bigint[]
) AS told
ON CONFLICT DO NOTHING
"""

# The waiting messages are locked here and looked at by the next statement: a pass that is just putting something more
# into one of them holds it until it commits, and only what begins afterwards sees what it put there.
_CLEAR_SQL = """
WITH cleared AS (
    UPDATE notices_notice SET cleared_at = %(at)s, cleared_because = %(because)s
    WHERE subject_kind = %(kind)s AND subject_id = ANY(%(ids)s) AND cleared_at IS NULL
      AND (%(step)s::text IS NULL OR step = %(step)s)
    RETURNING id
),
waiting AS (
    SELECT d.id FROM notices_delivery d
    WHERE d.state = %(pending)s
      AND d.id IN (SELECT i.delivery_id FROM notices_deliveryitem i JOIN cleared c ON c.id = i.notice_id)
    ORDER BY d.digest_on DESC, d.id
    FOR UPDATE
)
SELECT (SELECT count(*) FROM cleared), (SELECT array_agg(id) FROM waiting)
"""

_EMPTIED_SQL = """
UPDATE notices_delivery d SET state = %(cancelled)s
WHERE d.id = ANY(%(waiting)s) AND d.state = %(pending)s AND NOT EXISTS (
    SELECT 1 FROM notices_deliveryitem i JOIN notices_notice n ON n.id = i.notice_id
    WHERE i.delivery_id = d.id AND n.cleared_at IS NULL)
"""


@dataclass(frozen=True, slots=True)
class NotificationRequest:
    """One thing to tell to one post. ``params`` holds codes and days, never a person's name."""

    kind: str
    subject: tuple[str, int]
    step: str
    post_id: int
    unit_id: int
    step_on: date
    passed_from_id: int | None = None
    params: dict[str, Any] = field(default_factory=dict)


def notify(
    *, requests: Iterable[NotificationRequest], at: datetime, person_ids: Sequence[int | None] | None = None
) -> int:
    """Write the notices that do not exist yet, in one statement; returns how many were new. Safe to repeat.

    ``person_ids``, one for each request, are given by ``notify_persons`` alone, which carries them too.
    """
    rows = list(requests)
    if not rows:
        return 0
    columns: dict[str, Any] = {
        "kind": [str(request.kind) for request in rows],
        "subject_kind": [request.subject[0] for request in rows],
        "subject_id": [request.subject[1] for request in rows],
        "step": [request.step for request in rows],
        "post": [request.post_id for request in rows],
        "unit": [request.unit_id for request in rows],
        "passed_from": [request.passed_from_id for request in rows],
        "step_on": [request.step_on for request in rows],
        "params": [json.dumps(request.params) for request in rows],
        "person": list(person_ids or [None] * len(rows)),
    }
    with connection.cursor() as cursor:
        cursor.execute(_NOTIFY_SQL, {**columns, "at": at})
        changed: int = cursor.rowcount
        return changed


def clear(
    *, subject_kind: str, subject_ids: Collection[int], because: str, at: datetime, step: str | None = None
) -> int:
    """The subjects are settled: their live notices are cleared, and waiting messages left empty are cancelled.

    Only those of one step when it is given. One statement, two when messages wait; returns how many were cleared.
    """
    values: dict[str, Any] = {
        "at": at,
        "because": because,
        "kind": subject_kind,
        "ids": list(subject_ids),
        "step": step,
        **STATES_IN_SQL,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CLEAR_SQL, values)
        count, waiting = cursor.fetchone()
        if waiting:
            cursor.execute(_EMPTIED_SQL, {"waiting": waiting, **STATES_IN_SQL})
    return int(count)
