"""The deadline of the congresses and where each region stands: this edition and the one before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tajadur.activity.congresses.queries.forecasts import forecasts_of
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may
from tajadur.permissions.matrix import Permission
from tajadur.rules.days_left import DaysLeft, days_left
from tajadur.rules.editions import CongressTerm, current_term
from tajadur.rules.forecast import Forecast, Verdict

from .choices import DirectiveSummary, asked_within, columns_of, directives_asked
from .editions import Edition
from .unit_summaries import UnitSummary, summaries_at


@dataclass(frozen=True, slots=True)
class CongressStatus:
    """A unit, its congress in one edition (None where none is asked for yet), and what is to be expected of it.

    ``verdict`` is the forecast's, the same as on the board; None while nothing is forecast.
    """

    unit: UnitSummary
    edition: Edition | None
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class PastEdition:
    """An edition that is over: how many were held, of them late, how many are missing still.

    ``last_held_on`` is the day of the last one held, ``last_days_late`` by how much it was late.
    """

    term: CongressTerm
    held: int
    late: int
    missing: int
    whole: int
    last_held_on: date | None
    last_days_late: int


@dataclass(frozen=True, slots=True)
class Congresses:
    """What the countdown shows: the edition it counts for, the congress of each unit, and the edition before."""

    directive: DirectiveSummary | None
    term: CongressTerm | None
    left: DaysLeft | None
    statuses: list[CongressStatus]
    past: PastEdition | None
    past_statuses: list[CongressStatus]
    following: CongressTerm | None

    @property
    def is_late(self) -> bool:
        """Is the day of the edition past?"""
        return self.left is not None and self.left.phase == "past"

    def dated(self, on: date) -> list[tuple[date, CongressStatus]]:
        """Those not held whose day is set and has not passed, each with its day, the nearest first."""
        days = [(status.edition.day_set(on), status) for status in self.statuses if status.edition]
        return sorted(((day, status) for day, status in days if day), key=lambda pair: pair[0])


NONE = Congresses(None, None, None, [], None, [], None)


def congresses_of(
    asked: Iterable[DirectiveSummary],
    units: Sequence[UnitSummary],
    *,
    on: date,
    all_units: Sequence[UnitSummary] | None = None,
) -> Congresses:
    """Where the congresses of ``units`` stand on ``on``, by the first directive that asks for congresses.

    ``all_units`` decide which edition is counted for, so that everybody counts the days to the same deadline.
    One query while one of them is not held, else none.
    """
    directive = next((candidate for candidate in asked if candidate.is_congress), None)
    if directive is None:
        return NONE
    terms = [CongressTerm(c.key, c.start, c.end, c.due_on) for c in columns_of(directive, on, ahead=True)]
    missing = {
        e.key
        for unit in (units if all_units is None else all_units)
        for e in unit.editions
        if e.is_expected(on) and not e.is_held(on)
    }
    term = current_term(terms, missing, on)
    if term is None:
        return NONE
    earlier = [other for other in terms if other.by_on < term.by_on]
    later = [other for other in terms if other.by_on > term.by_on]
    past = _past(earlier[-1], units, on) if earlier else None
    shown = [_of_term(unit, edition) for edition in [term, *(earlier[-1:] if past else [])] for unit in units]
    waiting = [e.obligation_id for e in shown if e and e.is_expected(on) and not e.is_held(on)]
    forecasts = forecasts_of(waiting, on)
    return Congresses(
        directive=directive,
        term=term,
        left=days_left(term.by_on, on),
        statuses=_statuses(term, units, forecasts, on),
        past=past,
        past_statuses=_statuses(earlier[-1], units, forecasts, on) if past else [],
        following=later[0] if later else None,
    )


def congress_page(actor: Actor, *, on: date, tree: str = "territory") -> Congresses:
    """The page of all congresses of a tree: the state of those the actor reads, and one countdown for all.

    Two queries, three while a congress is not held.
    """
    asked = asked_within(directives_asked(), tree, 0)
    congress = next((directive for directive in asked if directive.is_congress), None)
    if congress is None:
        return NONE
    everyone = summaries_at(congress.tree, congress.rank, on=on)
    readable = [unit for unit in everyone if may(actor, Permission.READ_FIGURES, unit)]
    return congresses_of(asked, readable, on=on, all_units=everyone)


def _statuses(
    term: CongressTerm, units: Sequence[UnitSummary], forecasts: Mapping[int, Forecast], on: date
) -> list[CongressStatus]:
    rows = []
    for unit in units:
        edition = _of_term(unit, term)
        if edition is None or edition.is_expected(on):
            rows.append(CongressStatus(unit, edition, _verdict(edition, forecasts, on) if edition else None))
    return rows


def _of_term(unit: UnitSummary, term: CongressTerm) -> Edition | None:
    return next((candidate for candidate in unit.editions if candidate.key == term.key), None)


def _verdict(edition: Edition, forecasts: Mapping[int, Forecast], on: date) -> Verdict | None:
    if edition.is_held(on):
        return Verdict.HELD
    if edition.obligation_id in forecasts:
        return forecasts[edition.obligation_id].verdict
    return Verdict.MISSED if edition.days_late(on) else None


def _past(term: CongressTerm, units: Sequence[UnitSummary], on: date) -> PastEdition | None:
    editions = [e for unit in units for e in unit.editions if e.key == term.key and e.is_expected(on)]
    if not editions:
        return None
    held = [e for e in editions if e.is_held(on)]
    last = max(held, key=lambda e: e.held_on(on) or date.min, default=None)
    return PastEdition(
        term=term,
        held=len(held),
        late=sum(e.days_late(on) > 0 for e in held),
        missing=len(editions) - len(held),
        whole=len(editions),
        last_held_on=last.held_on(on) if last else None,
        last_days_late=last.days_late(on) if last else 0,
    )
