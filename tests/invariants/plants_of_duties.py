"""What is owed, fulfilled, released and reminded of, corrupted."""

from .planting import (
    ASKED,
    CAUSE,
    DAYS,
    DECLARED,
    FACTS,
    FILED,
    GRANT,
    LADDER,
    LATE,
    LIVE,
    NOTED,
    OWED,
    RECORDED,
    STEP,
    SUBMITTED,
    Plant,
    changed,
    gone,
    owed,
)

OBLIGATIONS = [
    owed("due five days later", "due_on = due_on + 5, overdue_from = overdue_from + 5", DAYS),
    owed("overdue a week later", "overdue_from = overdue_from + 7", DAYS),
    owed("locked by hand", "locks_on = overdue_from + 30", DAYS),
    owed("more days to report", "report_days = report_days + 1, due_on = due_on + 1", DAYS),
    owed(
        "closes although it stays open",
        "calendar = NOT calendar",
        DAYS,
        f"(SELECT min(id) FROM {OWED} WHERE NOT calendar)",
    ),
    owed("programmed early", "programmed_on = programmed_on - 40", NOTED, FILED),
    owed("planned for another day", "planned_on = planned_on + 1", NOTED, FILED),
    owed("programmed without a meeting", "programmed_on = period_start, planned_on = period_end", NOTED),
    owed("held on another day", "held_on = held_on - 1", FACTS, FILED),
    owed("filed earlier", "filed_on = filed_on - 1", FACTS, FILED),
    owed("submitted earlier", "submitted_at = submitted_at - interval '1 hour'", FACTS, FILED),
    owed("fulfilled by another meeting", "source_id = source_id + 1", FACTS, FILED),
    owed(
        "fulfilled by nothing",
        "held_on = period_end, filed_on = due_on, submitted_at = now(), source_id = 1, source_kind = 'report'",
        FACTS,
    ),
    owed("excused by nobody", "excused_on = due_on", FACTS),
    owed("extended by nobody", "extended_until = due_on + 20, extension_granted_on = due_on", FACTS),
    owed(
        "extended longer",
        "extended_until = extended_until + 9",
        FACTS,
        f"(SELECT min(id) FROM {OWED} WHERE extended_until IS NOT NULL)",
    ),
    owed("reopened by nobody", "reopened_on = due_on", FACTS),
    owed("not held by nobody", "not_held_on = period_end", FACTS),
    owed(
        "not held on another day",
        "not_held_on = not_held_on + 1",
        FACTS,
        f"(SELECT min(id) FROM {OWED} WHERE not_held_on IS NOT NULL AND not_held_withdrawn_on IS NULL)",
    ),
    owed("cancelled without a cause", "cancelled_on = period_end", CAUSE),
    owed("cancelled by a closing that was none", "cancelled_on = period_end, cancelled_because = 'closed'", CAUSE),
    owed(
        "cancelled by a withdrawal that was none", "cancelled_on = period_end, cancelled_because = 'withdrawn'", CAUSE
    ),
    owed("cause of a cancelling without one", "cancelled_because = 'closed'", CAUSE),
    owed(
        "ancestors of another unit", f"path = (SELECT path FROM units_unit WHERE id <> {OWED}.unit_id LIMIT 1)", ASKED
    ),
    owed("period begins earlier", "period_start = period_start - 1", ASKED),
    Plant(
        "owed by nobody that is asked",
        "obligations.Obligation",
        f"UPDATE {OWED} SET unit_id = (SELECT id FROM units_unit WHERE depth = 1 LIMIT 1) WHERE id = {LIVE}",
        ASKED,
    ),
    Plant(
        "owed for a period nobody asks",
        "obligations.Obligation",
        f"INSERT INTO {OWED} (directive_id, unit_id, period_key, addressee, period_start, period_end, due_on,"
        " overdue_from, report_days, calendar, path, source_kind, cancelled_because)"
        " SELECT directive_id, unit_id, '2026Q1', 0, '2026-01-01', '2026-03-31', '2026-04-07', '2026-04-22', 7, true,"
        f" path, '', '' FROM {OWED} WHERE id = {LIVE}",
        ASKED,
    ),
    Plant(
        "a month that is not owed",
        "obligations.Obligation",
        f"UPDATE {OWED} SET period_key = '2020-02' WHERE id = {LIVE}",
        ASKED,
    ),
    changed("step on another day", "obligations.LadderRow", "day = day + 1", LADDER, "state = 'planned'"),
    changed("step to another level", "obligations.LadderRow", "level = 'cell'", STEP, "level = 'post'"),
    changed(
        "step told to nobody", "obligations.LadderRow", "state = 'told', told_at = now()", STEP, "day > '2026-07-01'"
    ),
    changed("step planned and told", "obligations.LadderRow", "told_at = now()", STEP, "state = 'planned'"),
    gone("step missing", "obligations.LadderRow", LADDER, "state = 'planned'"),
    Plant(
        "report recorded on time while it was late",
        "obligations.Fulfilment",
        f"WITH f AS (UPDATE obligations_fulfilment SET filed_on = '2026-05-02', submitted_at = '2026-05-02 12:00+01'"
        f" WHERE source_kind = 'report' AND source_id = {LATE}) UPDATE {OWED} SET filed_on = '2026-05-02',"
        f" submitted_at = '2026-05-02 12:00+01' WHERE source_kind = 'report' AND source_id = {LATE}",
        RECORDED,
    ),
    changed(
        "recorded as held on another day",
        "obligations.Fulfilment",
        "held_on = held_on - 1",
        RECORDED,
        "source_kind = 'report'",
    ),
    changed(
        "recorded for another body",
        "obligations.Fulfilment",
        "body_type_id = body_type_id + 1",
        RECORDED,
        "source_kind = 'report'",
    ),
    changed("recorded as ended", "obligations.Fulfilment", "superseded_at = now()", RECORDED, "source_kind = 'report'"),
    changed(
        "declared on another day than recorded",
        "obligations.Fulfilment",
        "held_on = held_on - 1",
        DECLARED,
        "source_kind = 'declaration' AND superseded_at IS NULL",
    ),
    changed(
        "congress recorded on another day",
        "obligations.Fulfilment",
        "held_on = held_on - 1",
        "each congress held is recorded once",
        "source_kind = 'congress'",
    ),
    changed(
        "recorded from nothing",
        "obligations.Fulfilment",
        "source_id = 987654",
        SUBMITTED,
        "superseded_at IS NULL AND source_kind = 'report'",
    ),
    changed("extension that runs too long", "obligations.Release", "until = until + 400", GRANT, "kind = 'extension'"),
    changed(
        "release given on another day", "obligations.Release", "decided_on = decided_on - 1", FACTS, "kind = 'excuse'"
    ),
    gone("release taken away", "obligations.Release", GRANT, "kind = 'excuse'"),
    changed("release without a word", "obligations.Release", "reason = ' '", "whoever decides says why"),
    owed(
        "programme of a period long over emptied",
        "programmed_on = NULL, planned_on = NULL",
        NOTED,
        f"(SELECT min(id) FROM {OWED} WHERE period_key = '2026-03' AND programmed_on IS NOT NULL)",
    ),
    owed("cancelled by an amendment that was none", "cancelled_on = period_end, cancelled_because = 'amended'", CAUSE),
    owed(
        "withdrawn, and not held on another day",
        "not_held_on = not_held_on - 1",
        FACTS,
        f"(SELECT min(id) FROM {OWED} WHERE not_held_withdrawn_on IS NOT NULL)",
    ),
]
