"""Meetings whose day has come: held and reported, declared not held, cancelled, or without a report yet.

Whoever reads figures only knows that a body met and when, as the figures say it; the rest is the record.
"""

from tajadur.activity.meetings.vocabulary import MeetingState
from tajadur.duties.directives.vocabulary import FulfilmentKind
from tajadur.foundation.sql import quoted
from tajadur.permissions.matrix import Permission

from .source import Source, ThreadEvent, ThreadGroup

# As ``declared_not_held`` of meetings says it; a test holds the two together.
_NOT_HELD = """EXISTS (
    SELECT FROM obligations_obligation o JOIN directives_directive d ON d.id = o.directive_id
     WHERE o.unit_id = m.unit_id AND d.fulfilment = {meeting} AND d.body_type_id = b.body_type_id
       AND o.not_held_on <= %(on)s AND o.not_held_withdrawn_on IS NULL AND o.period_start <= m.planned_on
       AND CASE WHEN o.calendar THEN o.period_end >= m.planned_on ELSE NOT EXISTS (
            SELECT FROM obligations_obligation n
             WHERE n.directive_id = o.directive_id AND n.unit_id = o.unit_id AND NOT n.calendar
               AND n.period_start > o.period_start AND n.period_start <= m.planned_on) END)
""".replace("{meeting}", quoted(FulfilmentKind.MEETING))

MEETING = Source(
    kind="meeting",
    group=ThreadGroup.MEETINGS,
    permission=Permission.READ_FIGURES,
    rows="""meetings_meeting m
        JOIN units_body b ON b.id = m.body_id JOIN profile_bodytype y ON y.id = b.body_type_id
        LEFT JOIN LATERAL (
            SELECT r.id, r.held_on, r.present, r.convened, r.quorum,
                   (SELECT count(*) FROM meetings_decision c WHERE c.report_id = r.id) AS decisions
              FROM meetings_report r WHERE r.meeting_id = m.id ORDER BY r.version DESC LIMIT 1
        ) r ON m.state = {reported}""".replace("{reported}", quoted(MeetingState.REPORTED)),
    where=f"m.unit_id = %(unit)s AND (m.state = {quoted(MeetingState.REPORTED)} OR {{opens}})",
    day="coalesce(r.held_on, m.planned_on)",
    key="m.id",
    event=f"""CASE m.state WHEN {quoted(MeetingState.REPORTED)} THEN {quoted(ThreadEvent.HELD)}
        WHEN {quoted(MeetingState.CANCELLED)} THEN {quoted(ThreadEvent.CANCELLED)}
        ELSE CASE WHEN {_NOT_HELD} THEN {quoted(ThreadEvent.NOT_HELD)}
             ELSE {quoted(ThreadEvent.UNREPORTED)} END END""",
    detail="""CASE WHEN {opens} THEN json_build_object(
            'body', y.{words}, 'report_id', r.id, 'present', r.present, 'convened', r.convened,
            'needed', r.quorum, 'decisions', r.decisions, 'because', m.cancelled_because)
        ELSE json_build_object('body', y.{words}) END""",
    body="b.body_type_id",
)
