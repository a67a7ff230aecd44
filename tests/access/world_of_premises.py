"""Premises and activities of each unit in the world of the walk."""

from datetime import date, time, timedelta

from tajadur.activity.premises.models import NoPremises, Premises
from tajadur.activity.proximity.models import ProximityActivity
from tajadur.foundation.calendar import instant
from tajadur.organisation.units.models import Unit


def lay_premises(unit: Unit, mandate_id: int, today: date) -> tuple[int, int]:
    """Premises that the unit had until today, and an activity of today."""
    said = {"unit": unit, "said_on": today, "said_at": instant(today, time(8)), "mandate_id": mandate_id}
    premises = Premises.objects.create(
        from_on=unit.opened_on, to_on=max(unit.opened_on, today.replace(year=today.year - 1)), condition="good",
        address="زنقة الوحدة", sharing="alone", **said,
    )  # fmt: skip
    activity = ProximityActivity.objects.create(
        path=unit.path, kind="health", held_on=today, place="السوق", reached=40, help_given="فحوص", **said
    )
    return premises.pk, activity.pk


def lay_word_of_none(unit: Unit, mandate_id: int, today: date) -> int:
    """The unit said today that it has none since yesterday."""
    return NoPremises.objects.create(
        unit=unit, from_on=today - timedelta(days=1), said_on=today, said_at=instant(today, time(8)),
        mandate_id=mandate_id,
    ).pk  # fmt: skip
