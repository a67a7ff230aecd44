"""Advisory locks by name, for work that must run alone: whoever comes second waits until the first has committed."""

from django.db import connection


def lock_sql(name: str) -> str:
    """The call that takes the lock until the transaction ends, for a statement that asks for something else as well.

    Raises ValueError for anything but a plain word.
    """
    if not name.isidentifier():
        raise ValueError(f"{name!r} names no lock")
    return f"pg_advisory_xact_lock(hashtext('{name}'))"


def take_lock(name: str) -> None:
    """Wait for the lock and hold it until the transaction ends. One query."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock_sql(name)}")
