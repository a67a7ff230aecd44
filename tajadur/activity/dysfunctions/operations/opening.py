"""Opening a case that somebody observed."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from tajadur.foundation.errors import BadInput, Conflict
from tajadur.foundation.text import clean_text
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.tree import unit_for
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission, Role
from tajadur.registry.audit.operations import log_action
from tajadur.rules.dysfunctions import CaseKind, Severity, is_recurrence

from ..models import Case
from ..vocabulary import SUBJECT, FoundBy
from .notifying import CaseNews, tell_of_cases

TEXT_LIMIT = 2000


@transaction.atomic
def open_case(*, unit_id: int, kind: str, severity: int, text: str, on: date, by: Actor, at: datetime) -> Case:
    """Open a case of a unit, observed by the unit itself, the level above, the cell or the Secretary General.

    Its secretary is told, unless it is the one who observed. One that ended within a year comes back as its next
    recurrence. Raises NotVisible, PermissionDenied, BadInput with every problem (``case_kind_required``,
    ``severity_required``, ``case_text_required``, ``case_unit_closed``), and Conflict ``case_open_already`` (with
    ``case_id`` and ``opened``) when one of its kind is open.
    """
    unit = unit_for(by, unit_id, Permission.OPEN_CASE)
    grant = require(by, Permission.OPEN_CASE, unit)
    clean = checked(kind, severity, text, is_closed=unit.closed_on is not None and unit.closed_on <= on)
    before = Case.objects.filter(unit=unit, kind=kind, ended_on__isnull=False, next=None).order_by("-ended_on", "-pk")
    previous = before.first()
    if previous is not None and (previous.ended_on is None or not is_recurrence(previous.ended_on, on)):
        previous = None
    try:
        with transaction.atomic():
            case = observed_case(unit, previous, grant, kind=kind, severity=severity, text=clean, on=on, at=at)
            case.save(force_insert=True)
    except IntegrityError as error:
        already = Case.objects.filter(unit=unit, kind=kind, ended_on=None).first()
        if already is None:
            raise
        raise Conflict("case_open_already", case_id=already.pk, opened=already.opened_on) from error
    detail = {"kind": kind, "recurrence": case.recurrence}
    log_action(act="case.opened", by=by, at=at, grant=grant, unit_id=unit_id, subject=(SUBJECT, case.pk), detail=detail)
    if case.found_by != FoundBy.UNIT:
        tell_of_cases([CaseNews(case.pk, unit_id, "opened", params={"kind": kind})], on=on, at=at)
    return case


def checked(kind: str, severity: int, text: str, *, is_closed: bool = False) -> str:
    """The text as it is kept. Raises BadInput with every problem of what was typed."""
    clean = clean_text(text, field="text", limit=TEXT_LIMIT)
    problems = []
    if kind not in {known.value for known in CaseKind}:
        problems.append(BadInput("kind", "case_kind_required"))
    if severity not in {known.value for known in Severity}:
        problems.append(BadInput("severity", "severity_required"))
    if not clean:
        problems.append(BadInput("text", "case_text_required"))
    if is_closed:
        problems.append(BadInput("", "case_unit_closed"))
    if problems:
        raise BadInput.of(*problems)
    return clean


def observed_case(
    unit: Unit, previous: Case | None, grant: Grant, *, kind: str, severity: int, text: str, on: date, at: datetime
) -> Case:
    """A case somebody observed, not written yet; after ``previous``, its next recurrence."""
    return Case(
        unit=unit,
        kind=kind,
        recurrence=previous.recurrence + 1 if previous else 1,
        previous=previous,
        path=unit.path,
        found_by=_found_by(grant, unit.pk),
        mandate_id=grant.mandate_id,
        severity=severity,
        text=text,
        opened_on=on,
        opened_at=at,
    )


def _found_by(grant: Grant, unit_id: int) -> FoundBy:
    """In whose name the holder of ``grant`` opens a case of the unit."""
    if grant.unit_id == unit_id and grant.role is Role.SECRETARY:
        return FoundBy.UNIT
    if grant.role in {Role.RESPONSIBLE, Role.ASSISTANT}:
        return FoundBy.CELL
    return FoundBy.GENERAL if grant.role is Role.SECRETARY_GENERAL else FoundBy.ABOVE
