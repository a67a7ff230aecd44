"""The sendings of the plan."""

from collections.abc import Mapping

from tajadur.activity.plans.models import PlanAxis
from tests.access import table_of_plans as say
from tests.access.laid import Sending, of
from tests.access.world import World


def an_axis_below(world: World) -> None:
    """Another axis, with which the first changes places."""
    names = {"name_ar": "محور آخر", "name_fr": "Autre", "name_en": "Another"}
    PlanAxis.objects.create(edition_id=world.plan[1], position=9, **names)


SENDINGS_OF_PLANS: Mapping[str, Sending] = {
    "plans:new": Sending("admin", of(say.edition)),
    "plans:edit": Sending("admin", of(say.edition), of(say.the_draft)),
    "plans:add": Sending("admin", of(say.axis), of(say.to_add)),
    "plans:change": Sending("admin", of(say.axis), of(say.an_axis)),
    "plans:move": Sending("admin", {"to": "down"}, of(say.an_axis), an_axis_below),
    "plans:remove": Sending("admin", at=of(say.an_axis)),
    "plans:discard": Sending("admin", at=of(say.the_draft)),
    "plans:issue": Sending("general", of(say.version), of(say.the_draft)),
    "plans:adopt": Sending("secretary", of(say.days), of(say.left_over)),
    "plans:adapt": Sending("secretary", of(say.terms), of(say.its("adoption_id"))),
    "plans:drop": Sending("secretary", at=of(say.a_mistake)),
    "plans:own": Sending("secretary", of(say.own_action), of(say.its("adoption_id"))),
    "plans:tell": Sending("secretary", of(say.news), of(say.its("adopted_id"))),
    "plans:state": Sending("secretary", of(say.value), of(say.its("indicator_id"))),
    "plans:withdraw": Sending("secretary", at=of(say.its("value_id"))),
    "plans:link_case": Sending("secretary", of(say.link), of(say.a_case)),
    "plans:link_item": Sending("secretary", of(say.link), of(say.an_item)),
}
