"""Where does a census campaign stand on a day?"""

from datetime import date
from enum import StrEnum


class CampaignState(StrEnum):
    """First match: drafted, withdrawn, to come, running, taking late answers, closed."""

    DRAFT = "draft"
    WITHDRAWN = "withdrawn"
    AHEAD = "ahead"
    RUNNING = "running"
    LATE = "late"
    CLOSED = "closed"


def campaign_state(
    *, issued: bool, withdrawn: bool, opens_on: date, closes_on: date, taken_until: date, on: date
) -> CampaignState:
    """The state on ``on``: it closes at the end of ``closes_on``, late answers are taken through ``taken_until``."""
    if withdrawn:
        return CampaignState.WITHDRAWN
    if not issued:
        return CampaignState.DRAFT
    if on < opens_on:
        return CampaignState.AHEAD
    if on <= closes_on:
        return CampaignState.RUNNING
    return CampaignState.LATE if on <= taken_until else CampaignState.CLOSED
