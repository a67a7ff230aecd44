"""Amending a directive in force: drafted, put in force by another person, never on a directive changed since."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tajadur.foundation.errors import BadInput, Conflict
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.rules.former_terms import FormerTerms
from tajadur.rules.periods import CALENDAR_TYPES, first_common_start
from tajadur.rules.reminders import Ladder, ladder_rows

from ..models import Amendment, Directive
from ..queries import amendment_terms, last_drafting
from ..vocabulary import AMENDMENT_DRAFTED, DirectiveStatus
from .terms import checked, locked, relay, stop_unless_read, terms_of, write


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
    """Change days, end, level, period type or ladder of an issued directive.

    ``changes`` may hold report_days, grace_days, lock_days, in_force_to, released_by and period_type. A new period
    type takes effect on the first day after ``on`` that begins a period in both; that day is returned. Raises
    BadInput ``dates_contradict``, ``days_out_of_range``, ``period_type_fixed`` (dated and once never change) or
    ``period_type_already_changing``.
    """
    grant = require_anywhere(by, Permission.ISSUE_DIRECTIVE)
    effect, detail = rewrite_terms(directive_id=directive_id, changes=changes, ladder=ladder, on=on)
    log_action(act="directive.amended", by=by, at=at, grant=grant, subject=("directive", directive_id), detail=detail)
    return effect


def rewrite_terms(
    *, directive_id: int, changes: dict[str, Any], ladder: Ladder | None, on: date
) -> tuple[date | None, dict[str, Any]]:
    """Write an amendment without checking a permission: the caller has, or throws away what is written (a preview).

    Returns the day a new period type takes effect (None when it stays) and what changed, for the audit log. Errors as
    ``amend_directive``; Conflict ``directive_not_issued``, NotVisible.
    """
    directive = locked(directive_id, DirectiveStatus.ISSUED, "directive_not_issued")
    check_amendment(directive, changes, ladder)
    former = FormerTerms(replaced_on=on, days=directive.over_time.days)
    columns, was = dict(changes), {name: str(getattr(directive, name)) for name in changes}
    effect = None
    wanted = columns.pop("period_type", directive.period_type)
    if wanted != directive.period_type:
        effect = _change_day(directive, wanted, on)
        former = replace(former, period_type=directive.period_type, ended_on=effect)
        columns |= {"period_type": wanted}
    kept = {"version": directive.version + 1, "former_terms": [*directive.former_terms, former.row]}
    write(directive, {**columns, **kept})
    relay(directive, ladder)
    since = {"period_type_from": effect} if effect else {}
    return effect, {name: str(value) for name, value in (columns | since).items()} | {"was": was}


def check_amendment(directive: Directive, changes: dict[str, Any], ladder: Ladder | None) -> None:
    """Raises BadInput: ``term_not_amendable`` (param ``term``), or the problems of the amended terms and ladder."""
    unknown = set(changes) - {"report_days", "grace_days", "lock_days", "in_force_to", "released_by", "period_type"}
    if unknown:
        raise BadInput("", "term_not_amendable", term=min(unknown))
    checked(replace(terms_of(directive), **changes), ladder)


@transaction.atomic
def draft_amendment(
    *, directive_id: int, changes: dict[str, Any], ladder: Ladder | None = None, by: Actor, at: datetime
) -> None:
    """Draft an amendment, or draft the waiting one anew; nothing follows until it is put in force.

    ``changes`` as in ``amend_directive``. Raises BadInput as it does and ``nothing_changed``; Conflict
    ``directive_not_issued``, NotVisible, PermissionDenied.
    """
    grant = require_anywhere(by, Permission.DRAFT_DIRECTIVE)
    directive = locked(directive_id, DirectiveStatus.ISSUED, "directive_not_issued")
    if not changes and ladder is None:
        raise BadInput("", "nothing_changed")
    check_amendment(directive, changes, ladder)
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in changes.items()}
    rows = None if ladder is None else ladder_rows(ladder)
    values = {"version": directive.version, "changes": plain, "ladder": rows, "drafted_at": at}
    Amendment.objects.update_or_create(directive=directive, defaults=values)
    log_action(act=AMENDMENT_DRAFTED[0], by=by, at=at, grant=grant, subject=("directive", directive_id), detail=plain)


@transaction.atomic
def discard_amendment(*, directive_id: int, by: Actor, at: datetime) -> None:
    """Drop the drafted amendment. Raises Conflict ``amendment_gone``, NotVisible, PermissionDenied."""
    grant = require_anywhere(by, Permission.DRAFT_DIRECTIVE)
    _waiting(directive_id).delete()
    log_action(act="directive.amendment_discarded", by=by, at=at, grant=grant, subject=("directive", directive_id))


@transaction.atomic
def take_amendment(*, directive_id: int, seen: str, by: Actor) -> tuple[dict[str, Any], Ladder | None]:
    """The changes and the ladder of the drafted amendment, which is gone: the caller amends in the same transaction.

    Raises PermissionDenied; Conflict ``amendment_gone``, ``amendment_stale`` (the directive changed since),
    ``two_persons`` or ``redrafted``.
    """
    require_anywhere(by, Permission.ISSUE_DIRECTIVE)
    waiting = _waiting(directive_id)
    if waiting.version != waiting.directive.version:
        raise Conflict("amendment_stale")
    stop_unless_read(last_drafting(directive_id, AMENDMENT_DRAFTED), seen, by)
    terms = amendment_terms(waiting)
    waiting.delete()
    return terms


def _waiting(directive_id: int) -> Amendment:
    locked(directive_id, DirectiveStatus.ISSUED, "directive_not_issued")
    amendment = Amendment.objects.select_related("directive").filter(directive=directive_id).first()
    if amendment is None:
        raise Conflict("amendment_gone")
    return amendment


def _change_day(directive: Directive, wanted: str, on: date) -> date:
    if coming := directive.over_time.change_to_come(on):
        raise BadInput("period_type", "period_type_already_changing", day=coming[1])
    if not {wanted, directive.period_type} <= CALENDAR_TYPES:
        raise BadInput("period_type", "period_type_fixed")
    return first_common_start(directive.period_type, wanted, on)
