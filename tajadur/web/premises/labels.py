"""How premises are told: their badges, their hours in sentences, what was said before."""

from collections.abc import Iterable, Iterator
from datetime import date, time
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tajadur.activity.premises.queries.facts import UnitPremises
from tajadur.activity.premises.queries.reading import PremisesRecord, spans_of_premises
from tajadur.activity.premises.vocabulary import STATUS_WORDS, PremisesCondition, Sharing
from tajadur.foundation.formats import COMMA, day_month_year, language, weekday_name
from tajadur.rules.opening_hours import DAYS_OF_WEEK, days_alike, runs_of
from tajadur.rules.premises import PremisesStatus
from tajadur.web.components.states import badge
from tajadur.web.templatetags.formats import clock

STATUS_LOOKS = {
    PremisesStatus.PRESENT: ("ok", "building-2"),
    PremisesStatus.ABSENT: ("warn", "circle-x"),
    PremisesStatus.UNSAID: ("idle", "circle-dashed"),
    PremisesStatus.NOT_ASKED: ("idle", "minus"),
}
CONDITION_LOOKS = {
    PremisesCondition.GOOD: ("ok", "circle-check"),
    PremisesCondition.NEEDS_WORK: ("warn", "triangle-alert"),
    PremisesCondition.UNUSABLE: ("late", "ban"),
}


def status_badge(status: PremisesStatus) -> SafeString:
    """The badge of what is known: one mark and one word for each of none, silence and nothing asked."""
    return badge(*STATUS_LOOKS[status], str(STATUS_WORDS[status]))


def condition_badge(condition: str) -> SafeString:
    """The badge of the state in which premises are."""
    known = PremisesCondition(condition)
    return badge(*CONDITION_LOOKS[known], str(known.label))


def conditions(unit: UnitPremises) -> list[SafeString]:
    """The badges of the states of all a unit has, the best first."""
    return [condition_badge(each) for each in PremisesCondition if each in unit.conditions]


def hours_in_words(hours: Iterable[Any]) -> list[tuple[str, str]]:
    """(the days, their hours) of the same hours: («Monday to Friday», «09:00–12:00 and 15:00–18:00»)."""
    return [
        (_weekdays(days.weekdays), _listed([_from_to(opens, closes) for opens, closes in days.hours]))
        for days in days_alike(spans_of_premises(hours))
    ]


def sharing_words(row: Any) -> str:
    """With whom premises are shared."""
    if row.shared_with is not None:
        return _("Shared with %(unit)s") % {"unit": row.shared_with.name}
    return str(Sharing(row.sharing).label)


def days_words(row: Any) -> str:
    """From which day to which."""
    if row.to_on is None:
        return _("Since %(day)s") % {"day": day_month_year(row.from_on)}
    return _("From %(first)s to %(last)s") % {"first": day_month_year(row.from_on), "last": day_month_year(row.to_on)}


def shown(record: PremisesRecord, on: date) -> dict[str, Any]:
    """Premises as their card shows them, with what was said of them before."""
    row = record.row
    return {
        "row": row,
        "is_held": record.is_held(on),
        "condition": condition_badge(row.condition),
        "sharing": sharing_words(row),
        "days": days_words(row),
        "hours": hours_in_words(row.hours.all()),
        "former": list(_former(record)),
    }


def _former(record: PremisesRecord) -> Iterator[dict[str, Any]]:
    for row in record.former:
        facts = [days_words(row), str(PremisesCondition(row.condition).label), sharing_words(row)]
        facts += [f"{days}: {hours}" for days, hours in hours_in_words(row.hours.all())]
        yield {"icon": "history", "tone": "", "title": row.address, "note": " · ".join(facts), "on": row.said_on}


def _weekdays(weekdays: tuple[int, ...]) -> str:
    if len(weekdays) == DAYS_OF_WEEK:
        return _("Every day")
    parts = []
    for first, last in runs_of(weekdays):
        if last - first >= 2:
            parts.append(_("%(first)s to %(last)s") % {"first": weekday_name(first), "last": weekday_name(last)})
        else:
            parts += [weekday_name(day) for day in range(first, last + 1)]
    return _listed(parts)


def _from_to(opens: time, closes: time) -> str:
    return _("%(opens)s to %(closes)s") % {"opens": clock(opens), "closes": clock(closes)}


def _listed(parts: list[str]) -> str:
    """«a», «a and b», «a, b and c»."""
    *first, last = parts
    if not first:
        return last
    return pgettext("list", "%(first)s and %(last)s") % {"first": COMMA[language()].join(first), "last": last}
