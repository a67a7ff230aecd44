"""The unit ticks what is done of the preparation of its meeting."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from tajadur.foundation.errors import BadInput
from tajadur.organisation.profile.queries import asked_on, preparation_steps, settings_on
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.operations import log_action

from ..models import PreparationTick
from ..queries.preparation import days_asked
from .changes import own_programmed


@transaction.atomic
def mark_prepared(*, meeting_id: int, step_id: int, is_done: bool, by: Actor, at: datetime) -> bool:
    """Note a step as done today, or take that back; False when it is so already and nothing is written.

    Raises BadInput ``step_unknown``, ``already_reported``, ``already_cancelled``; PermissionDenied, NotVisible.
    """
    meeting, grant = own_programmed(meeting_id, by)
    known = preparation_steps(meeting.body.body_type_id).filter(pk=step_id)
    step = known.filter(asked_on(meeting.planned_on) | Q(ticks__meeting=meeting)).first()
    if step is None:
        raise BadInput("", "step_unknown")
    ticks = PreparationTick.objects.filter(meeting=meeting, step=step)
    if ticks.exists() == is_done:
        return False
    if is_done:
        PreparationTick.objects.create(
            meeting=meeting,
            step=step,
            done_on=by.on,
            done_at=at,
            mandate_id=grant.mandate_id,
            days_before=days_asked(step, settings_on(step.body_type_id, meeting.planned_on)),
        )
    else:
        ticks.delete()
    log_action(
        act="preparation.done" if is_done else "preparation.undone",
        by=by,
        at=at,
        grant=grant,
        unit_id=meeting.unit_id,
        subject=("meeting", meeting.pk),
        detail={"step": step.code},
    )
    return True
