"""Cases of dysfunction: opened, what was agreed, how each ended. A case is of the whole unit: its leading body's."""

from tajadur.foundation.sql import quoted
from tajadur.permissions.matrix import Permission

from .source import Source, ThreadEvent, ThreadGroup

# An open case is where its unit is; an ended one is read by the unit, and by those above the unit at its end.
_READ = "(c.ended_on IS NULL OR '.' || c.path LIKE ANY (%(areas)s))"
_MATTER = "'matter', c.kind, 'case_id', c.id"

OPENED = Source(
    kind="case-opened",
    group=ThreadGroup.CASES,
    permission=Permission.READ_CASES,
    rows="dysfunctions_case c",
    where=f"c.unit_id = %(unit)s AND {_READ}",
    day="c.opened_on",
    key="c.id",
    event="c.found_by",
    detail=f"json_build_object({_MATTER}, 'severity', c.severity, 'recurrence', c.recurrence)",
)
REMEDY = Source(
    kind="case-remedy",
    group=ThreadGroup.CASES,
    permission=Permission.READ_CASES,
    rows="dysfunctions_case c JOIN dysfunctions_remedy r ON r.case_id = c.id",
    where=f"c.unit_id = %(unit)s AND {_READ}",
    day="r.agreed_on",
    key="r.id",
    event=quoted(ThreadEvent.AGREED),
    detail=f"json_build_object({_MATTER}, 'due_on', r.due_on, 'carried_on', r.done_on, 'quote', r.text)",
)
ENDED = Source(
    kind="case-ended",
    group=ThreadGroup.CASES,
    permission=Permission.READ_CASES,
    rows="""dysfunctions_case c
        LEFT JOIN dysfunctions_caseclosing s ON s.case_id = c.id
        LEFT JOIN dysfunctions_casedismissal d ON d.case_id = c.id""",
    where=f"c.unit_id = %(unit)s AND c.ended_on IS NOT NULL AND {_READ}",
    day="c.ended_on",
    key="c.id",
    event="c.ended_as",
    detail=f"json_build_object({_MATTER}, 'quote', coalesce(s.text, d.reason))",
)
