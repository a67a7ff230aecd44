"""How much of what was expected was reported, and how is a share written?"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from operator import attrgetter

from tajadur.rules.status import NOT_EXPECTED_STATES, Facts, state_on

# A meeting counts as programmed when it stands so many days after the period began, at the latest: by its seventh day.
# A week has no more: its whole length counts.
PROGRAMMING_DAYS = 6


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of obligations; the numerators are counted among the expected rows only.

    ``programmed`` of ``programmable`` meeting rows were programmed in the first days of their period. Raises
    ValueError when a share would pass 100 %: that is a fault in the counting, never something to cap.
    """

    expected: int = 0
    on_time: int = 0
    extended: int = 0
    late: int = 0
    not_held: int = 0
    programmed: int = 0
    programmable: int = 0

    def __post_init__(self) -> None:
        if min(attrgetter(*_NAMES)(self)) < 0:
            raise ValueError(f"a count is negative: {self}")
        if self.answered > self.expected or self.programmed > self.programmable:
            raise ValueError(f"more was counted than was expected: {self}")

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, name) + getattr(other, name) for name in _NAMES))

    @property
    def reported(self) -> int:
        """On time, within an extension, or late."""
        return self.on_time + self.extended + self.late

    @property
    def answered(self) -> int:
        """Reported, or declared not held with a reason."""
        return self.reported + self.not_held

    @property
    def missing(self) -> int:
        """Expected and not answered."""
        return self.expected - self.answered

    @property
    def reporting_rate(self) -> float | None:
        """Reported of expected, 0–1; None when nothing was expected."""
        return _share(self.reported, self.expected)

    @property
    def on_time_rate(self) -> float | None:
        """On time of expected, 0–1; None when nothing was expected."""
        return _share(self.on_time, self.expected)

    @property
    def extended_rate(self) -> float | None:
        """Within a granted extension of expected, 0–1; None when nothing was expected."""
        return _share(self.extended, self.expected)

    @property
    def answered_rate(self) -> float | None:
        """Answered of expected, 0–1; None when nothing was expected."""
        return _share(self.answered, self.expected)

    @property
    def programmed_rate(self) -> float | None:
        """Programmed of programmable, 0–1; None when nothing was programmable."""
        return _share(self.programmed, self.programmable)


_NAMES = tuple(field.name for field in fields(Tally))


def tally_of(rows: Iterable[Facts], t: date) -> Tally:
    """The tally of some obligations on day ``t``; rows not expected on that day count nowhere."""
    counts = dict.fromkeys(("expected", "on_time", "extended", "late", "not_held"), 0)
    for facts in rows:
        state = state_on(facts, t)
        if facts.due_on >= t or state in NOT_EXPECTED_STATES:
            continue
        counts["expected"] += 1
        if state.value in counts:
            counts[state.value] += 1
    return Tally(**counts)


def percent(part: int, whole: int) -> int | None:
    """``part`` of ``whole`` as a whole percentage, halves rounded up; None when ``whole`` is 0.

    100 is said only of all and 0 only of none: 999 of 1,000 is 99, 1 of 1,000 is 1. Raises ValueError when the part
    is negative or above the whole.
    """
    if not 0 <= part <= whole:
        raise ValueError(f"{part} is no part of {whole}")
    if whole == 0:
        return None
    if part in (0, whole):
        return 100 * part // whole
    return min(99, max(1, (200 * part + whole) // (2 * whole)))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
