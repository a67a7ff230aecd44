"""The rows of the situation of branches, of which one of the three targets is one; with those of elections."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from tajadur.rules.situation import STANDARD_LIMITS
from tests.access.roles import GENERAL, WITH_OFFICE, rule
from tests.access.rows import Row, of
from tests.access.table_of_elections import ELECTIONS
from tests.access.world import World

READ = rule("""
secretary, superior, responsible, assistant, responsible_other, pole, bureau, admin, general 404 ok 404
member, other_tree 404
""")
CONFIRM = rule("""
secretary 404 no 404
superior no no 404
member, responsible, assistant, responsible_other, pole, bureau, admin, general no
other_tree 404
""")
ENDORSE = rule("""
secretary 404 ok 404
superior 404 no 404
member, responsible, assistant, responsible_other, pole, bureau, admin, general no
other_tree 404
""")


def word(world: World, target: str) -> dict[str, Any]:
    """It is so."""
    return {"status": "active", "answer": "agreed"}


def endorsement(world: World, target: str) -> dict[str, Any]:
    """Endorsed."""
    return {"word": str(world.words[target]), "answer": "yes"}


def limits(world: World, target: str) -> dict[str, Any]:
    """The standard ones, from tomorrow."""
    tomorrow = (world.today + timedelta(days=1)).isoformat()
    return {"from_on": tomorrow, **{name: str(value) for name, value in asdict(STANDARD_LIMITS).items()}}


SITUATIONS: dict[str, Row] = {
    "situations:index": Row(get=WITH_OFFICE),
    "situations:limits": Row(get=GENERAL, post=GENERAL, data=limits),
    "situations:detail": Row(get=READ, at=of("unit")),
    "situations:confirm": Row(post=CONFIRM, at=of("unit"), data=word),
    "situations:endorse": Row(post=ENDORSE, at=of("unit"), data=endorsement),
    **ELECTIONS,
}
