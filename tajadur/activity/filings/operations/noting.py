"""Headquarters notes the declaration of a unit that nobody was asked for here."""

from datetime import date, datetime

from django.db import transaction

from tajadur.foundation.errors import BadInput
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.operations.changing import set_declared
from tajadur.permissions.actors import Actor

from ..models import Filing


@transaction.atomic
def note_declaration(*, unit_id: int, declared_on: date, receipt: str, by: Actor, at: datetime) -> Unit:
    """The day and the receipt of an office older than what its unit is asked: from then on only the unit records.

    Raises NotVisible, PermissionDenied, BadInput ``asked_of_unit`` and those of ``set_declared``.
    """
    unit = set_declared(unit_id=unit_id, declared_on=declared_on, receipt=receipt, by=by, at=at)
    asked = Filing.objects.filter(unit=unit, superseded_on=None, since_on__lte=declared_on).order_by("since_on").first()
    if asked:  # what was just noted is taken back with it
        raise BadInput("declared_on", "asked_of_unit", since=asked.since_on)
    return unit
