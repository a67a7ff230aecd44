"""The board of all congresses of an edition, and what changed on it since an instant."""

from dataclasses import dataclass
from datetime import date, datetime

from tajadur.organisation.units.queries.tree import of_tree
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tajadur.rules.days_left import DaysLeft, days_left
from tajadur.rules.editions import CongressTerm, current_term

from .finding import congresses_within
from .roads import Road, roads_of


@dataclass(frozen=True, slots=True)
class Change:
    """Something new: ``code`` stage or delegates, of which unit; ``what`` is the stage's name, ``day`` its day."""

    code: str
    congress_id: int
    unit: str
    what: str
    day: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Board:
    """The edition shown, the others, its congresses (those that need help first), and what is new."""

    term: CongressTerm | None
    terms: list[CongressTerm]
    left: DaysLeft | None
    roads: list[Road]
    changes: list[Change]

    @property
    def steps(self) -> list[str]:
        """The names of the stages, in order."""
        return [step.name for step in self.roads[0].steps] if self.roads else []

    @property
    def help(self) -> int:
        """How many congresses are forecast tight or missed, or passed their last day."""
        return self.count("missed") + self.count("will_miss") + self.count("tight")

    def count(self, verdict: str) -> int:
        """How many congresses are forecast so."""
        return sum(road.forecast.verdict == verdict for road in self.roads)


_ORDER = {"missed": 0, "will_miss": 0, "tight": 1, "safe": 2, "held": 3}


def board(actor: Actor, *, on: date, edition: str = "", since: datetime | None = None, tree: str = "") -> Board:
    """The congresses whose figures the actor reads, of ``edition`` or of the one that counts on ``on``.

    Of one tree or of all. Four queries."""
    known = list(congresses_within(actor, Permission.READ_FIGURES).filter(of_tree(tree)))
    terms = sorted(
        {CongressTerm(c.obligation.period_key, c.obligation.period_start, c.obligation.period_end) for c in known},
        key=lambda term: term.by_on,
    )
    missing = {c.obligation.period_key for c in known if c.obligation.held_on is None}
    term = next((candidate for candidate in terms if candidate.key == edition), None) or current_term(
        terms, missing, on
    )
    if term is None:
        return Board(None, [], None, [], [])
    wanted = [congress for congress in known if congress.obligation.period_key == term.key]
    roads = roads_of(wanted, on)
    roads.sort(key=lambda road: (_ORDER[road.forecast.verdict], road.forecast.margin, road.congress.unit.code))
    return Board(term, terms, days_left(term.by_on, on), roads, changes_of(roads, since) if since else [])


def changes_of(roads: list[Road], since: datetime) -> list[Change]:
    """What was marked or filed after ``since``, newest first."""
    changes = [
        Change("stage", road.congress.pk, road.congress.unit.name, step.name, step.done_on, step.row.marked_at)
        for road in roads
        for step in road.steps
        if step.done_on and step.row.marked_at and step.row.marked_at > since
    ]
    for road in roads:
        late = [share for share in road.shares if share.filed_at and share.filed_at > since]
        changes += [
            Change("delegates", road.congress.pk, road.congress.unit.name, share.name, share.filed_on, share.filed_at)
            for share in late
            if share.filed_on and share.filed_at
        ]
    return sorted(changes, key=lambda change: change.at, reverse=True)
