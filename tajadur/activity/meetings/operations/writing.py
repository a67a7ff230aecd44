"""The rows of one version of a report: written whole, in one statement, or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from tajadur.foundation.calendar import civil_day
from tajadur.foundation.sql import quoted
from tajadur.rules.quorum import quorum

from ..models import Meeting, Point, Report
from ..vocabulary import MeetingState
from .intake import ActionSaid, ReportSaid

# Compare-and-set: nothing is written when the meeting was changed since it was read. Keys between these rows are
# checked at commit.
_WRITE_SQL = f"""
WITH held AS (
    UPDATE meetings_meeting SET state = {quoted(MeetingState.REPORTED)}
    WHERE id = %(meeting)s AND state = %(state)s AND sequence = %(sequence)s
    RETURNING id, unit_id, body_id
),
report AS (
    INSERT INTO meetings_report (
        meeting_id, version, held_on, started, ended, place, convened, quorum, present, excused, absent, women, youth,
        text, client_key, content_digest, receipt, submitted_at, submitted_on, by_phone, mandate_id)
    SELECT id, %(version)s, %(held_on)s, %(started)s, %(ended)s, %(place)s, %(convened)s, %(quorum)s, %(present)s,
           %(excused)s, %(absent)s, %(women)s, %(youth)s, %(text)s, %(client_key)s, %(digest)s, %(receipt)s,
           %(submitted_at)s, %(submitted_on)s, %(by_phone)s, %(mandate)s
    FROM held
    RETURNING id
),
outcome AS (
    INSERT INTO meetings_pointoutcome (report_id, point_id, outcome, note)
    SELECT report.id, said.* FROM report, unnest(%(points)s::bigint[], %(outcomes)s::text[], %(notes)s::text[]) said
),
decision AS (
    INSERT INTO meetings_decision (report_id, position, text)
    SELECT report.id, said.place - 1, said.text
    FROM report, unnest(%(decisions)s::text[]) WITH ORDINALITY said (text, place)
),
action AS (
    INSERT INTO meetings_actionitem
        (unit_id, body_id, meeting_id, position, text, owner_id, due_on, opened_on, since_version)
    SELECT held.unit_id, held.body_id, held.id, %(first_action)s + said.place - 1, said.text, said.owner, said.due_on,
           %(opened_on)s, %(version)s
    FROM held, unnest(%(actions)s::text[], %(owners)s::bigint[], %(due_days)s::date[])
        WITH ORDINALITY said (text, owner, due_on, place)
),
carried AS (
    INSERT INTO meetings_point (meeting_id, kind, position, text, carried_from_id)
    SELECT said.* FROM held, unnest(
        %(next)s::bigint[], %(next_kinds)s::text[], %(next_places)s::smallint[], %(next_texts)s::text[],
        %(origins)s::bigint[]) said
),
marked AS (
    UPDATE meetings_point SET carried_from_id = said.origin
    FROM held, unnest(%(marked)s::bigint[], %(marked_origins)s::bigint[]) said (id, origin)
    WHERE meetings_point.id = said.id
),
draft AS (
    DELETE FROM meetings_draft USING held WHERE meetings_draft.meeting_id = held.id
)
SELECT id FROM report
"""  # noqa: S608  constants of ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version to write. ``first_action`` numbers its new ``actions``, opened on ``opened_on``.

    ``new_points`` and ``marked_points`` are what the next meeting takes of what was left unfinished.
    """

    number: int
    said: ReportSaid
    convened: int
    receipt: str
    client_key: UUID
    at: datetime
    by_phone: bool
    mandate_id: int
    actions: Sequence[ActionSaid]
    opened_on: date
    first_action: int = 0
    earlier: Report | None = None
    new_points: Sequence[Point] = ()
    marked_points: Sequence[Point] = ()


def write_version(meeting: Meeting, version: Version) -> int | None:
    """Write the report with its outcomes, decisions and actions, delete its draft, carry what is left: one statement.

    The convened and the quorum stay those of ``earlier``. Returns the id of the report; None, and nothing is written,
    when the meeting was changed since it was read.
    """
    said, earlier = version.said, version.earlier
    needed = quorum(version.convened, share_percent=meeting.body.body_type.quorum_percent)
    parameters: dict[str, Any] = {
        "meeting": meeting.pk,
        "state": meeting.state,
        "sequence": meeting.sequence,
        "version": version.number,
        "convened": earlier.convened if earlier else version.convened,
        "quorum": earlier.quorum if earlier else needed,
        "absent": said.absent or 0,
        "client_key": version.client_key,
        "digest": said.digest,
        "receipt": version.receipt,
        "submitted_at": version.at,
        "submitted_on": civil_day(version.at),
        "by_phone": version.by_phone,
        "mandate": version.mandate_id,
        "points": list(said.outcomes),
        "outcomes": [one.outcome for one in said.outcomes.values()],
        "notes": [one.note for one in said.outcomes.values()],
        "decisions": list(said.decisions),
        "actions": [one.text for one in version.actions],
        "owners": [one.owner_id for one in version.actions],
        "due_days": [one.due_on for one in version.actions],
        "first_action": version.first_action,
        "opened_on": version.opened_on,
        "next": [one.meeting_id for one in version.new_points],
        "next_kinds": [str(one.kind) for one in version.new_points],
        "next_places": [one.position for one in version.new_points],
        "next_texts": [one.text for one in version.new_points],
        "origins": [one.carried_from_id for one in version.new_points],
        "marked": [one.pk for one in version.marked_points],
        "marked_origins": [one.carried_from_id for one in version.marked_points],
    }
    same = ("held_on", "started", "ended", "place", "present", "excused", "women", "youth", "text")
    with connection.cursor() as cursor:
        cursor.execute(_WRITE_SQL, {**parameters, **{name: getattr(said, name) for name in same}})
        written = cursor.fetchone()
    return written[0] if written else None
