"""The rows of the room of resources."""

from typing import Any

from tests.access.roles import GENERAL, HEADQUARTERS, SECRETARY_ONLY, WITH_OFFICE, rule
from tests.access.rows import Row, of
from tests.access.world import World

READERS = rule("""
secretary, superior ok ok 404
member ok 404 404
responsible, assistant ok ok no
responsible_other no no ok
pole, bureau, admin, general ok
other_tree 404
""")
RIGHT_ABOVE = rule("""
secretary no ok 404
superior ok no 404
member, responsible, responsible_other, assistant, pole, bureau, admin, general no
other_tree 404
""")
THE_CELL = rule("""
responsible, assistant ok ok no
responsible_other no no ok
secretary, superior, member, pole, bureau, admin, general, other_tree no
""")
DECIDERS = rule("""
secretary, superior no no 404
general ok
member, responsible, responsible_other, assistant, pole, bureau, admin no
other_tree 404
""")


def asking(world: World, target: str) -> dict[str, Any]:
    """An amount for an activity."""
    return {"kind": "activity", "amount": "2 500", "purpose": "لقاء", "needed_by": world.later(40)}


def word(world: World, target: str) -> dict[str, Any]:
    """In favour."""
    return {"answer": "yes"}


def refusal(world: World, target: str) -> dict[str, Any]:
    """Not granted, with the reason."""
    return {"outcome": "refused", "reason": "لا اعتماد"}


def delivery(world: World, target: str) -> dict[str, Any]:
    """A part delivered today."""
    return {"amount": "100", "delivered_on": world.today.isoformat(), "proof": "وصل 1"}


def reason(world: World, target: str) -> dict[str, Any]:
    """Why nothing more comes."""
    return {"reason": "ألغي النشاط"}


def line(world: World, target: str) -> dict[str, Any]:
    """A line of this year."""
    return {"kind": "travel", "year": str(world.today.year), "amount": "50000"}


_ASKED, _GRANTED = of("resources", "request_id"), of("grants", "request_id")
RESOURCES: dict[str, Row] = {
    "resources:index": Row(get=WITH_OFFICE),
    "resources:budget": Row(get=WITH_OFFICE, post=GENERAL, data=line),
    "resources:deciders": Row(get=GENERAL, post=GENERAL),
    "resources:end": Row(post=GENERAL | {"general": ("404",) * 3}, at=lambda *_: {"delegate_id": 0}),
    "resources:detail": Row(get=READERS, at=_ASKED),
    "resources:ask": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=of("unit"), data=asking, writes=True),
    "resources:withdraw": Row(post=SECRETARY_ONLY, at=_ASKED, writes=True),
    "resources:endorse": Row(get=RIGHT_ABOVE, post=RIGHT_ABOVE, at=_ASKED, data=word),
    "resources:recommend": Row(get=THE_CELL, post=THE_CELL, at=_ASKED, data=word),
    "resources:decide": Row(get=DECIDERS, post=DECIDERS, at=_ASKED, data=refusal),
    "resources:deliver": Row(get=HEADQUARTERS, post=HEADQUARTERS, at=_GRANTED, data=delivery),
    "resources:close": Row(get=DECIDERS, post=DECIDERS, at=_GRANTED, data=reason),
    "resources:confirm": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=of("parts", "delivery_id"), writes=True),
}
