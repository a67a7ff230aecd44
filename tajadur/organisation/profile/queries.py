"""Reading the party's own words."""

from datetime import date
from functools import lru_cache

import holidays

from .models import PostType, Profile
from .vocabulary import Office

_OF_AN_AREA = (Office.RESPONSIBLE, Office.ASSISTANT)


def installed_on() -> date | None:
    """The day of installation: nothing due before it is ever mailed. None before the profile is laid down."""
    return Profile.objects.filter(id=1).values_list("installed_on", flat=True).first()


@lru_cache(maxsize=16)
def days_off(year: int) -> frozenset[date]:
    """The public holidays of Morocco in ``year``; Islamic ones are computed estimates. No letter leaves on them."""
    return frozenset(holidays.country_holidays("MA", years=year, language="en_US"))


def post_types_by_body() -> list[PostType]:
    """Every kind of post, with its body and kind of unit, as the trees go; those that follow an area are left out."""
    rows = PostType.objects.select_related("body_type__unit_kind").exclude(office__in=_OF_AN_AREA)
    return list(rows.order_by("body_type__unit_kind__tree", "body_type__unit_kind__rank", "body_type_id", "rank"))
