"""Writes rows by the thousand straight into a table: COPY, with ids reserved beforehand."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db import connection, models
from psycopg import sql
from psycopg.types.json import Jsonb

from tajadur.registry.audit.operations import next_receipts


def reserve_ids(model: type[models.Model], how_many: int) -> Iterator[int]:
    """Take ``how_many`` ids from the model's sequence, so that other rows can refer to rows not written yet."""
    if how_many == 0:
        return iter(())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, how_many],
        )
        return iter([row[0] for row in cursor.fetchall()])


def receipts_of(days: Iterable[date]) -> dict[int, Iterator[str]]:
    """Receipt numbers for what was submitted on these days, by the year that stands in the number."""
    years = Counter(day.year for day in days)
    return {year: iter(next_receipts(how_many=how_many, year=year)) for year, how_many in sorted(years.items())}


def copy_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """COPY ``rows`` (values in the order of ``fields``, model field names) and return how many there were.

    Fields left out take the default that the model's field states, as the database has none.
    """
    chosen = [model._meta.get_field(name) for name in fields]
    given = {field.name for field in chosen}
    rest = [
        field
        for field in model._meta.concrete_fields
        if field.name not in given and not field.primary_key and field.has_default()
    ]
    blank = [
        field
        for field in model._meta.concrete_fields
        if field.name not in given
        and field not in rest
        and field.empty_strings_allowed
        and not field.null
        and not field.primary_key
    ]
    columns = [field.column for field in (*chosen, *rest, *blank)]  # type: ignore[union-attr]
    is_json = [isinstance(field, models.JSONField) for field in chosen]
    tail = [
        Jsonb(field.get_default()) if isinstance(field, models.JSONField) else field.get_default() for field in rest
    ]
    tail += ["" for _ in blank]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(sql.Identifier(str(column)) for column in columns)
    )
    count = 0
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([Jsonb(value) if json else value for value, json in zip(row, is_json, strict=True)] + tail)
            count += 1
    return count
