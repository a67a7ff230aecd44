"""The pass over what is awaited: answers to advice, visits of which nothing was said, promises. Twice, it adds nothing.

Rows are locked while they are told, so that whoever settles one meanwhile clears what was told about it.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from tajadur.duties.follow_ups.operations import Owed, tell_follow_ups
from tajadur.duties.follow_ups.queries import terms_of
from tajadur.foundation.calendar import civil_day
from tajadur.organisation.people.queries.posts import leading_secretaries
from tajadur.registry.notices.models import Notice
from tajadur.registry.notices.operations.requests import clear
from tajadur.rules.follow_ups import MOST_DAYS, FollowUpKind

from .models import Advice, AdviceAnswer, Promise, Visit
from .vocabulary import ADVICE, PROMISE, VISIT

_UNANSWERED = Q(withdrawn_at=None, use=None) & ~Exists(AdviceAnswer.objects.filter(advice=OuterRef("pk")))


def tell_support(*, on: date, at: datetime) -> int:
    """Tell every rung that has come of what is awaited on ``on``; returns how many notices were new."""
    forget_closed(on=on, at=at)
    told = 0
    for kind, subject_kind in (
        (FollowUpKind.ADVICE, ADVICE),
        (FollowUpKind.VISIT, VISIT),
        (FollowUpKind.PROMISE, PROMISE),
    ):
        with transaction.atomic():
            owed = _owed(kind, on)
            told += tell_follow_ups(kind=kind, subject_kind=subject_kind, owed=owed, on=on, at=at)
    return told


@transaction.atomic
def forget_closed(*, on: date, at: datetime) -> int:
    """A unit that closed owes no answer any more: what asked for one is cleared. Returns how many notices."""
    live = Notice.objects.filter(subject_kind=ADVICE, subject_id=OuterRef("pk"), cleared_at=None)
    rows = Advice.objects.filter(_UNANSWERED, Exists(live), unit__closed_on__lte=on, due_on__isnull=False)
    ids = list(rows.values_list("pk", flat=True))
    return clear(subject_kind=ADVICE, subject_ids=ids, because="closed", at=at) if ids else 0


def _owed(kind: FollowUpKind, on: date) -> list[Owed]:
    offsets = [rung.offset for rung in terms_of(kind).ladder]
    if not offsets:
        return []
    near = (on - timedelta(days=MOST_DAYS), on - timedelta(days=min(offsets)))
    match kind:
        case FollowUpKind.ADVICE:
            return _advice(near, on)
        case FollowUpKind.VISIT:
            visits = _locked(Visit.objects.filter(outcome="", planned_on__range=near))
            return [Owed(row.pk, row.unit_id, row.post_id, row.announced_on, row.planned_on) for row in visits]
    rows = Promise.objects.filter(kept_on=None, withdrawn_at=None, due_on__range=near)
    return [Owed(row.pk, row.unit_id, row.owner_id, civil_day(row.made_at), row.due_on) for row in _locked(rows)]


def _advice(near: tuple[date, date], on: date) -> list[Owed]:
    """What units are asked for, each of the secretary of the body that leads it."""
    rows = Advice.objects.filter(_UNANSWERED, Q(unit__closed_on=None) | Q(unit__closed_on__gt=on), due_on__range=near)
    awaited = _locked(rows)
    owners = leading_secretaries({row.unit_id for row in awaited})
    return [
        Owed(row.pk, row.unit_id, owners[row.unit_id], row.given_on, row.due_on)
        for row in awaited
        if row.unit_id in owners
    ]


def _locked(rows: QuerySet[Any]) -> list[Any]:
    return list(rows.order_by("pk").select_for_update(of=("self",), skip_locked=True))
