"""What an act on a directive would do to what is owed: the act itself, run in a transaction that is never kept."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tajadur.duties.directives.models import Amendment, Directive, DirectiveException
from tajadur.duties.directives.operations import rewrite_terms
from tajadur.duties.directives.queries import amendment_terms
from tajadur.duties.directives.vocabulary import DirectiveStatus
from tajadur.foundation.errors import Conflict
from tajadur.policy.actors import Actor

from ..models import Obligation
from .directing import follow, follow_terms, withdraw_directive, withdraw_exception
from .opening import HORIZON_DAYS, open_periods

Rows = dict[int, tuple[int, str, bool, tuple[date, date, date | None]]]


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
    """What putting a draft in force would ask. Nothing is written; the caller has read the draft by its own power."""

    def act() -> None:
        Directive.objects.filter(pk=directive_id).update(standing=DirectiveStatus.ISSUED, issued_at=at)
        open_periods(on=on, at=at, directive_ids=[directive_id])

    return _dry(directive_id, act, on)


def preview_amendment(*, directive_id: int, on: date, at: datetime) -> Preview:
    """What the drafted amendment would change. Nothing is written; the caller has read the draft by its own power.

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
    """What putting a drafted exception in force would change. Nothing is written; the caller has read the draft."""
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
    """What is unanswered of a directive: id -> (unit, period, is it owed, its days). One query."""
    rows = Obligation.objects.filter(directive_id=directive_id, filed_on=None).values_list(
        "pk", "unit_id", "period_key", "cancelled_on", "due_on", "overdue_from", "locks_on"
    )
    return {
        pk: (unit, key, cancelled is None, (due, overdue, locks))
        for pk, unit, key, cancelled, due, overdue, locks in rows
    }


def compared(before: Rows, after: Rows, on: date, effect: date | None = None) -> Preview:
    """The difference between two moments of one directive."""
    owed = [row for pk, row in after.items() if row[2] and not (pk in before and before[pk][2])]
    released = [row for pk, row in after.items() if not row[2] and pk in before and before[pk][2]]
    redated = [
        row for pk, row in after.items() if row[2] and pk in before and before[pk][2] and before[pk][3] != row[3]
    ]
    units = Counter(row[0] for row in owed)
    return Preview(
        owed=len(owed),
        owed_units=len(units),
        most=max(units.values(), default=0),
        released=len(released),
        released_units=len({row[0] for row in released}),
        redated=len(redated),
        redated_units=len({row[0] for row in redated}),
        overdue=sum(row[3][1] <= on for row in owed),
        effect=effect,
    )
