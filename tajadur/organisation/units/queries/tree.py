"""The tree as an actor sees it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from tajadur.foundation.arabic import fold, sort_key_ar
from tajadur.foundation.errors import NotVisible
from tajadur.organisation.profile.models import UnitKind
from tajadur.organisation.profile.vocabulary import Tree
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may, require, within
from tajadur.permissions.matrix import Permission

from ..models import Alias, Body, Placement, Unit
from .places import TerritoryPlace, branch_places
from .searching import found_in, search_words

_WAY_SQL = "SELECT unnest(string_to_array(rtrim(path, '.'), '.')::bigint[]) FROM units_unit WHERE id = %s"


def sort_field() -> str:
    """The column that sorts names in the language of the page."""
    return "sort_ar" if (get_language() or "ar").startswith("ar") else "sort_latin"


def existing(on: date) -> Q:
    """Not closed by ``on``; units that open later count as existing."""
    return Q(closed_on=None) | Q(closed_on__gt=on)


def of_tree(tree: str, unit: str = "unit") -> Q:
    """The condition that a row's unit stands in ``tree``; none for an empty one.

    ``unit`` leads from the row to its unit; empty where the rows are units.
    """
    return Q(**{f"{unit}__kind__tree" if unit else "kind__tree": tree}) if tree else Q()


def unit_for(actor: Actor, unit_id: int, permission: Permission = Permission.SEE_UNIT) -> Unit:
    """One unit towards which ``permission`` is allowed.

    Raises NotVisible when there is none to see, PermissionDenied when only seen.
    """
    unit = Unit.objects.select_related("kind", "parent").filter(pk=unit_id).first()
    if unit is None:
        raise NotVisible
    require(actor, permission, unit)
    return unit


def unit_shown(actor: Actor, unit_id: int) -> tuple[Any, list[tuple[Unit, bool]]]:
    """A unit as its page shows it and those above it from the root down, each with: may the actor open its page.

    Units carry ``spelled``, their other spellings, and ``has_kinds_below``. One query. Raises NotVisible.
    """
    way = RawSQL(_WAY_SQL, (unit_id,))  # noqa: S611  constants of ours
    rows: list[Any] = list(
        Unit.objects.select_related("kind", "parent")
        .filter(pk__in=way)
        .annotate(
            spelled=ArraySubquery(Alias.objects.filter(unit=OuterRef("pk")).order_by("text").values("text")),
            has_kinds_below=Exists(UnitKind.objects.filter(parent=OuterRef("kind"))),
        )
        .order_by("depth")
    )
    if not rows:
        raise NotVisible
    unit = rows.pop()
    require(actor, Permission.SEE_UNIT, unit)
    return unit, [(row, may(actor, Permission.SEE_UNIT, row)) for row in rows]


def unit_list(
    actor: Actor,
    *,
    on: date,
    words: str = "",
    kind: str = "",
    region_id: int | None = None,
    closed: bool = False,
    tree: str = "",
) -> QuerySet[Unit]:
    """The units the actor may see, filtered, in the order of the tree's levels and names; ``below`` counts children."""
    rows = within(Unit.objects.select_related("kind", "parent"), actor, Permission.SEE_UNIT)
    rows = rows.filter(Q(closed_on__lte=on)) if closed else rows.filter(existing(on))
    if words:
        rows = rows.filter(found_in(search_words(words)) if search_words(words) else Q(pk__in=[]))
    if kind:
        rows = rows.filter(kind__code=kind)
    if region_id:
        rows = rows.filter(path__contains=f".{region_id}.")
    if tree:
        rows = rows.filter(kind__tree=tree)
    return _with_counts(rows, on).order_by("-kind__tree", "kind__rank", sort_field(), "pk")


def _with_counts(rows: QuerySet[Unit], on: date) -> QuerySet[Unit]:
    below = Unit.objects.filter(existing(on), parent=OuterRef("pk")).order_by().values("parent").annotate(n=Count("pk"))
    return rows.annotate(below=Coalesce(Subquery(below.values("n"), output_field=IntegerField()), 0))


def children_of(actor: Actor, unit: Unit, on: date) -> QuerySet[Unit]:
    """The open units right below, with ``below``: how many each has under it."""
    rows = within(Unit.objects.filter(existing(on), parent=unit), actor, Permission.SEE_UNIT).select_related("kind")
    return _with_counts(rows, on).order_by("kind__rank", sort_field(), "pk")


def bodies_of(unit: Unit) -> QuerySet[Body]:
    """The bodies of the unit, open ones first."""
    return (
        Body.objects.filter(unit=unit).select_related("body_type").order_by(F("closed_on").desc(nulls_first=True), "pk")
    )


def body_for(actor: Actor, unit: Unit, body_id: int) -> Body:
    """An open body of ``unit`` that the actor manages. Raises NotVisible, PermissionDenied."""
    body = bodies_of(unit).filter(pk=body_id, closed_on=None).first()
    if body is None:
        raise NotVisible
    require(actor, Permission.MANAGE_UNITS, unit)
    return body


