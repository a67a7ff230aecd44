"""Decisions that the unit sent to the body above, and each time that body's report said what came of one."""

from tajadur.foundation.sql import quoted
from tajadur.permissions.matrix import Permission

from .source import Source, ThreadEvent, ThreadGroup

_SENT = """meetings_proposal p
        JOIN meetings_meeting m ON m.id = p.meeting_id JOIN units_body b ON b.id = m.body_id"""
_ABOVE = "(SELECT u.{name} FROM units_body t JOIN units_unit u ON u.id = t.unit_id WHERE t.id = p.to_body_id)"

SENT = Source(
    kind="proposal-sent",
    group=ThreadGroup.ACTIONS,
    permission=Permission.READ_RECORD,
    rows=_SENT,
    where="p.unit_id = %(unit)s",
    day="p.sent_on",
    key="p.id",
    event=f"CASE WHEN p.withdrawn_at IS NULL THEN {quoted(ThreadEvent.SENT)} ELSE {quoted(ThreadEvent.WITHDRAWN)} END",
    detail=f"json_build_object('above', {_ABOVE}, 'proposal_id', p.id, 'quote', p.text)",
    body="b.body_type_id",
)
ANSWERED = Source(
    kind="proposal-answered",
    group=ThreadGroup.ACTIONS,
    permission=Permission.READ_RECORD,
    rows=f"""{_SENT}
        JOIN meetings_point i ON i.proposal_id = p.id JOIN meetings_pointoutcome o ON o.point_id = i.id
        JOIN meetings_report r ON r.id = o.report_id""",
    where="""p.unit_id = %(unit)s AND NOT EXISTS (
        SELECT FROM meetings_report n WHERE n.meeting_id = r.meeting_id AND n.version > r.version)""",
    day="r.held_on",
    key="o.id",
    event="o.outcome",
    detail=f"json_build_object('above', {_ABOVE}, 'proposal_id', p.id, 'remark', o.note, 'quote', p.text)",
    body="b.body_type_id",
)
