"""Dated exceptions: for a unit or its subtree, another frequency or none."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.foundation.text import clean_line, clean_text
from tajadur.organisation.profile.models import UnitKind
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.rules.former_terms import last_reached, reach_of_exception
from tajadur.rules.periods import CALENDAR_TYPES, PeriodType, first_common_start

from ..models import Directive, DirectiveException
from ..queries import last_drafting
from ..vocabulary import ASKED_OF_UNITS, EXCEPTION_DRAFTED, DirectiveStatus
from .terms import stop_unless_read


@transaction.atomic
def draft_exception(
    *,
    directive_id: int,
    unit_id: int,
    whole_subtree: bool,
    period_type: str,
    from_on: date,
    to_on: date,
    reason: str,
    authority: str,
    by: Actor,
    at: datetime,
) -> int:
    """A drafted exception; ``period_type`` is another frequency, or "" to suspend. Returns its id.

    Days are both included. Raises NotVisible (no such unit), PermissionDenied, and BadInput with every problem at once:
    ``directive_unknown``, ``dates_contradict``, ``reason_required``, ``authority_required``, ``frequency_unchanged``,
    ``frequency_not_for_dated``, ``exception_cuts_a_period`` (params ``first``, ``last``: days that would not),
    ``exception_overlaps`` (another one of the same unit), ``unit_owes_nothing``, ``nothing_owes_below``.
    """
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise BadInput("unit", "unit_unknown")
    grant = require(by, Permission.DRAFT_DIRECTIVE, unit)
    directive = (
        Directive.objects.filter(pk=directive_id, fulfilment__in=ASKED_OF_UNITS)
        .exclude(standing=DirectiveStatus.WITHDRAWN)
        .first()
    )
    if directive is None:
        raise BadInput("directive", "directive_unknown")
    exception = DirectiveException(directive=directive, unit=unit)
    _write(exception, whole_subtree, period_type, from_on, to_on, reason, authority)
    _log("exception.drafted", exception, by, at, grant)
    return exception.pk


@transaction.atomic
def edit_exception(
    *,
    exception_id: int,
    whole_subtree: bool,
    period_type: str,
    from_on: date,
    to_on: date,
    reason: str,
    authority: str,
    by: Actor,
    at: datetime,
) -> int:
    """Change a drafted exception; returns its directive's id. Errors as drafting, and Conflict, NotVisible."""
    exception, grant = _locked(exception_id, Permission.DRAFT_DIRECTIVE, by)
    if exception.standing != DirectiveStatus.DRAFT:
        raise Conflict("exception_not_draft")
    _write(exception, whole_subtree, period_type, from_on, to_on, reason, authority)
    _log("exception.edited", exception, by, at, grant)
    return exception.directive_id


@transaction.atomic
def issue_exception(*, exception_id: int, seen: str, on: date, by: Actor, at: datetime) -> int:
    """Put a drafted exception in force: another person than who drafted it, as it was read. Returns its directive's id.

    Raises NotVisible, PermissionDenied, Conflict ``exception_not_draft``, ``two_persons`` or ``redrafted``.
    """
    exception, grant = _locked(exception_id, Permission.ISSUE_DIRECTIVE, by)
    if exception.standing != DirectiveStatus.DRAFT:
        raise Conflict("exception_not_draft")
    last = last_drafting(exception.directive_id, EXCEPTION_DRAFTED, exception_id=exception.pk)
    stop_unless_read(last, seen, by)
    terms, span = exception.directive.over_time, (exception.from_on, exception.to_on)
    exception.standing, exception.decided_on = DirectiveStatus.ISSUED, on
    exception.reaches_from, exception.reaches_to = reach_of_exception(terms, exception.period_type, span, on)
    exception.save(update_fields=["standing", "decided_on", "reaches_from", "reaches_to"])
    _log("exception.issued", exception, by, at, grant)
    return exception.directive_id


@transaction.atomic
def withdraw_exception(*, exception_id: int, on: date, by: Actor, at: datetime) -> int:
    """End an exception, drafted or in force; what it reached stays as it was. Returns its directive's id."""
    exception, grant = _locked(exception_id, Permission.ISSUE_DIRECTIVE, by)
    if exception.standing == DirectiveStatus.WITHDRAWN:
        raise Conflict("exception_withdrawn")
    exception.reaches_to = _last_reached(exception, on)
    exception.standing = DirectiveStatus.WITHDRAWN
    exception.save(update_fields=["standing", "reaches_to"])
    _log("exception.withdrawn", exception, by, at, grant)
    return exception.directive_id


