"""The rows of the room of circulars."""

from typing import Any

from tests.access.roles import SECRETARY_ONLY, WITH_OFFICE, rule
from tests.access.rows import Row, of
from tests.access.world import World

READERS = rule("""
secretary, superior ok ok 404
member ok 404 404
responsible, assistant ok ok 404
responsible_other 404 404 ok
pole, bureau, admin, general ok
other_tree 404
""")
# In the name of the unit; who prepares or sends for another unit does not even see its drafts.
DRAFTED = rule("""
secretary ok 404 404
superior, responsible, responsible_other, pole, admin, general, other_tree 404
member, assistant, bureau no
""")
SENDERS = rule("""
secretary ok 404 404
superior, general, other_tree 404
responsible, responsible_other, pole, admin, member, assistant, bureau no
""")
AMENDED = rule("""
secretary ok no 404
superior no no 404
responsible no no 404
responsible_other 404 404 no
pole, admin, general, member, assistant, bureau no
other_tree 404
""")
WITHDRAWN = rule("""
secretary ok no 404
superior no no 404
responsible, responsible_other, pole, admin, general, member, assistant, bureau no
other_tree 404
""")
# Dropped without being looked at first: what is not the reader's own is refused by the operation.
DISCARDED = rule("""
secretary ok no 404
superior no no 404
responsible, responsible_other, pole, admin, general, member, assistant, bureau no
other_tree 404
""")
ADDRESSED = rule("""
secretary ok 404 404
superior, responsible, responsible_other, assistant, member, pole, bureau, admin, general, other_tree 404
""")


def draft(world: World, target: str) -> dict[str, Any]:
    """A text in Arabic for everybody below; the French one waits."""
    return {"subject_ar": "تحضير المؤتمر", "text_ar": "يعقد كل مكتب اجتماعا.", "days": "5", "grace_days": "2"}


def amendment(world: World, target: str) -> dict[str, Any]:
    """Another word."""
    return {"subject_ar": "تحضير المؤتمر", "text_ar": "يعقد كل مكتب اجتماعين."}


def amendment_of_draft(world: World, target: str) -> dict[str, Any]:
    """The draft with another word."""
    return draft(world, target) | amendment(world, target)


def french(world: World, target: str) -> dict[str, Any]:
    """The text that waited."""
    return {"subject": "Préparation du congrès", "text": "Chaque bureau se réunit."}


def count(world: World, target: str) -> dict[str, Any]:
    """The one post below."""
    return {"count": "1"}


def reason(world: World, target: str) -> dict[str, Any]:
    """Why it is withdrawn."""
    return {"reason": "عوضت بأخرى"}


def first_version(world: World, target: str) -> dict[str, Any]:
    """The version that was read."""
    return {"version": "1"}


_SENT, _DRAFT = of("circulars", "circular_id"), of("drafts", "circular_id")
CIRCULARS: dict[str, Row] = {
    "circulars:index": Row(get=WITH_OFFICE),
    "circulars:new": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=of("unit"), data=draft),
    "circulars:detail": Row(get=READERS, at=_SENT),
    "circulars:posts": Row(get=READERS, at=_SENT),
    "circulars:confirm": Row(post=ADDRESSED, at=_SENT, data=first_version, writes=True),
    "circulars:edit": Row(get=DRAFTED, post=DRAFTED, at=_DRAFT, data=draft),
    "circulars:issue": Row(get=DRAFTED, post=SENDERS, at=_DRAFT, data=count),
    "circulars:discard": Row(post=DISCARDED, at=_DRAFT),
    "circulars:amend": Row(get=AMENDED, post=AMENDED, at=_SENT, data=amendment),
    "circulars:language": Row(get=WITHDRAWN, post=WITHDRAWN, at=_SENT, data=french),
    "circulars:withdraw": Row(get=WITHDRAWN, post=WITHDRAWN, at=_SENT, data=reason),
}
