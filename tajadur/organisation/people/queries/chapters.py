"""The chapters on a soil: what stands there of the other trees, is it led. Nothing of its record."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from tajadur.organisation.profile.vocabulary import LeadingBody, Tree
from tajadur.organisation.units.models import Body, ChapterPlace, Unit
from tajadur.organisation.units.queries.chapters import LEAST_DEPTH, placed_on, sitting
from tajadur.organisation.units.queries.tree import existing, sort_field
from tajadur.permissions.actors import Actor, Place
from tajadur.permissions.check import may, reach
from tajadur.permissions.matrix import Permission, Role

from ..actors import in_force
from ..models import Mandate

SHOWN_ON_A_PAGE = 12
_TREES = Case(*(When(unit__kind__tree=tree, then=Value(place)) for place, tree in enumerate(Tree)), default=Value(9))


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter and its place. ``opens``: may the actor open its page. ``place`` is None where it sits nowhere.

    ``place_closed_on`` is the day from which the place no longer exists, if that day is known.
    """

    unit: Unit
    place: Unit | None
    since: date | None
    has_office: bool
    is_led: bool
    opens: bool

    @property
    def place_closed_on(self) -> date | None:
        """From which day its territory is closed, or will be."""
        return self.place.closed_on if self.place else None


def chapters_on(actor: Actor, on: date, *, tree: str = "", place: Place | None = None, closed: bool = False) -> Any:
    """The chapters whose place on ``on`` the actor sees, and those the actor sees themselves: rows for ``chapter_of``.

    ``place`` keeps those on it and below it, ``closed`` those whose territory no longer exists.
    """
    rows = placed_on(on).filter(
        reach(actor, Permission.SEE_CHAPTERS, "place__path") | reach(actor, Permission.SEE_UNIT, "unit__path")
    )
    if tree:
        rows = rows.filter(unit__kind__tree=tree)
    if place is not None:
        rows = rows.filter(place__path__startswith=place.path)
    if closed:
        rows = rows.filter(place__closed_on__lte=on)
    return _with_office(rows, on).order_by(
        _TREES.copy(), f"unit__parent__{sort_field()}", "unit__parent_id", f"unit__{sort_field()}", "pk"
    )


def chapter_of(actor: Actor, row: Any) -> Chapter:
    """A row of ``chapters_on`` as a page shows it. No query."""
    return Chapter(
        unit=row.unit,
        place=row.place,
        since=row.from_on,
        has_office=row.has_office,
        is_led=row.is_led,
        opens=may(actor, Permission.SEE_UNIT, row.unit),
    )


def on_soil(actor: Actor, place: Place, on: date) -> tuple[list[Chapter], int]:
    """(the first chapters on a territory and below it, how many there are more): one query."""
    rows = list(chapters_on(actor, on, place=place)[: SHOWN_ON_A_PAGE + 1])
    return [chapter_of(actor, row) for row in rows[:SHOWN_ON_A_PAGE]], max(0, len(rows) - SHOWN_ON_A_PAGE)


def chapters_nowhere(actor: Actor, on: date, *, tree: str = "") -> QuerySet[Any]:
    """The chapters that sit on no territory on ``on`` and whose page the actor may open: units."""
    sits = ChapterPlace.objects.filter(sitting(on), unit=OuterRef("pk"))
    rows = Unit.objects.filter(
        reach(actor, Permission.SEE_UNIT),
        existing(on),
        ~Q(kind__tree=Tree.TERRITORY),
        ~Exists(sits),
        depth__gte=LEAST_DEPTH,
        opened_on__lte=on,
    )
    if tree:
        rows = rows.filter(kind__tree=tree)
    return _with_office(rows.select_related("kind", "parent"), on, unit="pk").order_by(
        f"parent__{sort_field()}", "parent_id", sort_field(), "pk"
    )


def nowhere_of(row: Any) -> Chapter:
    """A row of ``chapters_nowhere`` as a page shows it."""
    return Chapter(row, None, None, row.has_office, row.is_led, opens=True)


def _with_office(rows: QuerySet[Any], on: date, *, unit: str = "unit") -> QuerySet[Any]:
    """Each row with ``has_office`` and ``is_led``: is there a body that leads it, and has that body a secretary?"""
    leading = [code.value for code in LeadingBody]
    offices = Body.objects.filter(existing(on), unit=OuterRef(unit), body_type__code__in=leading)
    secretaries = Mandate.objects.filter(
        in_force(on),
        post__unit=OuterRef(unit),
        post__post_type__office=Role.SECRETARY,
        post__body__body_type__code__in=leading,
    )
    known: QuerySet[Any] = rows.annotate(has_office=Exists(offices), is_led=Exists(secretaries))
    return known
