"""Rows of several kinds, counted in one statement."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from tajadur.foundation.sql import quoted

KindT = TypeVar("KindT", bound=StrEnum)


def tallies(sources: Iterable[tuple[KindT, QuerySet[Any]]]) -> dict[KindT, int]:
    """How many rows of each kind, in the order given; what is not there is left out. One query, none without sources.

    Written out: a union of Django's takes twice the time to make.
    """
    parts: list[str] = []
    values: list[Any] = []
    kinds: dict[str, KindT] = {}
    for kind, rows in sources:
        try:
            sql, given = rows.order_by().values_list("pk").query.sql_with_params()
        except EmptyResultSet:  # nothing can be there
            continue
        parts.append(f"SELECT {quoted(kind)}, count(*) FROM ({sql}) r")  # noqa: S608  a word of ours
        values += given
        kinds[kind.value] = kind
    if not parts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        counted = dict(cursor.fetchall())
    return {kind: counted[value] for value, kind in kinds.items() if counted[value]}
