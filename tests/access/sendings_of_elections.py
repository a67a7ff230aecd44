"""The sendings of electoral readiness."""

import re
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tajadur.organisation.units.models import Unit
from tests.access import table_of_elections as say
from tests.access.laid import Sending, door, of
from tests.access.world import World
from tests.factories.sheets import csv_file


def _sheet(world: World) -> dict[str, Any]:
    unit = Unit.objects.get(pk=world.units["below"])
    data = csv_file(["D1", "دائرة", unit.code, 5], titles=["code", "name_ar", "unit", "seats"])
    return {"file": SimpleUploadedFile("constituencies.csv", data)}


def _checked(world: World) -> dict[str, Any]:
    page = door(world, "admin", "elections:import", _sheet(world), **say.the_draft(world, "own")).content.decode()
    return {"rows": re.search(r'name="rows" value="([^"]+)"', page)[1]}  # type: ignore[index]


SENDINGS_OF_ELECTIONS: Mapping[str, Sending] = {
    "elections:new": Sending("admin", of(say.election)),
    "elections:day": Sending("admin", of(say.day), of(say.the_draft)),
    "elections:item_new": Sending("admin", of(say.item), of(say.the_draft)),
    "elections:item": Sending("admin", of(say.item), of(say.draft_item)),
    "elections:item_remove": Sending("admin", at=of(say.draft_item)),
    "elections:issue": Sending("general", of(say.issuing), of(say.the_draft)),
    "elections:discard": Sending("admin", at=of(say.the_draft)),
    "elections:import": Sending("admin", _sheet, of(say.the_draft)),
    "elections:import_confirm": Sending("admin", _checked, of(say.the_draft)),
    "elections:tick": Sending("secretary", of(say.tick), of(say.its_check)),
    "elections:unit_tick": Sending("secretary", of(say.tick), of(say.its_unit_check)),
    "elections:counts": Sending("secretary", of(say.counts), of(say.its_constituency)),
    "elections:coordinator": Sending("secretary", of(say.coordinator), of(say.its_constituency)),
}
