"""A unit with those above it and those below it, and what the pages say of each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection
from django.utils.translation import get_language

from tajadur.duties.directives.vocabulary import FulfilmentKind
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.queries.last_meeting import LAST_MEETING_SQL
from tajadur.foundation.errors import NotVisible
from tajadur.foundation.rows import fetch_rows
from tajadur.foundation.sql import quoted, with_words
from tajadur.organisation.people.queries.chapters import PLACES_SQL, SOIL_SQL
from tajadur.organisation.people.vocabulary import MandateStatus
from tajadur.organisation.profile.vocabulary import Tree
from tajadur.organisation.units.queries.tree import sort_field
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import grant_for, may, reach, require
from tajadur.permissions.matrix import Permission, Role
from tajadur.rules.dysfunctions import Severity
from tajadur.rules.need import silent_for

from .editions import FACTS, Edition, edition_of

MandateDays = tuple[date, date | None]
_SQL = with_words(
    Path(__file__).with_suffix(".sql"),
    last_meeting=LAST_MEETING_SQL,
    congress=quoted(FulfilmentKind.CONGRESS),
    secretary=quoted(Role.SECRETARY),
    confirmed=quoted(MandateStatus.CONFIRMED),
)
_OPEN = "(u.closed_on IS NULL OR u.closed_on > %(on)s)"
_SUMMIT = f"{_OPEN} AND k.tree = %(tree)s AND u.depth <= 2"
_LEVEL = f"{_OPEN} AND k.tree = %(tree)s AND u.depth = %(depth)s"
_ROOTS = f"{_OPEN} AND u.depth = 0"
_NO_SITES = "NULL::json AS soil, NULL::json AS places,"
_SITES = f"""CASE WHEN u.id = %(unit)s THEN {SOIL_SQL} END AS soil,
CASE WHEN u.id = %(unit)s THEN {PLACES_SQL} END AS places,"""
_THESE = "u.id = ANY (%(units)s)"
_AROUND = """(
    u.id = ANY (string_to_array(rtrim((SELECT path FROM units_unit WHERE id = %(unit)s), '.'), '.')::bigint[])
    OR (%(levels)s >= 1 AND u.parent_id = %(unit)s AND {open})
    OR (%(levels)s = 2 AND u.depth = 2 AND {open}
        AND u.parent_id IN (SELECT id FROM units_unit WHERE parent_id = %(unit)s)))""".replace("{open}", _OPEN)


class _UnitRow(NamedTuple):
    """A row of the query: a unit with its names and those of its kind in each language."""

    id: int
    parent_id: int | None
    path: str
    depth: int
    name_ar: str
    name_latin: str
    kind: str
    kind_ar: str
    kind_fr: str
    kind_en: str
    tree: str
    rank: int
    opened_on: date
    closed_on: date | None
    held_on: date | None
    below: int
    has_moved: bool
    has_secretary: bool
    first_days: list[date] | None
    last_days: list[date | None] | None
    severe_cases: int
    soil: list[dict[str, Any]] | None
    places: list[dict[str, Any]] | None
    editions: list[dict[str, Any]] | None


@dataclass(frozen=True, slots=True)
class UnitSummary:
    """A unit as the pages need it. ``held_on`` is the day of its own last meeting known by the day asked.

    ``severe_cases``: how many of its cases of high severity were running that day.

    ``soil`` and ``places``: as ``people.queries.chapters`` reads them, where ``sites`` were asked for.

    ``has_moved``: it, or a unit above it, stood elsewhere before. ``is_past``: it is read for that time only.
    """

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
    terms: tuple[MandateDays, ...] = ()
    editions: tuple[Edition, ...] = ()
    has_moved: bool = False
    is_past: bool = False
    severe_cases: int = 0
    soil: Sequence[dict[str, Any]] = ()
    places: Sequence[dict[str, Any]] = ()

    def is_vacant(self, on: date) -> bool:
        """Is there a secretary's post that nobody holds on ``on``? The root has none of this kind."""
        return self.has_secretary and not any(is_in_force(term, on) for term in self.terms)

    def vacant_since(self, on: date) -> date | None:
        """The first day without a secretary, after the last term that ended; None when none was recorded before."""
        ended = [to_on for _, to_on in self.terms if to_on and to_on < on]
        return max(ended) + timedelta(days=1) if ended else None

    def silent_days(self, on: date) -> int | None:
        """Days since the later of its opening and its last held meeting."""
        return silent_for(self.opened_on, self.held_on, on)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """``unit``, its ancestors from the root, and the units below that the actor may read, one and two levels down."""

    unit: UnitSummary
    above: list[UnitSummary]
    children: list[UnitSummary]
    grandchildren: list[UnitSummary]


def surroundings(actor: Actor, unit_id: int, *, on: date, levels: int = 1, sites: bool = False) -> Surroundings:
    """A unit with what surrounds it on ``on``; its children (``levels`` 1 or 2; none with 0): one query.

    ``levels`` 2 adds, for a root, the units two levels down. Raises NotVisible; ancestors out of reach are left out.
    """
    summaries = _read(_AROUND, on, unit=unit_id, levels=levels, sites=_SITES if sites else _NO_SITES)
    return _arranged(actor, next((summary for summary in summaries if summary.id == unit_id), None), summaries)


