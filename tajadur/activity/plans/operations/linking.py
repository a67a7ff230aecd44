"""A unit says which action of the plan the remedy of a case, or an action of one of its meetings, serves."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from tajadur.activity.dysfunctions.models import Case
from tajadur.activity.meetings.models import ActionItem
from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.permissions.actors import Actor

from ..models import AdoptedAction, PlanLink
from .adopting import hold_following, log_followed


@transaction.atomic
def link_case(*, unit_id: int, case_id: int, adopted_id: int | None, on: date, by: Actor, at: datetime) -> None:
    """The remedy of a case of the unit serves an action it follows; None: no longer. The same again writes nothing.

    Raises NotVisible, PermissionDenied, Conflict ``unit_closed``, BadInput ``plan_link_unknown``.
    """
    _link({"case": Case.objects.filter(pk=case_id, unit=unit_id).first()}, unit_id, adopted_id, on, by, at)


@transaction.atomic
def link_action_item(*, unit_id: int, item_id: int, adopted_id: int | None, on: date, by: Actor, at: datetime) -> None:
    """An action decided in a meeting of the unit serves an action it follows; otherwise as ``link_case``."""
    _link({"action_item": ActionItem.objects.filter(pk=item_id, unit=unit_id).first()}, unit_id, adopted_id, on, by, at)


def _link(thing: dict[str, Any], unit_id: int, adopted_id: int | None, on: date, by: Actor, at: datetime) -> None:
    unit, grant = hold_following(unit_id, by, on)
    ((kind, linked),) = thing.items()
    if linked is None:
        raise NotVisible
    before = PlanLink.objects.filter(**thing).select_related("adopted__adoption").first()
    if (before.adopted_id if before else None) == adopted_id:
        return
    adopted = None
    if adopted_id is not None:
        own = AdoptedAction.objects.filter(adoption__unit=unit).select_related("adoption")
        adopted = own.filter(pk=adopted_id).first()
        if adopted is None:
            raise BadInput("adopted", "plan_link_unknown")
    if before is not None:
        before.delete()
        log_followed("plan.unlinked", before.adopted.adoption, by, at, grant, **{kind: linked.pk})
    if adopted is not None:
        PlanLink.objects.create(adopted=adopted, **thing, linked_on=on, linked_at=at, mandate_id=grant.mandate_id)
        log_followed("plan.linked", adopted.adoption, by, at, grant, **{kind: linked.pk})
