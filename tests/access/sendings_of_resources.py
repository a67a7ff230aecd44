"""The sendings of the room of resources."""

from collections.abc import Mapping
from typing import Any

from tajadur.activity.resources.models import DecisionDelegate
from tajadur.organisation.units.models import Unit
from tests.access import table_of_resources as say
from tests.access.laid import Sending, door, of, own
from tests.access.world import World
from tests.factories.party import make_post

_ASKED, _GRANTED = own("resources", "request_id"), own("grants", "request_id")


def _pole(world: World) -> dict[str, Any]:
    post = make_post(unit=Unit.objects.get(kind__code="national"), body="pole", post="secretary")
    return {"kind": "activity", "post": post.pk}


def _endorsed(world: World) -> None:
    door(world, "superior", "resources:endorse", {"answer": "yes"}, **_ASKED(world))


def _named(world: World) -> dict[str, Any]:
    door(world, "general", "resources:deciders", _pole(world))
    return {"delegate_id": DecisionDelegate.objects.get().pk}


SENDINGS_OF_RESOURCES: Mapping[str, Sending] = {
    "resources:ask": Sending("secretary", of(say.asking), own("unit")),
    "resources:withdraw": Sending("secretary", at=_ASKED),
    "resources:endorse": Sending("superior", {"answer": "yes"}, _ASKED),
    "resources:recommend": Sending("responsible", {"answer": "yes"}, _ASKED, _endorsed),
    "resources:decide": Sending("general", of(say.refusal), _ASKED),
    "resources:deliver": Sending("admin", of(say.delivery), _GRANTED),
    "resources:close": Sending("general", of(say.reason), _GRANTED),
    "resources:confirm": Sending("secretary", at=own("parts", "delivery_id")),
    "resources:budget": Sending("general", of(say.line)),
    "resources:deciders": Sending("general", _pole),
    "resources:end": Sending("general", at=_named),
}
