"""Notes facts on many obligations at once, in one statement each."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import connection


def note_programmed(rows: Sequence[tuple[int, date, date]]) -> None:
    """Note when a meeting was programmed, and for which day: (obligation id, programmed_on, planned_on)."""
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE obligations_obligation AS o SET programmed_on = r.programmed_on, planned_on = r.planned_on
            FROM unnest(%s::bigint[], %s::date[], %s::date[]) AS r (id, programmed_on, planned_on)
            WHERE o.id = r.id
            """,
            [list(column) for column in zip(*rows, strict=True)],
        )


def note_settled(rows: Sequence[tuple[int, date, date, datetime, int]], *, source_kind: str) -> None:
    """Note what settled obligations: (obligation id, held_on, filed_on, submitted_at, source id)."""
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE obligations_obligation AS o
            SET held_on = r.held_on, filed_on = r.filed_on, submitted_at = r.submitted_at,
                source_kind = %s, source_id = r.source_id
            FROM unnest(%s::bigint[], %s::date[], %s::date[], %s::timestamptz[], %s::bigint[])
                AS r (id, held_on, filed_on, submitted_at, source_id)
            WHERE o.id = r.id
            """,
            [source_kind, *[list(column) for column in zip(*rows, strict=True)]],
        )


def note_not_held(rows: Sequence[tuple[int, date]]) -> None:
    """Note what was declared not held: (obligation id, day declared)."""
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE obligations_obligation AS o SET not_held_on = r.declared_on
            FROM unnest(%s::bigint[], %s::date[]) AS r (id, declared_on) WHERE o.id = r.id
            """,
            [list(column) for column in zip(*rows, strict=True)],
        )
