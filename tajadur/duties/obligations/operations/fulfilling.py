"""A unit submitted something: which obligations it fulfils. Called inside the transaction of the submitting app."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tajadur.duties.directives.vocabulary import FulfilmentKind
from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.foundation.sql import quoted
from tajadur.registry.notices.operations.requests import clear
from tajadur.rules.status import is_locked

from ..models import Obligation
from .ladders import drop_ladders, write_ladders
from .resolve_fulfilment import resolve_fulfilment

Source = tuple[str, int]

# One statement closes the live submission of the source, writes the new one and locks, in the order of their ids, the
# obligations that either may fulfil; what fulfils them is computed by the next one, which sees what others committed.
# Counting what was closed first makes the new row wait for it: a source has one live submission.
_WRITE_SQL = f"""
WITH closed AS (
    UPDATE obligations_fulfilment SET superseded_at = %(at)s
    WHERE source_kind = %(source_kind)s AND source_id = %(source_id)s AND superseded_at IS NULL
    RETURNING unit_id, held_on, body_type_id, obligation_id
),
fresh AS (
    INSERT INTO obligations_fulfilment
        (unit_id, source_kind, source_id, body_type_id, obligation_id, held_on, filed_on, submitted_at)
    SELECT %(unit)s::bigint, %(source_kind)s, %(source_id)s, %(body_type)s::bigint, %(obligation)s::bigint,
           %(held_on)s::date, %(filed_on)s::date, %(submitted_at)s::timestamptz
    FROM (SELECT count(*) FROM closed) first
    WHERE %(held_on)s::date IS NOT NULL
    RETURNING unit_id, held_on, body_type_id, obligation_id
),
submission AS (SELECT *, true AS is_new FROM fresh UNION ALL SELECT *, false FROM closed)
SELECT o.*, s.is_new
FROM submission s
JOIN obligations_obligation o ON o.unit_id = s.unit_id
JOIN directives_directive d ON d.id = o.directive_id
WHERE o.id = s.obligation_id
   OR (s.obligation_id IS NULL AND d.fulfilment = {quoted(FulfilmentKind.MEETING)} AND d.body_type_id = s.body_type_id
       AND o.period_start <= s.held_on
       AND CASE WHEN o.calendar THEN o.period_end >= s.held_on
                ELSE NOT EXISTS (
                    SELECT 1 FROM obligations_obligation n
                    WHERE n.directive_id = o.directive_id AND n.unit_id = o.unit_id AND NOT n.calendar
                      AND n.period_start > o.period_start AND n.period_start <= s.held_on) END)
ORDER BY o.id
FOR UPDATE OF o
"""  # noqa: S608  constants of ours


@transaction.atomic(savepoint=False)
def record_fulfilment(
    *,
    source: Source,
    unit_id: int,
    held_on: date,
    filed_on: date,
    submitted_at: datetime,
    body_type_id: int | None = None,
    obligation_id: int | None = None,
    at: datetime,
) -> list[int]:
    """Something was held on ``held_on`` and submitted on ``filed_on``; returns the ids of the obligations touched.

    ``source`` is ("report", meeting id) with ``body_type_id``, or ("declaration", declaration id) with
    ``obligation_id``. A second call for a source supersedes the first: in the same period the first day of filing
    stays, another period counts from the day given. Notices of what is settled are cleared. Raises BadInput
    ``period_locked`` (param ``locks_on``) for a period closed to reports and not reopened.
    """
    touched = _written(
        source,
        at,
        unit=unit_id,
        body_type=body_type_id,
        obligation=obligation_id,
        held_on=held_on,
        filed_on=filed_on,
        submitted_at=submitted_at,
    )
    before = {row.pk for row in touched if not row.is_new}
    _stop_if_locked([row for row in touched if row.is_new and row.pk not in before], filed_on)
    return _settled({row.pk for row in touched}, at)


@transaction.atomic(savepoint=False)
def withdraw_fulfilment(*, source: Source, at: datetime) -> list[int]:
    """The unit took its submission back; returns the obligations touched, recomputed from what remains."""
    return _settled({row.pk for row in _written(source, at)}, at)


@transaction.atomic(savepoint=False)
def record_not_held(*, obligation_id: int, on: date, at: datetime) -> None:
    """The unit declared on ``on`` that it was not held; reminders about it stop. Raises NotVisible."""
    if not Obligation.objects.filter(pk=obligation_id).update(not_held_on=on, not_held_withdrawn_on=None):
        raise NotVisible
    clear(subject_kind="obligation", subject_ids=[obligation_id], because="answered", at=at)
    drop_ladders(obligation_ids=[obligation_id])


@transaction.atomic
def withdraw_not_held(*, obligation_id: int, on: date, at: datetime) -> None:
    """The unit took «not held» back on ``on``; a declaration taken back on its own day was never recorded."""
    row = _locked(obligation_id)
    if row.not_held_on is None or row.not_held_withdrawn_on is not None:
        return
    row.not_held_withdrawn_on = on
    row.save(update_fields=["not_held_withdrawn_on"])
    write_ladders(at=at, obligation_ids=[row.pk])


def _locked(obligation_id: int) -> Obligation:
    row = Obligation.objects.select_for_update().filter(pk=obligation_id).first()
    if row is None:
        raise NotVisible
    return row


def _written(source: Source, at: datetime, **new: Any) -> list[Any]:
    """Supersede the live submission of ``source`` by ``new`` (none: it is withdrawn): one statement.

    Returns the obligations either may fulfil, locked; ``is_new`` for the new one, and again for the one superseded.
    """
    nothing = dict.fromkeys(("unit", "body_type", "obligation", "held_on", "filed_on", "submitted_at"))
    parameters = {**nothing, **new, "source_kind": source[0], "source_id": source[1], "at": at}
    return list(Obligation.objects.raw(_WRITE_SQL, parameters))


def _stop_if_locked(rows: Iterable[Obligation], filed_on: date) -> None:
    for row in rows:
        if row.filed_on is None and is_locked(row.facts, filed_on):
            raise BadInput("held_on", "period_locked", locks_on=row.locks_on)


def _settled(ids: set[int], at: datetime) -> list[int]:
    done = resolve_fulfilment(obligation_ids=ids)
    if done:
        clear(subject_kind="obligation", subject_ids=done, because="settled", at=at)
    if again := ids - set(done):
        write_ladders(at=at, obligation_ids=again)
    return sorted(ids)
