"""How an invented body behaves, period after period: a pure draw from the seed, the unit and the period.

Nothing here depends on the day the data are made: the same meeting is drawn again later, so that moving the sample
forward only adds what happened since.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from tajadur.rules.periods import Period

AUGUST, JULY = 8, 7


class Manner(StrEnum):
    """How regularly an office meets and files."""

    STEADY = "steady"
    AVERAGE = "average"
    SLOW = "slow"
    FADED = "faded"  # met once, silent for some months now


@dataclass(frozen=True, slots=True)
class Character:
    """Chances of one unit: to meet in a month, to file in time, to say why it did not meet."""

    manner: Manner
    meets: float
    on_time: float
    explains: float
    silent_from: date | None = None
    silent_to: date | None = None  # from this day on it meets again

    def is_silent(self, day: date) -> bool:
        """Does it do nothing on ``day``?"""
        if self.silent_from is None or day < self.silent_from:
            return False
        return self.silent_to is None or day < self.silent_to


@dataclass(frozen=True, slots=True)
class DrawnMeeting:
    """One meeting drawn for a period: programmed, held, reported; or the day it was declared not held."""

    programmed_on: date
    planned_on: date
    held_on: date | None
    reported_on: date | None
    not_held_declared_on: date | None
    seed: int


def character(seed: int, code: str, *, region_lift: float, turning_day: date) -> Character:
    """The lasting character of the unit ``code``. ``turning_day`` is about when the faded ones fell silent."""
    random = Random(f"{seed}/{code}/character")
    draw = random.random() + region_lift
    if draw < 0.07:
        away = turning_day - timedelta(days=random.randint(0, 90))
        return Character(Manner.FADED, 0.55, 0.6, 0.05, away)
    if draw < 0.25:
        return Character(Manner.SLOW, 0.42, 0.5, 0.3)
    if draw < 0.62:
        return Character(Manner.AVERAGE, 0.74, 0.76, 0.4)
    return Character(Manner.STEADY, 0.93, 0.93, 0.6)


def happening(
    seed: int, code: str, what: str, nature: Character, period: Period, *, due_on: date
) -> DrawnMeeting | None:
    """What the unit does about ``what`` in ``period``; None when it programmes nothing and says nothing."""
    random = Random(f"{seed}/{code}/{what}/{period.key}")
    length = (period.end - period.start).days
    season = {AUGUST: 0.3, JULY: 0.75}.get(period.start.month, 1.0) if length < 40 else 1.0
    planned_on = period.start + timedelta(days=round(length * random.uniform(0.12, 0.88)))
    programmed_on = period.start + timedelta(days=random.choice((-20, -6, -2, 1, 3, 5, 9)))
    programmed_on = min(programmed_on, planned_on - timedelta(days=1))
    faded = nature.is_silent(planned_on)
    met = not faded and random.random() < nature.meets * season
    lag = random.randint(0, 5)
    late = random.randint(1, 24)
    filed_in_time = random.random() < nature.on_time
    explains = random.random() < nature.explains
    own = random.randrange(2**31)
    if met:
        reported_on = planned_on + timedelta(days=lag) if filed_in_time else due_on + timedelta(days=late)
        return DrawnMeeting(programmed_on, planned_on, planned_on, max(reported_on, planned_on), None, own)
    if explains and not faded:
        return DrawnMeeting(programmed_on, planned_on, None, None, planned_on + timedelta(days=2 + lag), own)
    if random.random() < 0.12 and not faded:
        return DrawnMeeting(programmed_on, planned_on, None, None, None, own)
    return None
