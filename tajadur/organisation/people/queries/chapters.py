"""The chapters on a soil: what stands there of the other trees, is it led. Nothing of its record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from tajadur.foundation.sql import quoted
from tajadur.organisation.profile.vocabulary import LeadingBody, Tree
from tajadur.organisation.units.models import Body, ChapterPlace, Unit
from tajadur.organisation.units.queries.chapters import LEAST_DEPTH, placed_on, sitting
from tajadur.organisation.units.queries.tree import existing, sort_field
from tajadur.permissions.actors import Actor, Place
from tajadur.permissions.check import may, reach
from tajadur.permissions.matrix import Permission, Role

from ..actors import in_force, in_force_sql
from ..models import Mandate

SHOWN_ON_A_PAGE = 12
_TREES = Case(*(When(unit__kind__tree=tree, then=Value(place)) for place, tree in enumerate(Tree)), default=Value(9))
_LEADING = quoted(*LeadingBody)
# For a statement that reads units_unit as ``u`` on the day %(on)s and sorts names by {sort}: the first chapters on its
# soil, one more than a page shows, and where the unit itself sits, sat and will sit.
SOIL_SQL = f"""
(SELECT json_agg(s) FROM (
    SELECT c.id, c.path, c.name_ar, c.name_latin, g.name_ar AS organisation_ar, g.name_latin AS organisation_latin,
           l.id AS place_id, l.name_ar AS place_ar, l.name_latin AS place_latin,
           EXISTS (SELECT FROM units_body y JOIN profile_bodytype b ON b.id = y.body_type_id
                    WHERE y.unit_id = c.id AND b.code IN ({_LEADING})
                      AND (y.closed_on IS NULL OR y.closed_on > %(on)s)) AS has_office,
           EXISTS (SELECT FROM people_mandate m JOIN people_post p ON p.id = m.post_id
                     JOIN profile_posttype t ON t.id = p.post_type_id JOIN profile_bodytype b ON b.id = t.body_type_id
                    WHERE p.unit_id = c.id AND t.office = {quoted(Role.SECRETARY)} AND b.code IN ({_LEADING})
                      AND {in_force_sql()}) AS is_led
      FROM units_chapterplace x
      JOIN units_unit l ON l.id = x.place_id AND starts_with(l.path, u.path)
      JOIN units_unit c ON c.id = x.unit_id AND c.opened_on <= %(on)s AND (c.closed_on IS NULL OR c.closed_on > %(on)s)
      JOIN units_unit g ON g.id = c.parent_id
     WHERE x.from_on <= %(on)s AND (x.to_on IS NULL OR x.to_on > %(on)s)
     ORDER BY g.{{sort}}, g.id, c.{{sort}}, c.id LIMIT {SHOWN_ON_A_PAGE + 1}) s)
"""  # noqa: S608  constants of ours
PLACES_SQL = """
(SELECT json_agg(s ORDER BY s.from_on DESC) FROM (
    SELECT l.name_ar, l.name_latin, l.closed_on, x.from_on, x.to_on
      FROM units_chapterplace x JOIN units_unit l ON l.id = x.place_id
     WHERE x.unit_id = u.id) s)
"""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of another tree and its place (0 and empty where it sits nowhere). ``opens``: may the actor open it."""

    id: int
    name: str
    organisation: str
    place_id: int
    place: str
    place_closed_on: date | None
    has_office: bool
    is_led: bool
    opens: bool


@dataclass(frozen=True, slots=True)
class Sitting:
    """Where a chapter sits from a day to a day (the first one it is gone), and from when that territory is closed."""

    name: str
    from_on: date
    to_on: date | None
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class _Where:
    id: int
    path: str


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
    return _chapter(actor, row.unit, row, row.place)


def soil_shown(actor: Actor, rows: Sequence[dict[str, Any]] | None) -> tuple[list[Chapter], bool]:
    """(the chapters that ``SOIL_SQL`` read, as the actor may know them; are there more?). No query."""
    suffix = "ar" if sort_field() == "sort_ar" else "latin"
    chapters = [
        Chapter(
            id=row["id"],
            name=row[f"name_{suffix}"],
            organisation=row[f"organisation_{suffix}"],
            place_id=row["place_id"],
            place=row[f"place_{suffix}"],
            place_closed_on=None,
            has_office=row["has_office"],
            is_led=row["is_led"],
            opens=may(actor, Permission.SEE_UNIT, _Where(row["id"], row["path"])),
        )
        for row in rows or ()
    ]
    return chapters[:SHOWN_ON_A_PAGE], len(chapters) > SHOWN_ON_A_PAGE


def sittings(rows: Sequence[dict[str, Any]] | None) -> list[Sitting]:
    """Where a chapter sits, sat and will sit, as ``PLACES_SQL`` read it, the newest first. No query."""
    name = "name_ar" if sort_field() == "sort_ar" else "name_latin"
    return [
        Sitting(row[name], date.fromisoformat(row["from_on"]), _day(row["to_on"]), _day(row["closed_on"]))
        for row in rows or ()
    ]


def sittings_of(unit_id: int) -> list[Sitting]:
    """The same, read for one chapter: one query."""
    rows = ChapterPlace.objects.filter(unit=unit_id).select_related("place").order_by("-from_on")
    return [Sitting(row.place.name, row.from_on, row.to_on, row.place.closed_on) for row in rows]


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


def nowhere_of(actor: Actor, row: Any) -> Chapter:
    """A row of ``chapters_nowhere`` as a page shows it."""
    return _chapter(actor, row, row, None)


def _chapter(actor: Actor, unit: Unit, known: Any, place: Unit | None) -> Chapter:
    return Chapter(
        id=unit.pk,
        name=unit.name,
        organisation=unit.parent.name if unit.parent else "",
        place_id=place.pk if place else 0,
        place=place.name if place else "",
        place_closed_on=place.closed_on if place else None,
        has_office=known.has_office,
        is_led=known.is_led,
        opens=may(actor, Permission.SEE_UNIT, unit),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


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
