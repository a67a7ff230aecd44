"""What the unit declared: done, or not held. Its reason and its words are the record."""

from tajadur.duties.directives.vocabulary import FulfilmentKind
from tajadur.foundation.sql import quoted
from tajadur.permissions.matrix import Permission

from .source import Source, ThreadEvent, ThreadGroup

# What a directive about one body asks is that body's; a congress is the whole unit's.
OF_BODY = f"CASE WHEN d.fulfilment = {quoted(FulfilmentKind.CONGRESS)} THEN NULL ELSE d.body_type_id END"
OWED = "JOIN obligations_obligation o ON o.id = {of}.obligation_id JOIN directives_directive d ON d.id = o.directive_id"

DECLARATION = Source(
    kind="declaration",
    group=ThreadGroup.DUTIES,
    permission=Permission.READ_FIGURES,
    rows=f"declarations_declaration x {OWED.replace('{of}', 'x')}",
    where="x.unit_id = %(unit)s AND (x.withdrawn_at IS NULL OR {opens})",
    day="x.submitted_on",
    key="x.id",
    event=f"CASE WHEN x.withdrawn_at IS NULL THEN x.kind ELSE {quoted(ThreadEvent.WITHDRAWN)} END",
    detail="""json_build_object(
        'duty', d.{words}, 'period', o.period_key, 'obligation', o.id, 'happened_on', x.happened_on,
        'reason', CASE WHEN {opens} THEN x.reason END)""",
    body=OF_BODY,
)
