"""The last meeting of a unit: one definition, for every page, list, sentence and check."""

from collections.abc import Collection
from datetime import date

from django.db import connection

# The latest day on which any body of unit ``u`` met, as reported by ``on``; whatever period that day belongs to.
# What names a body is the report of a meeting.
LAST_MEETING_SQL = """(
    SELECT max(f.held_on)
      FROM obligations_fulfilment f
     WHERE f.unit_id = u.id AND f.body_type_id IS NOT NULL AND f.superseded_at IS NULL AND f.filed_on <= %(on)s)"""


def last_meetings(unit_ids: Collection[int], on: date) -> dict[int, date]:
    """The day of the last meeting of each of these units known on ``on``; without one it is left out. One query."""
    sql = f"SELECT u.id, {LAST_MEETING_SQL} FROM unnest(%(units)s::bigint[]) AS u (id)"  # noqa: S608  ours
    with connection.cursor() as cursor:
        cursor.execute(sql, {"units": list(unit_ids), "on": on})
        return {unit_id: day for unit_id, day in cursor.fetchall() if day is not None}
