"""A row of the declared table: one address, and where its arguments come from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.access.roles import Rule
from tests.access.world import World

At = Callable[[World, str], dict[str, Any]]
Data = Callable[[World, str], Any]
Query = Callable[[World, str], str]


@dataclass(frozen=True)
class Row:
    """``at`` gives the address' arguments for a target (None: the page is about no unit); ``post`` data; ``writes``:
    the secretary's own valid POST must change her unit's rows, so that the payload is known to be a real one."""

    get: Rule | None = None
    post: Rule | None = None
    at: At | None = None
    data: Data | None = None
    writes: bool = False
    query: Query | None = None


def of(kind: str, argument: str = "") -> At:
    """The argument ``<kind>_id`` (or ``argument``) of the thing ``kind`` of the target's unit."""
    things = kind if kind.endswith("s") else f"{kind}s"
    return lambda world, target: {argument or f"{kind}_id": getattr(world, things)[target]}
