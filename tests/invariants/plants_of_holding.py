"""Rules about holding posts and reasons given against them, corrupted."""

from .planting import AGAINST, RULE, changed, refused

_RULE, _REASON = "profile.HoldingRule", "people.HeldAgainstRule"
_COLUMNS = "kind, post_type_id, body_type_id, other_post_type_id, other_body_type_id, most, scope, effect, source"

HOLDING = [
    changed("rule that excludes a post from its body", _RULE,
            "kind = 'excludes', most = NULL, other_body_type_id = (SELECT body_type_id FROM profile_posttype p"
            " WHERE p.id = post_type_id)", RULE, "post_type_id IS NOT NULL"),
    changed("rule decided on a day to come", _RULE, "decided_at = decided_at + interval '900 days'", RULE),
    changed("reason about another post", _REASON, "mandate_id = (SELECT min(m.id) FROM people_mandate m JOIN"
            " people_post p ON p.id = m.post_id JOIN profile_posttype t ON t.id = p.post_type_id"
            " WHERE t.code <> 'member')", AGAINST),
    changed("reason of a day to come", _REASON, "noted_at = noted_at + interval '900 days'", AGAINST),
    changed("rule of other days than its reason", _RULE, "from_on = '2001-01-01', to_on = '2001-12-31'", AGAINST),
]  # fmt: skip

REFUSED_HOLDING = [
    refused("rule said twice", _RULE,
            f"INSERT INTO profile_holdingrule ({_COLUMNS}, from_on, decided_at) SELECT {_COLUMNS}, from_on + 5,"
            " decided_at FROM profile_holdingrule", "holding_rule_said_once"),
    refused("rule said twice the other way round", _RULE,
            f"INSERT INTO profile_holdingrule ({_COLUMNS}, from_on, decided_at) SELECT 'excludes', t.a, NULL::bigint,"
            " t.b, NULL::bigint, NULL::int, 'unit', 'asks', 'x', date '2026-01-01', now() FROM (SELECT min(id) a,"
            " max(id) b FROM profile_posttype UNION ALL SELECT max(id), min(id) FROM profile_posttype) t",
            "holding_rule_said_once"),
    refused("rule that excludes a post from itself", _RULE,
            "UPDATE profile_holdingrule SET kind = 'excludes', most = NULL, other_post_type_id = post_type_id",
            "holding_rule_excludes_others"),
    refused("limit of none", _RULE, "UPDATE profile_holdingrule SET most = 0", "holding_rule_says_one_thing"),
    refused("last day before the first", _RULE, "UPDATE profile_holdingrule SET to_on = from_on - 1",
            "holding_rule_days"),
    refused("rule about nothing", _RULE, "UPDATE profile_holdingrule SET post_type_id = NULL",
            "holding_rule_about_posts"),
    refused("rule without a source", _RULE, "UPDATE profile_holdingrule SET source = ''", "holding_rule_has_source"),
    refused("reason without words", _REASON, "UPDATE people_heldagainstrule SET reason = ''",
            "held_against_rule_has_reason"),
]  # fmt: skip
