"""The rows of the situation of branches: of the three targets, one is a branch."""

from typing import Any

from tests.access.roles import WITH_OFFICE, rule
from tests.access.rows import Row, of
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


SITUATIONS: dict[str, Row] = {
    "situations:index": Row(get=WITH_OFFICE),
    "situations:detail": Row(get=READ, at=of("unit")),
    "situations:confirm": Row(post=CONFIRM, at=of("unit"), data=word),
    "situations:endorse": Row(post=ENDORSE, at=of("unit"), data=endorsement),
}
