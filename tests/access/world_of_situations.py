"""The situation of a unit in the world of the walk: its word, which awaits the level above."""

from datetime import date, time

from tajadur.activity.situations.models import SituationWord
from tajadur.foundation.calendar import instant
from tajadur.organisation.units.models import Unit


def lay_word(unit: Unit, mandate_id: int, today: date) -> int:
    """The word of the unit of today."""
    word = SituationWord.objects.create(
        unit=unit, status="weak", answer="agreed", given_on=today, given_at=instant(today, time(8)),
        mandate_id=mandate_id,
    )  # fmt: skip
    return word.pk
