"""How far is what a plan asks: progress against time, what is stuck, where it leads (``rooms.md`` §6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

STUCK_DAYS = 60
# The values of a forecast, and how far apart two of them lie at least.
FORECAST_VALUES, FORECAST_DAYS = 3, 14
WHOLE_WEIGHT = 100
MOST = Decimal("9999999")
_TENTH = Decimal("0.1")


class MeasuredIn(StrEnum):
    """The unit of measure of an indicator: a share is a percentage, yes is 1 and no is 0."""

    COUNT = "count"
    SHARE = "share"
    YES_NO = "yes_no"


class Direction(StrEnum):
    """Where an indicator is to go."""

    UP = "up"
    DOWN = "down"


class PlanMeasure(StrEnum):
    """What the product measures of its own facts, for a unit and everything below it."""

    OFFICES_MEETING = "offices_meeting"
    ON_TIME = "on_time"
    WOMEN = "women"
    PREMISES = "premises"
    ACTIONS = "actions"
    CONGRESSES = "congresses"


@dataclass(frozen=True, slots=True)
class MeasureRule:
    """``measured_in``, and over how many ``months`` before the day the facts are counted; 0: those of the day itself.

    What is counted stands in ``activity/plans/queries/measuring.sql``: a part of a whole. A whole of nothing, as in a
    unit that closed, gives no value: the measure does not apply there.
    """

    measured_in: MeasuredIn
    months: int = 0


MEASURES: dict[PlanMeasure, MeasureRule] = {
    # Meetings of leading bodies due in these months: those reported, of those expected (domain.md §3).
    PlanMeasure.OFFICES_MEETING: MeasureRule(MeasuredIn.SHARE, 6),
    # Everything due in these months: reported on time, of what was expected.
    PlanMeasure.ON_TIME: MeasureRule(MeasuredIn.SHARE, 6),
    # Holders of posts in leading bodies whose sex is known: the women among them (law 29-11 art. 26).
    PlanMeasure.WOMEN: MeasureRule(MeasuredIn.SHARE),
    # Branches that exist: those with premises, as they had said by that day.
    PlanMeasure.PREMISES: MeasureRule(MeasuredIn.SHARE),
    # Action items whose day passed in these months: closed on their day or before.
    PlanMeasure.ACTIONS: MeasureRule(MeasuredIn.SHARE, 12),
    # Congresses asked in these months: how many were held.
    PlanMeasure.CONGRESSES: MeasureRule(MeasuredIn.COUNT, 12),
}


@dataclass(frozen=True, slots=True)
class Target:
    """From ``start`` on ``starts_on`` to ``target`` by ``due_on``."""

    start: Decimal
    target: Decimal
    starts_on: date
    due_on: date
    direction: Direction = Direction.UP


@dataclass(frozen=True, slots=True)
class MeanProgress:
    """The mean over the children that apply: ``applying`` of ``of``. None: none applies."""

    progress: Fraction | None
    applying: int
    of: int


def value_problem(value: Decimal, measured_in: MeasuredIn) -> str | None:
    """The code of what is wrong with a value or a target of that unit of measure, or None."""
    match measured_in:
        case MeasuredIn.YES_NO:
            return None if value in (0, 1) else "value_yes_no"
        case MeasuredIn.SHARE:
            return None if 0 <= value <= 100 and value == value.quantize(_TENTH) else "value_share"
        case MeasuredIn.COUNT:
            return None if 0 <= value <= MOST and value == value.to_integral_value() else "value_count"


def measured_value(part: int, whole: int, measured_in: MeasuredIn) -> Decimal | None:
    """The value of a measure; None when there is nothing to count: nothing is divided by zero."""
    if whole == 0:
        return None
    if measured_in is MeasuredIn.COUNT:
        return Decimal(part)
    return (Decimal(part) * 100 / whole).quantize(_TENTH, ROUND_HALF_UP)


def is_reached(target: Target, value: Decimal) -> bool:
    """Is the target reached?"""
    return value >= target.target if target.direction is Direction.UP else value <= target.target


def progress(target: Target, value: Decimal | None) -> Fraction:
    """(value - start) / (target - start) in [0, 1], 1 when it is reached; 0 while nothing is said."""
    if value is None:
        return Fraction(0)
    if is_reached(target, value):
        return Fraction(1)
    if is_reached(target, target.start):
        return Fraction(0)
    way = Fraction(target.target) - Fraction(target.start)
    return max(Fraction(0), (Fraction(value) - Fraction(target.start)) / way)


def expected_progress(target: Target, on: date) -> Fraction:
    """The share of its days that have passed on ``on``: 0 on the first day, 1 from the last."""
    if on >= target.due_on:
        return Fraction(1)
    days = (target.due_on - target.starts_on).days
    return max(Fraction(0), Fraction((on - target.starts_on).days, days))


def stuck_since(
    target: Target, value: Decimal | None, *, changed_on: date | None, news_on: date | None, on: date
) -> date | None:
    """Since when nothing moves, if for 60 days no value changed and nothing was told, and progress is behind time."""
    last = max(day for day in (target.starts_on, changed_on, news_on) if day is not None)
    if (on - last).days < STUCK_DAYS or progress(target, value) >= expected_progress(target, on):
        return None
    return last


def spaced(points: Iterable[tuple[date, Decimal]]) -> list[tuple[date, Decimal]]:
    """The last three values of which each lies at least 14 days from the next, the oldest first; fewer if there are."""
    kept: list[tuple[date, Decimal]] = []
    for day, value in sorted(points, reverse=True):
        if not kept or (kept[-1][0] - day).days >= FORECAST_DAYS:
            kept.append((day, value))
        if len(kept) == FORECAST_VALUES:
            break
    return kept[::-1]


def forecast(points: Iterable[tuple[date, Decimal]], day: date, measured_in: MeasuredIn) -> Decimal | None:
    """Where the straight line through the last three values leads on ``day``, within bounds; None with fewer values.

    The line is that of least squares.
    """
    kept = spaced(points)
    if len(kept) < FORECAST_VALUES:
        return None
    days = [Fraction((at - kept[0][0]).days) for at, _value in kept]
    values = [Fraction(value) for _at, value in kept]
    middle, mean = sum(days, Fraction(0)) / len(days), sum(values, Fraction(0)) / len(values)
    spread = sum(((x - middle) ** 2 for x in days), Fraction(0))
    slope = sum(((x - middle) * (y - mean) for x, y in zip(days, values, strict=True)), Fraction(0)) / spread
    line: Fraction = mean + slope * ((day - kept[0][0]).days - middle)
    highest = {MeasuredIn.SHARE: Fraction(100), MeasuredIn.YES_NO: Fraction(1)}.get(measured_in, Fraction(MOST))
    within = min(max(line, Fraction(0)), highest)
    return (Decimal(within.numerator) / Decimal(within.denominator)).quantize(_TENTH, ROUND_HALF_UP)


def fortnights(on: date) -> list[date]:
    """The days on which a measure is read for its forecast, the oldest first."""
    return [on - timedelta(days=FORECAST_DAYS * ago) for ago in range(FORECAST_VALUES - 1, -1, -1)]


def mean_progress(children: Sequence[tuple[Fraction | None, int | None]]) -> MeanProgress:
    """The mean of (progress, weight) of the children; without weights they count alike. None: it does not apply."""
    applying = [(part, Fraction(1 if weight is None else weight)) for part, weight in children if part is not None]
    whole = sum((weight for _part, weight in applying), Fraction(0))
    mean = sum((part * weight for part, weight in applying), Fraction(0)) / whole if whole else None
    return MeanProgress(mean, len(applying), len(children))


def weights_add_up(weights: Sequence[int | None]) -> bool:
    """Do the weights of an axis add up to 100, or has none of its objectives one?"""
    given = [weight for weight in weights if weight is not None]
    return not given or (len(given) == len(weights) and sum(given) == WHOLE_WEIGHT)


def as_kept(part: Fraction | None) -> Decimal | None:
    """Progress as it is kept: to a hundredth of a percent. 1 is kept of what is whole alone, 0 of what is nothing."""
    if part is None:
        return None
    kept = (Decimal(part.numerator) / Decimal(part.denominator)).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    if kept == 1 and part < 1:
        return Decimal("0.9999")
    return Decimal("0.0001") if kept == 0 and part > 0 else kept
