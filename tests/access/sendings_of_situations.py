"""The sendings of the situation of branches, and those of elections."""

from collections.abc import Mapping
from typing import Any

from tajadur.activity.situations.queries.reading import situation_of
from tajadur.organisation.units.models import Unit
from tests.access import table_of_situations as say
from tests.access.laid import Sending, at_branch, of
from tests.access.sendings_of_elections import SENDINGS_OF_ELECTIONS
from tests.access.world import World


def _word(world: World) -> dict[str, Any]:
    standing = situation_of(Unit.objects.get(pk=world.units["below"]), world.today)
    assert standing is not None
    return {"status": standing.status.value, "answer": "agreed"}


SENDINGS_OF_SITUATIONS: Mapping[str, Sending] = {
    "situations:confirm": Sending("below", _word, at_branch),
    "situations:limits": Sending("general", of(say.limits)),
    **SENDINGS_OF_ELECTIONS,
    "situations:endorse": Sending("secretary", of(say.endorsement, "below"), at_branch),
}
