"""The day a unit fixed for what it owes once: shown by the countdowns until it is held."""

from datetime import date

from ..models import Obligation


def note_planned_day(*, obligation_id: int, planned_on: date | None, on: date) -> None:
    """The unit fixed ``planned_on`` on ``on``, or has no day any more (None). Called inside the act's transaction."""
    row = Obligation.objects.select_for_update().get(pk=obligation_id)
    row.planned_on = planned_on
    row.programmed_on = None if planned_on is None else row.programmed_on or on
    row.save(update_fields=["planned_on", "programmed_on"])
