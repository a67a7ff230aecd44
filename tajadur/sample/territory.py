"""Branches on real communes and arrondissements, and one small tree of sectors and of parallel organisations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tajadur.foundation.arabic import fold, searchable, sort_key_ar
from tajadur.organisation.profile.models import BodyType, UnitKind
from tajadur.organisation.units.models import Body, Placement, Unit
from tajadur.organisation.units.queries.places import branch_places

from .copying import copy_rows, reserve_ids
from .people import STORIES

DEMO_BRANCHES = 600
UNIT = (
    "id",
    "kind",
    "parent",
    "path",
    "depth",
    "code",
    "official_type",
    "name_ar",
    "name_latin",
    "sort_ar",
    "sort_latin",
    "folded",
    "opened_on",
    "closed_on",
    "declared_on",
    "receipt",
    "population_2024",
    "population_2014",
)

SECTORS = (
    ("S.EDU", "قطاع التعليم", "Secteur de l’enseignement"),
    ("S.SAN", "قطاع الصحة", "Secteur de la santé"),
)
PARALLELS = (
    ("P.JEU", "منظمة الشبيبة", "Organisation de la jeunesse"),
    ("P.FEM", "منظمة النساء", "Organisation des femmes"),
)
SEATS = (
    ("R1", "فرع الرباط", "Section de Rabat"),
    ("R2", "فرع الدار البيضاء", "Section de Casablanca"),
    ("R3", "فرع أكادير", "Section d’Agadir"),
    ("R4", "فرع سلا", "Section de Salé"),
)


@dataclass(frozen=True, slots=True)
class Sprout:
    """A unit to plant under a parent that exists."""

    kind: str
    parent: Unit
    code: str
    name_ar: str
    name_latin: str
    opened_on: date
    official_type: str = ""
    population_2024: int | None = None
    population_2014: int | None = None
    closed_on: date | None = None
    declared_on: date | None = None


def plant(sprouts: Sequence[Sprout]) -> None:
    """Write units with their placements and the bodies of their kind."""
    kinds = {row.code: row for row in UnitKind.objects.all()}
    bodies = {kind.pk: list(BodyType.objects.filter(unit_kind=kind, on_demand=False)) for kind in kinds.values()}
    ids = reserve_ids(Unit, len(sprouts))
    units, placements, body_rows = [], [], []
    for sprout in sprouts:
        pk, kind = next(ids), kinds[sprout.kind]
        units.append(
            (
                pk,
                kind.pk,
                sprout.parent.pk,
                f"{sprout.parent.path}{pk}.",
                sprout.parent.depth + 1,
                sprout.code,
                sprout.official_type,
                sprout.name_ar,
                sprout.name_latin,
                sort_key_ar(sprout.name_ar),
                fold(sprout.name_latin),
                searchable(sprout.name_ar, sprout.name_latin),
                sprout.opened_on,
                sprout.closed_on,
                sprout.declared_on,
                f"{sprout.declared_on.year}/{pk}" if sprout.declared_on else "",
                sprout.population_2024,
                sprout.population_2014,
            )
        )
        placements.append((pk, sprout.parent.pk, sprout.opened_on, None))
        body_rows += [(pk, row, sprout.opened_on, sprout.closed_on) for row in bodies[kind.pk]]
    copy_rows(Unit, UNIT, units)
    copy_rows(Placement, ("unit", "parent", "from_on", "to_on"), placements)
    body_ids = reserve_ids(Body, len(body_rows))
    numbered = [(next(body_ids), *row) for row in body_rows]
    copy_rows(
        Body,
        ("id", "unit", "body_type", "members", "opened_on", "closed_on"),
        [
            (pk, unit, row.pk, max(5, row.usual_members + place % 5 - 2), *days)
            for place, (pk, unit, row, *days) in enumerate(numbered)
        ],
    )


def plant_branches(*, seed: int, full: bool, founded_on: date, start: date, on: date) -> None:
    """About 600 branches, or all 1,538 places: at least one in each province, the larger places first."""
    random = Random(f"{seed}/branches")
    places = list(branch_places())
    if not full:
        keep = set(STORIES)
        first: dict[str, str] = {}
        for place in sorted(places, key=lambda place: -(place.population_2024 or 0)):
            first.setdefault(place.parent_code, place.code)
        keep |= set(first.values())
        weighted = sorted(places, key=lambda place: -((place.population_2024 or 0) ** 0.5) * random.uniform(0.2, 1))
        for place in weighted:
            if len(keep) >= DEMO_BRANCHES:
                break
            keep.add(place.code)
        places = [place for place in places if place.code in keep]
    provinces = {row.code: row for row in Unit.objects.filter(kind__code="province")}
    sprouts = []
    for place in places:
        own = Random(f"{seed}/{place.code}/branch")
        young = own.random() < 0.05 and place.code not in STORIES
        opened_on = (
            start + timedelta(days=own.randint(40, 400))
            if young
            else max(date(2015 + own.randint(0, 8), own.randint(1, 12), own.randint(1, 28)), founded_on)
        )
        closed = own.random() < 0.01 and not young and place.code not in STORIES
        sprouts.append(
            Sprout(
                kind="branch",
                parent=provinces[place.parent_code],
                code=place.code,
                name_ar=place.name_ar,
                name_latin=place.name_latin,
                official_type=place.official_type,
                population_2024=place.population_2024,
                population_2014=place.population_2014,
                opened_on=min(opened_on, on - timedelta(days=20)),
                closed_on=on - timedelta(days=own.randint(30, 200)) if closed else None,
                declared_on=opened_on + timedelta(days=own.randint(5, 40))
                if own.random() < 0.8 and not young
                else None,
            )
        )
    plant(sprouts)


def plant_other_trees(*, opened_on: date) -> None:
    """Two sectors and two parallel organisations with four sections each."""
    for root_kind, kind, section, code, names, members in (
        (
            "sectors",
            "sector",
            "sector_section",
            "SECTORS",
            ("القطاعات السوسيو مهنية", "Secteurs socioprofessionnels"),
            SECTORS,
        ),
        (
            "parallels",
            "parallel",
            "parallel_section",
            "PARALLELS",
            ("المنظمات الموازية", "Organisations parallèles"),
            PARALLELS,
        ),
    ):
        root = Unit.objects.create(
            kind=UnitKind.objects.get(code=root_kind),
            path=f"{code}.",
            depth=0,
            code=code,
            name_ar=names[0],
            name_latin=names[1],
            sort_ar=sort_key_ar(names[0]),
            sort_latin=fold(names[1]),
            folded=searchable(*names),
            opened_on=opened_on,
        )
        root.path = f"{root.pk}."
        root.save(update_fields=["path"])
        Placement.objects.create(unit=root, parent=None, from_on=opened_on)
        plant([Sprout(kind, root, member_code, arabic, latin, opened_on) for member_code, arabic, latin in members])
        for parent in Unit.objects.filter(parent=root).order_by("pk"):
            plant(
                [
                    Sprout(section, parent, f"{parent.code}.{mark}", arabic, latin, opened_on)
                    for mark, arabic, latin in SEATS
                ]
            )