def _last_reached(exception: DirectiveException, on: date) -> date | None:
    """The last day it governs once it ends on ``on``; None when it governs nothing."""
    first = exception.reaches_from or exception.from_on
    if exception.standing != DirectiveStatus.ISSUED or first > on:
        return None
    span = (first, exception.reaches_to or exception.to_on)
    return last_reached(exception.directive.over_time, exception.period_type, span, on)


def _locked(exception_id: int, permission: Permission, by: Actor) -> tuple[DirectiveException, Grant]:
    rows = DirectiveException.objects.select_for_update(of=("self",)).select_related("unit", "directive")
    exception = rows.filter(pk=exception_id).first()
    if exception is None:
        raise NotVisible
    return exception, require(by, permission, exception.unit)


def _write(
    exception: DirectiveException,
    whole_subtree: bool,
    period_type: str,
    from_on: date,
    to_on: date,
    reason: str,
    authority: str,
) -> None:
    """Check everything and save. Raises BadInput with every problem at once."""
    directive, unit = exception.directive, exception.unit
    reason, authority = clean_text(reason, field="reason"), clean_line(authority, field="authority", limit=160)
    problems = [] if reason else [BadInput("reason", "reason_required")]
    problems += [] if authority else [BadInput("authority", "authority_required")]
    if from_on > to_on:
        problems.append(BadInput("to_on", "dates_contradict", first=from_on, last=to_on))
    elif period_type:
        problems += _frequency_problems(directive, period_type, from_on, to_on)
    if not whole_subtree and unit.kind_id != directive.unit_kind_id:
        problems.append(BadInput("unit", "unit_owes_nothing"))
    elif not _stands_over(unit, directive.unit_kind):
        problems.append(BadInput("unit", "nothing_owes_below"))
    if problems:
        raise BadInput.of(*problems)
    exception.whole_subtree, exception.period_type = whole_subtree, period_type
    exception.from_on, exception.to_on = from_on, to_on
    exception.reason, exception.authority = reason, authority
    try:
        with transaction.atomic():
            exception.save()
    except IntegrityError as error:
        if "exception_never_two_at_one_level" not in str(error):
            raise
        raise BadInput("from_on", "exception_overlaps") from error


def _frequency_problems(directive: Directive, wanted: str, from_on: date, to_on: date) -> list[BadInput]:
    """Another frequency must begin and end where both count a period, so that no day is asked for twice or never."""
    if wanted not in CALENDAR_TYPES:
        return [BadInput("period_type", "choice_unknown")]
    if directive.period_type not in CALENDAR_TYPES:
        return [BadInput("period_type", "frequency_not_for_dated")]
    if wanted == directive.period_type:
        return [BadInput("period_type", "frequency_unchanged")]
    first = _common_start(directive.period_type, wanted, from_on)
    last = _common_start(directive.period_type, wanted, to_on + timedelta(days=1)) - timedelta(days=1)
    if (first, last) != (from_on, to_on):
        return [BadInput("from_on", "exception_cuts_a_period", first=first, last=last)]
    return []


def _stands_over(unit: Unit, kind: UnitKind) -> bool:
    """May units of ``kind`` stand below ``unit``, or is it one itself? Whether or not some stand there today."""
    above: UnitKind | None = kind
    while above is not None and above.pk != unit.kind_id:
        above = above.parent
    return above is not None


def _common_start(present: str, wanted: str, day: date) -> date:
    """The first day on or after ``day`` that begins a period in both types."""
    return first_common_start(PeriodType(present), PeriodType(wanted), day - timedelta(days=1))


def _log(act: str, exception: DirectiveException, by: Actor, at: datetime, grant: Grant) -> None:
    detail = {
        "exception": exception.pk,
        "period_type": exception.period_type,
        "from_on": exception.from_on.isoformat(),
        "to_on": exception.to_on.isoformat(),
        "whole_subtree": exception.whole_subtree,
    }
    subject = ("directive", exception.directive_id)
    log_action(act=act, by=by, at=at, grant=grant, unit_id=exception.unit_id, subject=subject, detail=detail)
