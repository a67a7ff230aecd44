"""The words of branches on their situation, corrupted."""

from .planting import WORDS_OF_BRANCHES as WORDS
from .planting import changed, refused

_WORD, _ENDORSEMENT = "situations.SituationWord", "situations.SituationEndorsement"

SITUATIONS = [
    changed("word of another unit", _WORD, "unit_id = (SELECT min(id) FROM units_unit)", WORDS),
    changed("word of another day", _WORD, "given_on = given_on - 1", WORDS),
    changed("endorsed before the word", _ENDORSEMENT,
            "given_on = given_on - 30, given_at = given_at - interval '30 days'", WORDS),
    changed("endorsed at another instant", _ENDORSEMENT, "given_at = given_at + interval '2 days'", WORDS),
    changed("limits of a day that had begun", "situations.SituationSettings", "from_on = '2026-06-01'", WORDS),
    changed("endorsed by the branch", _ENDORSEMENT,
            "mandate_id = (SELECT mandate_id FROM situations_situationword w WHERE w.id = word_id)", WORDS),
]  # fmt: skip

REFUSED_SITUATIONS = [
    refused("limits out of order", "situations.SituationSettings",
            "UPDATE situations_situationsettings SET ageing_months = sure_months", "situation_limits_in_range"),
    refused("status nobody knows", _WORD, "UPDATE situations_situationword SET status = 'asleep'",
            "situation_status_known"),
    refused("dispute without a remark", _WORD,
            "UPDATE situations_situationword SET answer = 'disputed', remark = ''", "situation_dispute_has_remark"),
    refused("refusal without a remark", _ENDORSEMENT,
            "UPDATE situations_situationendorsement SET in_favour = false, remark = ''",
            "situation_refusal_has_remark"),
]  # fmt: skip
