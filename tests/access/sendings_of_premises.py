"""The sendings of premises and of proximity activities."""

from collections.abc import Mapping
from typing import Any

from tajadur.organisation.units.models import Unit
from tests.access import table_of_premises as say
from tests.access.laid import Sending, of, on, own
from tests.access.world import World
from tests.factories.party import make_unit


def a_chapter(world: World) -> dict[str, Any]:
    """A section of the sector, open since long."""
    return {"unit_id": make_unit(kind="sector_section", parent=Unit.objects.get(kind__code="sector")).pk}


SENDINGS_OF_PREMISES: Mapping[str, Sending] = {
    "units:place": Sending("admin", lambda world: on("from_on", 0)(world) | {"place": world.units["own"]}, a_chapter),
    "premises:record": Sending("secretary", of(say.premises), own("unit")),
    "premises:correct": Sending("secretary", of(say.premises), of(say.its_premises)),
    "premises:none": Sending("secretary", of(say.none), own("unit")),
    "premises:correct_none": Sending("secretary", of(say.none), of(say.its_word)),
    "proximity:record": Sending("secretary", of(say.activity), own("unit")),
    "proximity:correct": Sending("secretary", of(say.activity), of(say.its_activity)),
}
