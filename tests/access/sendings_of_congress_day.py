"""The sendings of the day of the congress."""

from collections.abc import Mapping
from typing import Any

from tajadur.activity.congresses.models import CheckIn, Congress, DelegateCode, DelegateList
from tests.access import table_of_congress_day as say
from tests.access.laid import Sending, in_congress, of, shown
from tests.access.world import World
from tests.factories.duties import at_noon

_TEXT = {"kind": "motion", "text": "ملتمس ثان", "votes_for": "1", "votes_against": "1", "abstained": "0"}


def day_come(world: World) -> None:
    """The congress is fixed for today, and a province has filed."""
    congress = Congress.objects.select_related("obligation").get(pk=world.congresses["own"])
    congress.planned_on, congress.place = world.today, "قاعة"
    congress.save(update_fields=["planned_on", "place"])
    DelegateList.objects.create(
        share=CheckIn.objects.get(pk=world.check_ins["own"]).share, version=1, elected=5, women=2, youth=1,
        filed_at=at_noon(world.today), filed_on=world.today, mandate_id=world.mandates["own"],
    )  # fmt: skip


def coded(world: World) -> dict[str, Any]:
    """A code of the congress."""
    return {"number": DelegateCode.objects.filter(share__congress=world.congresses["own"]).order_by("pk")[0].number}


def counted(world: World) -> dict[str, Any]:
    """The counts of the election to the first post."""
    posts = shown(world, "secretary", "congresses:vote", **in_congress(world))["form"].fields["post"].choices
    return {"post": posts[0][0], "candidates": "2", "cast": "2", "spoiled": "0", "won": "2"}


def corrected(world: World) -> dict[str, Any]:
    """The text as the form shows it, with another text."""
    form = shown(world, "secretary", "congresses:resolution", **of(say.its_text)(world))["form"]
    return {**_TEXT, "seen": form["seen"].value()}


SENDINGS_OF_CONGRESS_DAY: Mapping[str, Sending] = {
    "congresses:check_in": Sending("secretary", coded, in_congress, day_come),
    "congresses:check_in_undo": Sending("secretary", at=of(say.its_check_in), first=day_come),
    "congresses:codes": Sending("secretary", at=in_congress, first=day_come),
    "congresses:resolution_add": Sending("secretary", _TEXT, in_congress, day_come),
    "congresses:resolution": Sending("secretary", corrected, of(say.its_text), day_come),
    "congresses:resolution_drop": Sending("secretary", at=of(say.its_text), first=day_come),
    "congresses:vote": Sending("secretary", counted, in_congress, day_come),
}
