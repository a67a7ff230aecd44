"""The unit puts its own next reminder off by a few days, with a reason. What goes above it is never put off."""

from datetime import date, datetime

from django.db import transaction

from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.foundation.text import clean_text
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action

from ..models import Obligation
from ..queries.finding import require_on
from ..queries.ladders import rungs_of, snoozable_of
from ..vocabulary import RowState
from .ladders import write_ladders

REASON_LIMIT = 300


@transaction.atomic
def snooze(*, obligation_id: int, until: date, reason: str, on: date, by: Actor, at: datetime) -> str:
    """The next reminder to the post goes on ``until`` instead of its own day; returns the key of its step.

    Once for each step, at most seven days and never past the next day of the ladder, whatever its level. Logged.
    Raises NotVisible, PermissionDenied, BadInput ``nothing_to_snooze``, ``already_snoozed``, ``snooze_out_of_range`` or
    ``reason_required``.
    """
    rows = Obligation.objects.select_for_update(of=("self",)).select_related("unit", "directive")
    row = rows.filter(pk=obligation_id).first()
    if row is None:
        raise NotVisible
    grant = require_on(by, Permission.SNOOZE, row)
    # The steps must be those of the ladder as it is now, before one of them is put off.
    write_ladders(at=at, obligation_ids=[row.pk])
    rungs = list(rungs_of(row))
    snoozable = snoozable_of(rungs, on)
    if snoozable is None:
        snoozed = [step for step in rungs if step.state == RowState.SNOOZED and step.goes_on >= on]
        if snoozed:
            raise BadInput("", "already_snoozed", until=snoozed[0].goes_on)
        raise BadInput("", "nothing_to_snooze")
    rung, latest = snoozable
    after = max(rung.day, on)
    problems = []
    if not after < until <= latest:
        problems.append(BadInput("until", "snooze_out_of_range", after=after, latest=latest))
    clean = clean_text(reason, field="reason", limit=REASON_LIMIT)
    if not clean:
        problems.append(BadInput("reason", "reason_required"))
    if problems:
        raise BadInput.of(*problems)
    rung.state, rung.snoozed_until, rung.snooze_reason, rung.planned_at = RowState.SNOOZED, until, clean, at
    rung.save(update_fields=["state", "snoozed_until", "snooze_reason", "planned_at"])
    subject, detail = ("obligation", row.pk), {"step": rung.step, "until": until.isoformat()}
    log_action(act="obligation.snoozed", by=by, at=at, grant=grant, unit_id=row.unit_id, subject=subject, detail=detail)
    return str(rung.step)
