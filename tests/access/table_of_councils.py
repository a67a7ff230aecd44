"""The rows of the preparation of meetings and of their minutes: the unit alone writes."""

from typing import Any

from tests.access.roles import ADMINISTRATOR, SECRETARY_ONLY
from tests.access.rows import Row, of
from tests.access.world import World


def done(world: World, target: str) -> dict[str, Any]:
    """The step is done."""
    return {"done": "yes"}


def a_step(world: World, target: str) -> dict[str, Any]:
    """A step of the unit's meeting to come."""
    return {"meeting_id": world.meetings[target], "step_id": world.steps[target]}


COUNCILS: dict[str, Row] = {
    "meetings:prepare": Row(post=SECRETARY_ONLY, at=a_step, data=done, writes=True),
    "units:step_add": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=of("body_type")),
    "units:step_change": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=of("step")),
    "units:step_move": Row(post=ADMINISTRATOR, at=of("step")),
    "reports:circulate": Row(post=SECRETARY_ONLY, at=of("report"), writes=True),
}
