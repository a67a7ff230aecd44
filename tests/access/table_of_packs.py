"""The rows of the pack of the pole's meeting: headquarters reads it, the pole and the cell prepare it."""

from typing import Any

from tests.access.roles import rule
from tests.access.rows import Row
from tests.access.world import World

# A secretary of a unit may hold an office of this kind at headquarters; of the root of another tree too.
READERS = rule("""
general, pole, responsible, responsible_other, assistant, bureau ok
secretary, superior, other_tree 404
member, admin no
""")
MAKERS = rule("""
general, pole, responsible, responsible_other, assistant ok
secretary, superior, other_tree 404
member, admin, bureau no
""")
SENDERS = rule("""
general ok
secretary, superior, other_tree 404
member, admin, bureau, pole, responsible, responsible_other, assistant no
""")


def the_pack(world: World, target: str) -> dict[str, Any]:
    """The draft."""
    return {"pack_id": world.packs[target]}


def its_sheet(world: World, target: str) -> dict[str, Any]:
    """The page to print."""
    return {"pack_id": world.packs[target], "language": "ar"}


def decided(world: World, target: str) -> dict[str, Any]:
    """A decision in both languages."""
    return {"version": "1", "text_ar_1": "قرار", "text_fr_1": "Décision"}


def said(world: World, target: str) -> dict[str, Any]:
    """A comment."""
    return {"text": "ملاحظة"}


def as_seen(world: World, target: str) -> dict[str, Any]:
    """The version that was made."""
    return {"version": "1"}


PACKS: dict[str, Row] = {
    "packs:index": Row(get=READERS),
    "packs:make": Row(post=MAKERS),
    "packs:detail": Row(get=READERS, at=the_pack),
    "packs:sheet": Row(get=READERS, at=its_sheet),
    "packs:decisions": Row(get=MAKERS, post=MAKERS, at=the_pack, data=decided),
    "packs:comment": Row(post=READERS, at=the_pack, data=said),
    "packs:send": Row(post=SENDERS, at=the_pack, data=as_seen),
}
