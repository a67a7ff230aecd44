"""Circulars: those the unit sent, and those its posts confirmed."""

from tajadur.foundation.sql import quoted
from tajadur.permissions.matrix import Permission

from .source import Source, ThreadEvent, ThreadGroup

_VERSIONS = "circulars_circular c JOIN circulars_circularversion v ON v.circular_id = c.id"
_WHAT = "'what', c.number || '/' || c.year, 'version', v.number, 'circular_id', c.id"

SENT = Source(
    kind="circular-sent",
    group=ThreadGroup.CIRCULARS,
    permission=Permission.READ_CIRCULARS,
    rows=_VERSIONS,
    where="c.unit_id = %(unit)s AND v.issued_at IS NOT NULL",
    day="v.issued_on",
    key="v.id",
    event=f"CASE WHEN v.number = 1 THEN {quoted(ThreadEvent.ISSUED)} ELSE {quoted(ThreadEvent.AMENDED)} END",
    detail=f"json_build_object({_WHAT})",
)
CONFIRMED = Source(
    kind="circular-confirmed",
    group=ThreadGroup.CIRCULARS,
    permission=Permission.READ_CIRCULARS,
    rows=f"{_VERSIONS} JOIN circulars_confirmation k ON k.version_id = v.id",
    where="k.unit_id = %(unit)s",
    day="k.confirmed_on",
    key="k.id",
    event=quoted(ThreadEvent.CONFIRMED),
    detail=f"json_build_object({_WHAT})",
)
