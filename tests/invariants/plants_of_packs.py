"""Packs of the pole's meetings, corrupted."""

from .planting import PACK, SENT_PACK, Plant, changed, refused

_PACK, _DECISION, _COMMENT = "packs.Pack", "packs.PackDecision", "packs.PackComment"
_SHEET = "packs.PackSheet"
_SENT, _DRAFT = "standing = 'sent'", "standing = 'draft'"
_ELSEWHERE = "(SELECT min(m.id) FROM people_mandate m JOIN units_unit u ON u.depth = 3 JOIN people_post p ON"
_ELSEWHERE += " p.unit_id = u.id AND p.id = m.post_id)"
_OF_DRAFT = "pack_id = (SELECT id FROM packs_pack WHERE standing = 'draft')"
_OF_SENT = "pack_id = (SELECT id FROM packs_pack WHERE standing = 'sent')"

PACKS = [
    changed("facts of a pack that was sent", _PACK, "facts = jsonb_set(facts, '{severe}', '99')", SENT_PACK, _SENT),
    changed("words of a sheet", _SHEET, "content = jsonb_set(content, '{foot}', '\"x\"')", SENT_PACK),
    changed("file of a sheet", _SHEET, "pdf = 'x'", SENT_PACK),
    changed("sheet of a draft", _SHEET, _OF_DRAFT, SENT_PACK),
    Plant("pack sent without its sheets", _SHEET, "DELETE FROM packs_packsheet", SENT_PACK),
    changed("decision that reads otherwise", _DECISION, "text_ar = 'x', text_fr = 'y'", SENT_PACK, _OF_SENT),
    changed("pack of another day", _PACK, "facts_on = facts_on - 1", PACK),
    changed("pack sent on another day", _PACK, "sent_on = sent_on + 1", PACK, _SENT),
    changed("pack sent from elsewhere", _PACK, f"sent_mandate_id = {_ELSEWHERE}", PACK, _SENT),
    changed("pack of another unit's meeting", _PACK,
            "meeting_id = (SELECT m.id FROM meetings_meeting m JOIN units_unit u ON u.id = m.unit_id WHERE u.depth = 3"
            " LIMIT 1)", PACK, _DRAFT),
    changed("pack compared with itself", _PACK, "previous_id = id", PACK, _DRAFT),
    changed("decisions with a gap", _DECISION, "position = position + 1", PACK, _OF_DRAFT),
    changed("decision on an agenda too soon", _DECISION, "placed_at = now()", PACK, _OF_DRAFT),
    changed("comment of another post", _COMMENT, "post_id = (SELECT min(id) FROM people_post)", PACK),
    changed("comment of another day", _COMMENT, "said_on = said_on - 1", PACK),
]  # fmt: skip

REFUSED_PACKS = [
    refused("pack sent by nobody", _PACK, "UPDATE packs_pack SET sent_mandate_id = NULL WHERE standing = 'sent'",
            "pack_sent_whole"),
    refused("fourth decision", _DECISION, "UPDATE packs_packdecision SET position = 4",
            "pack_decision_three_at_most"),
    refused("decision in one language", _DECISION, f"UPDATE packs_packdecision SET text_fr = '' WHERE {_OF_SENT}",
            "pack_decision_in_both_languages"),
    refused("decision of nothing", _DECISION,
            "UPDATE packs_packdecision SET source = 'case', subject_id = NULL",
            "pack_decision_says_of_what"),
    refused("empty comment", _COMMENT, "UPDATE packs_packcomment SET text = ''", "pack_comment_has_text"),
    refused("second sheet of a language", _SHEET, "UPDATE packs_packsheet SET language = 'ar'",
            "pack_sheet_once_per_language"),
]  # fmt: skip
