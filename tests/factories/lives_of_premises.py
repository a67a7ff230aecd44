"""Where a lived unit received people and what it did near them."""

from datetime import UTC, date, datetime
from typing import Any

from tajadur.activity.premises.models import NoPremises, Premises
from tajadur.activity.proximity.models import ProximityActivity
from tajadur.activity.proximity.vocabulary import ProximityKind
from tajadur.organisation.units.models import Unit
from tests.factories.lives_of_help import CANARY

SAID_ON = date(2026, 9, 20)


def received(unit: Unit, mandate_id: int) -> None:
    """Premises that it left, the word of none since, and an activity of each kind."""
    at = datetime(2026, 9, 20, 12, tzinfo=UTC)
    said: dict[str, Any] = {"unit": unit, "said_on": SAID_ON, "said_at": at, "mandate_id": mandate_id}
    Premises.objects.create(
        from_on=date(2026, 3, 2), to_on=date(2026, 8, 30), address=f"{CANARY} عنوان", condition="good",
        sharing="alone", **said,
    )  # fmt: skip
    NoPremises.objects.create(from_on=date(2026, 8, 31), **said)
    for day, kind in enumerate(ProximityKind, 1):
        ProximityActivity.objects.create(
            path=unit.path, kind=kind, held_on=date(2026, 9, day), place=f"{CANARY} السوق", reached=40,
            help_given="فحوص", **said,
        )  # fmt: skip
