"""The day of a congress in the world of the walk: a province that filed, a code, a delegate in, a text."""

from datetime import date

from tajadur.activity.congresses.models import CheckIn, Congress, DelegateCode, DelegateList, Resolution, SeatShare
from tajadur.organisation.units.models import Unit
from tests.factories.duties import at_noon


def lay_day(congress: Congress, unit: Unit, mandate_id: int, on: date) -> tuple[int, int]:
    """(the check-in, the text) of a congress in which ``unit`` has seats."""
    share = SeatShare.objects.create(congress=congress, unit=unit, weight=1, seats=5)
    DelegateList.objects.create(
        share=share, version=1, elected=5, women=2, youth=1, filed_at=at_noon(on), filed_on=on, mandate_id=mandate_id
    )
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
