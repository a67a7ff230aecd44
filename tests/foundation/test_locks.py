"""Advisory locks by name."""

import pytest
from django.db import connection, transaction

from tajadur.foundation.locks import lock_sql, take_lock

HELD = """
SELECT count(*) FROM pg_locks
WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND objid = (hashtext(%s)::bigint & 4294967295)::oid
"""


def _held(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(HELD, [name])
        return bool(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_a_lock_is_held_until_the_transaction_ends() -> None:
    with transaction.atomic():
        take_lock("sorting_of_papers")
        assert _held("sorting_of_papers")
        assert not _held("another_thing")
    assert not _held("sorting_of_papers")


@pytest.mark.parametrize("name", ["", "it's", "two words"])
def test_a_lock_has_a_plain_name(name: str) -> None:
    with pytest.raises(ValueError, match="names no lock"):
        lock_sql(name)
