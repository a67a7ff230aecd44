"""Actions and decisions of every meeting within reach, in one place: lists, and figures by region."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, NullIf

from tajadur.organisation.profile.models import PostType
from tajadur.organisation.profile.vocabulary import Tree
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.searching import found_in, search_words
from tajadur.organisation.units.queries.tree import of_tree
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import reach, within
from tajadur.permissions.matrix import Permission
from tajadur.rules.actions import fresh_from

from ..models import ActionItem, ActionNews, Decision, Meeting, Report
from ..vocabulary import MeetingState
from .actions import with_news

DONE_LATELY_DAYS = 30
AGES = (30, 60, 90, 180)
# Older decisions are history: nobody asks any more which action carries them out.
DECISIONS_LOOKED_BACK = timedelta(days=365)
_FOLLOWED = Q(closed_on=None)


def _told_since(on: date) -> Exists:
    return Exists(ActionNews.objects.filter(action=OuterRef("pk"), told_on__gte=fresh_from(on)))


# What a list of actions can be narrowed to, as seen on a day; the same days as ``rules.actions`` and ``carry_over``.
ACTION_STATES: Mapping[str, Callable[[date], Q]] = {
    "open": lambda on: _FOLLOWED,
    "late": lambda on: _FOLLOWED & Q(due_on__lt=on),
    "quiet": lambda on: _FOLLOWED & Q(opened_on__lt=fresh_from(on)) & ~Q(_told_since(on)),
    "done": lambda on: Q(closed_on__gt=on - timedelta(days=DONE_LATELY_DAYS)),
}
_carried_out_by = ActionItem.objects.filter(
    meeting=OuterRef("report__meeting"), decision_number=OuterRef("lasting_number"), dropped_on=None
)
_is_bare, _is_running = ~Q(Exists(_carried_out_by)), Q(Exists(_carried_out_by.filter(closed_on=None)))
# Decisions that no action carries out, and those all of whose actions are done.
DECISION_STATES: Mapping[str, Q] = {"bare": _is_bare, "settled": ~_is_bare & ~_is_running}


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What the lists are narrowed to: words of the unit's name, region, type of post, more days old than."""

    words: str = ""
    region_id: int | None = None
    tree: str = ""
    post_type_id: int | None = None
    older: int | None = None


EVERYTHING = Narrowing()


@dataclass(frozen=True, slots=True)
class RegionFigures:
    """Of one region: actions open, late, without news; decisions without an action, and with all of theirs done."""

    region_id: int
    open: int = 0
    late: int = 0
    quiet: int = 0
    bare: int = 0
    settled: int = 0


def actions_found(actor: Actor, state: str, narrowing: Narrowing = EVERYTHING) -> QuerySet[Any]:
    """The actions within reach, one's own included, narrowed by one of ACTION_STATES and ``narrowing``.

    Each with ``last_news_on``, and ``meetings_since``: how many meetings of its body were held after the one that
    decided it.
    """
    held = Meeting.objects.filter(
        body=OuterRef("body"), state=MeetingState.REPORTED, planned_on__gt=OuterRef("meeting__planned_on")
    ).order_by()
    since = held.values("body").annotate(n=Count("pk")).values("n")
    rows = _narrowed(_actions(actor), "unit", narrowing)
    if state in ACTION_STATES:
        rows = rows.filter(ACTION_STATES[state](actor.on))
    if narrowing.post_type_id:
        rows = rows.filter(owner__post_type=narrowing.post_type_id)
    if narrowing.older:
        rows = rows.filter(opened_on__lt=actor.on - timedelta(days=narrowing.older))
    counted: QuerySet[Any] = with_news(rows).annotate(meetings_since=Coalesce(Subquery(since), 0))
    return counted.select_related("unit__kind", "body__body_type", "owner__post_type")


def decisions_found(actor: Actor, state: str, narrowing: Narrowing = EVERYTHING) -> QuerySet[Any]:
    """The decisions within reach, as the latest version of their report has them, narrowed by DECISION_STATES."""
    rows = _narrowed(_decisions(actor), "report__meeting__unit", narrowing)
    if state in DECISION_STATES:
        rows = rows.filter(DECISION_STATES[state])
    return rows.select_related("report__meeting__unit__kind", "report__meeting__body__body_type")


def figures_by_region(actor: Actor) -> dict[int, RegionFigures]:
    """Region -> its figures, of what the actor reads. Two statements, whatever the number of units."""
    on = actor.on
    told = {name: Count("pk", filter=ACTION_STATES[name](on)) for name in ("open", "late", "quiet")}
    actions = _by_region(_actions(actor).filter(closed_on=None), "unit__path", told)
    # What is neither bare nor running is settled: each state asked for looks through the actions once more.
    taken = {"all": Count("pk"), "bare": Count("pk", filter=_is_bare), "running": Count("pk", filter=_is_running)}
    decisions = _by_region(_decisions(actor), "report__meeting__unit__path", taken)
    figures = {}
    for region in actions.keys() | decisions.keys():
        of = decisions.get(region, dict.fromkeys(taken, 0))
        settled = of["all"] - of["bare"] - of["running"]
        figures[region] = RegionFigures(region, **actions.get(region, {}), bare=of["bare"], settled=settled)
    return figures


def regions_read(actor: Actor, tree: str = Tree.TERRITORY) -> QuerySet[Unit]:
    """The regions (sectors, organisations) whose record the actor reads, for filters and figures."""
    return within(Unit.objects.filter(kind__tree=tree, depth=1), actor, Permission.READ_RECORD).order_by("code")


def post_types_that_act() -> QuerySet[PostType]:
    """The types of post that own an action somewhere, for filters."""
    owned = ActionItem.objects.filter(owner__post_type=OuterRef("pk"))
    return PostType.objects.filter(Exists(owned)).order_by("body_type", "rank")


def _actions(actor: Actor) -> QuerySet[ActionItem]:
    seen = reach(actor, Permission.READ_RECORD, "unit__path", body_type="body__body_type")
    return ActionItem.objects.filter(seen, dropped_on=None)


def _decisions(actor: Actor) -> QuerySet[Any]:
    of = "report__meeting"
    seen = reach(actor, Permission.READ_RECORD, f"{of}__unit__path", body_type=f"{of}__body__body_type")
    newer = Report.objects.filter(meeting=OuterRef(of), version__gt=OuterRef("report__version"))
    rows = Decision.objects.filter(seen, ~Exists(newer), report__held_on__gt=actor.on - DECISIONS_LOOKED_BACK)
    return rows.annotate(lasting_number=Coalesce(NullIf("number", Value(0)), F("position") + 1))


def _narrowed(rows: QuerySet[Any], unit: str, narrowing: Narrowing) -> QuerySet[Any]:
    if narrowing.words:
        folded = search_words(narrowing.words)
        rows = rows.filter(found_in(folded, f"{unit}__folded")) if folded else rows.none()
    if narrowing.region_id:
        rows = rows.filter(**{f"{unit}__path__contains": f".{narrowing.region_id}."})
    return rows.filter(of_tree(narrowing.tree, unit)) if narrowing.tree else rows


def _by_region(rows: QuerySet[Any], path: str, counts: Mapping[str, Count]) -> dict[int, dict[str, int]]:
    """Region (the second unit of a path) -> the counts by name."""
    second = NullIf(Func(F(path), Value("."), Value(2), function="split_part"), Value(""))
    grouped = rows.order_by().values(region=Cast(second, IntegerField())).annotate(**counts)
    return {row.pop("region"): row for row in map(dict, grouped) if row["region"] is not None}
