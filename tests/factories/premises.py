"""Premises and proximity activities, as units record them."""

from datetime import date
from typing import Any

from tajadur.activity.premises.models import Premises
from tajadur.activity.premises.operations.recording import correct_premises, record_premises
from tajadur.activity.premises.operations.validation import PremisesData
from tajadur.activity.proximity.models import ProximityActivity
from tajadur.activity.proximity.operations.recording import ActivityData, correct_activity, record_activity
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tests.factories.duties import at_noon

SINCE = date(2026, 1, 5)


def premises_data(**changes: Any) -> PremisesData:
    """Premises since ``SINCE``, in good state and one's own."""
    values: dict[str, Any] = {
        "from_on": SINCE, "to_on": None, "address": "12 زنقة الأمل", "condition": "good", "sharing": "alone",
    }  # fmt: skip
    return PremisesData(**(values | changes))


def recorded_premises(unit: Unit, by: Actor, **changes: Any) -> Premises:
    """Recorded on the actor's day at noon."""
    data = premises_data(**changes)
    return Premises.objects.get(pk=record_premises(unit_id=unit.pk, data=data, on=by.on, by=by, at=at_noon(by.on)))


def corrected_premises(row: Premises, by: Actor, *, is_void: bool = False, **changes: Any) -> Premises:
    """Corrected on the actor's day at noon: everything else as in ``premises_data``."""
    pk = correct_premises(
        unit_id=row.unit_id, premises_id=row.pk, data=premises_data(**changes), is_void=is_void, on=by.on, by=by,
        at=at_noon(by.on),
    )  # fmt: skip
    return Premises.objects.get(pk=pk)


def activity_data(**changes: Any) -> ActivityData:
    """A health caravan of ``SINCE``."""
    values: dict[str, Any] = {
        "kind": "health", "held_on": SINCE, "place": "السوق الأسبوعي", "reached": 120, "help_given": "فحوص مجانية",
    }  # fmt: skip
    return ActivityData(**(values | changes))


def recorded_activity(unit: Unit, by: Actor, **changes: Any) -> ProximityActivity:
    """Recorded on the actor's day at noon."""
    data = activity_data(**changes)
    return ProximityActivity.objects.get(
        pk=record_activity(unit_id=unit.pk, data=data, on=by.on, by=by, at=at_noon(by.on))
    )


def corrected_activity(
    row: ProximityActivity, by: Actor, *, is_void: bool = False, **changes: Any
) -> ProximityActivity:
    """Corrected on the actor's day at noon: everything else as in ``activity_data``."""
    pk = correct_activity(
        unit_id=row.unit_id, activity_id=row.pk, data=activity_data(**changes), is_void=is_void, on=by.on, by=by,
        at=at_noon(by.on),
    )  # fmt: skip
    return ProximityActivity.objects.get(pk=pk)
