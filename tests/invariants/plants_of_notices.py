"""Notices, letters and passes, corrupted."""

from .planting import BY_HAND, FILED, FORGOTTEN, LETTER, MESSAGE, NOTICE, OFFICE, Plant, changed, gone

_BY_HAND = "kind = 'support' AND subject_kind = 'obligation'"

TOLD = [
    gone("reminder by hand without its notice", "notices.Notice", BY_HAND, _BY_HAND),
    changed(
        "reminder that nobody sent",
        "notices.Notice",
        "kind = 'support', step = 'by-hand-' || step_on, params = params || '{\"event\": \"reminded\"}'",
        BY_HAND,
        "kind = 'reminder'",
    ),
    changed("reminder by hand of another day", "notices.Notice", "step_on = step_on - 1", BY_HAND, _BY_HAND),
    changed("reminder by hand of another step", "notices.Notice", "step = 'by-hand-2026-01-01'", BY_HAND, _BY_HAND),
    changed(
        "reminder by hand at another instant",
        "notices.Notice",
        "decided_at = decided_at + interval '1 day'",
        BY_HAND,
        _BY_HAND,
    ),
    changed(
        "reminder by hand of other news",
        "notices.Notice",
        "params = params || CASE params->>'event' WHEN 'reminded' THEN '{\"event\": \"reminded_late\"}'::jsonb"
        ' ELSE \'{"event": "reminded"}\'::jsonb END',
        BY_HAND,
        _BY_HAND,
    ),
    changed(
        "reminder by hand to a post above",
        "notices.Notice",
        "post_id = (SELECT p.id FROM people_post p JOIN units_unit u ON u.id = p.unit_id WHERE u.depth = 1 LIMIT 1)",
        BY_HAND,
        _BY_HAND,
    ),
    changed(
        "notice about another unit",
        "notices.Notice",
        "unit_id = (SELECT min(id) FROM units_unit)",
        NOTICE,
        "subject_kind = 'obligation'",
    ),
    changed("notice cleared without a word", "notices.Notice", "cleared_at = now()", NOTICE, "cleared_at IS NULL"),
    changed(
        "notice of another period",
        "notices.Notice",
        "params = jsonb_set(params, '{period}', '\"2025-01\"')",
        NOTICE,
        "kind = 'reminder'",
    ),
    changed(
        "notice to a post off the ladder",
        "notices.Notice",
        "post_id = (SELECT p.id FROM people_post p JOIN units_unit u ON u.id = p.unit_id WHERE u.depth = 3"
        " ORDER BY p.id"
        " DESC LIMIT 1)",
        "nobody outside the ladder is told",
        "kind = 'escalation'",
    ),
    changed(
        "reminder of what is settled",
        "notices.Notice",
        f"subject_id = {FILED}, unit_id = {OFFICE}, step = 'due:post', params = '{{}}'",
        NOTICE,
        "kind = 'reminder'",
    ),
    changed(
        "letter sent and never tried",
        "notices.Delivery",
        "attempts = 0",
        MESSAGE,
        "state = 'sent' AND channel = 'email'",
    ),
    changed("letter sent while it waits", "notices.Delivery", "sent_at = now()", MESSAGE, "state = 'pending'"),
    changed(
        "letter without a name", "notices.Delivery", "message_id = ''", LETTER, "state = 'sent' AND channel = 'email'"
    ),
    changed("letter nobody holds", "notices.Delivery", "state = 'sending'", MESSAGE, "state = 'pending'"),
    changed(
        "line of another person",
        "notices.DeliveryItem",
        "person_id = (SELECT min(p.id) FROM people_person p WHERE p.id <> person_id)",
        LETTER,
    ),
    changed("line of another try", "notices.DeliveryItem", "again = 1", MESSAGE),
    changed("line read before it was decided", "notices.DeliveryItem", "read_at = '2001-01-01 00:00+00'", MESSAGE),
    changed(
        "channel without a place for the recipient", "notices.ChannelConfig", "url = 'json://example.org/send'", MESSAGE
    ),
    changed(
        "device used before it was added", "notices.PushDevice", "last_used_at = added_at - interval '1 day'", MESSAGE
    ),
    Plant("keys that are gone", "notices.PushSetup", "DELETE FROM notices_pushsetup", LETTER),
    Plant(
        "pass of a day to come",
        "pulse.PassRun",
        "UPDATE pulse_passrun SET ended_at = '2030-01-01 00:00+00'",
        "a pass ran on a day that has come",
    ),
    changed("secret kept for an hour", "answers.Answer", "given_at = given_at - interval '1 hour'", FORGOTTEN),
    changed(
        "answer kept for two days",
        "answers.Answer",
        "shown_once = false, given_at = given_at - interval '2 days'",
        FORGOTTEN,
    ),
    Plant("public key of another", "notices.PushSetup", "UPDATE notices_pushsetup SET public_key = 'x'", MESSAGE),
    changed(
        "letter sent before it was tried",
        "notices.Delivery",
        "sent_at = started_at - interval '1 day'",
        MESSAGE,
        "state = 'sent' AND channel = 'email'",
    ),
]
