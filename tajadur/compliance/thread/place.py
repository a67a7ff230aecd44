"""Where the unit receives people and what it does near them: premises begun and ended, none, activities."""

from tajadur.foundation.sql import quoted
from tajadur.permissions.matrix import Permission

from .source import Source, ThreadEvent, ThreadGroup

_KEPT = "x.unit_id = %(unit)s AND x.is_current AND NOT x.is_void"


def _source(kind: str, rows: str, where: str, day: str, event: str, detail: str) -> Source:
    return Source(
        kind=kind,
        group=ThreadGroup.PLACE,
        permission=Permission.READ_RECORD,
        rows=f"{rows} x",
        where=where,
        day=day,
        key="x.id",
        event=event,
        detail=detail,
    )


BEGAN = _source(
    "premises-began", "premises_premises", _KEPT, "x.from_on", quoted(ThreadEvent.MOVED_IN),
    "json_build_object('address', x.address)",
)  # fmt: skip
ENDED = _source(
    "premises-ended", "premises_premises", f"{_KEPT} AND x.to_on IS NOT NULL", "x.to_on",
    quoted(ThreadEvent.MOVED_OUT), "json_build_object('address', x.address)",
)  # fmt: skip
WITHOUT = _source(
    "premises-none", "premises_nopremises", _KEPT, "x.said_on", quoted(ThreadEvent.WITHOUT),
    "json_build_object('since_on', x.from_on)",
)  # fmt: skip
ACTIVITY = _source(
    "proximity", "proximity_proximityactivity", _KEPT, "x.held_on", "x.kind",
    "json_build_object('place', x.place, 'reached', x.reached)",
)  # fmt: skip
