"""What the pole's meeting may be asked to decide: the open cases and the requests that weigh most."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from tajadur.activity.dysfunctions.models import Case
from tajadur.activity.resources.models import ResourceKind, ResourceRequest
from tajadur.activity.resources.queries.requests import in_state
from tajadur.rules.packs import DecisionCandidate, DecisionSource, severity_of_request, to_decide
from tajadur.rules.resources import ResourceState

# Units at or below each of these: what a case or a request there touches.
_TOUCHED_SQL = """
SELECT w.id, (SELECT count(*) FROM units_unit u WHERE u.path LIKE w.path || '%%'
    AND (u.closed_on IS NULL OR u.closed_on > %(on)s))
FROM units_unit w WHERE w.id = ANY (%(units)s)
"""


def open_cases(on: date) -> QuerySet[Case]:
    """The cases that were open on ``on``."""
    return Case.objects.filter(Q(ended_on=None) | Q(ended_on__gt=on), opened_on__lte=on).order_by()


def proposed_decisions(on: date) -> list[dict[str, Any]]:
    """The three with the highest severity × units touched, as plain values; four queries."""
    waiting = ResourceRequest.objects.filter(in_state(ResourceState.DECISION, on), asked_on__lte=on).order_by()
    cases = list(open_cases(on).only("unit_id", "severity", "opened_on", "kind"))
    requests = list(waiting.only("unit_id", "decide_until", "asked_on", "kind_id"))
    touched = _touched({*(row.unit_id for row in cases), *(row.unit_id for row in requests)}, on)
    chosen = to_decide(_candidates(cases, requests, touched, on))
    kinds: dict[int, Any] = {row.pk: row.kind for row in cases}
    named = ResourceKind.objects.in_bulk([row.kind_id for row in requests])
    asked = {row.pk: named[row.kind_id] for row in requests}
    return [
        {
            "kind": each.kind.value,
            "id": each.id,
            "unit": each.unit,
            "severity": int(each.severity),
            "touched": each.touched,
            "since": each.since.isoformat(),
            "about": kinds[each.id]
            if each.kind is DecisionSource.CASE
            else {"ar": asked[each.id].name_ar, "fr": asked[each.id].name_fr, "en": asked[each.id].name_en},
        }
        for each in chosen
    ]


def _candidates(
    cases: Iterable[Case], requests: Iterable[ResourceRequest], touched: dict[int, int], on: date
) -> Iterable[DecisionCandidate]:
    for case in cases:
        yield DecisionCandidate(
            DecisionSource.CASE, case.pk, case.unit_id, case.severity, touched[case.unit_id], case.opened_on
        )
    for request in requests:
        severity = severity_of_request(request.decide_until, on)
        yield DecisionCandidate(
            DecisionSource.REQUEST, request.pk, request.unit_id, severity, touched[request.unit_id], request.asked_on
        )


def _touched(units: set[int], on: date) -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(_TOUCHED_SQL, {"units": list(units), "on": on})
        return dict(cursor.fetchall())
