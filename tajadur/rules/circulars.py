"""Circulars (``rooms.md`` §4): by when is an acknowledgement due, and which words did an amendment change?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

from tajadur.rules.reminders import Ladder, LadderAnchor, Level, Step

# What a circular begins with; the draft carries its own, its directive the ladder as rows.
ACKNOWLEDGE_DAYS, GRACE_DAYS = 5, 2
MOST_DAYS = 60
LADDER: Ladder = (
    Step(-1, LadderAnchor.DUE, Level.POST),
    Step(0, LadderAnchor.DUE, Level.POST),
    Step(1, LadderAnchor.DUE, Level.POST),
    Step(3, LadderAnchor.DUE, Level.ABOVE),
)
MOST_VERSIONS = 99
# Above this many comparisons two passages are shown whole, one after the other: texts are typed by anybody.
MOST_COMPARED = 250_000


@dataclass(frozen=True, slots=True)
class AcknowledgementDays:
    """From ``starts_on`` it can be confirmed, until ``due_on`` in time; silence counts from ``overdue_from``."""

    starts_on: date
    due_on: date
    overdue_from: date


def acknowledgement_days(starts_on: date, days: int, grace_days: int) -> AcknowledgementDays:
    """The days of whoever is asked from ``starts_on`` on: the issue, or the first day of a later mandate."""
    due_on = starts_on + timedelta(days=days)
    return AcknowledgementDays(starts_on, due_on, due_on + timedelta(days=grace_days + 1))


def circular_number(number: int, year: int) -> str:
    """«12/2026»."""
    return f"{number}/{year}"


def acknowledgement_key(number: int, year: int, version: int) -> str:
    """The period key of what the posts owe for one version: «12/2026 v2»."""
    return f"{circular_number(number, year)} v{version}"


def version_of_key(key: str) -> int | None:
    """The version a period key is of; None for a key of no circular."""
    parts = key.split(" ")
    if len(parts) not in (2, 3) or "/" not in parts[0] or not parts[1].startswith("v"):
        return None
    digits = parts[1][1:]
    return int(digits) if digits.isascii() and digits.isdigit() else None


class AddresseeState(StrEnum):
    """Where a post stands with the version in force, the first that matches."""

    CONFIRMED = "confirmed"
    VACANT = "vacant"
    NO_ACCOUNT = "no_account"
    READ = "read"
    UNREAD = "unread"


# Those who can read and confirm: the only ones whose silence can be late.
ASKED_STATES = frozenset({AddresseeState.CONFIRMED, AddresseeState.READ, AddresseeState.UNREAD})


def addressee_state(*, confirmed: bool, held: bool, has_account: bool, read: bool) -> AddresseeState:
    """The state of a post; nobody is late in a vacant one, nor without an account."""
    if confirmed:
        return AddresseeState.CONFIRMED
    if not held:
        return AddresseeState.VACANT
    if not has_account:
        return AddresseeState.NO_ACCOUNT
    return AddresseeState.READ if read else AddresseeState.UNREAD


class WordChange(StrEnum):
    """What became of a passage."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Passage:
    """Words in a row, with the blanks between them, that share their fate."""

    change: WordChange
    text: str


def changed_words(before: str, after: str) -> list[Passage]:
    """The new text with what was added and what was removed, word by word, paragraph by paragraph.

    The kept and added passages together are ``after``, the kept and removed ones ``before``. Paragraphs are compared
    first and words only inside those that changed; long passages without anything in common are shown whole.
    """
    passages: list[Passage] = []
    for change, old, new in _compared(before.splitlines(keepends=True), after.splitlines(keepends=True)):
        if change is WordChange.SAME:
            passages.append(Passage(WordChange.SAME, "".join(new)))
        else:
            passages += _words_changed("".join(old), "".join(new))
    return _joined(passages)


def _words_changed(before: str, after: str) -> Iterator[Passage]:
    for change, old, new in _compared(_words(before), _words(after)):
        if change is WordChange.SAME:
            yield Passage(WordChange.SAME, "".join(new))
            continue
        if old:
            yield Passage(WordChange.REMOVED, "".join(old))
        if new:
            yield Passage(WordChange.ADDED, "".join(new))


def _compared(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[WordChange, Sequence[str], Sequence[str]]]:
    """(SAME or ADDED, the part of the one, the part of the other): equal ends first, the middle when it is bounded."""
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    if head:
        yield WordChange.SAME, before[:head], after[:head]
    if old and new and len(old) * len(new) <= MOST_COMPARED:
        for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            yield WordChange.SAME if tag == "equal" else WordChange.ADDED, old[a:b], new[c:d]
    elif old or new:
        yield WordChange.ADDED, old, new
    if tail:
        yield WordChange.SAME, before[len(before) - tail :], after[len(after) - tail :]


def _words(text: str) -> list[str]:
    """Words, each with the blanks before it; what comes last may be blanks alone."""
    edges = [0]
    for place in range(1, len(text)):
        if text[place].isspace() and not text[place - 1].isspace():
            edges.append(place)
    edges.append(len(text))
    return [text[start:end] for start, end in pairwise(edges) if end > start]


def _joined(passages: Sequence[Passage]) -> list[Passage]:
    joined: list[Passage] = []
    for passage in passages:
        if joined and joined[-1].change is passage.change:
            joined[-1] = Passage(passage.change, joined[-1].text + passage.text)
        else:
            joined.append(passage)
    return joined
