"""Values of our enums in SQL that is composed once, at import: the enum stays their only home; and one snapshot."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

from django.db import connection, transaction


def quoted(*members: Enum) -> str:
    """The values as SQL literals, «'cancelled', 'excused'»; written out, so that partial indexes are still found.

    Raises TypeError for anything but a member with a plain word for its value: what people type is always a parameter.
    """
    for member in members:
        if not isinstance(member, Enum) or not str(member.value).replace("_", "").isalnum():
            raise TypeError(f"{member!r} is no word of ours")
    return ", ".join(f"'{member.value}'" for member in members)


def with_words(path: Path, **words: str) -> str:
    """The statement in a file, with its «{name}» written out; other braces wait for the caller.

    Raises KeyError for a name the file does not have.
    """
    sql = path.read_text(encoding="utf-8")
    for name, word in words.items():
        if f"{{{name}}}" not in sql:
            raise KeyError(f"{path.name} has no {{{name}}}")
        sql = sql.replace(f"{{{name}}}", word)
    return sql


@contextmanager
def one_snapshot() -> Iterator[None]:
    """A transaction whose queries all see the same rows, however many there are and whatever is written meanwhile.

    Inside a transaction that has begun already, that one goes on as it is.
    """
    is_first = not connection.in_atomic_block
    with transaction.atomic():
        if is_first:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
