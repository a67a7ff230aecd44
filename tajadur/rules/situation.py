"""How does a branch stand, how old is its own word on that, and what still holds of it?"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .dysfunctions import months_after

PERIODS_COUNTED = 6


@dataclass(frozen=True, slots=True)
class SituationLimits:
    """What the party may set, from a day on: the standard limits of rooms.md §5 unless it did.

    An office that ends within so many days is to be renewed; a branch that held nothing for so many months is dormant;
    a word is sure, then ageing, for so many months.
    """

    renewed_within_days: int = 90
    dormant_months: int = 12
    sure_months: int = 6
    ageing_months: int = 12


STANDARD_LIMITS = SituationLimits()


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


def proposed_status(facts: SituationFacts, on: date, limits: SituationLimits = STANDARD_LIMITS) -> SituationStatus:
    """The status on ``on``, the first match of rooms.md §5. A branch younger than its limit is not dormant yet.

    Weak: fewer than half of its last periods due were answered, as three of six.
    """
    if facts.closed_on is not None and facts.closed_on <= on:
        return SituationStatus.DISSOLVED
    if not facts.has_secretary:
        return SituationStatus.SECRETARY_VACANT
    if facts.office_ends_on is not None and facts.office_ends_on <= on + timedelta(days=limits.renewed_within_days):
        return SituationStatus.TO_BE_RENEWED
    if max(facts.opened_on, facts.held_on or facts.opened_on) < months_after(on, -limits.dormant_months) and not (
        facts.programmed_on and facts.programmed_on >= on
    ):
        return SituationStatus.DORMANT
    if 2 * facts.reported < facts.due:
        return SituationStatus.WEAK
    return SituationStatus.ACTIVE


def sureness(
    proposed: SituationStatus,
    confirmed: SituationStatus | None,
    confirmed_on: date | None,
    on: date,
    limits: SituationLimits = STANDARD_LIMITS,
) -> Sureness:
    """What a confirmation of that day is worth on ``on``: it fades with time, another proposal contradicts it at once.

    Without one: unconfirmed.
    """
    if confirmed is None or confirmed_on is None:
        return Sureness.UNCONFIRMED
    if confirmed != proposed:
        return Sureness.CONTRADICTED
    if confirmed_on >= months_after(on, -limits.sure_months):
        return Sureness.SURE
    return Sureness.AGEING if confirmed_on >= months_after(on, -limits.ageing_months) else Sureness.UNCONFIRMED
