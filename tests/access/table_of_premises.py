"""The rows of premises and of proximity activities: the unit alone writes, those who read its record read."""

from typing import Any

from tests.access.roles import ADMINISTRATOR, RECORD, SECRETARY_ONLY, WITH_OFFICE
from tests.access.rows import Row, of
from tests.access.world import World


def premises(world: World, target: str) -> dict[str, Any]:
    """Premises of today."""
    return {"address": "شارع الحسن الثاني", "from_on": world.today.isoformat(), "condition": "good", "sharing": "alone"}


def none(world: World, target: str) -> dict[str, Any]:
    """None from today on."""
    return {"from_on": world.today.isoformat()}


def its_word(world: World, target: str) -> dict[str, Any]:
    """What the unit said once: that it has none."""
    return {"unit_id": world.units[target], "word_id": world.words_of_none[target]}


def activity(world: World, target: str) -> dict[str, Any]:
    """An activity of today."""
    return {"kind": "reception", "held_on": world.today.isoformat(), "place": "المقر", "reached": "12",
            "help_given": "استقبال"}  # fmt: skip


def its_premises(world: World, target: str) -> dict[str, Any]:
    """Premises of the unit."""
    return {"unit_id": world.units[target], "premises_id": world.premises[target]}


def its_activity(world: World, target: str) -> dict[str, Any]:
    """An activity of the unit."""
    return {"unit_id": world.units[target], "activity_id": world.activities[target]}


# Which chapters of other trees sit on a soil, beside what the unit says of its own place.
PREMISES: dict[str, Row] = {
    "units:place": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=of("unit")),
    "units:chapters": Row(get=WITH_OFFICE),
    "premises:index": Row(get=WITH_OFFICE),
    "premises:detail": Row(get=RECORD, at=of("unit")),
    "premises:record": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=of("unit"), data=premises, writes=True),
    "premises:correct": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=its_premises, data=premises, writes=True),
    "premises:none": Row(post=SECRETARY_ONLY, at=of("unit"), data=none, writes=True),
    "premises:correct_none": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=its_word, data=none, writes=True),
    "proximity:index": Row(get=WITH_OFFICE),
    "proximity:detail": Row(get=RECORD, at=of("unit")),
    "proximity:record": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=of("unit"), data=activity, writes=True),
    "proximity:correct": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=its_activity, data=activity, writes=True),
}
