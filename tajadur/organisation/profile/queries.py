"""Reading the party's own words."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import holidays
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import JSONObject

from tajadur.foundation.errors import NotVisible
from tajadur.foundation.installation import Installation, holidays_of
from tajadur.permissions.matrix import Role
from tajadur.rules.hijri import is_ramadan
from tajadur.rules.hours import DayHours, PartyHours

from .models import (
    BodyType,
    BodyTypeSettings,
    HoldingRule,
    ObservedDay,
    PostType,
    PreparationStep,
    Profile,
    UnitKind,
)
from .vocabulary import Tree
from .words import own_catalogues

# An announced day is the computed one or a neighbour of it; three leave room.
MOST_DAYS_AWAY = 3
# The languages of the library ``holidays`` by ours, and what it writes after the name of a day that it only estimates.
_LANGUAGES = {"ar": "ar", "fr": "fr", "en": "en_US"}
_MARKS = {"ar": "(تقديري)", "fr": "(estimé)", "en": "(estimated)"}
ISLAMIC_COUNTRY = "MA"  # whose calendar of Islamic days this application knows
_FITR = "Eid al-Fitr"
_RAMADAN_BEHIND, _RAMADAN_AHEAD = 4, 45  # a message put off by holidays leaves within these days
_OF_AN_AREA = (Role.RESPONSIBLE, Role.ASSISTANT)


def installed_on() -> date | None:
    """The day of installation: nothing due before it is ever mailed. None before the profile is installed."""
    return Profile.objects.filter(id=1).values_list("installed_on", flat=True).first()


def read_installation() -> Installation | None:
    """What this installation speaks and uses; None before the profile is installed. At most three queries."""
    profile = Profile.objects.filter(id=1).first()
    if profile is None:
        return None
    languages = tuple(profile.languages.split(","))
    unused: set[str] = {"holidays"} if profile.holidays_of != ISLAMIC_COUNTRY else set()
    closed = frozenset(filter(None, profile.closed_rooms.split(","))) | unused
    kinds = list(UnitKind.objects.filter(tree=Tree.TERRITORY).order_by("rank", "pk"))
    above = {kind.parent_id for kind in kinds}
    leaves = frozenset(kind.code for kind in kinds if kind.rank and kind.pk not in above)
    head = PostType.objects.filter(office=Role.SECRETARY_GENERAL).first() if profile.own_code else None
    sentences = own_catalogues(languages, kinds, head) if profile.own_code else {}
    return Installation(languages, sentences, closed, leaves, profile.holidays_of)


def party_names() -> dict[str, str]:
    """The names of the party, by column; empty before the profile is installed. One query."""
    columns = ("name_ar", "name_fr", "name_en", "short_name_ar", "short_name_fr")
    return Profile.objects.filter(id=1).values(*columns).first() or {}


def names_of_party() -> QuerySet[Profile, Any]:
    """The names of the party, {ar, fr, en}: to be read inside another query. No row before the profile is installed."""
    return Profile.objects.filter(id=1).values_list(JSONObject(ar="name_ar", fr="name_fr", en="name_en"))


def party_name(language: str) -> str:
    """The name of the party in ``language``; empty before the profile is installed. One query."""
    return str((names_of_party().first() or [{}])[0].get(language_known(language), ""))


def kind_names() -> dict[str, str]:
    """The name of each kind of unit by its code, in the language of the page. One query."""
    return {kind.code: kind.name for kind in UnitKind.objects.all()}


@dataclass(frozen=True, slots=True)
class Holiday:
    """One public holiday by its name. ``is_estimate``: its day is computed, and only probable."""

    name: str
    is_estimate: bool


@dataclass(frozen=True, slots=True)
class Estimate:
    """An Islamic holiday: its computed day, its names by language, the day an administrator confirmed, if any."""

    estimated_on: date
    names: Mapping[str, str]
    observed_on: date | None = None


def days_off(first_year: int, last_year: int) -> frozenset[date]:
    """The public holidays of the country in these years, Islamic ones on their confirmed day, else the estimated one.

    No letter leaves on them. One query.
    """
    years = range(first_year, last_year + 1)
    moved = observed_days(date(first_year, 1, 1), date(last_year, 12, 31))
    computed = {day: of_the_day for year in years for day, of_the_day in _holidays(year, "en").items()}
    kept = {day for day, of_the_day in computed.items() if day not in moved or not all(map(_is_estimate, of_the_day))}
    return frozenset(kept | set(moved.values()))


def holidays_on(day: date, language: str) -> tuple[Holiday, ...]:
    """The public holidays of the country on ``day`` as computed, named in ``language`` (ar where it is not known)."""
    return _holidays(day.year, language_known(language)).get(day, ())


def language_known(language: str) -> str:
    """ar, fr or en, whichever ``language`` (such as «fr-ma») is; ar for any other."""
    return language[:2] if language[:2] in _LANGUAGES else "ar"


def keeps_ramadan() -> bool:
    """Are Ramadan and the Islamic holidays of the country counted with here? No query."""
    return holidays_of() == ISLAMIC_COUNTRY


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


def party_hours(day: date) -> PartyHours:
    """The hours at which messages leave around ``day``; no query unless Ramadan is near, then two."""
    around = [day + timedelta(days=number) for number in range(-_RAMADAN_BEHIND, _RAMADAN_AHEAD)]
    fasting = set(filter(is_ramadan, around)) if keeps_ramadan() else set()
    row = Profile.objects.filter(id=1).first() if fasting else None
    if row is None:
        return PartyHours()
    for estimated_on, kept_on in observed_days(around[0], around[-1]).items():
        # Ramadan ends the evening before the announced first day of the feast.
        if _is_first_of_fitr(estimated_on):
            fasting = {on for on in fasting if on < kept_on or on > kept_on + timedelta(days=MOST_DAYS_AWAY)}
            fasting |= {kept_on - timedelta(days=number) for number in range(1, MOST_DAYS_AWAY + 1)}
    return PartyHours(DayHours(row.ramadan_from, row.ramadan_to), frozenset(fasting))


def ramadan_hours() -> DayHours:
    """The party's hours in Ramadan. One query."""
    row = Profile.objects.filter(id=1).first()
    return DayHours(row.ramadan_from, row.ramadan_to) if row else DayHours()


