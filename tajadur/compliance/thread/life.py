"""The unit opens, moves, closes."""

from tajadur.foundation.sql import quoted
from tajadur.permissions.matrix import Permission

from .source import Source, ThreadEvent, ThreadGroup

PLACED = Source(
    kind="placed",
    group=ThreadGroup.LIFE,
    permission=Permission.SEE_UNIT,
    rows="units_placement p JOIN units_unit u ON u.id = p.unit_id LEFT JOIN units_unit o ON o.id = p.parent_id",
    where="p.unit_id = %(unit)s AND p.to_on IS DISTINCT FROM p.from_on",
    day="p.from_on",
    key="p.id",
    event=f"""CASE WHEN p.from_on = u.opened_on THEN {quoted(ThreadEvent.OPENED)}
        ELSE {quoted(ThreadEvent.MOVED)} END""",
    detail="json_build_object('above', o.{name})",
)
CLOSED = Source(
    kind="closed",
    group=ThreadGroup.LIFE,
    permission=Permission.SEE_UNIT,
    rows="units_unit u",
    where="u.id = %(unit)s AND u.closed_on IS NOT NULL",
    day="u.closed_on",
    key="u.id",
    event=quoted(ThreadEvent.CLOSED),
    detail="'{}'::json",
)
