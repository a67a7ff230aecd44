"""Where units stood on a civil day, from their placements."""

from collections.abc import Collection
from datetime import date

from django.db import connection

_PATHS = """
WITH RECURSIVE up (unit, node, level) AS (
    SELECT u.id, u.id, 0 FROM unnest(%(units)s::bigint[]) AS u (id)
  UNION ALL
    SELECT up.unit, p.parent_id, up.level + 1
      FROM up JOIN units_placement p ON p.unit_id = up.node
     WHERE p.parent_id IS NOT NULL AND p.from_on <= %(day)s AND (p.to_on IS NULL OR p.to_on > %(day)s)
)
SELECT unit, string_agg(node::text, '.' ORDER BY level DESC) || '.'
  FROM up
 WHERE EXISTS (SELECT 1 FROM units_placement p
                WHERE p.unit_id = up.unit AND p.from_on <= %(day)s AND (p.to_on IS NULL OR p.to_on > %(day)s))
 GROUP BY unit
"""


def paths_on(unit_ids: Collection[int], day: date) -> dict[int, str]:
    """The path (``1.5.12.``) of each unit on ``day``; units that stood nowhere yet are left out. One query."""
    if not unit_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_PATHS, {"units": list(unit_ids), "day": day})
        return dict(cursor.fetchall())
