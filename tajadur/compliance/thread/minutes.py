"""Minutes that the unit circulated, and what a later meeting of the body said of them."""

from tajadur.foundation.sql import quoted
from tajadur.permissions.matrix import Permission

from .source import Source, ThreadEvent, ThreadGroup

_MEETING = """JOIN meetings_meeting m ON m.id = {of}
        JOIN units_body b ON b.id = m.body_id JOIN profile_bodytype y ON y.id = b.body_type_id"""

CIRCULATED = Source(
    kind="minutes-circulated",
    group=ThreadGroup.MEETINGS,
    permission=Permission.READ_RECORD,
    rows=f"""meetings_minutescirculation c JOIN meetings_report r ON r.id = c.report_id
        {_MEETING.replace("{of}", "c.meeting_id")}""",
    where="m.unit_id = %(unit)s",
    day="c.circulated_on",
    key="c.id",
    event=quoted(ThreadEvent.SENT),
    detail="json_build_object('body', y.{words}, 'held_on', r.held_on, 'report_id', r.id)",
    body="b.body_type_id",
)
ANSWERED = Source(
    kind="minutes-answered",
    group=ThreadGroup.MEETINGS,
    permission=Permission.READ_RECORD,
    rows=f"""meetings_pointoutcome o JOIN meetings_point i ON i.id = o.point_id
        JOIN meetings_report r ON r.id = o.report_id
        {_MEETING.replace("{of}", "i.minutes_of_id")}""",
    where="""m.unit_id = %(unit)s AND NOT EXISTS (
        SELECT FROM meetings_report n WHERE n.meeting_id = r.meeting_id AND n.version > r.version)""",
    day="r.held_on",
    key="o.id",
    event="o.outcome",
    detail="""json_build_object('body', y.{words}, 'report_id', r.id, 'remark', o.note, 'held_on', (
        SELECT p.held_on FROM meetings_report p WHERE p.meeting_id = m.id ORDER BY p.version DESC LIMIT 1))""",
    body="b.body_type_id",
)
