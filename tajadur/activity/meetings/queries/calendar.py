"""Which days does a rule give, and what is worth knowing about a day? Computed by libraries of calendars."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any

from dateutil.rrule import rrulestr

from tajadur.foundation.errors import BadInput
from tajadur.organisation.profile.queries import estimates, holidays_on, keeps_ramadan, language_known, observed_near
from tajadur.rules.hijri import is_ramadan

from ..vocabulary import PACES, DayWarning, NthWeekday, Weekday

# What we accept of RFC 5545: days only, no COUNT or UNTIL (a series has its own last day), nothing below a day.
_RULE = re.compile(
    r"FREQ=(?:WEEKLY|MONTHLY|YEARLY)(?:;INTERVAL=(?:[1-9]|1[0-2]))?"
    r"(?:;BYMONTH=(?:[1-9]|1[0-2])(?:,(?:[1-9]|1[0-2])){0,11})?"
    r"(?:;BYDAY=(?:-1|[1-4])?(?:MO|TU|WE|TH|FR|SA|SU)|;BYMONTHDAY=(?:-1|[1-9]|1\d|2[0-8]))"
)
_SHAPE = re.compile(
    r"(?P<pace>FREQ=\w+(?:;INTERVAL=\d+)?);(?:BYDAY=(?P<place>-1|[1-4])?(?P<weekday>[A-Z]{2})|BYMONTHDAY=(?P<day>-?\d+))"
)
# From this hour on a meeting may meet the breaking of the fast.
_EVENING = time(17)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A rule in the words of the form. ``place`` is empty for weekly rhythms; ``month_day`` -1 is the last day."""

    pace: str
    place: str = ""
    weekday: str = ""
    month_day: int | None = None

    @property
    def is_weekly(self) -> bool:
        """Does it count in weeks rather than in months?"""
        return PACES[self.pace].is_weekly

    @property
    def pace_words(self) -> Any:
        """«Every month»."""
        return PACES[self.pace].words

    @property
    def place_words(self) -> Any:
        """«First», or the empty string."""
        return NthWeekday(self.place).label if self.place and self.place != NthWeekday.DAY else ""

    @property
    def weekday_words(self) -> Any:
        """«Saturday», or the empty string."""
        return Weekday(self.weekday).label if self.weekday else ""


@dataclass(frozen=True, slots=True)
class Warned:
    """One remark about a day: its code, and the name of the holiday where there is one."""

    code: DayWarning
    name: str = ""

    @property
    def sentence(self) -> str:
        """The remark in the language of the page."""
        return str(self.code.label) % {"name": self.name}


def rule_of(rhythm: Rhythm) -> str:
    """The RFC 5545 rule of what was chosen. Raises BadInput ``rule_unknown``."""
    pace = PACES.get(rhythm.pace)
    if pace is None:
        raise BadInput("pace", "rule_unknown")
    if pace.is_weekly:
        rule = f"{pace.cycle.rrule};BYDAY={rhythm.weekday}"
    elif rhythm.place == NthWeekday.DAY:
        rule = f"{pace.cycle.rrule};BYMONTHDAY={rhythm.month_day}"
    else:
        rule = f"{pace.cycle.rrule};BYDAY={rhythm.place}{rhythm.weekday}"
    if not is_rule(rule):
        raise BadInput("pace", "rule_unknown")
    return rule


def rhythm_of(rule: str) -> Rhythm | None:
    """The words of a rule, or None for a rule the form does not offer."""
    shape = _SHAPE.fullmatch(rule) if is_rule(rule) else None
    pace = next((name for name, pace in PACES.items() if shape and pace.cycle.rrule == shape["pace"]), None)
    if shape is None or pace is None:
        return None
    if shape["day"]:
        return Rhythm(pace, NthWeekday.DAY, month_day=int(shape["day"]))
    return Rhythm(pace, shape["place"] or "", shape["weekday"])


def is_rule(rule: str) -> bool:
    """Is it a rule a series may have?"""
    return len(rule) <= 200 and _RULE.fullmatch(rule) is not None


def occurrences(rule: str, starts_on: date, first: date, last: date) -> list[date]:
    """The days of ``rule`` counted from ``starts_on`` that lie in ``first … last`` (both included), in order."""
    first = max(first, starts_on)
    if last < first:
        return []
    recurrence = rrulestr(rule, dtstart=datetime.combine(starts_on, time()))  # civil days: no zone takes part
    between = recurrence.between(datetime.combine(first, time()), datetime.combine(last, time()), inc=True)
    return [occurrence.date() for occurrence in between]


def next_occurrences(rule: str, starts_on: date, *, count: int = 3, ends_on: date | None = None) -> Sequence[date]:
    """The first ``count`` days of a series within a year of its start, for showing before it is made."""
    last = starts_on + timedelta(days=366)
    return occurrences(rule, starts_on, starts_on, min(last, ends_on) if ends_on else last)[:count]


def warnings_on(day: date, wall_time: time | None, language: str) -> list[Warned]:
    """``day_warnings`` with the Islamic days as administrators confirmed them; a query only where one is near."""
    return day_warnings(day, wall_time, language, observed_near(day))


def day_warnings(
    day: date, wall_time: time | None, language: str, observed: Mapping[date, date] = MappingProxyType({})
) -> list[Warned]:
    """What is worth knowing before meeting on ``day``: public holidays of Morocco, evenings of Ramadan. Never blocks.

    ``language`` is ar, fr or en. Islamic days come from computed calendars and are said to be estimates, but those in
    ``observed`` (estimated day → confirmed day).
    """
    warnings = [
        Warned(DayWarning.HOLIDAY_ESTIMATED if holiday.is_estimate else DayWarning.HOLIDAY, holiday.name)
        for holiday in holidays_on(day, language)
        if not (holiday.is_estimate and day in observed)
    ]
    for estimated_on in (estimated_on for estimated_on, kept_on in observed.items() if kept_on == day):
        names = (
            estimate.names[language_known(language)]
            for estimate in estimates(estimated_on.year)
            if estimate.estimated_on == estimated_on
        )
        warnings += [Warned(DayWarning.HOLIDAY, name) for name in names]
    if wall_time and wall_time >= _EVENING and keeps_ramadan() and is_ramadan(day):
        warnings.append(Warned(DayWarning.RAMADAN_EVENING))
    return warnings
