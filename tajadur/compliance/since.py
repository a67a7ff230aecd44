"""What came from the units since an instant: to one reader, and to every post that sees more than one unit.

Of reports the figures know (``counting``); answers to advice, cases and requests are counted here.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet

from tajadur.activity.dysfunctions.models import Case, CaseClosing
from tajadur.activity.dysfunctions.queries.reading import cases_within, may_about
from tajadur.activity.resources.models import ResourceRequest
from tajadur.activity.resources.queries.requests import list_of
from tajadur.activity.support.models import AdviceAnswer
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.queries.finding import UnitThen
from tajadur.organisation.units.queries.tree import of_tree
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import may
from tajadur.permissions.matrix import MATRIX, Permission, Relation
from tajadur.rules.news import News

from .choices import DirectiveSummary, asked_within, chosen, directives_asked
from .counting import Counts, count_rows
from .spans import periods_of
from .summary import counted_together
from .tallies import tallies
from .unit_summaries import UnitSummary, roots

Reach = tuple[str, str, str | None, bool]


@dataclass(frozen=True, slots=True)
class PostNews:
    """What came to one post in one tree: of the highest unit it sees there with all below it, how many of each.

    Nothing of what did not come.
    """

    grant: Grant
    unit_id: int
    tree: str
    counts: dict[str, int] = field(default_factory=dict)


def news_since(actor: Actor, since: datetime, tree: str = "") -> dict[News, int]:
    """How many of each came after ``since`` within the reader's reach, in one tree or in all; what did not come is left
    out. One query.
    """
    return tallies(came_since(actor, since, tree))


def news_by_post(grants: Sequence[Grant], *, on: date, since: datetime) -> list[PostNews]:
    """What came to each post that sees more than one unit, when anything did, by the grant that it gives: of each tree
    that it sees apart.

    The same counts as ``news_since`` and the strip of the dashboard of that tree have. A query for each level of a tree
    at which somebody sees, seven more; whatever the number of posts.
    """
    by_id = {root.id: root for root in roots(on=on)}
    seen = [(grant, path) for grant in grants for path in _seen_paths(grant, list(by_id.values()))]
    depths: dict[int, set[int]] = defaultdict(set)
    for _grant, path in seen:
        depths[_root_id(path)].add(_depth(path))
    every = directives_asked(withdrawn=True) if depths else []
    figures = {root_id: _figures(by_id[root_id], every, levels, on, since) for root_id, levels in depths.items()}
    answered = AdviceAnswer.objects.filter(answered_at__gt=since).values_list("advice__post_id", "advice__unit__path")
    answers = Counter((post_id, _root_id(path)) for post_id, path in answered.iterator())
    within = _Within.since(since, on)
    told = []
    for grant, path in seen:
        depth, unit_id, root_id = _depth(path), _last_id(path), _root_id(path)
        counts = {News.ANSWERED: answers[grant.post_id, root_id], **within.of(grant, root_id)}
        for news in (News.REPORTS, News.NOT_HELD, News.SILENT):
            below = figures[root_id][depth]
            counts[news] = below.since(news.value) if depth == 0 else below.since_below(news.value, {unit_id})
        kept = {news.value: counts[news] for news in News if counts[news]}
        if kept:
            told.append(PostNews(grant, unit_id, by_id[root_id].tree, kept))
    return told


def _seen_paths(grant: Grant, tops: Sequence[UnitSummary]) -> list[str]:
    """The highest unit of each tree whose figures the grant opens beside its own unit's: their paths."""
    relations = MATRIX[Permission.READ_FIGURES].get(grant.role, frozenset())
    own = Relation.NATIONAL if grant.is_national else Relation.BELOW
    if grant.area_path:
        paths = [grant.area_path]
    elif Relation.ANYWHERE in relations:
        paths = [root.path for root in tops]
    else:
        paths = [grant.unit_path] if own in relations else []
    return [path for path in paths if any(path.startswith(root.path) for root in tops)]


