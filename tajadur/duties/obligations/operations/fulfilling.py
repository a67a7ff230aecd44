"""A unit submitted something: which obligations it fulfils. Called inside the transaction of the submitting room."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from tajadur.foundation.errors import BadInput, Unseen
from tajadur.registry.notices.operations import clear
from tajadur.rules.status import is_locked

from ..models import Fulfilment, Obligation
from ..queries.finding import matching_meeting
from .ladders import write_ladders
from .settling import settle

Source = tuple[str, int]


@transaction.atomic
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
    before = _superseded(source, at)
    now = _matching(unit_id, held_on, body_type_id, obligation_id)
    _stop_if_locked([row for row in now if row.pk not in before], filed_on)
    Fulfilment.objects.create(
        source_kind=source[0],
        source_id=source[1],
        unit_id=unit_id,
        held_on=held_on,
        filed_on=filed_on,
        submitted_at=submitted_at,
        body_type_id=body_type_id,
        obligation_id=obligation_id,
    )
    return _settled(before | {row.pk for row in now}, at)


@transaction.atomic
def withdraw_fulfilment(*, source: Source, at: datetime) -> list[int]:
    """The unit took its submission back; returns the obligations touched, recomputed from what remains."""
    return _settled(_superseded(source, at), at)


@transaction.atomic
def record_not_held(*, obligation_id: int, on: date, at: datetime) -> None:
    """The unit declared on ``on`` that it was not held; reminders about it stop. Raises Unseen."""
    row = _locked(obligation_id)
    row.not_held_on, row.not_held_withdrawn_on = on, None
    row.save(update_fields=["not_held_on", "not_held_withdrawn_on"])
    clear(subject_kind="obligation", subject_ids=[row.pk], because="answered", at=at)
    write_ladders(at=at, obligation_ids=[row.pk])


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
        raise Unseen
    return row


def _matching(unit_id: int, held_on: date, body_type_id: int | None, obligation_id: int | None) -> list[Obligation]:
    """The obligations a submission may fulfil, locked in the order of their ids."""
    rows: QuerySet[Obligation]
    if obligation_id is not None:
        rows = Obligation.objects.filter(pk=obligation_id, unit_id=unit_id)
    else:
        rows = Obligation.objects.filter(pk__in=matching_meeting(unit_id, body_type_id, held_on))
    return list(rows.select_for_update().order_by("pk"))


def _superseded(source: Source, at: datetime) -> set[int]:
    """Close the live submission of ``source``, if any; returns the obligations it may have fulfilled."""
    live = Fulfilment.objects.select_for_update().filter(source_kind=source[0], source_id=source[1], superseded_at=None)
    row = live.first()
    if row is None:
        return set()
    row.superseded_at = at
    row.save(update_fields=["superseded_at"])
    return {found.pk for found in _matching(row.unit_id, row.held_on, row.body_type_id, row.obligation_id)}


def _stop_if_locked(rows: Iterable[Obligation], filed_on: date) -> None:
    for row in rows:
        reopened = row.reopened_on is not None and row.reopened_on <= filed_on
        if row.filed_on is None and not reopened and is_locked(row.facts, filed_on):
            raise BadInput("held_on", "period_locked", locks_on=row.locks_on)


def _settled(ids: set[int], at: datetime) -> list[int]:
    settle(obligation_ids=ids)
    done = list(Obligation.objects.filter(pk__in=ids, filed_on__isnull=False).values_list("pk", flat=True))
    if done:
        clear(subject_kind="obligation", subject_ids=done, because="settled", at=at)
    write_ladders(at=at, obligation_ids=ids)
    return sorted(ids)
