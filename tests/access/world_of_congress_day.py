"""The day of a congress in the world of the walk: seats, a code, delegates in, a text."""

from datetime import date

from tajadur.activity.congresses.models import CheckIn, Congress, DelegateCode, Resolution, SeatShare
from tajadur.organisation.units.models import Unit
from tests.factories.duties import at_noon


def lay_day(congress: Congress, unit: Unit, mandate_id: int, on: date) -> tuple[int, int]:
    """(the check-in, the text) of a congress in which ``unit`` has seats."""
    share = SeatShare.objects.create(congress=congress, unit=unit, weight=1, seats=5)
    DelegateCode.objects.create(share=share, number=f"{share.pk:010}")
    check_in = CheckIn.objects.create(share=share, count=2, at=at_noon(on), mandate_id=mandate_id)
    text = Resolution.objects.create(
        congress=congress,
        position=1,
        kind="motion",
        text="ملتمس",
        votes_for=2,
        votes_against=0,
        abstained=0,
        noted_at=at_noon(on),
        mandate_id=mandate_id,
    )
    return check_in.pk, text.pk
