"""Which units need attention first, and how vital is a unit?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

ATTENTION_LIMIT = 7
PERIODS_LOOKED_AT = 6
_PER_SEVERE_CASE, _MOST_FOR_CASES = 10, 30
_VACANT_SECRETARY = 20
_CONGRESS_WILL_MISS = 20

Line = tuple[int, str]


def need(
    *,
    reporting: int | None,
    severe_cases: int = 0,
    vacant_secretary: bool = False,
    congress_will_miss: bool = False,
) -> int:
    """The need of a unit, 0–170, for sorting only; never shown as a mark.

    ``reporting`` is the rate of the last six due periods, in the percent that pages show (only all is 100); None
    (nothing was due) adds nothing.
    """
    missing = 0 if reporting is None else 100 - reporting
    cases = min(_MOST_FOR_CASES, _PER_SEVERE_CASE * severe_cases)
    return missing + cases + _VACANT_SECRETARY * vacant_secretary + _CONGRESS_WILL_MISS * congress_will_miss


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that could be shown: the unit, what it says (a code), its need, the levels below it, its last change.

    ``rank`` orders the lines of one unit of the same weight, the lowest first; units are never ordered by it.
    """

    unit: int
    line: str
    need: int
    levels_below: int
    changed_on: date
    rank: int = 0

    @property
    def weight(self) -> int:
        """Need × levels below; a unit with nothing below weighs as one level."""
        return self.need * max(1, self.levels_below)


def needs_attention(
    candidates: Iterable[Candidate], *, last_shown: Mapping[Line, date] | None = None, limit: int = ATTENTION_LIMIT
) -> list[Candidate]:
    """The lines to show, heaviest first, newest change first on ties, one per unit, at most ``limit``.

    ``last_shown`` holds the lines of the visit before, ``(unit, line) → its changed_on then``: such a line is left out
    unless it changed since. A unit without need is never shown.
    """
    seen = last_shown or {}
    fresh = [candidate for candidate in candidates if candidate.need > 0 and not _is_repeated(candidate, seen)]
    best: dict[int, Candidate] = {}
    for candidate in sorted(fresh, key=_order_within_unit):
        best.setdefault(candidate.unit, candidate)
    return sorted(best.values(), key=_attention_order)[:limit]


def silent_for(opened_on: date | None, last_held_on: date | None, on: date) -> int | None:
    """Days since the later of the unit's opening and its last held meeting; None when neither is known by ``on``."""
    known = [day for day in (opened_on, last_held_on) if day is not None and day <= on]
    return (on - max(known)).days if known else None


@dataclass(frozen=True, slots=True)
class Share:
    """``count`` of ``whole``; a whole of 0 means there was nothing to count."""

    count: int
    whole: int


@dataclass(frozen=True, slots=True)
class DuePeriod:
    """One due period of a unit. ``secretary_present`` is None when nothing was held or nobody said.

    Not ``expected``: cancelled, excused, or an extension runs.
    """

    held: bool
    on_time: bool
    actions_due: int = 0
    actions_closed_on_day: int = 0
    office_in_mandate: bool = True
    secretary_present: bool | None = None
    expected: bool = True


@dataclass(frozen=True, slots=True)
class Vitality:
    """Five shares shown side by side, never one mark."""

    held: Share
    on_time: Share
    actions_on_day: Share
    office_in_mandate: Share
    secretary_present: Share


def vitality(periods: Sequence[DuePeriod]) -> Vitality:
    """The vitality of a unit over its last six due periods, oldest first; of these, the expected ones alone count."""
    last = [period for period in periods[-PERIODS_LOOKED_AT:] if period.expected]
    answers = [period.secretary_present for period in last if period.secretary_present is not None]
    return Vitality(
        held=Share(sum(period.held for period in last), len(last)),
        on_time=Share(sum(period.on_time for period in last), len(last)),
        actions_on_day=Share(
            sum(period.actions_closed_on_day for period in last), sum(period.actions_due for period in last)
        ),
        office_in_mandate=Share(sum(period.office_in_mandate for period in last), len(last)),
        secretary_present=Share(sum(answers), len(answers)),
    )


def _order_within_unit(candidate: Candidate) -> tuple[int, int, int, str]:
    return -candidate.weight, candidate.rank, -candidate.changed_on.toordinal(), candidate.line


def _attention_order(candidate: Candidate) -> tuple[int, int, int]:
    """Heaviest first, newest change first; the unit makes ties repeatable."""
    return -candidate.weight, -candidate.changed_on.toordinal(), candidate.unit


def _is_repeated(candidate: Candidate, seen: Mapping[Line, date]) -> bool:
    shown = seen.get((candidate.unit, candidate.line))
    return shown is not None and candidate.changed_on <= shown
