"""Reading the party's own words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

import holidays

from tajadur.permissions.matrix import Role

from .models import ObservedDay, PostType, Profile

# An announced day is the computed one or a neighbour of it; three leave room.
MOST_DAYS_AWAY = 3
_LANGUAGES = {"ar": "ar", "fr": "fr", "en": "en_US"}
_MARKS = {"ar": "(تقديري)", "fr": "(estimé)", "en": "(estimated)"}
_OF_AN_AREA = (Role.RESPONSIBLE, Role.ASSISTANT)


def installed_on() -> date | None:
    """The day of installation: nothing due before it is ever mailed. None before the profile is installed."""
    return Profile.objects.filter(id=1).values_list("installed_on", flat=True).first()


@dataclass(frozen=True, slots=True)
class Estimate:
    """An Islamic holiday: its computed day, its names by language, the day an administrator confirmed, if any."""

    estimated_on: date
    names: Mapping[str, str]
    observed_on: date | None = None


def days_off(first_year: int, last_year: int) -> frozenset[date]:
    """The public holidays of Morocco in these years, Islamic ones on their confirmed day, else on the estimated one.

    No letter leaves on them. One query.
    """
    years = range(first_year, last_year + 1)
    moved = observed_days(date(first_year, 1, 1), date(last_year, 12, 31))
    known = {day: names for year in years for day, names in _named(year, "en").items()}
    kept = {day for day, names in known.items() if day not in moved or not all(map(_is_estimate, names))}
    return frozenset(kept | set(moved.values()))


def observed_days(first: date, last: date) -> dict[date, date]:
    """Estimated day → confirmed day, of the estimates of ``first … last``: one query."""
    rows = ObservedDay.objects.filter(estimated_on__range=(first, last))
    return dict(rows.values_list("estimated_on", "observed_on"))


def observed_near(day: date) -> dict[date, date]:
    """As ``observed_days``, of what may fall on ``day``; no query where no estimate is near."""
    reach = timedelta(days=MOST_DAYS_AWAY)
    if not any(
        abs(estimate.estimated_on - day) <= reach
        for year in {day.year, (day + reach).year}
        for estimate in estimates(year)
    ):
        return {}
    return observed_days(day - reach, day + reach)


@lru_cache(maxsize=16)
def estimates(year: int) -> tuple[Estimate, ...]:
    """The Islamic holidays of ``year`` as computed, in order."""
    computed = []
    for day, names in sorted(_named(year, "en").items()):
        if any(map(_is_estimate, names)):
            words = {short: _estimated_name(_named(year, short)[day], mark) for short, mark in _MARKS.items()}
            computed.append(Estimate(day, words))
    return tuple(computed)


def estimates_with_days(first_year: int, last_year: int) -> list[Estimate]:
    """The Islamic holidays of these years, each with its confirmed day, if any: one query."""
    known = observed_days(date(first_year, 1, 1), date(last_year, 12, 31))
    rows = [estimate for year in range(first_year, last_year + 1) for estimate in estimates(year)]
    return [replace(estimate, observed_on=known.get(estimate.estimated_on)) for estimate in rows]


@lru_cache(maxsize=48)
def _named(year: int, short: str) -> dict[date, list[str]]:
    public_holidays = holidays.country_holidays("MA", years=year, language=_LANGUAGES[short])
    return {day: names.split("; ") for day, names in public_holidays.items()}


def _is_estimate(name: str) -> bool:
    return _MARKS["en"] in name


def _estimated_name(names: list[str], mark: str) -> str:
    return ", ".join(name.replace(mark, "").strip() for name in names if mark in name)


def post_types_by_body() -> list[PostType]:
    """Every kind of post, with its body and kind of unit, as the trees go; those that follow an area are left out."""
    rows = PostType.objects.select_related("body_type__unit_kind").exclude(office__in=_OF_AN_AREA)
    return list(rows.order_by("body_type__unit_kind__tree", "body_type__unit_kind__rank", "body_type_id", "rank"))
