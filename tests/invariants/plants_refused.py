"""What cannot be planted: the database refuses it by the name of a constraint."""

from .planting import CONSULTATION, FILED, OWED, refused

REFUSED = [
    refused(
        "second holder by the rule",
        "people.Mandate",
        "INSERT INTO people_mandate (person_id, post_id, from_on, interim, standing, exclusive) SELECT (SELECT max(id)"
        " FROM people_person), post_id, '2026-01-01', false, 'confirmed', true FROM people_mandate WHERE exclusive"
        " AND to_on IS NULL LIMIT 1",
        "mandate_single_holder",
    ),
    refused(
        "file that is whole and is none",
        "exports.Export",
        "UPDATE exports_export SET state = 'done', ended_at = asked_at",
        "export_done_has_its_file",
    ),
    refused(
        "further than the whole", "exports.Export", "UPDATE exports_export SET done = total + 1", "export_done_of_total"
    ),
    refused(
        "more women than present",
        "meetings.Report",
        "UPDATE meetings_report SET women = present + 1",
        "report_shares_among_present",
    ),
    refused(
        "held after it was reported",
        "meetings.Report",
        "UPDATE meetings_report SET held_on = submitted_on + 1",
        "report_never_of_the_future",
    ),
    refused(
        "owed twice",
        "obligations.Obligation",
        f"INSERT INTO {OWED} (directive_id, unit_id, period_key, addressee, period_start, period_end, due_on,"
        " overdue_from, report_days, calendar, path, source_kind, cancelled_because) SELECT directive_id, unit_id,"
        " period_key, 0, period_start, period_end, due_on, overdue_from, report_days, calendar, path, '', ''"
        f" FROM {OWED} LIMIT 1",
        "obligation_once",
    ),
    refused(
        "held outside its period",
        "obligations.Obligation",
        f"UPDATE {OWED} SET held_on = period_end + 1 WHERE id = {FILED}",
        "obligation_held_inside_period",
    ),
    refused(
        "due before its end",
        "obligations.Obligation",
        f"UPDATE {OWED} SET due_on = period_end - 1",
        "obligation_days_in_order",
    ),
    refused(
        "half fulfilled",
        "obligations.Obligation",
        f"UPDATE {OWED} SET filed_on = NULL WHERE id = {FILED}",
        "obligation_fulfilled_whole",
    ),
    refused(
        "two parents at once",
        "units.Placement",
        "INSERT INTO units_placement (unit_id, parent_id, from_on) SELECT unit_id, parent_id, from_on + 5 FROM"
        " units_placement LIMIT 1",
        "placement_never_two_parents",
    ),
    refused(
        "chapter on two places",
        "units.ChapterPlace",
        "INSERT INTO units_chapterplace (unit_id, place_id, from_on) SELECT unit_id, place_id, from_on + 5 FROM"
        " units_chapterplace LIMIT 1",
        "chapter_never_on_two_places",
    ),
    refused(
        "interim of a year",
        "people.Mandate",
        "UPDATE people_mandate SET interim = true, to_on = from_on + 365 WHERE NOT exclusive",
        "mandate_interim_at_most_90_days",
    ),
    refused(
        "receipt given twice",
        "meetings.Report",
        "UPDATE meetings_report SET receipt = (SELECT min(receipt) FROM meetings_report)",
        "receipt",
    ),
    refused(
        "more women than delegates",
        "congresses.DelegateList",
        "UPDATE congresses_delegatelist SET women = elected + 1",
        "delegate_list_shares_within",
    ),
    refused(
        "confirmed by who asked",
        "people.PendingAct",
        "UPDATE people_pendingact SET decided_by_id = asked_by_id",
        "pending_act_of_two_persons",
    ),
    refused("audit entry rewritten", "journal.AuditEntry", "UPDATE journal_entry SET act = 'x'", "journal"),
    refused("reading forgotten", "journal.Reading", "DELETE FROM journal_reading", "journal"),
    refused("consultation forgotten", "journal.Consultation", "DELETE FROM journal_consultation", "journal"),
    refused("consultation rewritten", "journal.Consultation", "UPDATE journal_consultation SET post_id = 1", "journal"),
    refused(
        "consultation noted twice a day",
        "journal.Consultation",
        f"INSERT INTO journal_consultation ({CONSULTATION}) SELECT {CONSULTATION} FROM journal_consultation LIMIT 1",
        "consultation_once_a_day",
    ),
    refused(
        "consultation of no known part",
        "journal.Consultation",
        f"INSERT INTO journal_consultation ({CONSULTATION}) SELECT \"on\", unit_id, 'x', account_id, post_id,"
        " mandate_id FROM journal_consultation LIMIT 1",
        "consultation_of_a_known_part",
    ),
    refused(
        "exceptions at one level",
        "directives.DirectiveException",
        "INSERT INTO directives_directiveexception (directive_id, unit_id, whole_subtree, period_type, from_on, to_on,"
        " reason, authority, standing, decided_on) SELECT directive_id, unit_id, whole_subtree, 'monthly', from_on,"
        " to_on, reason, authority, standing, decided_on FROM directives_directiveexception",
        "exception_never_two_at_one_level",
    ),
]
