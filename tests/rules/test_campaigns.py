"""Where a campaign stands, day by day: it closes at the end of its last day, late answers for fifteen days."""

from datetime import date

import pytest

from tajadur.rules.campaigns import CampaignState, campaign_state

DAYS = {"opens_on": date(2026, 5, 4), "closes_on": date(2026, 6, 3), "taken_until": date(2026, 6, 18)}


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 5, 3), CampaignState.AHEAD),
        (date(2026, 5, 4), CampaignState.RUNNING),
        (date(2026, 6, 3), CampaignState.RUNNING),
        (date(2026, 6, 4), CampaignState.LATE),
        (date(2026, 6, 18), CampaignState.LATE),
        (date(2026, 6, 19), CampaignState.CLOSED),
    ],
)
def test_a_campaign_in_force_follows_its_days(day: date, state: CampaignState) -> None:
    assert campaign_state(issued=True, withdrawn=False, on=day, **DAYS) is state


def test_a_draft_and_a_campaign_withdrawn_stay_so_on_any_day() -> None:
    assert campaign_state(issued=False, withdrawn=False, on=date(2026, 5, 20), **DAYS) is CampaignState.DRAFT
    assert campaign_state(issued=True, withdrawn=True, on=date(2026, 5, 20), **DAYS) is CampaignState.WITHDRAWN
