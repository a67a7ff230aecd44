"""How does a branch stand, how old is its own word on that, and what still holds of it?"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .dysfunctions import months_after

RENEWED_WITHIN_DAYS = 90
DORMANT_MONTHS = 12
PERIODS_COUNTED = 6
SURE_MONTHS, AGEING_MONTHS = 6, 12


class SituationStatus(StrEnum):
    """What the facts say of a branch on a day; the first that holds, in this order."""

    DISSOLVED = "dissolved"
    SECRETARY_VACANT = "secretary_vacant"
    TO_BE_RENEWED = "to_be_renewed"
    DORMANT = "dormant"
    WEAK = "weak"
    ACTIVE = "active"


class Sureness(StrEnum):
    """What the word of the branch is worth on a day."""

    SURE = "sure"
    AGEING = "ageing"
    UNCONFIRMED = "unconfirmed"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True)
class SituationFacts:
    """What is known of a branch on a day.

    ``office_ends_on``: the last day of the last mandate in its office, None while one has no end, or none was given.
    ``reported`` of ``due``: answers of its last periods due, at most six, of its most regular duty to meet.
    """

    opened_on: date
    closed_on: date | None = None
    has_secretary: bool = True
    office_ends_on: date | None = None
    held_on: date | None = None
    programmed_on: date | None = None
    reported: int = 0
    due: int = 0


def proposed_status(facts: SituationFacts, on: date) -> SituationStatus:
    """The status on ``on``, the first match of rooms.md §5. A branch younger than a year is not dormant yet.

    Weak: fewer than half of its last periods due were answered, as three of six.
    """
    if facts.closed_on is not None and facts.closed_on <= on:
        return SituationStatus.DISSOLVED
    if not facts.has_secretary:
        return SituationStatus.SECRETARY_VACANT
    if facts.office_ends_on is not None and facts.office_ends_on <= on + timedelta(days=RENEWED_WITHIN_DAYS):
        return SituationStatus.TO_BE_RENEWED
    if max(facts.opened_on, facts.held_on or facts.opened_on) < months_after(on, -DORMANT_MONTHS) and not (
        facts.programmed_on and facts.programmed_on >= on
    ):
        return SituationStatus.DORMANT
    if 2 * facts.reported < facts.due:
        return SituationStatus.WEAK
    return SituationStatus.ACTIVE


def sureness(
    proposed: SituationStatus, confirmed: SituationStatus | None, confirmed_on: date | None, on: date
) -> Sureness:
    """What a confirmation of that day is worth on ``on``: it fades with time, another proposal contradicts it at once.

    Without one: unconfirmed.
    """
    if confirmed is None or confirmed_on is None:
        return Sureness.UNCONFIRMED
    if confirmed != proposed:
        return Sureness.CONTRADICTED
    if confirmed_on >= months_after(on, -SURE_MONTHS):
        return Sureness.SURE
    return Sureness.AGEING if confirmed_on >= months_after(on, -AGEING_MONTHS) else Sureness.UNCONFIRMED