def placements_of(unit: Unit) -> QuerySet[Placement]:
    """Under which parent the unit stood, newest first."""
    return Placement.objects.filter(unit=unit).exclude(to_on=F("from_on")).select_related("parent").order_by("-from_on")


def kinds() -> QuerySet[UnitKind]:
    """Every kind of unit, tree by tree from the root down; the territory first, as its name sorts last."""
    return UnitKind.objects.order_by("-tree", "rank", "pk")


def kinds_seen(actor: Actor) -> tuple[list[UnitKind], bool]:
    """(the kinds of which the actor may see a unit, is there a tree that has no root?): one query."""
    units = Unit.objects.filter(kind=OuterRef("pk"))
    rows: QuerySet[Any] = kinds().annotate(
        is_seen=Exists(within(units, actor, Permission.SEE_UNIT)), is_open=Exists(units.filter(closed_on=None))
    )
    every = list(rows)
    return [row for row in every if row.is_seen], any(row.parent_id is None and not row.is_open for row in every)


def spellings_of(unit: Unit) -> QuerySet[Alias]:
    """The other spellings by which the unit is found."""
    return Alias.objects.filter(unit=unit).order_by("text")


def possible_parents(actor: Actor, unit: Unit, on: date) -> QuerySet[Unit]:
    """The open units under which ``unit`` could be moved: of the right kind, other than the present one."""
    rows = within(Unit.objects.filter(existing(on), kind=unit.kind.parent_id), actor, Permission.MANAGE_UNITS)
    return rows.exclude(pk=unit.parent_id or 0).order_by(sort_field(), "pk")


def child_kinds(unit: Unit | None) -> QuerySet[UnitKind]:
    """The kinds that may stand right below ``unit``; with None, the kinds of roots that no tree has yet."""
    rows = UnitKind.objects.filter(parent=unit.kind_id if unit else None).order_by("tree", "rank", "pk")
    return rows if unit else rows.filter(~Exists(Unit.objects.filter(kind=OuterRef("pk"), closed_on=None)))


def regions_for(actor: Actor, tree: str = Tree.TERRITORY) -> QuerySet[Unit]:
    """What stands right below the root of a tree and the actor may see, for filters: regions, sectors…"""
    return within(Unit.objects.filter(kind__tree=tree, depth=1), actor, Permission.SEE_UNIT).order_by("code")


def third_level(units: Iterable[Unit]) -> dict[int, Unit]:
    """Unit id -> the unit of the third level (a province) in which it stands, or itself. At most one query."""
    places = {unit.pk: unit.path.split(".") for unit in units}
    above = {pk: int(ids[2]) for pk, ids in places.items() if len(ids) > 3}
    known = Unit.objects.in_bulk(set(above.values())) if above else {}
    return {pk: known[province] for pk, province in above.items() if province in known}


def census_provinces(actor: Actor) -> list[Unit]:
    """The open units whose code is a province of the census, by region and name; ``branches`` counts those below."""
    codes = {place.parent_code for place in branch_places()}
    rows = within(Unit.objects.filter(code__in=codes, closed_on=None), actor, Permission.MANAGE_UNITS)
    below = Count("children", filter=Q(children__closed_on=None))
    parent = f"parent__{sort_field()}"
    return list(
        rows.select_related("parent").annotate(branches=below).order_by(parent, "parent_id", sort_field(), "pk")
    )


def branch_places_open(unit: Unit) -> list[TerritoryPlace]:
    """The places of the census in this province where no branch stands yet, sorted by name."""
    inside = [place for place in branch_places() if place.parent_code == unit.code]
    taken = set(Unit.objects.filter(code__in=[place.code for place in inside]).values_list("code", flat=True))
    free = [place for place in inside if place.code not in taken]
    if sort_field() == "sort_ar":
        return sorted(free, key=lambda place: sort_key_ar(place.name_ar))
    return sorted(free, key=lambda place: fold(place.name_latin))


@dataclass(frozen=True, slots=True)
class Closing:
    """What closing a unit touches: open bodies, and open units below that stand in the way."""

    bodies: int
    children: int


def closing_consequences(unit: Unit, on: date) -> Closing:
    """What would end, and what is in the way, if the unit closed from ``on``, or on another day than was planned."""
    ending = Q(closed_on=None) | Q(closed_on=unit.closed_on)
    return Closing(
        bodies=Body.objects.filter(ending, unit=unit).count(),
        children=Unit.objects.filter(existing(on), parent=unit).count(),
    )


def units_named(ids: Collection[int]) -> dict[int, str]:
    """The names of these units, in the script of the page: one query, none for none."""
    return {pk: unit.name for pk, unit in Unit.objects.in_bulk(ids).items()} if ids else {}


def codes_and_names(ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """The code and the name of these units, in the script of the page: one query, none for none."""
    return {pk: (unit.code, unit.name) for pk, unit in Unit.objects.in_bulk(ids).items()} if ids else {}
