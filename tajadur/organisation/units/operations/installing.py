"""Open many units at once from the places of the census."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from tajadur.foundation.arabic import fold, searchable
from tajadur.foundation.errors import BadInput
from tajadur.foundation.locks import take_lock
from tajadur.organisation.profile.models import BodyType, UnitKind
from tajadur.registry.audit.operations import log_action

from ..models import Alias, Body, Placement, Unit
from ..queries.places import TerritoryPlace
from ..vocabulary import ALIASES
from .opening import sort_keys


@dataclass(frozen=True, slots=True)
class Installed:
    """How many rows a run added; all zero when it had nothing to do."""

    units: int
    bodies: int
    aliases: int


@transaction.atomic
def install_territory(*, places: Iterable[TerritoryPlace], on: date, at: datetime) -> Installed:
    """Open, from ``on``, the units of ``places`` that are missing, with bodies and spellings. Safe twice or at once.

    Parents come first or already exist. Units that exist are left as they are: an administrator may have changed them.
    Raises BadInput ``unknown_unit`` for a place whose parent is missing.
    """
    take_lock("install_territory")  # of two runs at once, the second waits and finds everything open
    kinds = {kind.code: kind for kind in UnitKind.objects.all()}
    standing = {unit.code: unit for unit in Unit.objects.only("pk", "code", "path", "depth")}
    wanted = [place for place in places if place.code not in standing]
    if not wanted:
        return Installed(0, 0, 0)
    made, bodies, aliases = write_places(wanted, standing, kinds, on)
    tally = Installed(len(made), bodies, aliases)
    log_action(act="install_territory", by=None, at=at, detail={"units": tally.units, "bodies": tally.bodies})
    return tally


def write_places(
    wanted: Sequence[TerritoryPlace],
    standing: dict[str, Unit],
    kinds: dict[str, UnitKind],
    on: date,
    aliases: Mapping[str, Sequence[str]] = ALIASES,
) -> tuple[list[Unit], int, int]:
    """Write a unit for each place with its placement, bodies and ``aliases`` (spellings by code); ``standing`` are
    units by code, which it grows. Returns them, and how many bodies and spellings.

    Raises BadInput ``unknown_unit`` for a missing parent.
    """
    made: list[Unit] = []
    for place, pk in zip(wanted, _fresh_ids(len(wanted)), strict=True):
        parent = standing.get(place.parent_code) if place.parent_code else None
        if place.parent_code and parent is None:
            raise BadInput("", "unknown_unit", typed=place.parent_code)
        standing[place.code] = _unit(pk, place, kinds[place.kind], parent, on, aliases)
        made.append(standing[place.code])
    Unit.objects.bulk_create(made, batch_size=1000)
    Placement.objects.bulk_create(
        [Placement(unit=unit, parent_id=unit.parent_id, from_on=on) for unit in made], batch_size=2000
    )
    spellings = [
        Alias(unit=unit, text=text, folded=folded)
        for unit in made
        for folded, text in {fold(text): text for text in aliases.get(unit.code, ())}.items()
    ]
    Alias.objects.bulk_create(spellings)
    of_kind = _body_types()
    bodies = [
        Body(unit=unit, body_type=body_type, members=body_type.usual_members, opened_on=on)
        for unit in made
        for body_type in of_kind.get(unit.kind_id, ())
    ]
    Body.objects.bulk_create(bodies, batch_size=2000)
    return made, len(bodies), len(spellings)


def _unit(
    pk: int,
    place: TerritoryPlace,
    kind: UnitKind,
    parent: Unit | None,
    on: date,
    aliases: Mapping[str, Sequence[str]],
) -> Unit:
    sort_ar, sort_latin = sort_keys(place.name_ar, place.name_latin)
    return Unit(
        pk=pk,
        kind=kind,
        parent=parent,
        path=f"{parent.path if parent else ''}{pk}.",
        depth=parent.depth + 1 if parent else 0,
        code=place.code,
        official_type=place.official_type,
        name_ar=place.name_ar,
        name_latin=place.name_latin,
        sort_ar=sort_ar,
        sort_latin=sort_latin,
        folded=searchable(place.name_ar, place.name_latin, *aliases.get(place.code, ())),
        opened_on=on,
        population_2024=place.population_2024,
        population_2014=place.population_2014,
    )


def _fresh_ids(count: int) -> list[int]:
    """Numbers of the units' own sequence: a path holds its unit's number, so it must be known before the insert."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('units_unit', 'id')) FROM generate_series(1, %s)", [count]
        )
        return [row[0] for row in cursor.fetchall()]


def _body_types() -> dict[int, list[BodyType]]:
    """The types of body a unit has from its opening, by kind of unit."""
    of_kind: dict[int, list[BodyType]] = {}
    for body_type in BodyType.objects.filter(on_demand=False):
        of_kind.setdefault(body_type.unit_kind_id, []).append(body_type)
    return of_kind
