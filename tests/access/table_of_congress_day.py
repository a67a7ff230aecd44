"""The rows of the day of the congress: the region alone writes, those who read its record read it."""

from typing import Any

from tests.access.roles import RECORD, SECRETARY_ONLY
from tests.access.rows import Row, of
from tests.access.world import World


def its_check_in(world: World, target: str) -> dict[str, Any]:
    """Delegates counted in at the congress of the target."""
    return {"congress_id": world.congresses[target], "check_in_id": world.check_ins[target]}


def its_text(world: World, target: str) -> dict[str, Any]:
    """A text of the congress of the target."""
    return {"congress_id": world.congresses[target], "resolution_id": world.texts[target]}


_CONGRESS = of("congresses", "congress_id")
CONGRESS_DAY: dict[str, Row] = {
    "congresses:day": Row(get=RECORD, at=_CONGRESS),
    **dict.fromkeys(
        ("congresses:check_in", "congresses:codes", "congresses:resolution_add", "congresses:vote"),
        Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=_CONGRESS),
    ),
    "congresses:check_in_undo": Row(post=SECRETARY_ONLY, at=its_check_in),
    "congresses:resolution": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=its_text),
    "congresses:resolution_drop": Row(post=SECRETARY_ONLY, at=its_text),
}
