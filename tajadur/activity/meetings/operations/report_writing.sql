-- What stands beside a version of a report: its outcomes and decisions; its draft goes, its meeting is reported.
WITH answered AS (
    INSERT INTO meetings_pointoutcome (report_id, point_id, outcome, note)
    SELECT %(report)s, o.point_id, o.outcome, o.note
      FROM unnest(%(points)s::bigint[], %(outcomes)s::text[], %(notes)s::text[]) AS o (point_id, outcome, note)
), decided AS (
    INSERT INTO meetings_decision (report_id, position, text, number)
    SELECT %(report)s, d.place - 1, d.text, d.number
      FROM unnest(%(decisions)s::text[], %(numbers)s::int[]) WITH ORDINALITY AS d (text, number, place)
), undrafted AS (
    DELETE FROM meetings_draft WHERE meeting_id = %(meeting)s
)
UPDATE meetings_meeting SET state = %(reported)s WHERE id = %(meeting)s AND state <> %(reported)s
