"""Which few lines deserve a look first: the order of ``rules.need`` over what the page has already counted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tajadur.rules.forecast import Verdict
from tajadur.rules.need import Candidate, Line, need, needs_attention

from .counting import Count
from .editions import Edition
from .summary import reporting_of
from .unit_summaries import UnitSummary

SILENT_DAYS = 90
LOW_SHARE = 40


@dataclass(frozen=True, slots=True)
class Seen:
    """A unit with its need, its count over the recent periods, and the congress it owes, if any, with its forecast."""

    unit: UnitSummary
    need: int
    recent: Count
    edition: Edition | None = None
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Wanting:
    """One line: the unit, what it is about (``congress``, ``vacant``, ``silent``, ``low``), and the counts behind it.

    ``days``: past its day, vacant or silent for so many days (0: a congress that will miss its day); for ``low``, how
    many reports are missing. ``changed_on``: the day since which the line says so.
    """

    unit: UnitSummary
    line: str
    days: int
    changed_on: date
    recent: Count


def attention(
    seen: Sequence[Seen], *, levels: int, on: date, last_shown: Mapping[Line, date] | None = None
) -> list[Wanting]:
    """At most seven lines, one per unit, highest need × levels below first. ``levels`` is the depth of the tree."""
    lines: dict[Line, Wanting] = {}
    candidates = []
    for seen_unit in seen:
        for line, days, changed_on in _lines(seen_unit, on):
            lines[seen_unit.unit.id, line] = Wanting(seen_unit.unit, line, days, changed_on, seen_unit.recent)
            candidates.append(
                Candidate(
                    unit=seen_unit.unit.id,
                    line=line,
                    need=seen_unit.need,
                    levels_below=max(0, levels - seen_unit.unit.depth),
                    changed_on=changed_on,
                    rank=0 if line == "congress" else 1,  # it comes once a year, and cannot be caught up
                )
            )
    return [lines[candidate.unit, candidate.line] for candidate in needs_attention(candidates, last_shown=last_shown)]


def seen_below(unit: UnitSummary, recent: Count, on: date) -> Seen:
    """A unit that has no row of its own on the page."""
    weight = need(reporting=reporting_of(recent), severe_cases=unit.severe_cases, vacant_secretary=unit.is_vacant(on))
    return Seen(unit, weight, recent)


def _lines(seen: Seen, on: date) -> Iterator[tuple[str, int, date]]:
    edition = seen.edition
    if edition and seen.verdict is not None and seen.verdict.is_missed:
        late = edition.days_late(on)
        yield "congress", late, on - timedelta(days=late - 1) if late else edition.facts.period_start
    if seen.unit.is_vacant(on):
        since = seen.unit.vacant_since(on) or seen.unit.opened_on
        yield "vacant", (on - since).days, since
    days = seen.unit.silent_days(on)
    if seen.unit.rank > 1 and seen.recent.rows and days is not None and days >= SILENT_DAYS:
        yield "silent", days, on - timedelta(days=days - SILENT_DAYS)
    expected = seen.recent.expected
    if expected and 100 * seen.recent.reported < LOW_SHARE * expected:
        yield "low", seen.recent.missing, seen.recent.silent_from or on
