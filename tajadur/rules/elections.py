"""How ready is the party for an election, what is missing, what must be done this week, and who owns a constituency?

rooms.md §8. Days are counted back from the voting day, or from the first day of its month until it is fixed.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .status import Facts, State, state_on

# An item can be worked on from so many days before it is due; what is due within the week must be done this week.
OPENS_BEFORE = 30
WEEK = 7
MOST_DAYS_BEFORE, MOST_WEIGHT = 730, 5
# What a unit did is recorded up to so many days after the voting day.
RECORDED_AFTER = 30


class ItemScope(StrEnum):
    """For what an item of the checklist is done once."""

    CONSTITUENCY = "constituencies"
    PROVINCE = "provinces"
    REGION = "regions"
    NATION = "nation"


# How deep in the tree the units of a scope stand; a constituency belongs to a province at the deepest.
SCOPE_DEPTHS = {ItemScope.CONSTITUENCY: 2, ItemScope.PROVINCE: 2, ItemScope.REGION: 1, ItemScope.NATION: 0}


class AgeGroup(StrEnum):
    """The age groups in which people are counted (rooms.md §5)."""

    FROM_18 = "18"
    FROM_25 = "25"
    FROM_35 = "35"
    FROM_60 = "60"


@dataclass(frozen=True, slots=True)
class Readiness:
    """How many of the items due by now are done; nothing is due: no share."""

    done: int = 0
    due: int = 0

    def __add__(self, other: "Readiness") -> "Readiness":
        return Readiness(self.done + other.done, self.due + other.due)

    @property
    def missing(self) -> int:
        """The gaps: due and not done."""
        return self.due - self.done


def counted_day(month_on: date, voting_on: date | None) -> date:
    """The day from which is counted back: the voting day; the earliest it may be while only its month is known."""
    return voting_on or month_on


def looked_at(on: date, month_on: date, voting_on: date | None) -> date:
    """The day whose readiness is shown on ``on``: after an election that of its voting day, for good."""
    return min(on, voting_on) if voting_on else on


def judged_on(on: date, voting_on: date | None) -> date:
    """The day by which items are judged on ``on``: the day after the election at the latest.

    What is due on the voting day itself is late from the day after it on, as everything is.
    """
    return min(on, voting_on + timedelta(days=1)) if voting_on else on


def item_due_on(counted_on: date, days_before: int) -> date:
    """The last day on which an item is done in time."""
    return counted_on - timedelta(days=days_before)


def item_state(due_on: date, done_on: date | None, on: date) -> State:
    """The state of an item on ``on``, as an obligation's: done in time or late, upcoming, open, overdue."""
    opens_on = due_on - timedelta(days=OPENS_BEFORE)
    done = done_on if done_on is None or done_on <= on else None
    if done is not None:
        return State.ON_TIME if done <= due_on else State.LATE
    overdue_from = due_on + timedelta(days=1)
    return state_on(
        Facts(period_start=opens_on, period_end=due_on, opens_on=opens_on, due_on=due_on, overdue_from=overdue_from),
        on,
    )


def is_due(due_on: date, on: date) -> bool:
    """Does the item count in the readiness of ``on``? From the day after its last day on, as what is expected."""
    return due_on < on


def is_due_this_week(due_on: date, on: date) -> bool:
    """Is its last day one of the seven days from ``on`` on?"""
    return on <= due_on < on + timedelta(days=WEEK)


def gap_rank(due_on: date, weight: int, on: date) -> int:
    """How pressing a gap is: its days late × its weight; 0 for what is not late."""
    return max(0, (on - due_on).days) * weight


def owner_of(paths: Iterable[str]) -> int:
    """The unit to which a constituency of units at these paths («1.5.12.») belongs.

    The deepest unit that all of them stand at or below, a province at the deepest: more than one province makes it the
    region's, more than one region the nation's.
    """
    ways = [path.rstrip(".").split(".")[: SCOPE_DEPTHS[ItemScope.CONSTITUENCY] + 1] for path in paths]
    shared = ways[0]
    for way in ways[1:]:
        shared = [step for step, other in zip(shared, way, strict=False) if step == other]
    return int(shared[-1])


def overlaps(parts: Mapping[int, Sequence[tuple[int, str]]]) -> dict[int, list[int]]:
    """Unit -> the constituencies it is in, where these are several; parts are (unit, path) by constituency.

    A unit is also in the constituency of what it stands below.
    """
    placed: dict[int, set[int]] = {}
    for constituency, units in parts.items():
        for unit, _path in units:
            placed.setdefault(unit, set()).add(constituency)
    doubled = {}
    for units in parts.values():
        for unit, path in units:
            steps = map(int, path.rstrip(".").split("."))
            held = set().union(*(placed.get(step, ()) for step in steps))
            if len(held) > 1:
                doubled[unit] = sorted(held)
    return doubled


def left_out(leaves: Iterable[tuple[int, str]], parts: Iterable[int]) -> list[int]:
    """Those of the lowest units (unit, path) that stand in no constituency, given the units of all constituencies."""
    taken = {str(unit) for unit in parts}
    return [unit for unit, path in leaves if taken.isdisjoint(path.rstrip(".").split("."))]


# No voter, no list of supporters, no opinion of anybody (rooms.md §8): beginnings of words, whole words, and phrases.
_BEGINNINGS = (
    "voter", "votant", "electeur", "electrice", "electors", "inscrit", "supporter", "sympathisant",
    "partisan", "adherent", "opinion", "ناخب", "مناصر", "متعاطف", "مويد", "مصوت", "مسجلين", "مسجلون", "منخرط",
)  # fmt: skip
_WORDS = frozenset({"cin", "cine", "cnie", "elector", "رايه", "ميوله", "ميول", "توجهه"})
_PHRASES = (
    "vote intention", "voting intention", "intention de vote", "intentions de vote", "electoral roll",
    "electoral register", "electoral number", "electoral list", "liste electorale", "listes electorales",
    "numero electoral", "carte nationale", "identity card", "national id", "نيه التصويت", "لوايح الانتخابيه",
    "لايحه الانتخابيه", "بطاقه الوطنيه", "بطاقه التعريف", "رقم التسجيل",
)  # fmt: skip
_ARABIC = str.maketrans("أإآىةؤئ", "ااايهوي", "ـ")
_MARKS = {"Mn"}
_ARTICLES = re.compile(r"^(?:و|ب|ف|ك)?(?:ال|لل)")
_SPLIT = re.compile(r"[\W_]+")
_LONGEST_HEADING = 400


def names_voters(heading: str) -> bool:
    """Would a column of this name hold something of voters, supporters or opinions? In Arabic, French or English."""
    plain = unicodedata.normalize("NFKD", heading[:_LONGEST_HEADING].translate(_ARABIC)).casefold()
    plain = "".join(letter for letter in plain if unicodedata.category(letter) not in _MARKS)
    words = [_ARTICLES.sub("", word) for word in _SPLIT.split(plain) if word]
    text = " ".join(words)
    return (
        any(word in _WORDS or word.startswith(_BEGINNINGS) for word in words)
        or any(f" {_bare(phrase)} " in f" {text} " for phrase in _PHRASES)
    )  # fmt: skip


def _bare(phrase: str) -> str:
    return " ".join(_ARTICLES.sub("", word) for word in phrase.split())
