"""In which state is a case on a given day, and what were the figures of the unit before and after its remedy?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

EFFECT_PERIODS = 3


class CaseEnd(StrEnum):
    """How a case ended: by the unit's word, by the facts alone, by a dismissal, or with its unit."""

    SETTLED = "settled_by_unit"
    FACTS = "settled_by_facts"
    DISMISSED = "case_dismissed"
    UNIT_CLOSED = "ended_with_unit"


class CaseState(StrEnum):
    """The states, in the order of the board; the first that matches is the answer of ``case_state``."""

    OPEN = "case_open"
    REMEDY = "remedy_agreed"
    OVERDUE = "remedy_overdue"
    DONE = "remedy_done"
    PROPOSED = "settling_proposed"
    SETTLED = "case_settled"
    FACTS = "facts_settled"
    DISMISSED = "dismissed_case"
    UNIT_CLOSED = "unit_gone"


OPEN_STATES = frozenset({CaseState.OPEN, CaseState.REMEDY, CaseState.OVERDUE, CaseState.DONE, CaseState.PROPOSED})
STATE_OF_END = {
    CaseEnd.SETTLED: CaseState.SETTLED,
    CaseEnd.FACTS: CaseState.FACTS,
    CaseEnd.DISMISSED: CaseState.DISMISSED,
    CaseEnd.UNIT_CLOSED: CaseState.UNIT_CLOSED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """The stored facts of a case; days, None when it did not happen. The remedy is the one in force."""

    ended_on: date | None = None
    end: CaseEnd | None = None
    proposed_on: date | None = None
    remedy_due_on: date | None = None
    remedy_done_on: date | None = None


def case_state(facts: CaseFacts, t: date) -> CaseState:
    """The state on day ``t``, by the first line that matches."""
    if facts.end is not None and facts.ended_on is not None and facts.ended_on <= t:
        return STATE_OF_END[facts.end]
    if facts.proposed_on is not None and facts.proposed_on <= t:
        return CaseState.PROPOSED
    if facts.remedy_done_on is not None and facts.remedy_done_on <= t:
        return CaseState.DONE
    if facts.remedy_due_on is None:
        return CaseState.OPEN
    return CaseState.OVERDUE if facts.remedy_due_on < t else CaseState.REMEDY


@dataclass(frozen=True, slots=True)
class PeriodOutcome:
    """One due period of a unit: how it was answered, and how many of those convened were present."""

    due_on: date
    reported: bool
    on_time: bool
    present: int = 0
    convened: int = 0


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """The figures of some periods; ``present`` of ``convened`` over the meetings reported in them."""

    periods: int
    reported: int
    on_time: int
    present: int
    convened: int


def effect(periods: Sequence[PeriodOutcome], done_on: date) -> tuple[PeriodFigures, PeriodFigures] | None:
    """The figures of the three due periods before and after ``done_on``; None until three exist after.

    ``periods`` are those due already and expected, in any order. Nothing is said of a cause.
    """
    ordered = sorted(periods, key=lambda period: period.due_on)
    before = [period for period in ordered if period.due_on < done_on][-EFFECT_PERIODS:]
    after = [period for period in ordered if period.due_on >= done_on][:EFFECT_PERIODS]
    if len(after) < EFFECT_PERIODS:
        return None
    return _figures(before), _figures(after)


def _figures(periods: Sequence[PeriodOutcome]) -> PeriodFigures:
    return PeriodFigures(
        periods=len(periods),
        reported=sum(period.reported for period in periods),
        on_time=sum(period.on_time for period in periods),
        present=sum(period.present for period in periods),
        convened=sum(period.convened for period in periods),
    )
