"""The rows of a query written by hand, read by the names of their columns."""

from typing import NamedTuple, TypeVar

from django.db.backends.utils import CursorWrapper

RowT = TypeVar("RowT", bound=NamedTuple)


def fetch_rows(cursor: CursorWrapper, row_type: type[RowT]) -> list[RowT]:
    """The rows of the query just executed, each as ``row_type``, whose fields are the columns in the query's order.

    Raises ValueError where the names differ: a column added or moved in the SQL is never read as its neighbour.
    """
    columns = tuple(column.name for column in cursor.description)
    if columns != row_type._fields:
        raise ValueError(f"the query gives {columns}, {row_type.__name__} wants {row_type._fields}")
    return [row_type._make(row) for row in cursor.fetchall()]
