"""What is asked of posts (circulars): opening it for many at once, and taking back what nobody needs to give."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Q

from tajadur.foundation.rows import fetch_rows
from tajadur.registry.notices.operations.requests import clear

from ..models import Obligation
from ..vocabulary import CancelledBecause
from .ladders import drop_ladders, write_ladders

# Whoever takes the post up after another owes anew: the key then carries the day, as the first one is taken.
_OPEN_SQL = """
INSERT INTO obligations_obligation (
    directive_id, unit_id, period_key, addressee, period_start, period_end, due_on, overdue_from, report_days, calendar,
    path, source_kind, cancelled_because, ladder_mark
)
SELECT %(directive)s, a.unit_id,
       CASE WHEN EXISTS (
           SELECT FROM obligations_obligation o
           WHERE o.directive_id = %(directive)s AND o.period_key = %(key)s AND o.unit_id = a.unit_id
             AND o.addressee = a.post_id
       ) THEN %(later_key)s ELSE %(key)s END,
       a.post_id, %(starts_on)s, %(due_on)s, %(due_on)s, %(overdue_from)s, 0, false, u.path, '', '', ''
FROM unnest(%(posts)s::bigint[], %(units)s::bigint[]) AS a (post_id, unit_id)
JOIN units_unit u ON u.id = a.unit_id
ORDER BY u.path, a.post_id
ON CONFLICT DO NOTHING
RETURNING id, addressee, unit_id
"""


class OwedByPost(NamedTuple):
    """An obligation that was opened, and the post it is asked of."""

    id: int
    addressee: int
    unit_id: int


@dataclass(frozen=True, slots=True)
class AddressedDuty:
    """What is asked of posts, under one key of a directive, by the same days."""

    directive_id: int
    key: str
    starts_on: date
    due_on: date
    overdue_from: date


@transaction.atomic
def open_addressed(*, duty: AddressedDuty, posts: Sequence[tuple[int, int]], at: datetime) -> list[OwedByPost]:
    """Write what each post (id, unit's id) owes, with its ladder; returns the new ones. Safe to run again.

    A post that has or had an obligation under the key gets another one, whose key carries the day. Three statements,
    whatever the number.
    """
    if not posts:
        return []
    values: dict[str, Any] = {
        "directive": duty.directive_id,
        "key": duty.key,
        "later_key": f"{duty.key} {duty.starts_on:%y%m%d}",
        "starts_on": duty.starts_on,
        "due_on": duty.due_on,
        "overdue_from": duty.overdue_from,
        "posts": [post for post, _ in posts],
        "units": [unit for _, unit in posts],
    }
    with connection.cursor() as cursor:
        cursor.execute(_OPEN_SQL, values)
        opened = fetch_rows(cursor, OwedByPost)
    if opened:
        write_ladders(at=at, obligation_ids=[row.id for row in opened], since=duty.starts_on)
    return opened


@transaction.atomic
def cancel_addressed(
    *,
    because: CancelledBecause,
    on: date,
    at: datetime,
    directive_id: int | None = None,
    obligation_ids: Collection[int] | None = None,
) -> list[int]:
    """Cancel what is asked of posts and not given yet: all of a directive, or these. Returns the ids.

    What was given stays. Notices and ladders of what is cancelled say nothing more.
    """
    which = Q(directive_id=directive_id) if directive_id is not None else Q(pk__in=obligation_ids or ())
    open_rows = Obligation.objects.filter(which, addressee__gt=0, filed_on=None, cancelled_on=None)
    # Locked in the order of their ids, as those who confirm lock theirs; who confirmed meanwhile is left out.
    ids = list(open_rows.order_by("pk").select_for_update().values_list("pk", flat=True))
    Obligation.objects.filter(pk__in=ids).update(cancelled_on=on, cancelled_because=because)
    if ids:
        clear(subject_kind="obligation", subject_ids=ids, because="cancelled", at=at)
        drop_ladders(obligation_ids=ids)
    return ids
