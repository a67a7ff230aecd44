"""On which territory the chapters of sectors and of parallel organisations sit."""

from datetime import date

from django.db.models import Q, QuerySet

from tajadur.organisation.profile.vocabulary import Tree
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import within
from tajadur.permissions.matrix import Permission

from ..models import ChapterPlace, Unit
from .tree import existing, sort_field

# The root of a tree and the organisations below it are of the whole country; what stands below those sits somewhere.
LEAST_DEPTH = 2
# Regions and what stands right below them: what the menu of places offers.
PLACES_DOWN_TO = 2


def is_chapter(unit: Unit) -> bool:
    """May the unit sit on a territory: does it stand below a sector or a parallel organisation?"""
    return unit.kind.tree != Tree.TERRITORY and unit.depth >= LEAST_DEPTH


def holds_chapters(unit: Unit) -> bool:
    """Is what stands right below the unit a chapter?"""
    return unit.kind.tree != Tree.TERRITORY and unit.depth + 1 >= LEAST_DEPTH


def places_of(unit_id: int) -> QuerySet[ChapterPlace]:
    """Where a chapter sits, sat and will sit, the newest first."""
    return ChapterPlace.objects.filter(unit=unit_id).select_related("place").order_by("-from_on")


def sitting(on: date) -> Q:
    """The condition that a chapter sits there on ``on``: the day it leaves is not among them."""
    return Q(Q(to_on=None) | Q(to_on__gt=on), from_on__lte=on)


def placed_on(on: date) -> QuerySet[ChapterPlace]:
    """The places on ``on`` of the chapters that exist then, each with its chapter, organisation and territory."""
    open_units = Q(unit__closed_on=None) | Q(unit__closed_on__gt=on)
    rows = ChapterPlace.objects.filter(sitting(on), open_units, unit__opened_on__lte=on)
    return rows.select_related("unit__kind", "unit__parent", "place")


def places_to_sit(actor: Actor, on: date) -> QuerySet[Unit]:
    """The regions and provinces on which a chapter may be put from ``on``, each province after its region."""
    rows = Unit.objects.filter(existing(on), kind__tree=Tree.TERRITORY, depth__range=(1, PLACES_DOWN_TO))
    return within(rows, actor, Permission.SEE_UNIT).order_by("path")


def branches_to_sit(actor: Actor, on: date, province_id: int) -> QuerySet[Unit]:
    """The branches of a province on which a chapter may be put from ``on``, by name; none of anything else."""
    rows = Unit.objects.filter(existing(on), kind__tree=Tree.TERRITORY, depth=PLACES_DOWN_TO + 1, parent=province_id)
    return within(rows, actor, Permission.SEE_UNIT).order_by(sort_field(), "pk")


def province_of_branch(place_id: int) -> int | None:
    """The province below which a branch stands; None for any other unit. One query."""
    rows = Unit.objects.filter(pk=place_id, kind__tree=Tree.TERRITORY, depth=PLACES_DOWN_TO + 1)
    return rows.values_list("parent", flat=True).first()


def sitting_on(unit: Unit, on: date) -> int:
    """How many chapters sit on the unit itself on ``on``."""
    return placed_on(on).filter(place=unit).count()