def _is_first_of_fitr(day: date) -> bool:
    named = {estimate.estimated_on for estimate in estimates(day.year) if _FITR in estimate.names["en"]}
    return day in named and day - timedelta(days=1) not in named


def estimates(year: int) -> tuple[Estimate, ...]:
    """The Islamic holidays of ``year`` as computed, in order; none where another country's holidays count."""
    return _estimates(year) if keeps_ramadan() else ()


@lru_cache(maxsize=16)
def _estimates(year: int) -> tuple[Estimate, ...]:
    computed = []
    for day, of_the_day in sorted(_holidays(year, "en").items()):
        if any(map(_is_estimate, of_the_day)):
            computed.append(Estimate(day, {short: _estimated_names(day, short) for short in _LANGUAGES}))
    return tuple(computed)


def estimates_with_days(first_year: int, last_year: int) -> list[Estimate]:
    """The Islamic holidays of these years, each with its confirmed day, if any: one query."""
    known = observed_days(date(first_year, 1, 1), date(last_year, 12, 31))
    rows = [estimate for year in range(first_year, last_year + 1) for estimate in estimates(year)]
    return [replace(estimate, observed_on=known.get(estimate.estimated_on)) for estimate in rows]


def _holidays(year: int, short: str) -> dict[date, tuple[Holiday, ...]]:
    return _holidays_in(holidays_of(), year, short)


@lru_cache(maxsize=48)
def _holidays_in(country: str, year: int, short: str) -> dict[date, tuple[Holiday, ...]]:
    if country not in holidays.list_supported_countries():
        return {}
    known = _LANGUAGES[short] if _LANGUAGES[short] in holidays.list_localized_countries().get(country, ()) else None
    computed, mark = holidays.country_holidays(country, years=year, language=known), _MARKS[short]
    return {
        day: tuple(Holiday(name.replace(mark, "").strip(), mark in name) for name in names.split("; "))
        for day, names in computed.items()
    }


