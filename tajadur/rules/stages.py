"""When is each stage of a long work due, what may come after what, and what has been reached?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

SOON_DAYS = 7


class StageAnchor(StrEnum):
    """From which day a stage is counted: the day of the event (its deadline until one is fixed), or the day held."""

    EVENT = "event"
    HELD = "held"


class Reached(StrEnum):
    """Where a stage stands on a day."""

    DONE = "done"
    LATE = "late"
    UNMARKED = "unmarked"
    SOON = "soon"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class PlannedStage:
    """One stage: due ``offset`` days after its anchor (negative: before), never before those of ``after`` are done.

    ``usual_days`` is how long it usually takes once it can begin; ``is_event`` marks the event itself.
    """

    code: str
    offset: int
    usual_days: int
    after: tuple[str, ...] = ()
    anchor: StageAnchor = StageAnchor.EVENT
    is_event: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """The days a work is counted from: its first day, its deadline, the day fixed and the day held, if any."""

    opens_on: date
    deadline: date
    fixed_on: date | None = None
    held_on: date | None = None

    @property
    def event_on(self) -> date:
        """The day the event is reckoned for."""
        return self.fixed_on or self.deadline


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why a stage cannot be done on a day: ``code`` in_future, before_opening, needs (a stage not done), before
    (a stage done later); ``stage`` and ``day`` are the other stage and the day concerned."""

    code: str
    stage: str = ""
    day: date | None = None


def as_counted(
    stage: PlannedStage,
    former: Sequence[Mapping[str, Any]],
    *,
    settled_at: datetime | None,
    kept: tuple[int, str] | None,
) -> PlannedStage:
    """The stage as it was counted when it was done, or the event held, at ``settled_at``, whatever changed since.

    ``former`` is how it was counted before, each ``until`` an instant, oldest first; ``kept`` an offset and an anchor
    that stand whatever changed.
    """
    if kept is not None:
        return replace(stage, offset=kept[0], anchor=StageAnchor(kept[1]))
    past = [row for row in former if settled_at and datetime.fromisoformat(row["until"]) > settled_at]
    return replace(stage, offset=past[0]["offset"], anchor=StageAnchor(past[0]["anchor"])) if past else stage


def target_day(stage: PlannedStage, days: Days) -> date:
    """The day by which ``stage`` should be done."""
    start = days.event_on
    if stage.anchor is StageAnchor.HELD:
        start = days.held_on or start
    return start + timedelta(days=stage.offset)


def is_left_behind(stage: PlannedStage, days: Days, on: date) -> bool:
    """Was the event held without ``stage``, which was to come before it? Then nobody is late with it any more."""
    if stage.is_event or stage.anchor is StageAnchor.HELD or stage.offset > 0:
        return False
    return days.held_on is not None and days.held_on <= on


def reached(stage: PlannedStage, days: Days, done_on: date | None, on: date) -> Reached:
    """Where ``stage`` stands on ``on``."""
    if done_on is not None and done_on <= on:
        return Reached.DONE
    if is_left_behind(stage, days, on):
        return Reached.UNMARKED
    left = (target_day(stage, days) - on).days
    if left < 0:
        return Reached.LATE
    return Reached.SOON if left <= SOON_DAYS else Reached.AHEAD


def days_late(stage: PlannedStage, days: Days, done_on: date | None, on: date) -> int:
    """Days past the target: of the day it was done, else of ``on``; 0 when there are none, or it was left behind."""
    if done_on is None and is_left_behind(stage, days, on):
        return 0
    return max(0, ((done_on or on) - target_day(stage, days)).days)


def hindrance(
    stage: PlannedStage, done: Mapping[str, date], *, opens_on: date, done_on: date, on: date
) -> Hindrance | None:
    """Why ``stage`` cannot be said done on ``done_on`` by somebody who says so on ``on``; None when it can."""
    if done_on > on:
        return Hindrance("in_future", day=on)
    if done_on < opens_on:
        return Hindrance("before_opening", day=opens_on)
    for code in stage.after:
        if code not in done:
            return Hindrance("needs", code)
    late = [code for code in stage.after if done[code] > done_on]
    return Hindrance("before", late[0], done[late[0]]) if late else None


def built_on(code: str, stages: Iterable[PlannedStage], done: Mapping[str, date]) -> str | None:
    """A stage already done that needs ``code``: then ``code`` cannot be taken back. None when there is none."""
    return next((stage.code for stage in stages if code in stage.after and stage.code in done), None)


def may_begin(stage: PlannedStage, done: Mapping[str, date]) -> bool:
    """Is everything it waits for done?"""
    return all(code in done for code in stage.after)


def next_stage(stages: Sequence[PlannedStage], done: Mapping[str, date]) -> PlannedStage | None:
    """The first stage in order that is not done and may begin."""
    return next((stage for stage in stages if stage.code not in done and may_begin(stage, done)), None)
