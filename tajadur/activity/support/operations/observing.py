"""Observations: what somebody above saw of a unit on a day. The unit reads them."""

from datetime import date, datetime

from django.db import transaction

from tajadur.foundation.calendar import civil_day
from tajadur.foundation.errors import BadInput
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action

from ..models import Observation
from .checks import Subject, checked_subject, cleaned, open_unit


@transaction.atomic
def observe(
    *, unit_id: int, seen_on: date | None, text: str, subject: Subject | None = None, by: Actor, at: datetime
) -> int:
    """Note what was seen of a unit; returns the id.

    Raises NotVisible, PermissionDenied, and BadInput ``unit_closed``, ``observed_day_required``,
    ``observed_in_the_future``, ``observed_before_unit``, ``text_required``, ``subject_unknown``, those of texts.
    """
    on = civil_day(at)
    unit, grant = open_unit(unit_id, Permission.OBSERVE, on, by)
    if seen_on is None:
        raise BadInput("seen_on", "observed_day_required")
    if seen_on > on:
        raise BadInput("seen_on", "observed_in_the_future")
    if seen_on < unit.opened_on:
        raise BadInput("seen_on", "observed_before_unit", day=unit.opened_on)
    kind, number = checked_subject(unit, subject)
    row = Observation.objects.create(
        unit=unit,
        subject_kind=kind,
        subject_id=number,
        text=cleaned(text),
        seen_on=seen_on,
        noted_on=on,
        noted_at=at,
        post_id=grant.post_id,
        mandate_id=grant.mandate_id,
    )
    log_action(act="observed", by=by, at=at, grant=grant, unit_id=unit.pk, subject=("observation", row.pk))
    return row.pk
