"""A directive or an exception changes, and what is owed follows in the same transaction."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from tajadur.duties.directives.operations import amending, exceptions, terms
from tajadur.permissions.actors import Actor
from tajadur.rules.reminders import Ladder

from .ladders import write_ladders
from .opening import open_periods
from .sync_obligations import cancel_and_rewrite, redate


@transaction.atomic
def issue_directive(*, directive_id: int, seen: str, on: date, by: Actor, at: datetime) -> int:
    """Put a draft in force and open what it asks; returns how many obligations. Errors as in the directives app."""
    terms.issue_directive(directive_id=directive_id, seen=seen, by=by, at=at)
    return open_periods(on=on, at=at, directive_ids=[directive_id])


@transaction.atomic
def amend_directive(
    *,
    directive_id: int,
    changes: dict[str, Any],
    ladder: Ladder | None = None,
    on: date,
    by: Actor,
    at: datetime,
) -> date | None:
    """Amend an issued directive, and its ladder when one is given; only what is upcoming or open on ``on`` follows.

    Returns the day a new period type takes effect, None when it stays. Errors as in the directives app.
    """
    effect = amending.amend_directive(directive_id=directive_id, changes=changes, ladder=ladder, on=on, by=by, at=at)
    follow_terms(directive_id, on, at)
    return effect


@transaction.atomic
def issue_amendment(*, directive_id: int, seen: str, on: date, by: Actor, at: datetime) -> date | None:
    """Put the drafted amendment in force; returns as ``amend_directive``. Errors of it and of ``take_amendment``."""
    changes, ladder = amending.take_amendment(directive_id=directive_id, seen=seen, by=by)
    return amend_directive(directive_id=directive_id, changes=changes, ladder=ladder, on=on, by=by, at=at)


def follow_terms(directive_id: int, on: date, at: datetime) -> None:
    """What is owed follows the amended terms of its directive."""
    redate(directive_id=directive_id, on=on)
    follow(directive_id, on, at)
    write_ladders(at=at)


@transaction.atomic
def withdraw_directive(*, directive_id: int, on: date, by: Actor, at: datetime) -> None:
    """Withdraw a directive; what is upcoming or open on ``on`` is cancelled. Errors as in the directives app."""
    terms.withdraw_directive(directive_id=directive_id, on=on, by=by, at=at)
    follow(directive_id, on, at)


@transaction.atomic
def issue_exception(*, exception_id: int, seen: str, on: date, by: Actor, at: datetime) -> None:
    """Put a drafted exception in force; what it releases is cancelled from ``on``. Errors as in the directives app."""
    follow(exceptions.issue_exception(exception_id=exception_id, seen=seen, on=on, by=by, at=at), on, at)


@transaction.atomic
def withdraw_exception(*, exception_id: int, on: date, by: Actor, at: datetime) -> None:
    """End an exception; periods not begun are owed again. Errors as in the directives app."""
    follow(exceptions.withdraw_exception(exception_id=exception_id, on=on, by=by, at=at), on, at)


def follow(directive_id: int, on: date, at: datetime) -> None:
    """What is owed follows a directive or its exceptions as they are now."""
    cancel_and_rewrite(on=on, at=at)
    open_periods(on=on, at=at, directive_ids=[directive_id])
