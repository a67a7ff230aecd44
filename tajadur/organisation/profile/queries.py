"""Reading the party's own words."""

from datetime import date
from functools import lru_cache

import holidays

from .models import Profile


def installed_on() -> date | None:
    """The day of installation: nothing due before it is ever mailed. None before the profile is laid down."""
    return Profile.objects.filter(id=1).values_list("installed_on", flat=True).first()


@lru_cache(maxsize=16)
def days_off(year: int) -> frozenset[date]:
    """The public holidays of Morocco in ``year``; Islamic ones are computed estimates. No letter leaves on them."""
    return frozenset(holidays.country_holidays("MA", years=year, language="en_US"))
