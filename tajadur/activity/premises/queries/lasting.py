"""Since when units have no premises, by their own words: for many units at once."""

from dataclasses import dataclass
from datetime import date

from tajadur.organisation.units.models import Unit
from tajadur.rules.premises import PremisesFacts, without_since

from ..models import NoPremises
from .facts import standing_premises, standing_words, without_premises


@dataclass(frozen=True, slots=True)
class WithoutPremises:
    """A unit that says to have no premises: since which day without a break, and when it said so last."""

    unit_id: int
    since: date
    said_on: date


def long_without_premises(on: date) -> list[WithoutPremises]:
    """Whoever said by ``on`` to have no premises, and has none. Three queries more than ``without_premises``."""
    units = [unit_id for unit_id, _since in without_premises(on, date.min)]
    words: dict[int, list[NoPremises]] = {}
    for word in standing_words().filter(unit__in=units, said_on__lte=on).order_by("said_on", "pk"):
        words.setdefault(word.unit_id, []).append(word)
    held: dict[int, list[tuple[date, date | None]]] = {}
    rows = standing_premises().filter(unit__in=units)
    for unit_id, first, last in rows.values_list("unit_id", "from_on", "to_on"):
        held.setdefault(unit_id, []).append((first, last))
    without = []
    for unit_id, opened_on in Unit.objects.filter(pk__in=words).order_by("pk").values_list("pk", "opened_on"):
        first_days = [word.from_on for word in words[unit_id]]
        since = without_since(PremisesFacts(opened_on, held=held.get(unit_id, ()), without_from=first_days), on)
        if since is not None:
            without.append(WithoutPremises(unit_id, since, words[unit_id][-1].said_on))
    return without
