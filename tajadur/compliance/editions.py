"""The congress of one unit in one edition, and which edition a page counts down to."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from tajadur.rules.status import (
    RELEASED_STATES,
    REPORTED_STATES,
    Facts,
    State,
    days_filed_late,
    days_held_late,
    days_past,
    state_on,
)

# Columns of Obligation that an edition is made of.
_RULE = tuple(field.name for field in fields(Facts) if field.name != "opens_on")
FACTS = ("id", "period_key", "planned_on", *_RULE)


@dataclass(frozen=True, slots=True)
class Edition:
    """One obligation of a congress: ``facts`` are the rule's, ``planned_on`` the day set for it, if any."""

    obligation_id: int
    key: str
    facts: Facts
    planned_on: date | None = None

    @property
    def by_on(self) -> date:
        """The last day to hold it."""
        return self.facts.period_end

    def state(self, on: date) -> State:
        """Its state on ``on``."""
        return state_on(self.facts, on)

    def is_held(self, on: date) -> bool:
        """Was it held, and said so by ``on``?"""
        return self.state(on) in REPORTED_STATES

    def held_on(self, on: date) -> date | None:
        """The day it was held, as known on ``on``."""
        return self.facts.held_on if self.is_held(on) else None

    def extended_until(self, on: date) -> date | None:
        """The last day of an extension granted by ``on``."""
        granted = self.facts.extension_granted_on
        return self.facts.extended_until if granted and granted <= on else None

    def is_expected(self, on: date) -> bool:
        """Is it still asked for on ``on``?"""
        return self.state(on) not in RELEASED_STATES

    def days_late(self, on: date) -> int:
        """Days between its last day (or its extension) and the day held; until ``on`` while it is not held."""
        if self.is_held(on):
            return days_held_late(self.facts)
        return days_past(self.facts, on)

    def filed_late(self, on: date) -> int:
        """Days between the last day of filing (or its extension) and the day filed; 0 while it is not held."""
        return days_filed_late(self.facts) if self.is_held(on) else 0

    def day_set(self, on: date) -> date | None:
        """The day set for it, if that has not passed and it is not held."""
        return self.planned_on if self.planned_on and self.planned_on >= on and not self.is_held(on) else None


def edition_of(row: dict[str, Any]) -> Edition:
    """From the columns FACTS as JSON gives them: days as text."""
    values = {name: _day(row[name]) for name in _RULE}
    return Edition(
        obligation_id=row["id"],
        key=row["period_key"],
        facts=Facts(opens_on=values["period_start"], **values),
        planned_on=_day(row["planned_on"]),
    )


def _day(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) else value
