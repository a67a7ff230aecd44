"""Which last days still lie ahead of a unit: what a calendar shows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tajadur.rules.deadlines import Deadlines, extended_deadlines
from tajadur.rules.status import State

from ..models import Obligation
from .finding import obligations_for

_STILL_ASKED = (State.UPCOMING, State.OPEN, State.EXTENSION_RUNNING, State.GRACE)


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day of one obligation that is not settled; ``moved_by`` counts the days an extension added."""

    obligation: Obligation
    day: date
    moved_by: int


def last_days(
    actor: Actor, unit_ids: Collection[int], on: date, until: date, *, post_ids: Collection[int] = ()
) -> list[LastDay]:
    """What these units, and these posts themselves, still owe, with the day that counts, up to ``until``; nothing that
    is done. One query."""
    if not unit_ids and not post_ids:
        return []
    owing = Q(unit_id__in=unit_ids, addressee=0) | Q(addressee__gt=0, addressee__in=post_ids)
    rows = obligations_for(actor, Permission.READ_FIGURES, on).filter(owing, period_start__lte=until)
    unsettled = [_last_day(row) for row in rows.filter(state__in=_STILL_ASKED).order_by("due_on", "pk")]
    return [last_day for last_day in unsettled if last_day.day <= until]


def _last_day(row: Obligation) -> LastDay:
    day = row.due_on
    if row.extended_until:
        days = Deadlines(row.period_start, row.due_on, row.overdue_from, row.locks_on, row.period_end)
        day = extended_deadlines(days, row.extended_until, calendar=row.calendar, report_days=row.report_days).due_on
    return LastDay(row, day, max(timedelta(0), day - row.due_on).days)
