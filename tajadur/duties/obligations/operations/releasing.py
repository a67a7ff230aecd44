"""Given from above by the level the directive names: an excuse, an extension, a reopening. Each with its reason."""

from datetime import date, datetime

from django.db import transaction

from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.foundation.text import clean_text
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.registry.notices.operations.requests import clear
from tajadur.rules.deadlines import latest_extension
from tajadur.rules.status import is_past_lock

from ..models import Obligation, Release
from ..queries.finding import require_releasing
from .ladders import write_ladders


@transaction.atomic
def excuse(*, obligation_id: int, reason: str, on: date, by: Actor, at: datetime) -> None:
    """From ``on`` the unit is excused, listed apart; what was shown before stays. Its notices are cleared.

    Raises NotVisible, PermissionDenied, BadInput ``reason_required`` or ``already_settled``.
    """
    row, grant = _for_release(obligation_id, Permission.EXCUSE, by)
    if row.filed_on is not None or row.cancelled_on is not None or row.excused_on is not None:
        raise BadInput("", "already_settled")
    row.excused_on = on
    row.save(update_fields=["excused_on"])
    _write(row, "excuse", reason, on, at, grant, by)
    clear(subject_kind="obligation", subject_ids=[row.pk], because="excused", at=at)
    write_ladders(at=at, obligation_ids=[row.pk])


@transaction.atomic
def extend(
    *, obligation_id: int, until: date, reason: str, asked_on: date | None = None, on: date, by: Actor, at: datetime
) -> None:
    """Give more time until ``until``: to file (calendar periods) or to hold (dated and once). The original day stays.

    ``asked_on`` is the day the unit asked for it, if it did: that day must be before the first overdue one. The latest
    grant counts, all stay readable. Raises NotVisible, PermissionDenied, BadInput ``reason_required``,
    ``already_settled``, ``extension_too_late``, ``extension_not_later``, ``extension_over`` (before ``on``) or
    ``extension_too_far``.
    """
    row, grant = _for_release(obligation_id, Permission.EXTEND, by)
    if row.filed_on is not None or row.cancelled_on is not None or row.excused_on is not None:
        raise BadInput("", "already_settled")
    if (asked_on or on) >= row.overdue_from:
        raise BadInput("", "extension_too_late", overdue_from=row.overdue_from)
    stop_unless_extends(row, until, on)
    # A grant that follows one still running leaves no gap: the days between keep the state they had.
    running = row.extended_until is not None and on <= row.extended_until
    row.extension_granted_on = row.extension_granted_on if running else on
    row.extended_until = until
    row.save(update_fields=["extended_until", "extension_granted_on"])
    _write(row, "extension", reason, on, at, grant, by, until)
    write_ladders(at=at, obligation_ids=[row.pk])


@transaction.atomic
def reopen(*, obligation_id: int, reason: str, on: date, by: Actor, at: datetime) -> None:
    """Let the unit report a closed period; it counts as late.

    Raises NotVisible, PermissionDenied, BadInput ``not_locked``, ``already_reopened``.
    """
    row, grant = _for_release(obligation_id, Permission.REOPEN, by)
    if row.reopened_on is not None:
        raise BadInput("", "already_reopened")
    if row.filed_on is not None or row.cancelled_on is not None or not is_past_lock(row.facts, on):
        raise BadInput("", "not_locked")
    row.reopened_on = on
    row.save(update_fields=["reopened_on"])
    _write(row, "reopening", reason, on, at, grant, by)


def stop_unless_extends(row: Obligation, until: date, on: date) -> None:
    """``until`` must be after the day that runs now, not past, and within reason. Raises BadInput of ``until``."""
    after = max(row.due_on if row.calendar else row.period_end, row.extended_until or row.period_end)
    latest = latest_extension(row.due_on if row.calendar else row.period_end, calendar=row.calendar)
    if until <= after:
        raise BadInput("until", "extension_not_later", after=after)
    if until < on:
        raise BadInput("until", "extension_over", today=on)
    if until > latest:
        raise BadInput("until", "extension_too_far", latest=latest)


def _for_release(obligation_id: int, permission: Permission, by: Actor) -> tuple[Obligation, Grant]:
    """The row, locked, and the grant of the level its directive names."""
    rows = Obligation.objects.select_for_update(of=("self",)).select_related("directive", "unit")
    row = rows.filter(pk=obligation_id, addressee=0).first()
    if row is None:
        raise NotVisible
    return row, require_releasing(by, permission, row)


def _write(
    row: Obligation, kind: str, reason: str, on: date, at: datetime, grant: Grant, by: Actor, until: date | None = None
) -> None:
    clean = clean_text(reason, field="reason")
    if not clean:
        raise BadInput("reason", "reason_required")
    Release.objects.create(
        obligation=row,
        kind=kind,
        until=until,
        reason=clean,
        decided_on=on,
        decided_at=at,
        mandate_id=grant.mandate_id,
    )
    detail = {"until": until.isoformat()} if until else {}
    subject = ("obligation", row.pk)
    log_action(act=f"obligation.{kind}", by=by, at=at, grant=grant, unit_id=row.unit_id, subject=subject, detail=detail)
