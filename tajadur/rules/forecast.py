"""By when will it be held, from what remains, usual durations and the pace so far?

The pace compares the work that should be done by today, counted back from the deadline, with the work that is done. It
never falls below 1 (being early is a margin, not a promise) and never rises above ``SLOWEST``. ``STEADY_DAYS`` of
ordinary work are reckoned on both sides, so that a first stage two days late does not condemn a congress.

What remains is the longest chain of stages that wait for one another. As nothing in it grows when a stage is finished,
finishing a stage never makes the forecast later.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from math import ceil

from .stages import Days, PlannedStage, next_stage

TIGHT_DAYS = 14
STEADY_DAYS = 60
SLOWEST = Fraction(2)
# What past editions teach: from stages marked so near their day, known of so many editions or regions.
TRUSTED_DAYS = 14
LEAST_KNOWN = 2


class Verdict(StrEnum):
    """What is to be expected."""

    HELD = "held"
    SAFE = "safe"
    TIGHT = "tight"
    WILL_MISS = "will_miss"
    MISSED = "missed"

    @property
    def is_missed(self) -> bool:
        """Was, or will, the last day be passed without it?"""
        return self in {Verdict.WILL_MISS, Verdict.MISSED}


class Because(StrEnum):
    """Which sentence explains it."""

    HELD = "held"
    DATE_AFTER = "date_after"
    PARTS_MISSING = "parts_missing"
    DATE_AT_RISK = "date_at_risk"
    STAGES_LEFT = "stages_left"
    ONLY_TO_HOLD = "only_to_hold"


@dataclass(frozen=True, slots=True)
class Part:
    """How much of a stage is done: ``done`` of ``whole`` (provinces that have elected their delegates)."""

    done: int
    whole: int

    @property
    def share(self) -> Fraction:
        """0 to 1; nothing to do counts as nothing done. Exact: a day is not lost to rounding."""
        return min(Fraction(1), Fraction(self.done, self.whole)) if self.whole > 0 else Fraction()


@dataclass(frozen=True, slots=True)
class Forecast:
    """``expected_on`` the day it will be held, ``ready_on`` the day everything before it can be done.

    ``margin`` is the days from ``ready_on`` to the deadline (negative: missing). ``because`` names the sentence; its
    values are ``left`` (stages that remain), ``stage`` (the next one) and ``missing`` of ``whole``.
    """

    verdict: Verdict
    expected_on: date
    ready_on: date
    margin: int
    because: Because
    stage: str = ""
    left: int = 0
    missing: int = 0
    whole: int = 0


@dataclass(frozen=True, slots=True)
class Work:
    """Everything a forecast is made from. ``usual`` replaces the usual days of some stages (own past editions)."""

    stages: Sequence[PlannedStage]
    days: Days
    done: Mapping[str, date]
    parts: Mapping[str, Part] = field(default_factory=dict)
    usual: Mapping[str, int] = field(default_factory=dict)

    @property
    def needed(self) -> list[PlannedStage]:
        """The event and every stage it waits for, however far."""
        by_code = {stage.code: stage for stage in self.stages}
        needed: dict[str, PlannedStage] = {}
        waiting = [stage.code for stage in self.stages if stage.is_event]
        while waiting:
            stage = by_code[waiting.pop()]
            if stage.code not in needed:
                needed[stage.code] = stage
                waiting.extend(code for code in stage.after if code in by_code)
        return [stage for stage in self.stages if stage.code in needed]

    def usual_days(self, stage: PlannedStage) -> int:
        """How long the stage usually takes."""
        return max(0, self.usual.get(stage.code, stage.usual_days))

    def share(self, stage: PlannedStage) -> Fraction:
        """How much of the stage is done, 0 to 1."""
        if stage.code in self.done:
            return Fraction(1)
        part = self.parts.get(stage.code)
        return part.share if part else Fraction()


def pace(work: Work, on: date) -> Fraction:
    """How many days a usual day takes here, from 1 to ``SLOWEST``."""
    stages = [stage for stage in work.needed if not stage.is_event]
    due = sum(work.usual_days(stage) for stage in stages if work.days.deadline + timedelta(days=stage.offset) <= on)
    made = sum(work.usual_days(stage) * work.share(stage) for stage in stages)
    return min(SLOWEST, max(Fraction(1), Fraction(due + STEADY_DAYS) / (made + STEADY_DAYS)))


def remaining_days(work: Work, on: date) -> int:
    """Days until everything needed can be done: the longest chain of what waits for one another, at this pace."""
    speed = pace(work, on)
    known: dict[str, int] = {}
    by_code = {stage.code: stage for stage in work.needed}

    def until(code: str) -> int:
        if code not in by_code or code in work.done:
            return 0
        if code not in known:
            stage = by_code[code]
            own = ceil(work.usual_days(stage) * (1 - work.share(stage)) * speed)
            known[code] = own + max((until(before) for before in stage.after), default=0)
        return known[code]

    return max((until(code) for code in by_code), default=0)


def forecast(work: Work, on: date) -> Forecast:
    """What is to be expected on ``on``. Without a day fixed it is reckoned for the deadline, when that can be met."""
    days = work.days
    if days.held_on is not None:
        margin = (days.deadline - days.held_on).days
        return Forecast(Verdict.HELD, days.held_on, days.held_on, margin, Because.HELD)
    ready_on = on + timedelta(days=remaining_days(work, on))
    expected_on = max(days.event_on, ready_on)
    margin = (days.deadline - ready_on).days
    left = [stage for stage in work.needed if stage.code not in work.done and not stage.is_event]
    coming = next_stage(work.needed, work.done)
    because, part = _because(work, expected_on, ready_on, left)
    if on > days.deadline:
        verdict = Verdict.MISSED
    elif expected_on > days.deadline:
        verdict = Verdict.WILL_MISS
    elif margin < TIGHT_DAYS or ready_on > days.event_on:
        verdict = Verdict.TIGHT
    else:
        verdict = Verdict.SAFE
    return Forecast(
        verdict,
        expected_on,
        ready_on,
        margin,
        because,
        stage=coming.code if coming else "",
        left=len(left),
        missing=part.whole - part.done if part else 0,
        whole=part.whole if part else 0,
    )


def _because(
    work: Work, expected_on: date, ready_on: date, left: Sequence[PlannedStage]
) -> tuple[Because, Part | None]:
    fixed_on, deadline = work.days.fixed_on, work.days.deadline
    if fixed_on and fixed_on > deadline and ready_on <= fixed_on:
        return Because.DATE_AFTER, None
    if not left:
        return Because.ONLY_TO_HOLD, None
    for stage in left:
        part = work.parts.get(stage.code)
        if part and 0 < part.done < part.whole:
            return Because.PARTS_MISSING, part
    if fixed_on and ready_on > fixed_on:
        return Because.DATE_AT_RISK, None
    return Because.STAGES_LEFT, None


def lasted(stages: Sequence[PlannedStage], done: Mapping[str, date], marked: Mapping[str, date]) -> dict[str, int]:
    """How many days each finished stage took after those it waited for; stages that waited for nothing are left out.

    ``marked`` is the day each was said to be done: what was typed in long after its day is not known to the day, and
    what ended on the very day of those it waited for was typed in with them. An edition that was never held teaches
    nothing: its stages took as long as they did because it was stuck.
    """
    if any(stage.is_event and stage.code not in done for stage in stages):
        return {}
    far = {code for code, day in done.items() if code in marked and abs((marked[code] - day).days) > TRUSTED_DAYS}
    known = {code: day for code, day in done.items() if code in marked and code not in far}
    took = {
        stage.code: (known[stage.code] - max(known[code] for code in stage.after)).days
        for stage in stages
        if stage.after and stage.code in known and all(code in known for code in stage.after)
    }
    return {code: days for code, days in took.items() if days > 0}


def usual_of(own: Sequence[Mapping[str, int]], others: Sequence[Mapping[str, int]] = ()) -> dict[str, int]:
    """The usual days of each stage over past editions: their mean, rounded up.

    Of its ``own`` editions if at least two know the stage, else of these and those of ``others``; a stage that fewer
    than two know is left out.
    """
    usual = {}
    for code in {code for edition in (*own, *others) for code in edition}:
        ours = [edition[code] for edition in own if code in edition]
        known = ours if len(ours) >= LEAST_KNOWN else ours + [edition[code] for edition in others if code in edition]
        if len(known) >= LEAST_KNOWN:
            usual[code] = ceil(sum(known) / len(known))
    return usual
