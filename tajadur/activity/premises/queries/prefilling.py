"""What a form that asks a branch about its premises may begin with. Read by forms of whatever room; writes nothing."""

from dataclasses import dataclass
from datetime import date

from tajadur.organisation.units.models import Unit
from tajadur.rules.premises import PremisesStatus

from ..models import Premises
from .facts import premises_on
from .reading import last_word_without, records_of


@dataclass(frozen=True, slots=True)
class PremisesKnown:
    """What the unit itself said, as of a day.

    ``has_premises`` is None where it has not said, and the rest is then empty. Texts and codes are those of the
    premises it has had for longest; ``said_on`` is the day on which it last said so.
    """

    has_premises: bool | None = None
    count: int = 0
    address: str = ""
    condition: str = ""
    sharing: str = ""
    said_on: date | None = None


def premises_known(unit: Unit, on: date) -> PremisesKnown:
    """What is known of the premises of ``unit`` on ``on``. At most five queries."""
    standing = premises_on([unit.pk], on)[unit.pk]
    if standing.status is PremisesStatus.ABSENT:
        word = last_word_without(unit)
        return PremisesKnown(has_premises=False, said_on=word.said_on if word else None)
    if standing.status is not PremisesStatus.PRESENT:
        return PremisesKnown()
    held: list[Premises] = [record.row for record in records_of(unit) if record.is_held(on)]
    first = held[-1]
    return PremisesKnown(True, standing.count, first.address, first.condition, first.sharing, first.said_on)
