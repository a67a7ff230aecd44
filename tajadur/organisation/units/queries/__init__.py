"""Reading units: the places of the census, the tree, the search, where each stood on which day."""

from .placements import paths_on
from .places import TerritoryPlace, branch_places, territory_places
from .searching import found_in, search_words, units_found
from .tree import (
    bodies_of,
    body_for,
    branch_places_open,
    child_kinds,
    children_of,
    closing_consequences,
    kinds,
    kinds_seen,
    placements_of,
    possible_parents,
    regions_for,
    spellings_of,
    unit_for,
    unit_list,
    unit_shown,
)

__all__ = [
    "TerritoryPlace",
    "bodies_of",
    "body_for",
    "branch_places",
    "branch_places_open",
    "child_kinds",
    "children_of",
    "closing_consequences",
    "found_in",
    "kinds",
    "kinds_seen",
    "paths_on",
    "placements_of",
    "possible_parents",
    "regions_for",
    "search_words",
    "spellings_of",
    "territory_places",
    "unit_for",
    "unit_list",
    "unit_shown",
    "units_found",
]
