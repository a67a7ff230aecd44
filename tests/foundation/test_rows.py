"""Rows of queries written by hand have the names of their columns."""

from typing import NamedTuple

import pytest
from django.db import connection

from tajadur.foundation.rows import fetch_rows


class Pair(NamedTuple):
    first: int
    second: int


def test_rows_are_read_by_name(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT n AS first, n * 2 AS second FROM generate_series(1, 2) n ORDER BY n")
        assert fetch_rows(cursor, Pair) == [Pair(first=1, second=2), Pair(first=2, second=4)]


@pytest.mark.parametrize("columns", ["1 AS second, 2 AS first", "1 AS first", "1 AS first, 2 AS second, 3 AS third"])
def test_a_column_moved_added_or_left_out_is_met_at_once(db: None, columns: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}")
        with pytest.raises(ValueError, match="Pair wants"):
            fetch_rows(cursor, Pair)