def _figures(
    root: UnitSummary, every: Sequence[DirectiveSummary], depths: Collection[int], on: date, since: datetime
) -> dict[int, Counts]:
    """By level, what the dashboard counts when it is opened on ``on``, broken down by the units of that level."""
    asked = asked_within(every, root.tree, root.rank)
    shown = chosen(asked, "", below=root.rank)
    if shown is None:
        return dict.fromkeys(depths, Counts())
    together = counted_together(asked, shown, on)
    rows = Obligation.objects.filter(periods_of(together.spans), addressee=0).order_by()
    owed = [directive.id for directive in together.directives]
    figures = {}
    for depth in depths:
        children_of = owed if depth else []
        figures[depth] = count_rows(
            rows, root, together.spans, on=on, depth=depth, children_of=children_of, since=since
        )
    return figures


@dataclass(slots=True)
class _Within:
    """Cases and requests since an instant, to be counted within the reach of a grant; alike grants are counted once."""

    on: date
    opened: list[Case]
    settled: list[Case]
    asked: list[tuple[int, str, int]]
    known: dict[Reach, Counter[tuple[int, News]]] = field(default_factory=dict)

    @classmethod
    def since(cls, since: datetime, on: date) -> "_Within":
        """Three queries."""
        closed = CaseClosing.objects.filter(case__ended_at__gt=since).select_related("case__unit")
        asked = ResourceRequest.objects.filter(asked_at__gt=since).order_by().values_list("unit_id", "unit__path")
        by_unit: QuerySet[Any] = asked.annotate(count=Count("pk"))
        return cls(
            on=on,
            opened=list(Case.objects.filter(opened_at__gt=since).select_related("unit")),
            settled=[closing.case for closing in closed],
            asked=list(by_unit),
        )

    def of(self, grant: Grant, root_id: int) -> Mapping[News, int]:
        """How many of each the grant reaches in the tree of a root."""
        alike = (grant.role.value, grant.unit_path, grant.area_path, grant.leads)
        if alike not in self.known:
            self.known[alike] = self._by_root(Actor(account_id=None, person_id=None, on=self.on, grants=(grant,)))
        counted = self.known[alike]
        return {news: counted[root_id, news] for news in (News.OPENED, News.SETTLED, News.ASKED)}

    def _by_root(self, actor: Actor) -> Counter[tuple[int, News]]:
        counted: Counter[tuple[int, News]] = Counter()
        for news, cases in ((News.OPENED, self.opened), (News.SETTLED, self.settled)):
            counted.update(
                (_root_id(case.unit.path), news) for case in cases if may_about(actor, Permission.READ_CASES, case)
            )
        for unit_id, path, count in self.asked:
            if may(actor, Permission.READ_RESOURCES, UnitThen(unit_id, path)):
                counted[_root_id(path), News.ASKED] += count
        return counted


def came_since(actor: Actor, since: datetime, tree: str = "") -> Iterator[tuple[News, QuerySet[Any]]]:
    """The rows of each that came after ``since`` within the reader's reach, of one tree or of all."""
    cases = cases_within(actor).filter(of_tree(tree))
    answers = AdviceAnswer.objects.filter(of_tree(tree, "advice__unit"), answered_at__gt=since)
    yield News.ANSWERED, answers.filter(advice__post_id__in=actor.post_ids)
    yield News.OPENED, cases.filter(opened_at__gt=since)
    yield News.SETTLED, CaseClosing.objects.filter(case__in=cases, case__ended_at__gt=since)
    yield News.ASKED, list_of(actor, actor.on).filter(of_tree(tree), asked_at__gt=since)


def _depth(path: str) -> int:
    return path.count(".") - 1


def _root_id(path: str) -> int:
    return int(path.partition(".")[0])


def _last_id(path: str) -> int:
    return int(path.rstrip(".").rpartition(".")[2])
