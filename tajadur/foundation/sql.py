"""Values of our enums in SQL that is composed once, at import: the enum stays their only home."""

from enum import Enum
from pathlib import Path


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
