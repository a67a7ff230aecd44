"""How premises are told: their badges, their hours in sentences, what was said before."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tajadur.activity.premises.queries.facts import UnitPremises
from tajadur.activity.premises.queries.reading import KeptRecord, spans_of_premises
from tajadur.activity.premises.vocabulary import STATUS_WORDS, PremisesCondition, Sharing
from tajadur.activity.premises.words import hours_in_words
from tajadur.foundation.formats import day_month_year
from tajadur.rules.premises import PremisesStatus, is_held
from tajadur.web.components.states import badge

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


def shown(record: KeptRecord[Any], on: date) -> dict[str, Any]:
    """Premises as their card shows them, with what was said of them before."""
    row = record.row
    return {
        "row": row,
        "is_held": not row.is_void and is_held(row.from_on, row.to_on, on),
        "condition": condition_badge(row.condition),
        "sharing": sharing_words(row),
        "days": days_words(row),
        "hours": _hours(row),
        "former": list(_former(record)),
    }


def shown_word(record: KeptRecord[Any]) -> dict[str, Any]:
    """A word of none as its card shows it, with what was said before."""
    former = [{"icon": "history", "tone": "", "title": _none(row), "on": row.said_on} for row in record.former]
    return {"row": record.row, "sentence": _none(record.row), "former": former}


def is_in_force(word: Any, standing: UnitPremises) -> bool:
    """Is it by this word that the unit has none today?"""
    return standing.status is PremisesStatus.ABSENT and not word.is_void and word.from_on == standing.since


def _none(row: Any) -> str:
    return _("On %(said)s the unit said that it has no premises since %(day)s.") % {
        "said": day_month_year(row.said_on),
        "day": day_month_year(row.from_on),
    }


def _hours(row: Any) -> list[str]:
    return hours_in_words(spans_of_premises(row.hours.all()))


def _former(record: KeptRecord[Any]) -> Iterator[dict[str, Any]]:
    for row in record.former:
        facts = [days_words(row), str(PremisesCondition(row.condition).label), sharing_words(row)]
        facts += _hours(row)
        yield {"icon": "history", "tone": "", "title": row.address, "note": " · ".join(facts), "on": row.said_on}