def summit(actor: Actor, tree: str, *, on: date) -> Surroundings:
    """The root of a tree with the two levels below it: one query. Raises NotVisible."""
    summaries = _read(_SUMMIT, on, tree=tree)
    return _arranged(actor, next((summary for summary in summaries if summary.depth == 0), None), summaries)


def summaries_at(tree: str, depth: int, *, on: date) -> list[UnitSummary]:
    """All the units of a tree at one level, by name, without a check: the caller keeps what may be read. One query."""
    return _read(_LEVEL, on, tree=tree, depth=depth)


def roots(*, on: date) -> list[UnitSummary]:
    """The root of each tree that has one, without a check, the territory first. One query."""
    return sorted(_read(_ROOTS, on), key=lambda root: list(Tree).index(Tree(root.tree)))


def gone_units(counted: set[int], shown: Sequence[UnitSummary], *, on: date) -> list[UnitSummary]:
    """Those counted below a unit that are not ``shown`` there: closed or moved since. One query when there are any."""
    missing = counted - {unit.id for unit in shown}
    return _read(_THESE, on, units=list(missing)) if missing else []


def assigned_units(actor: Actor, tree: str = "") -> frozenset[int]:
    """The ids of the units the actor is assigned to follow, of one tree or of all: «my regions»."""
    areas = [g.area_path for g in actor.grants if g.area_path and (not tree or g.area_tree in ("", tree))]
    return frozenset(int(path.rstrip(".").rpartition(".")[2]) for path in areas)


def own_units(actor: Actor) -> list[int]:
    """The units where the actor holds an office below the national level, in the order of the offices."""
    local = [p for p in actor.grants if p.role in {Role.SECRETARY, Role.MEMBER} and "." in p.unit_path[:-1]]
    return list(dict.fromkeys(grant.unit_id for grant in local))


def seat_units(actor: Actor) -> list[int]:
    """The units below the national level where the actor holds any office, a seat in a council too."""
    return list(dict.fromkeys(grant.unit_id for grant in actor.grants if "." in grant.unit_path[:-1]))


def reads_record(actor: Actor, summary: UnitSummary) -> bool:
    """May the actor open the unit's record: meetings, reports, obligations?"""
    return grant_for(actor, Permission.READ_RECORD, summary) is not None


def is_in_force(term: MandateDays, on: date) -> bool:
    """Does a term of office cover ``on``? Both its days are included."""
    return term[0] <= on and (term[1] is None or term[1] >= on)


def _arranged(actor: Actor, unit: UnitSummary | None, summaries: list[UnitSummary]) -> Surroundings:
    if unit is None:
        raise NotVisible
    if not may(actor, Permission.READ_FIGURES, unit) and _stood_within_reach(actor, unit):
        return Surroundings(unit=_only_past(unit), above=[], children=[], grandchildren=[])
    require(actor, Permission.READ_FIGURES, unit)
    others = [summary for summary in summaries if summary.id != unit.id]
    over = [other for other in others if unit.path.startswith(other.path) and may(actor, Permission.SEE_UNIT, other)]
    below = [
        summary
        for summary in others
        if summary.path.startswith(unit.path) and may(actor, Permission.READ_FIGURES, summary)
    ]
    return Surroundings(
        unit=unit,
        above=sorted(over, key=lambda summary: summary.depth),
        children=[summary for summary in below if summary.depth == unit.depth + 1],
        grandchildren=[summary for summary in below if summary.depth == unit.depth + 2],
    )


def _stood_within_reach(actor: Actor, unit: UnitSummary) -> bool:
    """Was it owed something where the actor reads figures, before it moved away?"""
    rows = Obligation.objects.filter(reach(actor, Permission.READ_FIGURES), unit_id=unit.id)
    return unit.has_moved and rows.exists()


def _only_past(unit: UnitSummary) -> UnitSummary:
    """What is said of a unit to those it stood below: nothing of today."""
    return replace(
        unit, held_on=None, below=0, has_secretary=False, terms=(), editions=(), soil=(), places=(), is_past=True
    )


def _read(wanted: str, on: date, sites: str = _NO_SITES, **values: int | str | date | list[int]) -> list[UnitSummary]:
    facts = ", ".join(f"o.{name}" for name in FACTS)
    sql = _SQL.replace("{sites}", sites).replace("{wanted}", wanted).replace("{facts}", facts)
    sql = sql.replace("{sort}", sort_field())
    with connection.cursor() as cursor:
        cursor.execute(sql, {"on": on, "severe": Severity.HIGH.value, **values})
        rows = fetch_rows(cursor, _UnitRow)
    language = (get_language() or "ar")[:2]
    name = "name_ar" if language == "ar" else "name_latin"
    kind_name = f"kind_{language}" if language in {"fr", "en"} else "kind_ar"
    return [
        UnitSummary(
            id=row.id,
            parent_id=row.parent_id,
            path=row.path,
            depth=row.depth,
            name=getattr(row, name),
            kind=row.kind,
            kind_name=getattr(row, kind_name),
            tree=row.tree,
            rank=row.rank,
            opened_on=row.opened_on,
            closed_on=row.closed_on,
            held_on=row.held_on,
            below=row.below,
            has_secretary=row.has_secretary,
            terms=tuple(zip(row.first_days or (), row.last_days or (), strict=True)),
            editions=tuple(edition_of(facts) for facts in row.editions or ()),
            has_moved=row.has_moved,
            severe_cases=row.severe_cases,
            soil=row.soil or (),
            places=row.places or (),
        )
        for row in rows
    ]
