"""Census campaigns and their answers, corrupted."""

from .planting import ANSWERED, CAMPAIGN, changed, refused

_LIVE = "id = (SELECT min(id) FROM census_branchanswers)"

CENSUS = [
    changed("campaign of another kind", "census.Campaign",
            "directive_id = (SELECT id FROM directives_directive WHERE code = 'branch-situation')", CAMPAIGN),
    changed("second version without a first", "census.CampaignForm", "version = version + 1", CAMPAIGN),
    changed("form older than its campaign", "census.CampaignForm",
            "added_at = added_at - interval '3 days'", CAMPAIGN),
    changed("form that asks nothing", "census.CampaignForm", "definition = '{}'", CAMPAIGN),
    changed("draft of what has no form", "census.AnswersDraft",
            "obligation_id = (SELECT max(o.id) FROM obligations_obligation o JOIN directives_directive d"
            " ON d.id = o.directive_id WHERE d.fulfilment = 'meeting')", CAMPAIGN),
    changed("answers that are late in time", "census.BranchAnswers", "is_late = NOT is_late", ANSWERED, _LIVE),
    changed("answers changed afterwards", "census.BranchAnswers",
            "answers = answers || '{\"members\": 24}'", ANSWERED, _LIVE),
    changed("digest of other answers", "census.BranchAnswers", "digest = repeat('0', 64)", ANSWERED, _LIVE),
    changed("answers of another branch", "census.BranchAnswers",
            "obligation_id = (SELECT max(id) FROM obligations_obligation)", ANSWERED, _LIVE),
]  # fmt: skip

REFUSED_CENSUS = [
    refused("version zero", "census.CampaignForm", "UPDATE census_campaignform SET version = 0",
            "campaign_form_from_one"),
]  # fmt: skip
