"""What a form that asks a branch about its premises may begin with. Read by forms of whatever room; writes nothing."""

from dataclasses import dataclass
from datetime import date

from tajadur.organisation.units.models import Unit
from tajadur.rules.premises import PremisesStatus

from ..words import hours_in_words
from .facts import held_on, standing_premises, standing_words, with_status
from .reading import spans_of_premises


@dataclass(frozen=True, slots=True)
class PremisesKnown:
    """What the unit itself said, as of a day.

    ``has_premises`` is None where it has not said, and the rest is then empty. Texts and codes are those of the
    premises it has had for longest, their hours in the language of the reader; ``said_on`` is the day on which it last
    said so.
    """

    has_premises: bool | None = None
    count: int = 0
    since: date | None = None
    address: str = ""
    condition: str = ""
    sharing: str = ""
    hours: str = ""
    said_on: date | None = None


def premises_known(unit_id: int, on: date) -> PremisesKnown:
    """What is known of the premises of a unit on ``on``. At most three queries."""
    status = with_status(Unit.objects.filter(pk=unit_id), on).values_list("status", flat=True).first()
    if status == PremisesStatus.ABSENT:
        word = standing_words().filter(unit=unit_id, from_on__lte=on).latest("from_on", "said_on", "pk")
        return PremisesKnown(has_premises=False, since=word.from_on, said_on=word.said_on)
    if status != PremisesStatus.PRESENT:
        return PremisesKnown()
    held = list(
        held_on(standing_premises().filter(unit=unit_id), on).prefetch_related("hours").order_by("from_on", "pk")
    )
    first = held[0]
    hours = hours_in_words(spans_of_premises(first.hours.all()))
    return PremisesKnown(
        has_premises=True,
        count=len(held),
        since=first.from_on,
        address=first.address,
        condition=first.condition,
        sharing=first.sharing,
        hours="\n".join(hours),
        said_on=max(row.said_on for row in held),
    )
