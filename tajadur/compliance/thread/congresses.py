"""The stages of the unit's congresses, on the day each was done."""

from tajadur.activity.congresses.vocabulary import HELD
from tajadur.foundation.sql import quoted
from tajadur.permissions.matrix import Permission

from .source import Source, ThreadEvent, ThreadGroup

STAGE = Source(
    kind="congress",
    group=ThreadGroup.CONGRESS,
    permission=Permission.READ_FIGURES,
    rows="""congresses_congress c
        JOIN congresses_stage s ON s.congress_id = c.id JOIN congresses_stagetemplate t ON t.id = s.template_id
        JOIN obligations_obligation o ON o.id = c.obligation_id""",
    where="c.unit_id = %(unit)s AND s.done_on IS NOT NULL",
    day="s.done_on",
    key="s.id",
    event=f"CASE t.code WHEN '{HELD}' THEN {quoted(ThreadEvent.HELD)} ELSE {quoted(ThreadEvent.STAGE)} END",
    detail="json_build_object('stage', t.{words}, 'period', o.period_key, 'congress', c.id)",
)
