"""What does the pack of a meeting say: its three sentences, what changed since the one before, what to decide first?

The rules of ``rooms.md`` §9. Numbers in, codes and numbers out; the words belong to whoever shows them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .dysfunctions import Severity
from .rates import percent

# Ready so many days before the meeting it is made for.
DAYS_BEFORE = 3
MOST_DECISIONS = 3
# Its figures in their order; of a share the change is in points, of a number in ones.
REPORTING, ON_TIME, ANSWERED, PROGRAMMED = "reporting", "on_time", "answered", "programmed"
CONGRESSES, CASES, VACANT = "congresses", "cases", "vacant"
FIGURES = (REPORTING, ON_TIME, ANSWERED, PROGRAMMED, CONGRESSES, CASES, VACANT)


class DecisionSource(StrEnum):
    """Where a proposed decision comes from: an open case, a request that waits, or somebody wrote it."""

    CASE = "case"
    REQUEST = "request"
    WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class PackFigure:
    """``part`` of ``whole``; without a whole, a number. A whole of 0: nothing was asked, there is no share."""

    code: str
    part: int
    whole: int | None = None

    @property
    def value(self) -> int | None:
        """What is compared from pack to pack: whole percent of a share, else the number; None without a share."""
        return self.part if self.whole is None else percent(self.part, self.whole)


@dataclass(frozen=True, slots=True)
class Sentence:
    """``code`` says which of the sentences it is, ``change`` how its figure moved since the pack before (None: no pack
    or no figure before)."""

    code: str
    values: Mapping[str, int]
    change: int | None = None


@dataclass(frozen=True, slots=True)
class CongressCount:
    """Where the congresses stand: ``left`` days to the last day of the edition (negative: past); None: none asked."""

    left: int | None = None
    held: int = 0
    whole: int = 0
    missing_it: int = 0


@dataclass(frozen=True, slots=True)
class DecisionCandidate:
    """A case or a request that could be decided on: ``touched`` units stand at its unit or below it."""

    kind: DecisionSource
    id: int
    unit: int
    severity: int
    touched: int
    since: date

    @property
    def weight(self) -> int:
        """Severity × units touched."""
        return self.severity * self.touched


def ready_from(meeting_on: date) -> date:
    """The first day on which the pack of a meeting is made."""
    return meeting_on - timedelta(days=DAYS_BEFORE)


def change_of(now: PackFigure, before: PackFigure | None) -> int | None:
    """By how much a figure moved; None when there is nothing to compare."""
    if before is None or now.value is None or before.value is None:
        return None
    return now.value - before.value


def sentences(
    figures: Mapping[str, PackFigure], congress: CongressCount, severe: int, before: Mapping[str, PackFigure]
) -> list[Sentence]:
    """The three sentences: what was held, the congresses, the dysfunctions; each with its figure and its change.

    ``severe`` of the open cases are of high severity; ``before`` holds the figures of the pack before, if any.
    """

    def change(code: str) -> int | None:
        return change_of(figures[code], before.get(code))

    held, cases = figures[REPORTING], figures[CASES]
    share = held.value
    first = Sentence("nothing_due", {}) if share is None else Sentence(
        "held", {"part": held.part, "whole": held.whole or 0, "percent": share}, change(REPORTING)
    )  # fmt: skip
    # Editions come and go: a number held is compared with the same number of the same edition alone.
    earlier = before.get(CONGRESSES)
    same_edition = earlier is not None and earlier.whole == congress.whole and earlier.part <= congress.held
    moved = congress.held - earlier.part if earlier is not None and same_edition else None
    return [
        first,
        Sentence(_congress_code(congress), _congress_values(congress), moved if congress.whole else None),
        Sentence("cases" if cases.part else "no_cases", {"n": cases.part, "severe": severe}, change(CASES)),
    ]


def _congress_code(congress: CongressCount) -> str:
    if congress.left is None or not congress.whole:
        return "no_congress"
    if congress.held == congress.whole:
        return "congress_all"
    return "congress_past" if congress.left < 0 else "congress_ahead"


def _congress_values(congress: CongressCount) -> dict[str, int]:
    values = {"held": congress.held, "whole": congress.whole, "missing_it": congress.missing_it}
    return values | {"days": abs(congress.left or 0)}


def to_decide(candidates: Iterable[DecisionCandidate]) -> list[DecisionCandidate]:
    """At most three: the highest severity × units touched first; alike, what waits longest, then the first noted."""
    ranked = sorted(candidates, key=lambda each: (-each.weight, each.since, each.kind, each.id))
    return ranked[:MOST_DECISIONS]


def severity_of_request(decide_until: date, on: date) -> Severity:
    """What a request for resources that waits for its decision weighs: more once the days of the decision are over."""
    return Severity.HIGH if decide_until < on else Severity.MEDIUM


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since the pack before: units whose lines are new (unit, line), units that are listed no more, units
    listed for another reason (unit, line), congresses held since, and the regions that stand otherwise than then:
    (unit, share before, share now)."""

    new: Sequence[tuple[int, str]]
    gone: Sequence[int]
    other: Sequence[tuple[int, str]]
    held: Sequence[int]
    moved: Sequence[tuple[int, int, int]]

    @property
    def is_empty(self) -> bool:
        """Is everything as it was?"""
        return not (self.new or self.gone or self.other or self.held or self.moved)


def changes_between(
    lines: Sequence[tuple[int, str]],
    lines_before: Sequence[tuple[int, str]],
    held: Collection[int],
    held_before: Collection[int],
    shares: Mapping[int, int | None],
    shares_before: Mapping[int, int | None],
) -> Changes:
    """``lines`` need attention, one of a unit; ``shares`` of regions are whole percents, the largest moves first."""
    now, before = dict(lines), dict(lines_before)
    moves = [
        (unit, was, share)
        for unit, share in shares.items()
        if share is not None and (was := shares_before.get(unit)) is not None and was != share
    ]
    return Changes(
        new=[line for line in lines if line[0] not in before],
        gone=[unit for unit, _line in lines_before if unit not in now],
        other=[line for line in lines if line[0] in before and before[line[0]] != line[1]],
        held=[unit for unit in held if unit not in held_before],
        moved=sorted(moves, key=lambda move: (-abs(move[2] - move[1]), move[0])),
    )
