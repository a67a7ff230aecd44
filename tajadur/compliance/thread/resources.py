"""Requests for resources: asked, said of by the levels above, decided, delivered part by part, received, closed."""

from tajadur.foundation.sql import quoted
from tajadur.permissions.matrix import Permission

from .source import Source, ThreadEvent, ThreadGroup

_WHAT = "'what', k.{words}, 'request_id', q.id"
_ASKED = "resources_resourcerequest q JOIN resources_resourcekind k ON k.id = q.kind_id"
_DECIDED = "JOIN resources_resourcedecision d ON d.request_id = q.id"


def _source(kind: str, rows: str, day: str, key: str, event: str, detail: str) -> Source:
    return Source(
        kind=kind,
        group=ThreadGroup.RESOURCES,
        permission=Permission.READ_RESOURCES,
        rows=f"{_ASKED} {rows}",
        where="q.unit_id = %(unit)s",
        day=day,
        key=key,
        event=event,
        detail=f"json_build_object({_WHAT}, {detail})",
    )


def _said(kind: str, table: str) -> Source:
    event = f"CASE WHEN w.in_favour THEN {quoted(ThreadEvent.FAVOURED)} ELSE {quoted(ThreadEvent.DISFAVOURED)} END"
    return _source(
        kind,
        f"JOIN {table} w ON w.request_id = q.id",
        "w.given_on",
        "w.id",
        event,
        "'because', CASE WHEN {opens} THEN w.reason END",
    )


ASKED = _source(
    "resource-asked", "", "q.asked_on", "q.id", quoted(ThreadEvent.ASKED),
    "'amount', q.amount, 'needed_on', q.needed_by, 'taken_back', q.withdrawn_on IS NOT NULL",
)  # fmt: skip
ENDORSED = _said("resource-endorsed", "resources_endorsement")
RECOMMENDED = _said("resource-recommended", "resources_recommendation")
DECIDED = _source(
    "resource-decided", _DECIDED, "d.decided_on", "d.id", "d.outcome",
    "'amount', d.amount, 'because', CASE WHEN {opens} THEN d.reason END, 'by_on', d.deliver_by",
)  # fmt: skip
DELIVERED = _source(
    "resource-delivered",
    f"{_DECIDED} JOIN resources_resourcedelivery p ON p.decision_id = d.id",
    "p.delivered_on", "p.id", quoted(ThreadEvent.DELIVERED), "'amount', p.amount",
)  # fmt: skip
CONFIRMED = _source(
    "resource-confirmed",
    f"""{_DECIDED} JOIN resources_resourcedelivery p ON p.decision_id = d.id
        JOIN resources_deliveryconfirmation c ON c.delivery_id = p.id""",
    "c.confirmed_on", "c.id", quoted(ThreadEvent.CONFIRMED),
    "'amount', p.amount, 'because', CASE WHEN {opens} THEN c.note END",
)  # fmt: skip
CLOSED = _source(
    "resource-closed",
    f"{_DECIDED} JOIN resources_resourceclosing c ON c.decision_id = d.id",
    "c.closed_on", "c.id", quoted(ThreadEvent.CLOSED), "'because', CASE WHEN {opens} THEN c.reason END",
)  # fmt: skip
