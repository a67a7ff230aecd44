"""Has a unit premises on a day, did it say that it has none, or has it not said?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class PremisesStatus(StrEnum):
    """What is known of the premises of a unit on a day; the first that holds, in this order."""

    NOT_ASKED = "not_asked"
    PRESENT = "has_premises"
    ABSENT = "has_none"
    UNSAID = "has_not_said"


@dataclass(frozen=True, slots=True)
class PremisesFacts:
    """What a unit said of its premises.

    ``held``: from which day to which last day it has or had premises, None while it still has them. ``without_from``:
    from which day it said that it has none. ``is_asked``: it has an office that could say so.
    """

    opened_on: date
    closed_on: date | None = None
    is_asked: bool = True
    held: Sequence[tuple[date, date | None]] = ()
    without_from: Sequence[date] = ()


def premises_status(facts: PremisesFacts, on: date) -> PremisesStatus:
    """The status on ``on``. Silence is no answer: who left premises and said nothing since has not said.

    Nothing is asked of a unit on a day on which it does not exist.
    """
    is_closed = facts.closed_on is not None and facts.closed_on <= on
    if not facts.is_asked or is_closed or on < facts.opened_on:
        return PremisesStatus.NOT_ASKED
    if any(is_held(first, last, on) for first, last in facts.held):
        return PremisesStatus.PRESENT
    without = max((day for day in facts.without_from if day <= on), default=None)
    if without is None:
        return PremisesStatus.UNSAID
    later = any(without < first <= on for first, _last in facts.held)
    return PremisesStatus.UNSAID if later else PremisesStatus.ABSENT


def without_since(facts: PremisesFacts, on: date) -> date | None:
    """Since when it has none, by the first of its words since premises began last; None unless it said so.

    Saying it again changes nothing of that day.
    """
    if premises_status(facts, on) is not PremisesStatus.ABSENT:
        return None
    held = [(first, last) for first, last in facts.held if first <= on]
    words = [day for day in facts.without_from if day <= on and all(first <= day for first, _last in held)]
    return max([min(words), *(last + timedelta(days=1) for _first, last in held if last is not None)])


def is_held(first: date, last: date | None, on: date) -> bool:
    """Are premises held from ``first`` to ``last`` (a day of it too; None: still) held on ``on``?"""
    return first <= on and (last is None or on <= last)
