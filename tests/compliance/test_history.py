"""Whatever is done next, every past period says what it said: its figures, its caption, its last day, its lists.

Three hundred acts drawn from a seed go through the operations of the product. After each, all rows of periods that are
over are compared with those before, the figures of some units with those before and with a count by the pure rules,
and the words of a page with those before. An act says which rows of the past the domain lets it change.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tajadur.compliance.choices import DirectiveSummary, PeriodColumn, columns_of, directives_asked
from tajadur.compliance.counting import Count, counted
from tajadur.compliance.figure import Listing, figure
from tajadur.compliance.unit import unit_page
from tajadur.compliance.unit_summaries import surroundings
from tajadur.duties.obligations.models import Obligation
from tajadur.organisation.units.models import Unit
from tajadur.rules.former_terms import TermsOverTime
from tajadur.rules.status import ANSWERED_STATES, NOT_EXPECTED_STATES, RELEASED_STATES, REPORTED_STATES, State, state_on
from tajadur.web.compliance.presenters import month_rows
from tests.compliance.history import Acts, Allowed, nothing
from tests.factories.party import Party, acting

pytestmark = pytest.mark.usefixtures("swept_tables")

ACTS, SEED = 300, 7
Figures = dict[tuple[int, str, str], tuple[Any, ...]]
Rows = dict[int, Obligation]


@dataclass
class Seen:
    """What is printed of the past on a day, before something is done and after."""

    on: date
    rows: Rows
    figures: Figures
    words: list[Any]


def test_every_past_period_says_what_it_said_whatever_is_done_next(party: Party) -> None:
    done = _walk(party, ACTS)
    refused = {name: number for name, number in done.items() if "refused" in name}
    assert len(done) - len(refused) == 14, done
    assert sum(refused.values()) < ACTS / 4, refused


def _with_the_days_of_today(terms: TermsOverTime, _period: Any) -> Any:
    return terms.days


def _with_the_frequency_of_today(terms: TermsOverTime, first: date, last: date) -> Any:
    return iter(terms.periods(terms.period_type, first, last))


@pytest.mark.parametrize(
    ("name", "fault"),
    [("filing_days", _with_the_days_of_today), ("own_periods", _with_the_frequency_of_today)],
)
def test_the_terms_of_today_applied_to_the_past_are_noticed(
    party: Party, monkeypatch: pytest.MonkeyPatch, name: str, fault: Any
) -> None:
    monkeypatch.setattr(TermsOverTime, name, fault)
    with pytest.raises(AssertionError):
        _walk(party, ACTS // 3)


def _walk(party: Party, number: int) -> Counter[str]:
    """Two acts on each day, then some days with their passes. How often each act was done, refused ones by why."""
    acts, done = Acts(party, SEED), Counter[str]()
    while done.total() < number:
        scope = acts.chance.choice(list(Unit.objects.exclude(kind__code="branch").order_by("pk")))
        directive, place = acts.chance.randrange(5), acts.chance.random()
        seen = _seen(acts, scope, directive, place)
        for _twice in range(2):
            name, allowed = acts.do()
            done[name] += 1
            before, what = seen, f"act {done.total()} on {acts.day}: {name}"
            seen = _seen(acts, scope, directive, place)
            _compared(before, seen, allowed, what)
        day = acts.day
        acts.pass_days()
        _rows_compared(seen.rows, _rows(), nothing, day, f"the passes of {acts.day}")
    return done


def _seen(acts: Acts, scope: Unit, directive: int, place: float) -> Seen:
    on = acts.day
    rows, asked = _rows(), sorted(directives_asked(withdrawn=True), key=lambda one: one.id)
    figures = _figures(acts, scope, asked, rows.values(), on)
    return Seen(on, rows, figures, _words(acts, scope, asked[directive], place, on))


def _rows() -> Rows:
    return {row.pk: row for row in Obligation.objects.filter(addressee=0)}


def _figures(acts: Acts, scope: Unit, asked: list[DirectiveSummary], rows: Iterable[Obligation], on: date) -> Figures:
    """The figures of the periods that are over, as pages count them; each must be what the rules count."""
    chief = acting(acts.general, on)
    unit = surroundings(chief, scope.pk, on=on, levels=0).unit
    spans = {directive.id: columns_of(directive, on) for directive in asked}
    counts = counted(chief, unit, spans, on=on, depth=unit.depth + 1)
    by_rule = _by_rule(scope.pk, spans, rows, on)
    figures: Figures = {}
    for directive in asked:
        for column in spans[directive.id]:
            numbers = _numbers(counts.of(directive.id, column))
            assert numbers == tuple(by_rule[directive.id, column.key, part] for part in range(6)), (scope, column)
            if column.end < on:
                caption = (column.start, column.end, column.due_on if column.is_due(on) else None)
                figures[scope.pk, directive.code, column.key] = (caption, numbers)
    return figures


def _numbers(count: Count) -> tuple[int, ...]:
    return count.owed, count.answered, count.expected, count.reported, count.on_time, count.not_held


def _by_rule(
    scope: int, spans: dict[int, list[PeriodColumn]], rows: Iterable[Obligation], on: date
) -> Counter[tuple[int, str, int]]:
    totals: Counter[tuple[int, str, int]] = Counter()
    ends = {directive: [column.end for column in columns] for directive, columns in spans.items()}
    for row in rows:
        place = bisect_left(ends[row.directive_id], row.period_end)
        if place == len(ends[row.directive_id]) or f".{scope}." not in f".{row.path}":
            continue
        state = state_on(row.facts, on)
        owing = state not in RELEASED_STATES
        expected = row.due_on < on and state not in NOT_EXPECTED_STATES
        parts = (
            owing, owing and state in ANSWERED_STATES, expected, expected and state in REPORTED_STATES,
            expected and state is State.ON_TIME, expected and state is State.NOT_HELD,
        )  # fmt: skip
        key = spans[row.directive_id][place].key
        totals.update({(row.directive_id, key, number): int(part) for number, part in enumerate(parts)})
    return totals


def _words(acts: Acts, scope: Unit, directive: DirectiveSummary, place: float, on: date) -> list[Any]:
    """The lines of a page for a period that is over, and the list behind a figure of it."""
    over = [column for column in columns_of(directive, on) if column.is_due(on)]
    chief = acting(acts.general, on)
    if not over or directive.rank < surroundings(chief, scope.pk, on=on, levels=0).unit.rank:
        return []
    column = over[int(place * len(over))]
    named: dict[str, Any] = {"on": on, "directive": directive.code, "period": column.key}
    page = unit_page(chief, scope.pk, **named)
    lines = month_rows(scope.pk, directive, [(shown, count) for shown, count in page.months if shown.is_due(on)])
    listed = figure(chief, "reporting", scope.pk, listing=Listing.WHOLE, **named)
    return [*lines, *((row.unit, row.above, row.state, row.row.due_on, row.row.held_on) for row in listed.rows)]


def _compared(before: Seen, after: Seen, allowed: Allowed, what: str) -> None:
    changed = _rows_compared(before.rows, after.rows, allowed, before.on, what)
    touched = {pk: (before.rows[pk].period_end, before.rows[pk].directive_id) for pk in changed}
    for key, figures in before.figures.items():
        assert key in after.figures, (what, key)
        caption, numbers = figures
        assert after.figures[key][0] == caption, (what, key)
        if not any(caption[0] <= end <= caption[1] for end, _directive in touched.values()):
            assert after.figures[key][1] == numbers, (what, key)
    assert set(after.figures) == set(before.figures), what
    if not changed:
        assert after.words == before.words, what


def _rows_compared(before: Rows, after: Rows, allowed: Allowed, on: date, what: str) -> list[int]:
    """The rows of periods that are over which changed: all of them allowed; none appeared and none went."""
    changed = []
    for pk, row in after.items():
        if row.period_end >= on:
            continue
        assert pk in before, (what, "asked of the past", row.period_key)
        was, now = _facts(before[pk], on), _facts(row, on)
        if was != now:
            difference = [(old, new) for old, new in zip(was, now, strict=True) if old != new]
            assert allowed(before[pk], row), (what, row.period_key, difference)
            changed.append(pk)
    assert set(before) <= set(after), what
    return changed


def _facts(row: Obligation, on: date) -> tuple[Any, ...]:
    days = (row.period_key, row.due_on, row.overdue_from, row.locks_on, row.report_days)
    return (*days, row.path, state_on(row.facts, on), row.held_on, row.filed_on)
