"""Opening the same case of many units, each of which has none of its kind open."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tajadur.foundation.calendar import civil_day
from tajadur.organisation.units.queries.many import UnitsAtOnce, none_left, units_at_once
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_actions
from tajadur.rules.dysfunctions import is_recurrence

from ..models import Case
from ..vocabulary import SUBJECT, FoundBy
from .notifying import CaseNews, tell_of_cases
from .opening import checked, observed_case


def units_to_open(by: Actor, unit_ids: Collection[int], kind: str, on: date) -> UnitsAtOnce:
    """The units without an open case of the kind; the others are left out with the day theirs was opened. Two queries.

    Raises as ``units_at_once``.
    """
    chosen = units_at_once(by, unit_ids, Permission.OPEN_CASE, on)
    running = Case.objects.filter(unit_id__in=list(chosen.units), kind=kind, ended_on=None)
    for unit_id, opened_on in running.values_list("unit_id", "opened_on"):
        chosen.leave_out(unit_id, "case_open", opened_on)
    return chosen


@transaction.atomic
def open_cases(*, unit_ids: Collection[int], kind: str, severity: int, text: str, by: Actor, at: datetime) -> int:
    """Open a case of each unit that has none of the kind open, as ``open_case`` does; returns how many. All or none.

    A unit whose case somebody opens in the same instant keeps that one. Ten statements, one more for each further
    mandate of the actor. Raises NotVisible, PermissionDenied, BadInput of ``open_case``, ``no_units``,
    ``too_many_units``, ``all_left_out``.
    """
    on, clean = civil_day(at), checked(kind, severity, text)
    chosen = units_to_open(by, unit_ids, kind, on)
    before = _ended_last(list(chosen.units), kind, on)
    values: dict[str, Any] = {"kind": kind, "severity": severity, "text": clean, "on": on, "at": at}
    rows = [observed_case(unit, before.get(pk), chosen.grants[pk], **values) for pk, unit in chosen.units.items()]
    Case.objects.bulk_create(rows, ignore_conflicts=True)
    ours = {"opened_at": at, "mandate_id__in": {grant.mandate_id for grant in chosen.grants.values()}}
    opened = list(Case.objects.filter(unit_id__in=list(chosen.units), kind=kind, ended_on=None, **ours).order_by("pk"))
    if not opened:
        raise none_left()
    by_mandate: dict[int, list[Case]] = {}
    for case in opened:
        by_mandate.setdefault(case.mandate_id or 0, []).append(case)
    for alike in by_mandate.values():
        about: list[tuple[int | None, int, dict[str, Any]]] = [
            (case.unit_id, case.pk, {"kind": kind, "recurrence": case.recurrence}) for case in alike
        ]
        grant = chosen.grants[alike[0].unit_id]
        log_actions(act="case.opened", by=by, at=at, grant=grant, kind=SUBJECT, about=about)
    named = {"kind": kind}
    told = [CaseNews(case.pk, case.unit_id, "opened", params=named) for case in opened if case.found_by != FoundBy.UNIT]
    tell_of_cases(told, on=on, at=at)
    return len(opened)


def _ended_last(unit_ids: Collection[int], kind: str, on: date) -> dict[int, Case]:
    """Unit -> its case of the kind that ended within a year and did not come back yet, the last one."""
    rows = Case.objects.filter(unit_id__in=unit_ids, kind=kind, ended_on__isnull=False, next=None)
    last = {case.unit_id: case for case in rows.order_by("ended_on", "pk")}
    return {pk: case for pk, case in last.items() if case.ended_on is not None and is_recurrence(case.ended_on, on)}
