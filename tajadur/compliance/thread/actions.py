"""What the unit decided to do: the actions of a meeting together on the day they began, each on the day it is done."""

from tajadur.foundation.sql import quoted
from tajadur.permissions.matrix import Permission

from .source import Source, ThreadEvent, ThreadGroup

BEGUN = Source(
    kind="actions-begun",
    group=ThreadGroup.ACTIONS,
    permission=Permission.READ_RECORD,
    rows="""(
        SELECT a.meeting_id, a.body_id, a.opened_on AS day, count(*) AS count,
               json_agg(json_build_object('action', a.text, 'of_decision', a.decision_number)
                        ORDER BY a.position) AS actions
          FROM meetings_actionitem a
         WHERE a.unit_id = %(unit)s AND a.dropped_on IS NULL
         GROUP BY a.meeting_id, a.body_id, a.opened_on) x
        JOIN units_body b ON b.id = x.body_id""",
    where="TRUE",
    day="x.day",
    key="x.meeting_id",
    event=quoted(ThreadEvent.OPENED),
    detail="json_build_object('count', x.count, 'actions', x.actions)",
    body="b.body_type_id",
)
DONE = Source(
    kind="action-done",
    group=ThreadGroup.ACTIONS,
    permission=Permission.READ_RECORD,
    rows="meetings_actionitem a JOIN units_body b ON b.id = a.body_id",
    where="a.unit_id = %(unit)s AND a.dropped_on IS NULL AND a.closed_on IS NOT NULL",
    day="a.closed_on",
    key="a.id",
    event=quoted(ThreadEvent.CLOSED),
    detail="json_build_object('quote', a.text, 'of_decision', a.decision_number, 'due_on', a.due_on)",
    body="b.body_type_id",
)
