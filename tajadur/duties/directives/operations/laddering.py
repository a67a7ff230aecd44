"""Is a ladder possible for what a directive asks? Tried on its periods of two years, the first 26 of them."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import islice

from tajadur.foundation.errors import BadInput
from tajadur.rules.deadlines import deadlines
from tajadur.rules.periods import Period
from tajadur.rules.reminders import LONGEST_LADDER, Ladder, ladder_faults

_TRIED = 26  # two years of months, half a year of weeks
TRIED_FOR = timedelta(days=800)


def ladder_problems(ladder: Ladder, periods: Iterable[Period], report_days: int, grace_days: int) -> list[BadInput]:
    """``ladder_too_long``, or each ``ladder_before_opening`` and ``ladder_twice`` (params ``row`` from 1, ``day``)."""
    if len(ladder) > LONGEST_LADDER:
        return [BadInput("", "ladder_too_long", most=LONGEST_LADDER)]
    problems: dict[int, BadInput] = {}
    for period in islice(periods, _TRIED):
        for fault, step, day in ladder_faults(ladder, deadlines(period, report_days, grace_days)):
            code = "ladder_before_opening" if fault == "before_opening" else "ladder_twice"
            # A step may be written twice: the later line is the one to correct.
            row = len(ladder) - list(reversed(ladder)).index(step) if fault == "twice" else ladder.index(step) + 1
            problems.setdefault(row, BadInput("", code, row=row, day=day))
    return [problems[row] for row in sorted(problems)]
