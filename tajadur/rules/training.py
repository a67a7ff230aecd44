"""Training: where a session stands, when a need is met, when a province was last reached (``rooms.md`` §7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .dysfunctions import months_after

# Of how many months a province counts as covered by a session.
COVERAGE_MONTHS = 12


class TrainingState(StrEnum):
    """Where a session stands on a day, by the first that fits."""

    CANCELLED = "cancelled"
    HELD = "held"
    PLANNED = "planned"
    RUNNING = "running"
    UNDECLARED = "undeclared"


class NeedState(StrEnum):
    """Where a need stands on a day, by the first that fits."""

    WITHDRAWN = "withdrawn"
    MET = "met"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """The days of a session, whether it was cancelled, and whether attendance was declared."""

    from_on: date
    to_on: date
    is_cancelled: bool = False
    is_attended: bool = False


def training_state(facts: SessionFacts, on: date) -> TrainingState:
    """Cancelled; held once attendance is declared; else by its days: ahead, running, or over and not declared."""
    if facts.is_cancelled:
        return TrainingState.CANCELLED
    if facts.is_attended:
        return TrainingState.HELD
    if on < facts.from_on:
        return TrainingState.PLANNED
    return TrainingState.RUNNING if on <= facts.to_on else TrainingState.UNDECLARED


def need_met_on(since_on: date, attended: Iterable[tuple[date, date]], on: date) -> date | None:
    """The day on which a need declared on ``since_on`` was met, None when it was not by ``on``.

    ``attended``: the first and last days of the held sessions of its kind to which the unit's officers came. One that
    began before the need was declared does not meet it.
    """
    return min((last for first, last in attended if first > since_on and last <= on), default=None)


def need_state(since_on: date, attended: Iterable[tuple[date, date]], on: date, *, is_void: bool = False) -> NeedState:
    """Withdrawn; met once a session answered it (``need_met_on``); else open."""
    if is_void:
        return NeedState.WITHDRAWN
    return NeedState.OPEN if need_met_on(since_on, attended, on) is None else NeedState.MET


def covered_since(on: date) -> date:
    """A province is covered on ``on`` by a session that ended on this day or later."""
    return months_after(on, -COVERAGE_MONTHS)


def is_covered(last_on: date | None, on: date) -> bool:
    """Was the last session (its last day, None: never any) recent enough?"""
    return last_on is not None and covered_since(on) <= last_on <= on
