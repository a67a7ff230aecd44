"""Meetings, reports, declarations and requests, corrupted."""

from .planting import (
    ACTION,
    AS_SENT,
    CORRECTED,
    COUNTS,
    DECLARED,
    FROM_ABOVE,
    GRANT,
    MEETING,
    OFFICE,
    OWN,
    POINTS,
    RECEIPTS,
    RECORDED,
    REQUEST,
    SUBMITTED,
    Plant,
    changed,
    gone,
)

MEETINGS = [
    changed("receipt changed", "meetings.Report", "receipt = 'TJ-2026-000777-4'", RECEIPTS),
    changed("receipt of another year", "meetings.Report", "receipt = 'TJ-2025-000123-2'", RECEIPTS),
    changed(
        "receipt with a wrong digit",
        "meetings.Report",
        "receipt = overlay(receipt placing '9' from 13 for 1)",
        RECEIPTS,
    ),
    changed(
        "receipt given to a declaration too",
        "declarations.Declaration",
        "receipt = (SELECT receipt FROM meetings_report LIMIT 1)",
        RECEIPTS,
    ),
    changed("three times those convened were present", "meetings.Report", "present = 3 * convened", COUNTS),
    changed("absent beyond the body", "meetings.Report", "absent = absent + 14", COUNTS),
    changed("fewer convened than counted", "meetings.Report", "convened = 3", COUNTS),
    changed(
        "one more was present", "meetings.Report", "present = present + 1, absent = absent - 1", AS_SENT, "absent > 0"
    ),
    changed("fewer women", "meetings.Report", "women = women - 1", AS_SENT),
    changed("another text", "meetings.Report", "text = 'نص آخر'", AS_SENT),
    changed("another fingerprint", "meetings.Report", "content_digest = repeat('0', 64)", AS_SENT),
    changed("another quorum", "meetings.Report", "quorum = quorum + 1", COUNTS),
    changed("submitted on another day", "meetings.Report", "submitted_on = submitted_on + 1", RECORDED),
    changed("report held on another day", "meetings.Report", "held_on = held_on - 1", RECORDED),
    changed(
        "sent under a mandate of others",
        "meetings.Report",
        f"mandate_id = (SELECT m.id FROM people_mandate m JOIN"
        f" people_post p ON p.id = m.post_id WHERE p.unit_id <> {OFFICE} LIMIT 1)",
        OWN,
    ),
    Plant(
        "version missing",
        "meetings.Report",
        f"UPDATE meetings_report SET version = 3 WHERE version = 2 AND meeting_id = {CORRECTED}",
        RECORDED,
    ),
    changed("decision reworded", "meetings.Decision", "text = 'غيره'", AS_SENT),
    changed("decision out of order", "meetings.Decision", "position = position + 7", OWN),
    gone("decision taken away", "meetings.Decision", AS_SENT),
    changed("outcome turned", "meetings.PointOutcome", "outcome = 'not_reached'", AS_SENT),
    gone("outcome taken away", "meetings.PointOutcome", "a report answers each point"),
    changed("action due another day", "meetings.ActionItem", "due_on = due_on + 1", AS_SENT),
    changed(
        "action owned elsewhere",
        "meetings.ActionItem",
        f"owner_id = (SELECT id FROM people_post WHERE unit_id <> {OFFICE} LIMIT 1)",
        ACTION,
    ),
    changed(
        "action of another unit",
        "meetings.ActionItem",
        f"unit_id = (SELECT id FROM units_unit WHERE id <> {OFFICE} LIMIT 1)",
        ACTION,
    ),
    changed("action closed before its meeting", "meetings.ActionItem", "closed_on = '2026-01-02'", ACTION),
    changed(
        "action dropped by no version",
        "meetings.ActionItem",
        "dropped_version = NULL",
        ACTION,
        "dropped_on IS NOT NULL",
    ),
    changed("action brought by a version to come", "meetings.ActionItem", "since_version = 9", ACTION),
    changed("receipt noted before the report", "meetings.ReceiptNote", "noted_at = '2026-01-01 12:00+00'", FROM_ABOVE),
    changed("receipt noted by another mandate", "meetings.ReceiptNote", "mandate_id = mandate_id + 1", FROM_ABOVE),
    changed("meeting an hour later", "meetings.Meeting", "starts_at = starts_at + interval '1 hour'", MEETING),
    changed("meeting of another unit", "meetings.Meeting", "unit_id = (SELECT min(id) FROM units_unit)", MEETING),
    changed(
        "meeting reported without a report", "meetings.Meeting", "state = 'reported'", MEETING, "state = 'programmed'"
    ),
    Plant(
        "meeting with a report not reported",
        "meetings.Meeting",
        f"UPDATE meetings_meeting SET state = 'programmed' WHERE id = {CORRECTED}",
        RECORDED,
    ),
    changed("meeting programmed earlier", "meetings.Meeting", "programmed_on = programmed_on - 1", MEETING),
    changed("meeting moved and not told", "meetings.Meeting", "moved_from = planned_on - 1", MEETING, "sequence = 0"),
    changed(
        "reason of a cancelling without one",
        "meetings.Meeting",
        "cancelled_because = 'x'",
        MEETING,
        "state = 'programmed'",
    ),
    changed(
        "occurrence on no day of its series",
        "meetings.Meeting",
        "occurs_on = occurs_on + 1",
        MEETING,
        "series_id IS NOT NULL",
    ),
    changed(
        "occurrence missing",
        "meetings.Meeting",
        "series_id = NULL, occurs_on = NULL",
        "each meeting of a live series exists once",
        "series_id IS NOT NULL",
    ),
    changed(
        "series of another unit",
        "meetings.Series",
        "unit_id = (SELECT min(id) FROM units_unit)",
        "a series is of a body of its unit",
    ),
    changed(
        "series opened less far", "meetings.Series", "created_ahead_to = starts_on", "a series is of a body of its unit"
    ),
    changed("point out of order", "meetings.Point", "position = position + 5", POINTS),
    changed("carried point reworded", "meetings.Point", "text = 'غيره'", POINTS, "carried_from_id IS NOT NULL"),
    changed(
        "point carried from its own meeting",
        "meetings.Point",
        "carried_from_id = (SELECT max(p.id) FROM meetings_point p WHERE p.meeting_id = meetings_point.meeting_id)",
        POINTS,
    ),
    changed(
        "draft of a cancelled meeting",
        "meetings.Draft",
        "meeting_id = (SELECT id FROM meetings_meeting WHERE state = 'cancelled' LIMIT 1)",
        "a draft can still be sent",
    ),
    changed(
        "declared in time although late", "declarations.Declaration", "declared_late = NOT declared_late", DECLARED
    ),
    changed("declaration of another day", "declarations.Declaration", "submitted_on = submitted_on - 1", DECLARED),
    changed(
        "done on another day", "declarations.Declaration", "happened_on = happened_on - 1", DECLARED, "kind = 'done'"
    ),
    changed(
        "declaration of another unit",
        "declarations.Declaration",
        "unit_id = (SELECT min(id) FROM units_unit)",
        DECLARED,
    ),
    changed(
        "not held taken back silently",
        "declarations.Declaration",
        "withdrawn_at = now()",
        SUBMITTED,
        "kind = 'not_held' AND withdrawn_at IS NULL",
    ),
    changed(
        "request of another unit", "releases.ReleaseRequest", "unit_id = (SELECT min(id) FROM units_unit)", REQUEST
    ),
    changed("request numbered anew", "releases.ReleaseRequest", "number = number + 3", REQUEST),
    changed("request asked on another day", "releases.ReleaseRequest", "asked_on = asked_on - 1", REQUEST),
    changed("granted, and nothing was given", "releases.ReleaseDecision", "granted = true", GRANT, "NOT granted"),
    changed("granted until another day", "releases.ReleaseDecision", "until = until + 1", GRANT, "until IS NOT NULL"),
    changed("decided before it was asked", "releases.ReleaseDecision", "decided_at = '2026-01-01 12:00+00'", REQUEST),
]
