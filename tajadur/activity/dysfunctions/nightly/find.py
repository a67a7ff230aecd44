"""The nightly pass: every rule over every unit; opens, raises, proposes and ends cases, and tells of what is new."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection, transaction

from tajadur.foundation.calendar import civil_day
from tajadur.foundation.locks import take_lock
from tajadur.foundation.rows import fetch_rows
from tajadur.registry.audit.operations import log_actions
from tajadur.registry.heartbeat.queries import runs
from tajadur.rules.cases import CaseEnd
from tajadur.rules.dysfunctions import RULES, CaseKind, FactsSettle, Matter, Severity, is_recurrence, is_remembered

from ..models import Case, CaseDismissal
from ..operations.notifying import CaseNews, clear_cases, tell_of_cases
from ..queries.thresholds import thresholds_in_force
from ..vocabulary import SUBJECT, FoundBy
from .findings import Finding, Findings, Place, findings_on
from .looks import look_at_congresses, look_at_reports
from .writing import ENDED_SQL, OPENED_SQL, as_json, change_found, change_proposed

FIND = "find_dysfunctions"
# Longer than a case or a dismissal is remembered.
_REMEMBERED = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class NightTally:
    """What a run of the pass wrote."""

    looked: int = 0
    opened: int = 0
    changed: int = 0
    proposed: int = 0
    ended: int = 0


class _Opened(NamedTuple):
    """A case that a statement has just opened."""

    id: int
    unit_id: int
    kind: str
    recurrence: int


def find_once_a_day(*, on: date, at: datetime) -> NightTally:
    """``find_dysfunctions``, unless it was through already on the civil day of ``at`` that is ``on``."""
    last = runs().get(FIND)
    if last and last.ended_at and civil_day(last.ended_at) == on:
        return NightTally()
    return find_dysfunctions(on=on, at=at)


def find_dysfunctions(*, on: date, at: datetime) -> NightTally:
    """Apply every rule to every unit as known on ``on``; returns what was written. Again: nothing. Safe at once.

    A case opens where a rule applies, none of its kind is open, and no dismissal keeps the rule silent; one that ended
    within a year comes back as its next recurrence. Severity only rises. Where the table says so, a case whose facts
    are gone ends as settled by the facts, or its settling is proposed; any other end is a person's act.
    """
    thresholds = thresholds_in_force()
    looked = look_at_reports(on, thresholds)
    with transaction.atomic():
        take_lock(FIND)
        looked += look_at_congresses(on, thresholds)
        cases = list(Case.objects.filter(ended_on=None).order_by("pk"))
        known = {(case.unit_id, case.kind): case for case in cases}
        findings = findings_on(on, thresholds, {place: case.facts for place, case in known.items()})
        ended = _end(cases, findings, on, at)
        changed = _change(cases, findings.by_place, at)
        proposed = _propose(cases, findings, on)
        fresh = [finding for place, finding in sorted(findings.by_place.items()) if place not in known]
        opened = _open(fresh, on, at) if fresh else 0
    return NightTally(looked, opened, changed, proposed, ended)


def _open(fresh: Sequence[Finding], on: date, at: datetime) -> int:
    unit_ids = {finding.unit_id for finding in fresh}
    dismissed = _dismissed(unit_ids, on)
    before = _ended_before(unit_ids, on)
    wanted = [
        finding
        for finding in fresh
        if not any(is_remembered(day, known, finding.matter, on) for day, known in dismissed.get(finding.place, ()))
    ]
    previous = [before.get(finding.place) for finding in wanted]
    columns: dict[str, Any] = {
        "units": [finding.unit_id for finding in wanted],
        "kinds": [finding.kind.value for finding in wanted],
        "severities": [int(finding.severity) for finding in wanted],
        "facts": [as_json(finding.facts) for finding in wanted],
        "about": [as_json(finding.about) for finding in wanted],
        "recurrences": [case[1] + 1 if case else 1 for case in previous],
        "previous": [case[0] if case else None for case in previous],
    }
    with connection.cursor() as cursor:
        cursor.execute(OPENED_SQL, {**columns, "found_by": FoundBy.RULE.value, "on": on, "at": at})
        opened = fetch_rows(cursor, _Opened)
    log_actions(
        act="case.opened",
        by=None,
        at=at,
        kind=SUBJECT,
        about=[(row.unit_id, row.id, {"kind": row.kind, "recurrence": row.recurrence}) for row in opened],
    )
    tell_of_cases([CaseNews(row.id, row.unit_id, "opened", params={"kind": row.kind}) for row in opened], on=on, at=at)
    return len(opened)


def _dismissed(unit_ids: set[int], on: date) -> Mapping[Place, list[tuple[date, Matter]]]:
    rows = CaseDismissal.objects.filter(
        case__unit_id__in=unit_ids, dismissed_on__gt=on - _REMEMBERED, dismissed_on__lte=on
    )
    remembered: dict[Place, list[tuple[date, Matter]]] = {}
    columns = ("case__unit_id", "case__kind", "dismissed_on", "about", "case__severity")
    for unit_id, kind, day, about, severity in rows.values_list(*columns):
        remembered.setdefault((unit_id, kind), []).append((day, Matter(frozenset(about), severity)))
    return remembered


def _ended_before(unit_ids: set[int], on: date) -> Mapping[Place, tuple[int, int]]:
    """Place -> (id, recurrence) of the last case that ended, if a case opened now would be its return."""
    rows = Case.objects.filter(unit_id__in=unit_ids, ended_on__gt=on - _REMEMBERED, next=None)
    ended = rows.order_by("ended_on", "pk").values_list("unit_id", "kind", "pk", "recurrence", "ended_on")
    return {
        (unit_id, kind): (pk, recurrence)
        for unit_id, kind, pk, recurrence, ended_on in ended
        if ended_on and is_recurrence(ended_on, on)
    }


def _change(cases: Sequence[Case], findings: Mapping[Place, Finding], at: datetime) -> int:
    """Facts follow what is found; severity rises with it, never falls."""
    changed, raised = [], []
    for case in cases:
        finding = findings.get((case.unit_id, case.kind))
        if finding is None:
            continue
        severity = max(Severity(case.severity), finding.severity)
        if severity != case.severity:
            raised.append((case.unit_id, case.pk, {"severity": [Severity(case.severity).name, severity.name]}))
        now = (list(finding.facts), list(finding.about))
        if severity != case.severity or now != (case.facts, case.about):
            changed.append((case.pk, int(severity), as_json(finding.facts), as_json(finding.about)))
    log_actions(act="case.raised", by=None, at=at, kind=SUBJECT, about=raised)
    return change_found(changed) if changed else 0


def _propose(cases: Sequence[Case], findings: Findings, on: date) -> int:
    """Settling is proposed while the facts are gone, and no longer once they are back."""
    proposed, withdrawn = [], []
    for case in cases:
        place = (case.unit_id, case.kind)
        if RULES[CaseKind(case.kind)].facts_settle is not FactsSettle.PROPOSES or not case.facts:
            continue
        gone = place not in findings.by_place and place in findings.hopeful
        if gone and case.proposed_on is None:
            proposed.append(case.pk)
        elif case.proposed_on is not None and place in findings.by_place:
            withdrawn.append(case.pk)
    return change_proposed(proposed, on) + change_proposed(withdrawn, None)


def _end(cases: Sequence[Case], findings: Findings, on: date, at: datetime) -> int:
    gone = []
    for case in cases:
        place = (case.unit_id, case.kind)
        if RULES[CaseKind(case.kind)].facts_settle is not FactsSettle.ENDS or not case.facts or case.opened_on > on:
            continue
        is_hopeful = case.kind != CaseKind.QUORUM or place in findings.hopeful
        if place not in findings.by_place and is_hopeful:
            gone.append(case.pk)
    if not gone:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(ENDED_SQL, {"ids": gone, "on": on, "at": at, "as": CaseEnd.FACTS.value})
        ended = cursor.fetchall()
    log_actions(
        act="case.ended_by_facts", by=None, at=at, kind=SUBJECT, about=[(unit_id, pk, {}) for pk, unit_id in ended]
    )
    clear_cases([pk for pk, _ in ended], because="settled", at=at)
    return len(ended)
