"""A unit with those above it and those below it, and what the pages say of each."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from tajadur.duties.directives.vocabulary import Fulfilment
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation.errors import Unseen
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.people.vocabulary import Standing
from tajadur.organisation.profile.models import PostType
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.tree import existing, sort_field
from tajadur.policy.actors import Actor
from tajadur.policy.gate import may, power_for, require, within
from tajadur.policy.matrix import Act, Office
from tajadur.rules.need import silent_for

from .editions import FACTS, Edition, edition_of

Term = tuple[date, date | None]
EDITIONS = 3


@dataclass(frozen=True, slots=True)
class Spot:
    """A unit as the pages need it. ``held_on`` is the day of its own last meeting known by the day asked."""

    id: int
    parent_id: int | None
    path: str
    depth: int
    name: str
    kind: str
    kind_name: str
    tree: str
    rank: int
    opened_on: date
    closed_on: date | None
    held_on: date | None
    below: int
    has_secretary: bool
    terms: tuple[Term, ...] = ()
    editions: tuple[Edition, ...] = ()

    def is_vacant(self, on: date) -> bool:
        """Is there a secretary's post that nobody holds on ``on``? The root has none of this kind."""
        return self.has_secretary and not any(is_in_force(term, on) for term in self.terms)

    def vacant_since(self, on: date) -> date:
        """The first day without a secretary: after the last term that ended, else since the unit opened."""
        ended = [to_on for _, to_on in self.terms if to_on and to_on < on]
        return max(ended) + timedelta(days=1) if ended else self.opened_on

    def silent_days(self, on: date) -> int | None:
        """Days since the later of its opening and its last held meeting."""
        return silent_for(self.opened_on, self.held_on, on)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """``unit``, its ancestors from the root, and the units below that the actor may read, one and two levels down."""

    unit: Spot
    above: list[Spot]
    children: list[Spot]
    grandchildren: list[Spot]


def surroundings(actor: Actor, unit_id: int, *, on: date, levels: int = 1) -> Surroundings:
    """A unit with what surrounds it on ``on``; its children (``levels`` 1 or 2; none with 0): one query. ``levels``
    2 adds, for a root, the units two levels down.

    Raises Unseen; ancestors out of reach are left out.
    """
    unit = Q(pk=unit_id)
    above = Exists(Unit.objects.filter(pk=unit_id, path__startswith=OuterRef("path")))
    wanted = unit | Q(above)
    if levels >= 1:
        wanted |= Q(parent=unit_id) & existing(on)
    if levels == 2:
        wanted |= Q(parent__parent=unit_id, depth=2) & existing(on)
    spots = _read(Unit.objects.filter(wanted), on)
    return _arranged(actor, next((spot for spot in spots if spot.id == unit_id), None), spots)


def summit(actor: Actor, tree: str, *, on: date) -> Surroundings:
    """The root of a tree with the two levels below it: one query. Raises Unseen."""
    spots = _read(Unit.objects.filter(existing(on), kind__tree=tree, depth__lte=2), on)
    return _arranged(actor, next((spot for spot in spots if spot.depth == 0), None), spots)


def spots_at(actor: Actor, tree: str, depth: int, *, on: date) -> list[Spot]:
    """The units of a tree at one level whose figures the actor reads, by name: one query."""
    rows = within(Unit.objects.filter(existing(on), kind__tree=tree, depth=depth), actor, Act.READ_FIGURES)
    return _read(rows, on)


def assigned_units(actor: Actor) -> frozenset[int]:
    """The ids of the units the actor is assigned to follow: «my regions»."""
    areas = [power.area_path for power in actor.powers if power.area_path]
    return frozenset(int(path.rstrip(".").rpartition(".")[2]) for path in areas)


def own_units(actor: Actor) -> list[int]:
    """The units where the actor holds an office below the national level, in the order of the offices."""
    local = [p for p in actor.powers if p.office in {Office.SECRETARY, Office.MEMBER} and "." in p.unit_path[:-1]]
    return list(dict.fromkeys(power.unit_id for power in local))


def reads_record(actor: Actor, spot: Spot) -> bool:
    """May the actor open the unit's record: meetings, reports, obligations?"""
    return power_for(actor, Act.READ_RECORD, spot) is not None


def is_in_force(term: Term, on: date) -> bool:
    """Does a term of office cover ``on``? Both its days are included."""
    return term[0] <= on and (term[1] is None or term[1] >= on)


def _arranged(actor: Actor, unit: Spot | None, spots: list[Spot]) -> Surroundings:
    if unit is None:
        raise Unseen
    require(actor, Act.READ_FIGURES, unit)
    others = [spot for spot in spots if spot.id != unit.id]
    over = [spot for spot in others if unit.path.startswith(spot.path) and may(actor, Act.SEE_UNIT, spot)]
    below = [spot for spot in others if spot.path.startswith(unit.path) and may(actor, Act.READ_FIGURES, spot)]
    return Surroundings(
        unit=unit,
        above=sorted(over, key=lambda spot: spot.depth),
        children=[spot for spot in below if spot.depth == unit.depth + 1],
        grandchildren=[spot for spot in below if spot.depth == unit.depth + 2],
    )


def _read(units: QuerySet[Unit], on: date) -> list[Spot]:
    return [_spot(row) for row in _described(units, on).order_by(sort_field(), "pk")]


def _described(units: QuerySet[Unit], on: date) -> QuerySet[Unit]:
    held = Obligation.objects.filter(
        unit=OuterRef("pk"), directive__fulfilment=Fulfilment.MEETING, held_on__isnull=False, filed_on__lte=on
    ).order_by("-period_end")
    posts = PostType.objects.filter(body_type__unit_kind=OuterRef("kind"), office=Office.SECRETARY)
    mandates = Mandate.objects.filter(
        standing=Standing.CONFIRMED,
        post__unit=OuterRef("pk"),
        post__post_type__office=Office.SECRETARY,
    )
    children = Unit.objects.filter(existing(on), parent=OuterRef("pk")).order_by().values("parent")
    congresses = Obligation.objects.filter(unit=OuterRef("pk"), directive__fulfilment=Fulfilment.CONGRESS)
    return units.select_related("kind").annotate(
        has_secretary=Exists(posts),
        terms=ArraySubquery(mandates.order_by("from_on").values(term=JSONObject(from_on="from_on", to_on="to_on"))),
        held_on=Subquery(held.values("held_on")[:1]),
        below=Coalesce(Subquery(children.annotate(n=Count("pk")).values("n")), 0),
        editions=ArraySubquery(congresses.order_by("-period_end").values(edition=JSONObject(**FACTS))[:EDITIONS]),
    )


def _spot(row: Any) -> Spot:
    return Spot(
        id=row.pk,
        parent_id=row.parent_id,
        path=row.path,
        depth=row.depth,
        name=row.name,
        kind=row.kind.code,
        kind_name=row.kind.name,
        tree=row.kind.tree,
        rank=row.kind.rank,
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        held_on=row.held_on,
        below=row.below,
        has_secretary=row.has_secretary,
        terms=tuple(_term(term) for term in row.terms),
        editions=tuple(edition_of(facts) for facts in reversed(row.editions)),
    )


def _term(row: dict[str, str | None]) -> Term:
    first, last = row["from_on"], row["to_on"]
    return date.fromisoformat(first or ""), date.fromisoformat(last) if last else None
