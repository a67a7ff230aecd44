"""A drafted amendment: written by who drafts, put in force by another person, never on a directive changed since."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from tajadur.foundation.errors import BadInput, Conflict
from tajadur.policy.actors import Actor
from tajadur.policy.gate import require_anywhere
from tajadur.policy.matrix import Act
from tajadur.registry.journal.operations import record
from tajadur.registry.journal.queries import entries_about
from tajadur.rules.reminders import Ladder, ladder_rows

from ..models import Amendment
from ..queries import amendment_terms
from ..vocabulary import Standing
from .terms import check_amendment, locked, stop_if_own

DRAFTED = "directive.amendment_drafted"


@transaction.atomic
def draft_amendment(
    *, directive_id: int, changes: dict[str, Any], ladder: Ladder | None = None, by: Actor, at: datetime
) -> None:
    """Draft an amendment, or draft the waiting one anew; nothing follows until it is put in force.

    ``changes`` as in ``amend_directive``. Raises BadInput as it does and ``nothing_changed``; Conflict
    ``directive_not_issued``, Unseen, Refused.
    """
    power = require_anywhere(by, Act.DRAFT_DIRECTIVE)
    directive = locked(directive_id, Standing.ISSUED, "directive_not_issued")
    if not changes and ladder is None:
        raise BadInput("", "nothing_changed")
    check_amendment(directive, changes, ladder)
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in changes.items()}
    rows = None if ladder is None else ladder_rows(ladder)
    values = {"version": directive.version, "changes": plain, "ladder": rows, "drafted_at": at}
    Amendment.objects.update_or_create(directive=directive, defaults=values)
    record(act=DRAFTED, by=by, at=at, power=power, subject=("directive", directive_id), detail=plain)


@transaction.atomic
def discard_amendment(*, directive_id: int, by: Actor, at: datetime) -> None:
    """Drop the drafted amendment. Raises Conflict ``amendment_gone``, Unseen, Refused."""
    power = require_anywhere(by, Act.DRAFT_DIRECTIVE)
    _waiting(directive_id).delete()
    record(act="directive.amendment_discarded", by=by, at=at, power=power, subject=("directive", directive_id))


@transaction.atomic
def take_amendment(*, directive_id: int, seen: str, by: Actor) -> tuple[dict[str, Any], Ladder | None]:
    """The changes and the ladder of the drafted amendment, which is gone: the caller amends in the same transaction.

    ``seen``: the mark of what was read, ``drafted_at`` in ISO form. Raises Refused; Conflict ``amendment_gone``,
    ``amendment_redrafted`` (since it was read), ``amendment_stale`` (the directive changed since) or ``two_persons``.
    """
    require_anywhere(by, Act.ISSUE_DIRECTIVE)
    waiting = _waiting(directive_id)
    if waiting.version != waiting.directive.version:
        raise Conflict("amendment_stale")
    if waiting.drafted_at.isoformat() != seen:
        raise Conflict("amendment_redrafted")
    stop_if_own(entries_about(("directive", directive_id)).filter(act=DRAFTED).first(), by)
    terms = amendment_terms(waiting)
    waiting.delete()
    return terms


def _waiting(directive_id: int) -> Amendment:
    locked(directive_id, Standing.ISSUED, "directive_not_issued")
    found = Amendment.objects.select_related("directive").filter(directive=directive_id).first()
    if found is None:
        raise Conflict("amendment_gone")
    return found
