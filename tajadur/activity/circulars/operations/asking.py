"""Asking each post for its acknowledgement: at the issue, at an amendment, and of whoever takes a post up later.

One place for all of them: what is asked follows from who holds the post on a day, so it may run at any time, twice.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection

from tajadur.duties.obligations.operations.addressing import AddressedDuty, OwedByPost, cancel_addressed, open_addressed
from tajadur.duties.obligations.vocabulary import CancelledBecause
from tajadur.foundation.rows import fetch_rows
from tajadur.foundation.sql import quoted
from tajadur.organisation.people.actors import in_force_sql
from tajadur.registry.notices.operations.requests import NotificationRequest, notify
from tajadur.registry.notices.vocabulary import NoticeKind
from tajadur.rules.circulars import acknowledgement_days, acknowledgement_key

from ..models import Circular
from ..vocabulary import CircularStatus

# Who holds a post and can log in; of a post with one holder there is one such row.
_HOLDERS = f"""
holder AS (
    SELECT DISTINCT ON (m.post_id) m.post_id, m.id AS mandate_id, m.person_id
    FROM people_mandate m
    JOIN people_account c ON c.person_id = m.person_id AND c.is_active
    WHERE {in_force_sql()}
    ORDER BY m.post_id, m.from_on DESC, m.id DESC
)
"""  # noqa: S608  constants of ours
_NARROWED = "(%(circulars)s::bigint[] IS NULL OR c.id = ANY(%(circulars)s))"

# AddressedDuty, not given, and the one who owed it holds the post no more, or cannot log in any more.
_LEFT_SQL = f"""
WITH {_HOLDERS}
SELECT o.id
FROM circulars_circular c
JOIN circulars_addressee a ON a.circular_id = c.id
JOIN obligations_obligation o ON o.id = a.obligation_id AND o.filed_on IS NULL AND o.cancelled_on IS NULL
JOIN people_mandate asked ON asked.id = a.mandate_id
LEFT JOIN holder h ON h.post_id = a.post_id
WHERE c.standing = {quoted(CircularStatus.ISSUED)} AND {_NARROWED} AND h.person_id IS DISTINCT FROM asked.person_id
"""  # noqa: S608  constants of ours

# Nothing was asked for the version in force, or of another person, or it was taken back while the post was empty.
_UNASKED_SQL = f"""
WITH {_HOLDERS}
SELECT c.id AS circular_id, a.id AS addressee_id, a.post_id, p.unit_id, h.mandate_id
FROM circulars_circular c
JOIN circulars_addressee a ON a.circular_id = c.id
JOIN people_post p ON p.id = a.post_id
JOIN units_unit u ON u.id = p.unit_id AND u.closed_on IS NULL
JOIN holder h ON h.post_id = a.post_id
LEFT JOIN obligations_obligation o ON o.id = a.obligation_id
LEFT JOIN people_mandate asked ON asked.id = a.mandate_id
WHERE c.standing = {quoted(CircularStatus.ISSUED)} AND {_NARROWED}
  AND (%(posts)s::bigint[] IS NULL OR a.post_id = ANY(%(posts)s))
  AND (
    o.id IS NULL OR asked.person_id <> h.person_id OR (o.cancelled_on IS NOT NULL AND o.filed_on IS NULL)
    OR split_part(o.period_key, ' ', 2) <> 'v' || c.version
  )
ORDER BY c.id, p.unit_id, a.post_id
"""  # noqa: S608  constants of ours

_NOTE_SQL = """
UPDATE circulars_addressee a SET obligation_id = n.obligation_id, mandate_id = n.mandate_id
FROM unnest(%(addressees)s::bigint[], %(obligations)s::bigint[], %(mandates)s::bigint[])
    AS n (addressee_id, obligation_id, mandate_id)
WHERE a.id = n.addressee_id
"""


class _Unasked(NamedTuple):
    """A post of which the acknowledgement is to be asked, and the mandate of who holds it."""

    circular_id: int
    addressee_id: int
    post_id: int
    unit_id: int
    mandate_id: int


def take_back(*, on: date, at: datetime, circular_ids: Collection[int] | None = None) -> int:
    """Cancel what is owed by those who hold their post no more, of circulars in force; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(_LEFT_SQL, {"on": on, "circulars": _array(circular_ids)})
        ids = [pk for (pk,) in cursor.fetchall()]
    if not ids:
        return 0
    return len(cancel_addressed(because=CancelledBecause.HANDED_OVER, on=on, at=at, obligation_ids=ids))


def ask(
    *,
    on: date,
    at: datetime,
    circular_ids: Collection[int] | None = None,
    post_ids: Collection[int] | None = None,
    event: str = "taken_up",
) -> int:
    """Open what is owed and not asked yet for the versions in force, and tell the posts; returns how many were opened.

    The days count from ``on``: the issue, or the first day on which somebody who can log in holds the post.
    Set-based: six statements for each circular that has something to ask, whatever its audience. Again: 0.
    """
    with connection.cursor() as cursor:
        values = {"on": on, "circulars": _array(circular_ids), "posts": _array(post_ids)}
        cursor.execute(_UNASKED_SQL, values)
        rows = fetch_rows(cursor, _Unasked)
    by_circular: dict[int, list[_Unasked]] = defaultdict(list)
    for row in rows:
        by_circular[row.circular_id].append(row)
    circulars = Circular.objects.select_related("directive").in_bulk(by_circular)
    return sum(_ask(circulars[pk], unasked, event, on, at) for pk, unasked in by_circular.items())


def _ask(circular: Circular, unasked: list[_Unasked], event: str, on: date, at: datetime) -> int:
    days = acknowledgement_days(on, circular.days, circular.grace_days)
    duty = AddressedDuty(
        directive_id=circular.directive_id or 0,
        key=acknowledgement_key(circular.number or 0, circular.year or 0, circular.version),
        starts_on=days.starts_on,
        due_on=days.due_on,
        overdue_from=days.overdue_from,
    )
    opened = open_addressed(duty=duty, posts=[(row.post_id, row.unit_id) for row in unasked], at=at)
    _note(unasked, opened)
    _tell(circular, opened, event, duty, at)
    return len(opened)


def _note(unasked: list[_Unasked], opened: list[OwedByPost]) -> None:
    by_post = {row.post_id: row for row in unasked}
    values: dict[str, Any] = {
        "addressees": [by_post[row.addressee].addressee_id for row in opened],
        "obligations": [row.id for row in opened],
        "mandates": [by_post[row.addressee].mandate_id for row in opened],
    }
    with connection.cursor() as cursor:
        cursor.execute(_NOTE_SQL, values)


def _tell(circular: Circular, opened: list[OwedByPost], event: str, duty: AddressedDuty, at: datetime) -> None:
    """Told at once; the reminders follow by the ladder. Settled with what is owed."""
    directive = circular.directive
    assert directive is not None  # noqa: S101  a circular in force has one: the database says so
    names = {"ar": directive.name_ar, "fr": directive.name_fr, "en": directive.name_en}
    params = {"event": event, "name": names, "due_on": duty.due_on.isoformat(), "version": circular.version}
    notify(
        requests=[
            NotificationRequest(
                kind=NoticeKind.CIRCULAR,
                subject=("obligation", row.id),
                step=event,
                post_id=row.addressee,
                unit_id=row.unit_id,
                step_on=duty.starts_on,
                params=params,
            )
            for row in opened
        ],
        at=at,
    )


def _array(ids: Collection[int] | None) -> list[int] | None:
    return None if ids is None else list(ids)
