"""What of a meeting is carried to the next one?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Outcome(StrEnum):
    """What came of an objective or an item of the agenda."""

    REACHED = "reached"
    PARTLY = "partly"
    NOT_REACHED = "not_reached"
    CARRIED = "carried"


FINISHED = frozenset({Outcome.REACHED})


@dataclass(frozen=True, slots=True)
class Item:
    """An agenda item: its id, its place, what came of it (None: nothing said), how often it was carried already."""

    id: int
    position: int
    outcome: Outcome | None
    times_carried: int = 0


def is_finished(outcome: Outcome | str | None) -> bool:
    """Is nothing left of an item with this outcome? An item nothing was said of is not finished."""
    return outcome is not None and Outcome(outcome) in FINISHED


def carried_items(items: Iterable[Item]) -> list[Item]:
    """The items to carry, longest carried first, then in their order on the agenda."""
    left = (item for item in items if not is_finished(item.outcome))
    return sorted(left, key=lambda item: (-item.times_carried, item.position, item.id))


def is_action_open(closed_on: date | None, on: date) -> bool:
    """Is an action item still to be followed on day ``on``?"""
    return closed_on is None or closed_on > on


def is_action_late(due_on: date | None, closed_on: date | None, on: date) -> bool:
    """Is an action item past its day and still open on day ``on``?"""
    return due_on is not None and due_on < on and is_action_open(closed_on, on)
