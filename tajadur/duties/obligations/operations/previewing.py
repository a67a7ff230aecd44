"""What an act on a directive would do to what is owed: the act itself, run in a transaction that is never kept."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from tajadur.duties.directives.models import Amendment, Directive, DirectiveException
from tajadur.duties.directives.operations.amending import rewrite_terms
from tajadur.duties.directives.queries import amendment_terms
from tajadur.duties.directives.vocabulary import DirectiveStatus
from tajadur.foundation.errors import Conflict
from tajadur.permissions.actors import Actor

from ..models import Obligation
from ..vocabulary import HORIZON_DAYS
from .directing import follow, follow_terms, withdraw_directive, withdraw_exception
from .opening import open_periods


class OwedRow(NamedTuple):
    """What a unit owes for a period, unless it was cancelled, and the days by which it owes it."""

    unit_id: int
    period_key: str
    is_owed: bool
    days: tuple[date, date, date | None]
    overdue_from: date


Rows = dict[int, OwedRow]


@dataclass(frozen=True, slots=True)
class Preview:
    """Obligations that would be owed anew, no longer owed, or owed by other days; ``…_units`` count their units.

    ``most`` is the largest number of new ones for one unit; ``effect`` the day a new frequency begins. Counted up to
    ``horizon_days`` ahead; later periods follow by themselves.
    """

    owed: int = 0
    owed_units: int = 0
    most: int = 0
    released: int = 0
    released_units: int = 0
    redated: int = 0
    redated_units: int = 0
    overdue: int = 0
    effect: date | None = None
    horizon_days: int = HORIZON_DAYS

    @property
    def is_empty(self) -> bool:
        """Would nothing change for anybody?"""
        return not (self.owed or self.released or self.redated)


def preview_issue(*, directive_id: int, on: date, at: datetime) -> Preview:
    """What putting a draft in force would ask. Nothing is written; the caller has checked that it may be read."""

    def act() -> None:
        Directive.objects.filter(pk=directive_id).update(standing=DirectiveStatus.ISSUED, issued_at=at)
        open_periods(on=on, at=at, directive_ids=[directive_id])

    return _dry(directive_id, act, on)


def preview_amendment(*, directive_id: int, on: date, at: datetime) -> Preview:
    """What the drafted amendment would change. Nothing is written; the caller has checked that it may be read.

    Raises BadInput as the amendment would, Conflict ``amendment_gone``.
    """
    row = Amendment.objects.filter(directive=directive_id).first()
    if row is None:
        raise Conflict("amendment_gone")
    changes, ladder = amendment_terms(row)

    def act() -> date | None:
        effect, _ = rewrite_terms(directive_id=directive_id, changes=changes, ladder=ladder, on=on)
        follow_terms(directive_id, on, at)
        return effect

    return _dry(directive_id, act, on)


def preview_withdrawal(*, directive_id: int, on: date, by: Actor, at: datetime) -> Preview:
    """What a withdrawal would release. Errors are those of the withdrawal; nothing is written."""
    return _dry(directive_id, lambda: withdraw_directive(directive_id=directive_id, on=on, by=by, at=at), on)


def preview_exception(*, exception_id: int, on: date, at: datetime) -> Preview:
    """What putting a drafted exception in force would change. Nothing is written; the caller has checked."""
    exception = DirectiveException.objects.get(pk=exception_id)

    def act() -> None:
        DirectiveException.objects.filter(pk=exception_id).update(standing=DirectiveStatus.ISSUED, decided_on=on)
        follow(exception.directive_id, on, at)

    return _dry(exception.directive_id, act, on)


def preview_exception_end(*, exception_id: int, on: date, by: Actor, at: datetime) -> Preview:
    """What ending an exception would ask again. Errors are those of the act; nothing is written."""
    exception = DirectiveException.objects.get(pk=exception_id)
    return _dry(exception.directive_id, lambda: withdraw_exception(exception_id=exception_id, on=on, by=by, at=at), on)


def _dry(directive_id: int, act: Callable[[], date | None], on: date) -> Preview:
    with transaction.atomic():
        before = rows_of(directive_id)
        effect = act()
        after = rows_of(directive_id)
        transaction.set_rollback(True)
    return compared(before, after, on, effect)


def rows_of(directive_id: int) -> Rows:
    """What is unanswered of a directive, by the id of its obligation. One query."""
    columns = ("pk", "unit_id", "period_key", "cancelled_on", "due_on", "overdue_from", "locks_on")
    rows = Obligation.objects.filter(directive_id=directive_id, filed_on=None).values_list(*columns, named=True)
    return {
        row.pk: OwedRow(
            unit_id=row.unit_id,
            period_key=row.period_key,
            is_owed=row.cancelled_on is None,
            days=(row.due_on, row.overdue_from, row.locks_on),
            overdue_from=row.overdue_from,
        )
        for row in rows
    }


def compared(before: Rows, after: Rows, on: date, effect: date | None = None) -> Preview:
    """The difference between two moments of one directive."""
    was_owed = {pk: row.days for pk, row in before.items() if row.is_owed}
    owed = [row for pk, row in after.items() if row.is_owed and pk not in was_owed]
    released = [row for pk, row in after.items() if not row.is_owed and pk in was_owed]
    redated = [row for pk, row in after.items() if row.is_owed and pk in was_owed and was_owed[pk] != row.days]
    units = Counter(row.unit_id for row in owed)
    return Preview(
        owed=len(owed),
        owed_units=len(units),
        most=max(units.values(), default=0),
        released=len(released),
        released_units=len({row.unit_id for row in released}),
        redated=len(redated),
        redated_units=len({row.unit_id for row in redated}),
        overdue=sum(row.overdue_from <= on for row in owed),
        effect=effect,
    )
