"""Help from above, corrupted."""

from .planting import ADVICE, PROMISE, SEEN, SETTLED, VISIT, Plant, changed

_OTHER_UNIT = "(SELECT max(id) FROM units_unit)"
_OTHER_MANDATE = "(SELECT max(id) FROM people_mandate)"

SUPPORT = [
    changed("advice of another day", "support.Advice", "given_on = given_on - 1", ADVICE),
    changed("advice under a mandate of others", "support.Advice", f"mandate_id = {_OTHER_MANDATE}", ADVICE),
    changed("advice about what others owe", "support.Advice", f"unit_id = {_OTHER_UNIT}", ADVICE, "subject_kind <> ''"),
    changed("answer of another day", "support.AdviceAnswer", "answered_on = answered_on + 1", ADVICE),
    changed("answer before the advice", "support.AdviceAnswer",
            "answered_at = '2026-01-01', answered_on = '2026-01-01'", ADVICE),
    changed("answer by those above", "support.AdviceAnswer", f"mandate_id = {_OTHER_MANDATE}", ADVICE),
    changed("use of another day", "support.AdviceUse", "used_on = used_on - 1", ADVICE),
    changed("use noted by those above", "support.AdviceUse", f"mandate_id = {_OTHER_MANDATE}", ADVICE),
    changed("reading of another day", "support.AdviceRead", "read_on = read_on + 1", ADVICE),
    changed("reading by a post above", "support.AdviceRead", "post_id = (SELECT post_id FROM support_advice LIMIT 1)",
            ADVICE),
    changed("reply of another day", "support.AdviceReply", "replied_on = replied_on + 1", ADVICE),
    changed("reply after the withdrawal", "support.AdviceReply",
            "advice_id = (SELECT id FROM support_advice WHERE withdrawn_at IS NOT NULL), replied_at = '2026-06-07'"
            ", replied_on = '2026-06-07'", ADVICE),
    changed("visit announced on another day", "support.Visit", "announced_on = announced_on - 1", VISIT),
    changed("visit made after it was said", "support.Visit", "made_on = '2026-06-06'", VISIT, "outcome = 'made'"),
    changed("visit over before it was announced", "support.Visit", "said_at = '2026-01-01'", VISIT, "outcome <> ''"),
    changed("visit to another unit", "support.Visit", f"unit_id = {_OTHER_UNIT}", VISIT, "outcome = 'made'"),
    changed("visit led by nobody who visits", "support.Visit",
            "post_id = (SELECT max(id) FROM people_post)", VISIT),
    Plant("visit without whom they met", "support.VisitPost",
          "DELETE FROM support_visitpost WHERE side = 'met'", VISIT),
    Plant("visit of nobody", "support.VisitPost", "DELETE FROM support_visitpost WHERE side = 'visitor'", VISIT),
    changed("promise older than its visit", "support.Promise", "made_on = made_on - 1", PROMISE,
            "visit_id IS NOT NULL"),
    changed("promise to another unit", "support.Promise", f"unit_id = {_OTHER_UNIT}", PROMISE),
    changed("promise kept after it was said", "support.Promise", "kept_on = '2026-06-06'", PROMISE,
            "kept_on IS NOT NULL"),
    changed("promise settled before it was made", "support.Promise", "withdrawn_at = '2026-01-01'", PROMISE,
            "withdrawn_at IS NOT NULL"),
    changed("promise owed by the unit", "support.Promise",
            "owner_id = (SELECT p.id FROM people_post p WHERE p.unit_id = support_promise.unit_id LIMIT 1)", PROMISE),
    changed("promise of a visit not made", "support.Promise",
            "visit_id = (SELECT id FROM support_visit WHERE outcome = 'not_made')", PROMISE, "visit_id IS NOT NULL"),
    changed("observation noted on another day", "support.Observation", "noted_on = noted_on + 1", SEEN),
    changed("observation of what others owe", "support.Observation", f"unit_id = {_OTHER_UNIT}", SEEN),
    Plant("promise settled and still asked for", "support.Promise",
          "UPDATE support_promise SET kept_on = due_on, kept_at = '2026-06-30', proof = 'x' WHERE id = "
          "(SELECT subject_id FROM notices_notice WHERE subject_kind = 'promise' AND kind = 'follow_up'"
          " AND cleared_at IS NULL LIMIT 1)", SETTLED),
    Plant("visit settled and still asked for", "support.Visit",
          "UPDATE support_visit SET outcome = 'cancelled', because = 'x', said_at = '2026-06-07' WHERE id = "
          "(SELECT subject_id FROM notices_notice WHERE subject_kind = 'visit' AND kind = 'follow_up'"
          " AND cleared_at IS NULL LIMIT 1)", SETTLED),
]  # fmt: skip
