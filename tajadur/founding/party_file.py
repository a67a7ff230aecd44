"""What the file of a party says, once it is known to be right. Names are by column: ar, fr and en, all three filled.

The columns of languages that are not offered hold the name of the default language (docs/decisions/0103).
"""

from dataclasses import dataclass
from typing import Any

Names = dict[str, str]


@dataclass(frozen=True, slots=True)
class LevelOf:
    """A level of the tree; ``under`` is the code of the one above, empty for the root."""

    code: str
    under: str
    names: Names
    plurals: Names
    rank: int


@dataclass(frozen=True, slots=True)
class BodyOf:
    """A kind of body of a level. ``code`` is the stored one: of the body that leads its unit it is always the same."""

    level: str
    code: str
    names: Names
    usual: dict[str, Any]
    settings: dict[str, Any]


@dataclass(frozen=True, slots=True)
class PostOf:
    """A kind of post in a body, and the role it carries."""

    level: str
    body: str
    code: str
    role: str
    is_single: bool
    names: Names


@dataclass(frozen=True, slots=True)
class DirectiveOf:
    """What the units of a level owe from the first day; ``ladder`` as plain rows, ``dates`` of a dated one."""

    code: str
    level: str
    body: str
    names: Names
    fulfilment: str
    period_type: str
    report_days: int
    grace_days: int
    released_by: str
    dates: dict[str, int]
    ladder: list[dict[str, int | str]]


@dataclass(frozen=True, slots=True)
class UnitOf:
    """A unit that exists from the first day."""

    code: str
    level: str
    under: str
    name_ar: str
    name_latin: str


@dataclass(frozen=True, slots=True)
class PartyFile:
    """A party. Levels and units stand with those above first."""

    code: str
    languages: tuple[str, ...]
    names: Names
    short_names: Names
    holidays_of: str
    closed_rooms: tuple[str, ...]
    levels: tuple[LevelOf, ...]
    bodies: tuple[BodyOf, ...]
    posts: tuple[PostOf, ...]
    directives: tuple[DirectiveOf, ...]
    units: tuple[UnitOf, ...]
    administrator: dict[str, str]
