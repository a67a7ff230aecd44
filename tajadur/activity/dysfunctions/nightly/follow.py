"""The pass of every minute: open cases follow their units, end with them, and remedies are remembered."""

from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection, transaction

from tajadur.duties.follow_ups.operations import Owed, tell_follow_ups
from tajadur.foundation.rows import fetch_rows
from tajadur.registry.audit.operations import log_actions
from tajadur.rules.cases import CaseEnd
from tajadur.rules.follow_ups import FollowUpKind

from ..models import Case, Remedy
from ..operations.notifying import clear_cases
from ..vocabulary import SUBJECT

_MOVED_SQL = """
WITH stale AS (
    SELECT c.id, c.path AS former, u.path FROM dysfunctions_case c JOIN units_unit u ON u.id = c.unit_id
    WHERE c.ended_on IS NULL AND c.path <> u.path FOR UPDATE OF c
)
UPDATE dysfunctions_case c SET path = s.path FROM stale s WHERE c.id = s.id AND c.path <> s.path
RETURNING c.id, c.unit_id, s.former, s.path AS present
"""
_CLOSED_SQL = """
UPDATE dysfunctions_case c SET ended_on = greatest(%(on)s, c.opened_on), ended_at = %(at)s, ended_as = %(as)s
FROM units_unit u
WHERE u.id = c.unit_id AND c.ended_on IS NULL AND u.closed_on <= %(on)s
RETURNING c.id, c.unit_id
"""


class _Moved(NamedTuple):
    """An open case whose unit stands elsewhere."""

    id: int
    unit_id: int
    former: str
    present: str


def follow_cases(*, on: date, at: datetime) -> int:
    """Open cases move with their units and end with those that closed; remedies due are told by their ladder.

    Returns how many cases were written and notices told. Again: 0. Safe at once.
    """
    with transaction.atomic():
        moved, ended = _move(at), _end_closed(on, at)
    return moved + ended + remind_of_remedies(on=on, at=at)


def _move(at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_MOVED_SQL)
        moved = fetch_rows(cursor, _Moved)
    about = [(row.unit_id, row.id, {"from": row.former, "to": row.present}) for row in moved]
    log_actions(act="case.moved", by=None, at=at, kind=SUBJECT, about=about)
    return len(moved)


def _end_closed(on: date, at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_CLOSED_SQL, {"on": on, "at": at, "as": CaseEnd.UNIT_CLOSED.value})
        ended = cursor.fetchall()
    about: list[tuple[int, int, dict[str, Any]]] = [(unit_id, pk, {}) for pk, unit_id in ended]
    log_actions(act="case.ended_with_unit", by=None, at=at, kind=SUBJECT, about=about)
    clear_cases([pk for pk, _ in ended], because="closed", at=at)
    return len(ended)


@transaction.atomic
def remind_of_remedies(*, on: date, at: datetime) -> int:
    """Tell of the remedies agreed and not done, by the ladder of remedies; returns how many notices were new."""
    held = Case.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        ended_on=None, remedies__is_current=True, remedies__done_on=None
    )
    cases = {case.pk: case for case in held.order_by("pk")}
    remedies = Remedy.objects.filter(case__in=cases, is_current=True, done_on=None).order_by("case_id")
    owed = [
        Owed(
            subject_id=remedy.case_id,
            unit_id=cases[remedy.case_id].unit_id,
            owner_id=remedy.owner_id,
            opened_on=remedy.agreed_on,
            due_on=remedy.due_on,
        )
        for remedy in remedies
    ]
    return tell_follow_ups(kind=FollowUpKind.REMEDY, subject_kind=SUBJECT, owed=owed, on=on, at=at)
