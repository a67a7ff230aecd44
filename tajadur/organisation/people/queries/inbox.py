"""The inbox of a person, what is alike gathered by province."""

from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection

from tajadur.foundation.rows import fetch_rows
from tajadur.permissions.actors import Actor
from tajadur.registry.notices.models import DeliveryItem
from tajadur.registry.notices.queries import inbox_of
from tajadur.registry.notices.vocabulary import Channel

# From so many units on, lines of an inbox that say the same are one line with its list.
ALIKE_FROM = 4
_SHOWN_OF_ALIKE = 20

# Two notices say the same when all that their sentence is made of is equal: the kind, its facts, and whether the last
# day is past. They are gathered within one province (the third place of the path) or, higher up, one unit.
_ALIKE_SQL = """
    concat_ws('|', n.kind, n.params::text, n.step_on > (n.params->>'due_on')::date,
              coalesce(nullif(split_part(u.path, '.', 3), ''), u.id::text))
"""
_INBOX_SQL = f"""
WITH line AS (
    SELECT i.id, i.read_at, n.cleared_at, n.decided_at, n.unit_id, {_ALIKE_SQL} AS alike
    FROM notices_deliveryitem i JOIN notices_notice n ON n.id = i.notice_id JOIN units_unit u ON u.id = n.unit_id
    WHERE i.person_id = %(person)s AND i.channel = %(in_app)s
),
many AS (
    SELECT alike FROM line WHERE cleared_at IS NULL GROUP BY alike HAVING count(DISTINCT unit_id) >= {ALIKE_FROM}
),
gathered AS (
    SELECT l.*, CASE WHEN l.cleared_at IS NULL AND m.alike IS NOT NULL THEN l.alike ELSE l.id::text END AS line_of
    FROM line l LEFT JOIN many m ON m.alike = l.alike
)
SELECT (array_agg(id ORDER BY decided_at DESC, id DESC))[1:{_SHOWN_OF_ALIKE}] AS ids, count(*) AS size,
       count(*) FILTER (WHERE read_at IS NULL AND cleared_at IS NULL) AS unread, count(*) OVER () AS total
FROM gathered GROUP BY line_of
ORDER BY max(cleared_at) DESC NULLS FIRST, max(decided_at) DESC, max(id) DESC
LIMIT %(limit)s OFFSET %(offset)s
"""  # noqa: S608  constants of ours
_LIKE_SQL = f"""
SELECT i.id FROM notices_deliveryitem i
JOIN notices_notice n ON n.id = i.notice_id JOIN units_unit u ON u.id = n.unit_id
WHERE i.person_id = %(person)s AND i.channel = %(in_app)s AND n.cleared_at IS NULL AND {_ALIKE_SQL} = (
    SELECT {_ALIKE_SQL} FROM notices_deliveryitem j
    JOIN notices_notice n ON n.id = j.notice_id JOIN units_unit u ON u.id = n.unit_id
    WHERE j.id = %(item)s AND j.person_id = %(person)s
)
"""  # noqa: S608  constants of ours


@dataclass(frozen=True, slots=True)
class InboxLine:
    """One line of an inbox: a notice, or ``size`` notices that say the same of several units, the newest ``items``."""

    items: list[DeliveryItem]
    size: int
    unread: int

    @property
    def first(self) -> DeliveryItem:
        """The newest of them."""
        return self.items[0]


class _LineRow(NamedTuple):
    ids: list[int]
    size: int
    unread: int
    total: int


def inbox_lines(actor: Actor, *, first: int, size: int) -> tuple[list[InboxLine], int]:
    """``size`` lines of the actor's inbox after the ``first`` ones, alike ones gathered, and how many lines there are.

    Live ones first, the newest first. Two queries; the number is 0 past the end.
    """
    values = {"person": actor.person_id, "in_app": Channel.IN_APP.value, "limit": size, "offset": first}
    with connection.cursor() as cursor:
        cursor.execute(_INBOX_SQL, values)
        rows = fetch_rows(cursor, _LineRow)
    items = {item.pk: item for item in inbox_of(actor).filter(pk__in=[pk for row in rows for pk in row.ids])}
    lines = [InboxLine([items[pk] for pk in row.ids if pk in items], row.size, row.unread) for row in rows]
    return [line for line in lines if line.items], rows[0].total if rows else 0


def inbox_like(actor: Actor, item_id: int) -> list[int]:
    """The live lines of the actor's inbox that say the same as one of them; empty when it is not theirs. One query."""
    with connection.cursor() as cursor:
        values = {"person": actor.person_id, "in_app": Channel.IN_APP.value, "item": item_id}
        cursor.execute(_LIKE_SQL, values)
        return [pk for (pk,) in cursor.fetchall()]
