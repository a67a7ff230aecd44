"""Reading the thread: one statement over all its sources, from a key on."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.utils.translation import get_language

from tajadur.foundation.rows import fetch_rows
from tajadur.permissions.matrix import Permission

from .source import Source, ThreadGroup, ThreadReader
from .sources import SOURCES

# Each source gives at most as many rows as are asked for, read by its own index; the newest of all are then kept.
_BRANCH = """(
SELECT {day} AS happened_on, {rank} AS rank, '{kind}' AS kind, {key} AS id, {event} AS event, {detail} AS detail,
       {opens} AS opens
  FROM {rows}
 WHERE {where} AND {day} <= %(on)s{kept}{after}
 ORDER BY 1 DESC, 4 DESC LIMIT %(limit)s)"""
_PLACE = """(
    SELECT u.{name} FROM units_placement p JOIN units_unit u ON u.id = p.parent_id
     WHERE p.unit_id = %(unit)s AND p.from_on <= t.happened_on AND (p.to_on IS NULL OR p.to_on > t.happened_on)
     ORDER BY p.from_on DESC LIMIT 1)"""
_RANKS = {source.kind: place for place, source in enumerate(SOURCES)}


class Key(NamedTuple):
    """A place in the thread: the day, the kind of source, the id of its row."""

    day: date
    kind: str
    id: int


class Entry(NamedTuple):
    """Something that happened. ``opens``: the reader may open its record; ``place``: what the unit stood under then."""

    happened_on: date
    kind: str
    id: int
    event: str
    detail: dict[str, Any]
    opens: bool
    place: str | None

    @property
    def key(self) -> Key:
        """Its place in the thread."""
        return Key(self.happened_on, self.kind, self.id)


def thread_of(
    unit_id: int,
    reader: ThreadReader,
    *,
    on: date,
    limit: int,
    group: ThreadGroup | None = None,
    before: Key | None = None,
    with_places: bool = False,
) -> list[Entry]:
    """What happened to the unit up to ``on``, newest first, after ``before``: one query, however long its life.

    Of what the reader may not see there is nothing. A key of a kind that is no more is as good as none.
    """
    asked = [source for source in reader.sources(SOURCES) if group in (None, source.group)]
    if not asked:
        return []
    if before is not None and before.kind not in _RANKS:
        before = None
    values: dict[str, int | bool | date | list[int] | list[str] | None] = {
        "unit": unit_id,
        "on": on,
        "limit": limit,
        "people": Permission.READ_PEOPLE in reader.allowed,
        "bodies": sorted(reader.bodies or ()),
        "areas": sorted(reader.areas),
        "day": before.day if before else None,
        "key": before.id if before else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(_statement(asked, reader, before, with_places), values)
        return fetch_rows(cursor, Entry)


def groups_for(reader: ThreadReader) -> list[ThreadGroup]:
    """What the reader may narrow the thread to."""
    groups = {source.group for source in reader.sources(SOURCES)}
    return [group for group in ThreadGroup if group in groups]


def known_key(day: str, kind: str, number: int | None) -> Key | None:
    """The key that an address names; None for what is none."""
    try:
        return Key(date.fromisoformat(day), kind, number) if number is not None and kind in _RANKS else None
    except ValueError:
        return None


def _statement(sources: Sequence[Source], reader: ThreadReader, before: Key | None, with_places: bool) -> str:
    language = (get_language() or "ar")[:2]
    union = "\nUNION ALL ".join(_branch(source, reader, before) for source in sources)
    place = _PLACE if with_places else "NULL"
    sql = f"""SELECT t.happened_on, t.kind, t.id, t.event, t.detail, t.opens, {place} AS place
  FROM ({union}) t ORDER BY t.happened_on DESC, t.rank DESC, t.id DESC LIMIT %(limit)s"""  # noqa: S608  our own words
    words = f"name_{language}" if language in {"ar", "fr", "en"} else "name_ar"
    return sql.replace("{words}", words).replace("{name}", "name_ar" if language == "ar" else "name_latin")


def _branch(source: Source, reader: ThreadReader, before: Key | None) -> str:
    pieces = {
        "day": source.day,
        "rank": str(_RANKS[source.kind]),
        "kind": source.kind,
        "key": source.key,
        "event": source.event,
        "detail": source.detail,
        "rows": source.rows,
        "where": source.where,
        "kept": " AND {opens}" if source.permission == Permission.READ_RECORD else "",
        "after": _after(source, before),
    }
    sql = _BRANCH
    for name, piece in pieces.items():
        sql = sql.replace(f"{{{name}}}", piece)
    return sql.replace("{opens}", reader.opens).replace("{body}", source.body)


def _after(source: Source, before: Key | None) -> str:
    """What comes after the key, among rows that are all of one kind."""
    if before is None:
        return ""
    here, there = _RANKS[source.kind], _RANKS[before.kind]
    if here == there:
        return f" AND ({source.day}, {source.key}) < (%(day)s, %(key)s)"
    return f" AND {source.day} {'<=' if here < there else '<'} %(day)s"
