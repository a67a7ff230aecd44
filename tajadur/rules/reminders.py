"""Who is told, on which day, and at which hour?

A *ladder* is the ordered list of steps a directive carries. Days come from the deadlines of an obligation, so
obligations with equal deadlines share one answer: ask once per group, not per row.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from tajadur.rules.deadlines import MOST_DAYS, Deadlines
from tajadur.rules.periods import PeriodType

FIRST_HOUR, LAST_HOUR = 8, 21  # messages leave from the one on and before the other; a person may narrow this
DIGEST_HOUR = time(FIRST_HOUR)
QUIET_HOURS = (time(LAST_HOUR), time(FIRST_HOUR))
_ZONE = "Africa/Casablanca"
LONGEST_SNOOZE_DAYS = 7
LONGEST_LADDER = 24
_LONGEST_HOLIDAY = 30


class LadderAnchor(StrEnum):
    """The day a step counts from, in the order of time."""

    PERIOD_END = "period_end"
    DUE = "due"
    OVERDUE = "overdue"


class Level(StrEnum):
    """Who is told or decides: the post that owes, the level above it, the follow-up cell, the Secretary General."""

    POST = "post"
    ABOVE = "above"
    CELL = "cell"
    SECRETARY_GENERAL = "secretary_general"


@dataclass(frozen=True, slots=True)
class Step:
    """One rung: ``offset`` days from the anchor (negative: before), told ``to`` whom."""

    offset: int
    anchor: LadderAnchor
    to: Level

    @property
    def key(self) -> str:
        """The step's lasting name within its ladder, such as ``due-7:post``; part of the notice's unique key."""
        return f"{self.anchor}{self.offset:+d}:{self.to}"


Ladder = Sequence[Step]


def _steps(anchor: LadderAnchor, to: Level, *offsets: int) -> tuple[Step, ...]:
    return tuple(Step(offset, anchor, to) for offset in offsets)


def default_ladder(period_type: PeriodType | str) -> Ladder:
    """The ladder a directive of this period type begins with, by the days of the type."""
    days = PeriodType(period_type).facts.ladder
    return (
        *_steps(LadderAnchor.DUE, Level.POST, *(-before for before in days.before), 0),
        *_steps(LadderAnchor.OVERDUE, Level.POST, 0),
        *_steps(LadderAnchor.OVERDUE, Level.ABOVE, days.above),
        *_steps(LadderAnchor.OVERDUE, Level.CELL, days.cell),
    )


DEFAULT_LADDER: Ladder = default_ladder(PeriodType.MONTHLY)
CONGRESS_LADDER: Ladder = (
    *_steps(LadderAnchor.PERIOD_END, Level.POST, -90, -60, -30, -15, -7, -3, -1, 0),
    *_steps(LadderAnchor.PERIOD_END, Level.CELL, -30, -15, -7, -3, -1, 0),
    *_steps(LadderAnchor.PERIOD_END, Level.SECRETARY_GENERAL, 1),
)


def ladder_from(rows: Iterable[Mapping[str, object]]) -> Ladder:
    """The ladder stored as plain rows ``{"offset": -7, "anchor": "due", "to": "post"}``.

    Raises ValueError for an unknown anchor or recipient, or an offset that is no whole number of at most a year.
    """
    return tuple(_step_from(row) for row in rows)


def ladder_rows(ladder: Ladder) -> list[dict[str, int | str]]:
    """The ladder as plain rows, ready to be stored; ``ladder_from`` reads them back."""
    return [{"offset": step.offset, "anchor": step.anchor.value, "to": step.to.value} for step in ladder]


def step_day(step: Step, days: Deadlines) -> date:
    """The civil day of a step. Raises ValueError when it counts from a period end the deadlines do not carry."""
    anchors = {
        LadderAnchor.PERIOD_END: days.period_end,
        LadderAnchor.DUE: days.due_on,
        LadderAnchor.OVERDUE: days.overdue_from,
    }
    anchor = anchors[step.anchor]
    if anchor is None:
        raise ValueError("a step counted from the end of the period needs its day")
    return anchor + timedelta(days=step.offset)


def planned_steps(ladder: Ladder, days: Deadlines, installed_on: date) -> list[tuple[Step, date]]:
    """The whole ladder of an obligation with its days, oldest first, in the ladder's order within a day.

    Dropped: steps before the obligation opens, steps before the installation, and on one day all but the last step to
    the same recipient.
    """
    earliest = max(days.opens_on, installed_on)
    told = {(step_day(step, days), step.to): step for step in ladder}
    kept = [(step, day) for (day, _to), step in told.items() if day >= earliest]
    return sorted(kept, key=lambda planned: (planned[1], ladder.index(planned[0])))


def steps_due(ladder: Ladder, days: Deadlines, on: date, *, installed_on: date) -> list[tuple[Step, date]]:
    """The planned steps whose day has come by ``on``."""
    return [(step, day) for step, day in planned_steps(ladder, days, installed_on) if day <= on]


def latest_step(ladder: Ladder, days: Deadlines, on: date, *, installed_on: date) -> list[tuple[Step, date]]:
    """The steps of the *latest* day that has come by ``on``: all that may still be sent after an outage.

    A list because one day may tell several recipients (the congress: the post and the cell). Empty before the first.
    """
    due = steps_due(ladder, days, on, installed_on=installed_on)
    return [(step, day) for step, day in due if day == due[-1][1]]


def next_reminder_on(ladder: Ladder, days: Deadlines, on: date, *, installed_on: date) -> date | None:
    """The next day after ``on`` that has a step, or None when the ladder is climbed."""
    return next((day for _step, day in planned_steps(ladder, days, installed_on) if day > on), None)


def latest_snooze(day: date, later: Iterable[date]) -> date:
    """The last day a step of ``day`` may be put off to: the next day of the ladder, at most seven days later."""
    return min((*(other for other in later if other > day), day + timedelta(days=LONGEST_SNOOZE_DAYS)))


def who_hears(posts: Iterable[tuple[int, int, bool]], rank: int) -> tuple[int | None, int | None]:
    """Who is told a step of the level of ``rank``: a vacant post passes it to the first held one above.

    ``posts`` are those of the ladder, upwards: (rank of its level, post, is it held). Returns the post that is told and
    the vacant post it was meant for; None for both when nobody at the level or above it is there.
    """
    known = list(posts)
    for level, post, is_held in known:
        if level >= rank and is_held:
            meant = next((vacant for at, vacant, _held in known if at == rank), None)
            return post, None if level == rank else meant
    return None, None


def ladder_faults(ladder: Ladder, days: Deadlines) -> list[tuple[str, Step, date]]:
    """What is wrong with a ladder for these deadlines: (``before_opening`` or ``twice``, the step, its day)."""
    faults: list[tuple[str, Step, date]] = []
    seen: set[tuple[date, Level]] = set()
    for step in ladder:
        day = step_day(step, days)
        if day < days.opens_on:
            faults.append(("before_opening", step, day))
        elif (day, step.to) in seen:
            faults.append(("twice", step, day))
        seen.add((day, step.to))
    return faults


def send_at_or_after(
    at: datetime,
    *,
    quiet: tuple[time, time] = QUIET_HOURS,
    holidays: Collection[date] = (),
    digest: time = DIGEST_HOUR,
) -> datetime:
    """The first instant at or after ``at`` on which a message may leave, in local time.

    Never on a holiday, never before the digest hour of the day, never in quiet hours (from, to; they may cross
    midnight; equal ends mean none). ``at`` must be aware. When more than 30 holidays follow each other they are
    ignored, so that a mistaken calendar delays nothing for ever.
    """
    if at.tzinfo is None:
        raise ValueError("an instant must be aware")
    local = at.astimezone(ZoneInfo(_ZONE))
    first, opening = local.date(), quiet[1] if _is_quiet(digest, quiet) else digest
    for ahead in range(_LONGEST_HOLIDAY + 1):
        day = first + timedelta(days=ahead)
        wall = _allowed_time(local.time() if ahead == 0 else time(0), quiet, opening)
        if wall is not None and day not in holidays:
            same = ahead == 0 and wall == local.time()
            return local if same else datetime.combine(day, wall, tzinfo=local.tzinfo)
    return send_at_or_after(at, quiet=quiet, digest=digest)


def _step_from(row: Mapping[str, object]) -> Step:
    offset = row.get("offset")
    if not isinstance(offset, int) or isinstance(offset, bool) or abs(offset) > MOST_DAYS:
        raise ValueError(f"a step's offset is a whole number of days, not {offset!r}")
    return Step(offset, LadderAnchor(str(row.get("anchor"))), Level(str(row.get("to"))))


def _allowed_time(wall: time, quiet: tuple[time, time], digest: time) -> time | None:
    """The first allowed time of the day at or after ``wall``; None when the day has none left."""
    start, end = quiet
    wall = max(wall, digest)
    if not _is_quiet(wall, quiet):
        return wall
    return None if end <= start <= wall else end


def _is_quiet(wall: time, quiet: tuple[time, time]) -> bool:
    start, end = quiet
    return start <= wall < end if start <= end else wall >= start or wall < end
