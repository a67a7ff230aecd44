"""The statements by which passes write cases, each for all of them at once."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection

OPENED_SQL = """
INSERT INTO dysfunctions_case (
    unit_id, kind, recurrence, previous_id, path, found_by, severity, text, facts, about, opened_on, opened_at,
    ended_as)
SELECT n.unit_id, n.kind, n.recurrence, n.previous_id, u.path, %(found_by)s, n.severity, '', n.facts, n.about, %(on)s,
       %(at)s, ''
FROM unnest(
    %(units)s::bigint[], %(kinds)s::text[], %(severities)s::smallint[], %(facts)s::jsonb[],
    %(about)s::jsonb[], %(recurrences)s::smallint[], %(previous)s::bigint[]
) AS n (unit_id, kind, severity, facts, about, recurrence, previous_id)
JOIN units_unit u ON u.id = n.unit_id
ON CONFLICT DO NOTHING
RETURNING id, unit_id, kind, recurrence
"""
ENDED_SQL = """
UPDATE dysfunctions_case SET ended_on = %(on)s, ended_at = %(at)s, ended_as = %(as)s
WHERE id = ANY (%(ids)s) AND ended_on IS NULL
RETURNING id, unit_id
"""
_FOUND_SQL = """
UPDATE dysfunctions_case c SET severity = greatest(c.severity, n.severity), facts = n.facts, about = n.about
FROM unnest(
    %(ids)s::bigint[], %(severities)s::smallint[], %(facts)s::jsonb[], %(about)s::jsonb[]
) AS n (id, severity, facts, about)
WHERE c.id = n.id AND c.ended_on IS NULL
"""
_PROPOSED_SQL = "UPDATE dysfunctions_case SET proposed_on = %(on)s WHERE id = ANY (%(ids)s) AND ended_on IS NULL"


def change_found(rows: Sequence[tuple[int, int, str, str]]) -> int:
    """Write (id, severity, facts and matter as JSON) of open cases; returns how many."""
    names = ("ids", "severities", "facts", "about")
    columns: dict[str, Any] = {name: list(values) for name, values in zip(names, zip(*rows, strict=True), strict=True)}
    return _run(_FOUND_SQL, columns)


def change_proposed(ids: Sequence[int], on: date | None) -> int:
    """Settling of these open cases is proposed since ``on``, or no longer (None); returns how many."""
    return _run(_PROPOSED_SQL, {"ids": list(ids), "on": on}) if ids else 0


def as_json(facts: Sequence[str]) -> str:
    """Facts as the column keeps them."""
    return json.dumps(list(facts))


def _run(sql: str, columns: dict[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, columns)
        count: int = cursor.rowcount
        return count
