"""The rows of the room of census campaigns."""

from typing import Any
from uuid import UUID

from tests.access.roles import ADMINISTRATOR, RECORD, SECRETARY_ONLY, WITH_OFFICE, rule
from tests.access.rows import Row, of
from tests.access.world import World
from tests.factories.campaigns import WHOLE

# A campaign is known to whoever may see figures of a unit that owes it.
OWING = rule("""
secretary, member, superior, responsible, responsible_other, assistant, pole, bureau, admin, general ok
other_tree 404
""")


# What branches wrote is read by whoever reads their record, in a campaign that they may know of.
WROTE = rule("""
secretary, member, superior, responsible, responsible_other, assistant, bureau, general ok
pole, admin no
other_tree 404
""")


def answers(world: World, target: str) -> dict[str, Any]:
    """A whole form."""
    return {**WHOLE, "form_version": "1", "client_key": str(UUID(int=77))}


def typing(world: World, target: str) -> dict[str, Any]:
    """JSON of the autosave."""
    return {"version": 0, "payload": {"members": "7"}}


def question(world: World, target: str) -> dict[str, Any]:
    """A question of the campaign."""
    return {"campaign_id": world.campaigns[target], "name": "members"}


def in_words(world: World, target: str) -> dict[str, Any]:
    """A question of the campaign that is answered in words."""
    return {"campaign_id": world.campaigns[target], "name": "remarks"}


def as_file(world: World, target: str) -> dict[str, Any]:
    """The results of the campaign."""
    return {"campaign_id": world.campaigns[target], "kind": "xlsx"}


_CAMPAIGN, _OWED = of("campaigns", "campaign_id"), of("censuses", "obligation_id")
CENSUS: dict[str, Row] = {
    "census:index": Row(get=WITH_OFFICE),
    "census:new": Row(get=ADMINISTRATOR, post=ADMINISTRATOR),
    "census:detail": Row(get=OWING, at=_CAMPAIGN),
    "census:branches": Row(get=OWING, at=_CAMPAIGN),
    "census:result": Row(get=OWING, at=question),
    "census:words": Row(get=WROTE, at=in_words),
    "census:export": Row(get=OWING, at=as_file),
    "census:form_file": Row(get=OWING, at=_CAMPAIGN),
    "census:replace": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=_CAMPAIGN),
    "census:answer": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=_OWED, data=answers, writes=True),
    "census:draft": Row(post=SECRETARY_ONLY, at=_OWED, data=typing),
    "census:answers": Row(get=RECORD, at=_OWED),
}
