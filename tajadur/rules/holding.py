"""Which posts one person may hold together, how many, and how many terms in a row: judged on a day.

A rule counts what is recorded, also what began before the rule: it says what may stand, not when it was written.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

GAP_DAYS = 90  # as long as an interim lasts: a term that begins within it follows the one before
MOST_COUNTED = 99  # no rule allows more mandates or terms than this


class HoldingKind(StrEnum):
    """What a rule says."""

    EXCLUDES = "excludes"
    MANDATES = "mandates"
    TERMS = "terms"


class HoldingScope(StrEnum):
    """Where two mandates have to be for a rule to see both. A line: a unit with those above and below it."""

    UNIT = "unit"
    LINE = "line"
    ANYWHERE = "anywhere"


class HoldingEffect(StrEnum):
    """What happens to whoever acts against a rule: they confirm it with a reason, or they cannot."""

    ASKS = "asks"
    REFUSES = "refuses"


@dataclass(frozen=True, slots=True)
class PostsMeant:
    """The posts a rule is about: of one type, or all of a type of body."""

    post_type_id: int | None = None
    body_type_id: int | None = None

    def holds(self, post: "HeldPost") -> bool:
        """Is the post one of them?"""
        if self.post_type_id is not None:
            return post.post_type_id == self.post_type_id
        return post.body_type_id == self.body_type_id


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPost:
    """A mandate as the rules see it. ``path``: the ids of its unit and those above, «1.5.12.»; days both included."""

    key: Hashable
    post_type_id: int
    body_type_id: int
    path: str
    from_on: date
    to_on: date | None = None
    interim: bool = False

    def is_held(self, on: date) -> bool:
        """Is ``on`` one of its days?"""
        return self.from_on <= on and (self.to_on is None or on <= self.to_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingTerms:
    """A rule. ``other``: the posts excluded by ``subject``; ``most``: how many mandates, or terms in a row."""

    key: int
    kind: HoldingKind
    subject: PostsMeant
    other: PostsMeant = PostsMeant()
    scope: HoldingScope
    most: int = 1
    from_on: date
    to_on: date | None = None

    def is_in_force(self, on: date) -> bool:
        """Is ``on`` one of its days?"""
        return self.from_on <= on and (self.to_on is None or on <= self.to_on)


@dataclass(frozen=True, slots=True)
class Breach:
    """What stands against a rule on a day: the keys of the mandates that do so together."""

    rule: int
    on: date
    held: frozenset[Hashable]


def judged(rules: Iterable[HoldingTerms], held: Sequence[HeldPost], on: date) -> list[Breach]:
    """What the mandates of one person are against on ``on``, one breach a rule, in the order of the rules.

    ``held``: all that are confirmed, or would be; those of other days count as terms.
    """
    breaches = []
    for rule in rules:
        if rule.is_in_force(on) and (together := frozenset(_TOGETHER[rule.kind](rule, held, on))):
            breaches.append(Breach(rule.key, on, together))
    return breaches


def judged_new(rules: Sequence[HoldingTerms], held: Sequence[HeldPost], new: Collection[Hashable]) -> list[Breach]:
    """What the mandates ``new`` among ``held`` would be against from their first days on: the first breach of each
    rule."""
    starts = [post.from_on for post in held if post.key in new]
    if not starts:
        return []
    days = {post.from_on for post in held} | {rule.from_on for rule in rules}
    breaches: dict[int, Breach] = {}
    for day in sorted(day for day in days if day >= min(starts)):
        for breach in judged(rules, held, day):
            if breach.held & set(new):
                breaches.setdefault(breach.rule, breach)
    return list(breaches.values())


def meet(scope: HoldingScope, path: str, other: str) -> bool:
    """Do units at two paths see each other in ``scope``?"""
    if scope == HoldingScope.UNIT:
        return path == other
    return scope == HoldingScope.ANYWHERE or path.startswith(other) or other.startswith(path)


def _excluding(rule: HoldingTerms, held: Sequence[HeldPost], on: date) -> Iterator[Hashable]:
    today = [post for post in held if post.is_held(on)]
    for post in today:
        if rule.subject.holds(post):
            for other in today:
                if other.key != post.key and rule.other.holds(other) and meet(rule.scope, post.path, other.path):
                    yield post.key
                    yield other.key


def _too_many(rule: HoldingTerms, held: Sequence[HeldPost], on: date) -> Iterator[Hashable]:
    today = [post for post in held if post.is_held(on) and rule.subject.holds(post)]
    for post in today:
        # On a line those are counted together that lie between a unit and its root.
        lines = (other for other in today if meet(rule.scope, post.path, other.path))
        if rule.scope == HoldingScope.LINE:
            lines = (other for other in today if post.path.startswith(other.path))
        together = [other.key for other in lines]
        if len(together) > rule.most:
            yield from together


def _in_a_row(rule: HoldingTerms, held: Sequence[HeldPost], on: date) -> Iterator[Hashable]:
    terms = [post for post in held if rule.subject.holds(post) and not post.interim]
    for last in terms:
        if not last.is_held(on):
            continue
        near = [post for post in terms if meet(rule.scope, post.path, last.path)]
        yield from _one_too_many(near, last, rule.most)


def _one_too_many(terms: Sequence[HeldPost], last: HeldPost, most: int) -> Iterator[Hashable]:
    """The terms of every row of ``most`` and one more that leads to ``last``."""
    steps: list[list[HeldPost]] = [[last]]
    for _ in range(most):
        steps.append([post for post in terms if any(_follows(later, post) for later in steps[-1])])
    whole = steps.pop()
    yield from (post.key for post in whole)
    while steps and whole:
        whole = [post for post in steps.pop() if any(_follows(post, before) for before in whole)]
        yield from (post.key for post in whole)


def _follows(term: HeldPost, before: HeldPost) -> bool:
    return before.to_on is not None and before.to_on < term.from_on <= before.to_on + timedelta(days=GAP_DAYS)


_TOGETHER = {
    HoldingKind.EXCLUDES: _excluding,
    HoldingKind.MANDATES: _too_many,
    HoldingKind.TERMS: _in_a_row,
}
