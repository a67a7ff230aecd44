"""Reading what is owed: rows within the actor's reach, states and tallies computed by the database."""

from .counting import PROGRAMMING_DAYS, state_expression, tallies, tally, with_state
from .finding import (
    matching_meeting,
    may_on,
    not_held_from,
    obligation_for,
    obligation_of_meeting,
    obligations_for,
    owed_by_unit,
    periods_begun,
    programme_since,
    releasing_powers,
    require_on,
    state_of,
    under,
    unit_named,
)
from .history import happenings, reminders_of
from .last_days import LastDay, last_days

__all__ = [
    "PROGRAMMING_DAYS",
    "LastDay",
    "happenings",
    "last_days",
    "matching_meeting",
    "may_on",
    "not_held_from",
    "obligation_for",
    "obligation_of_meeting",
    "obligations_for",
    "owed_by_unit",
    "periods_begun",
    "programme_since",
    "releasing_powers",
    "reminders_of",
    "require_on",
    "state_expression",
    "state_of",
    "tallies",
    "tally",
    "under",
    "unit_named",
    "with_state",
]