def _estimated_names(day: date, short: str) -> str:
    return ", ".join(holiday.name for holiday in holidays_on(day, short) if holiday.is_estimate)


def _is_estimate(holiday: Holiday) -> bool:
    return holiday.is_estimate


class SettingsOverTime:
    """The settings of every body type, each asked by its day. One query, made at once."""

    def __init__(self) -> None:
        self._rows: dict[int, list[BodyTypeSettings]] = {}
        for row in BodyTypeSettings.objects.order_by("body_type_id", "from_on"):
            self._rows.setdefault(row.body_type_id, []).append(row)

    def on(self, body_type_id: int, day: date) -> BodyTypeSettings:
        """What holds for the body type on ``day``; before its first row nothing is asked."""
        rows = self.of(body_type_id)
        place = bisect_right(rows, day, key=lambda row: row.from_on)
        return rows[place - 1] if place else BodyTypeSettings(body_type_id=body_type_id, from_on=date.min)

    def of(self, body_type_id: int) -> list[BodyTypeSettings]:
        """Every row of the body type, the earliest first."""
        return self._rows.get(body_type_id, [])


def settings_on(body_type_id: int, day: date) -> BodyTypeSettings:
    """What holds for one body type on ``day``, as ``SettingsOverTime.on``. One query."""
    rows = BodyTypeSettings.objects.filter(body_type=body_type_id, from_on__lte=day)
    return rows.order_by("from_on").last() or BodyTypeSettings(body_type_id=body_type_id, from_on=date.min)


def body_types_by_kind() -> list[BodyType]:
    """Every body type with its kind of unit and ``steps``, how many prepare its meetings, as trees go. One query."""
    rows = BodyType.objects.select_related("unit_kind").annotate(steps=Count("preparation_steps"))
    return list(rows.order_by("unit_kind__tree", "unit_kind__rank", "unit_kind_id", "pk"))


def preparation_steps(body_type_id: int) -> QuerySet[PreparationStep]:
    """The steps of a body type in their order, those no longer asked too."""
    return PreparationStep.objects.filter(body_type=body_type_id).order_by("position", "pk")


def body_type_of(body_type_id: int) -> BodyType:
    """A body type with its kind of unit. Raises NotVisible. One query."""
    row = BodyType.objects.select_related("unit_kind").filter(pk=body_type_id).first()
    if row is None:
        raise NotVisible
    return row


def preparation_step(step_id: int) -> PreparationStep:
    """A step with its body type and kind of unit. Raises NotVisible. One query."""
    row = PreparationStep.objects.select_related("body_type__unit_kind").filter(pk=step_id).first()
    if row is None:
        raise NotVisible
    return row


def asked_on(day: date) -> Q:
    """Which steps are asked of a meeting planned on ``day``."""
    return (Q(from_on=None) | Q(from_on__lte=day)) & (Q(ended_on=None) | Q(ended_on__gt=day))


def post_types_by_body(*, followers: bool = False) -> list[PostType]:
    """Every kind of post, with its body and kind of unit, as the trees go; those that follow an area are left out, but
    with ``followers``."""
    rows = PostType.objects.select_related("body_type__unit_kind")
    rows = rows if followers else rows.exclude(office__in=_OF_AN_AREA)
    return list(rows.order_by("body_type__unit_kind__tree", "body_type__unit_kind__rank", "body_type_id", "rank"))


def holding_rules() -> QuerySet[HoldingRule]:
    """Every rule about holding posts with the names it needs, the earliest first. One query."""
    names = ("post_type", "body_type__unit_kind", "other_post_type", "other_body_type__unit_kind")
    return HoldingRule.objects.select_related(*names)


def holding_rules_from(day: date) -> list[HoldingRule]:
    """Those in force on ``day`` or later. One query."""
    return list(holding_rules().filter(Q(to_on=None) | Q(to_on__gte=day)))


def holding_rule(rule_id: int) -> HoldingRule:
    """One rule. Raises NotVisible. One query."""
    row = holding_rules().filter(pk=rule_id).first()
    if row is None:
        raise NotVisible
    return row
