"""Rows that a factory lays down alike each time: written step by step once, put back in one go ever after.

Their keys stay free: a rolled back or emptied table gives no number twice, as its sequence goes on.
"""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Model

Rows = list[tuple[str, str]]


def is_empty(models: Iterable[type[Model]]) -> bool:
    """Has none of the tables a row?"""
    anything = " OR ".join(f"EXISTS (SELECT FROM {_table(model)})" for model in models)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {anything}")
        return not cursor.fetchone()[0]


def kept_rows(models: Iterable[type[Model]], *, by: str = "t.id") -> Rows:
    """All rows of the tables, ``by`` an order, to be put back when the tables are empty."""
    found = []
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"SELECT json_agg(t ORDER BY {by})::text FROM {_table(model)} t")
            found.append((_table(model), cursor.fetchone()[0] or "[]"))
    return found


def put_back(rows: Rows) -> None:
    """The rows as they were, under their keys."""
    with connection.cursor() as cursor:
        for table, text in rows:
            cursor.execute(f"INSERT INTO {table} SELECT * FROM json_populate_recordset(NULL::{table}, %s)", [text])


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
