"""That a letter went is kept, not where to."""

from collections.abc import Collection
from datetime import date

from tajadur.rules.retention import addresses_since

from ..models import Delivery
from ..vocabulary import DeliveryState

# A letter that still waits needs its address.
_OVER = [state for state in DeliveryState if state not in (DeliveryState.PENDING, DeliveryState.SENDING)]


def forget_addresses(*, on: date) -> int:
    """Empty the address of every letter of before the first day that is kept; how many. Again: none."""
    old = Delivery.objects.filter(digest_on__lt=addresses_since(on), state__in=_OVER).exclude(address="")
    return old.update(address="")


def forget_addresses_of(person_ids: Collection[int]) -> int:
    """Empty the addresses of all letters of some persons, who are told nothing any more; how many."""
    return Delivery.objects.filter(person__in=person_ids, state__in=_OVER).exclude(address="").update(address="")
