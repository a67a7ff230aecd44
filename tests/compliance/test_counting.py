"""What is counted in one query equals the rules over the same rows; every list behind a figure has that length."""

from datetime import date

import pytest

from tajadur.compliance.choices import asked_within, columns_of, directives_asked, headline
from tajadur.compliance.counting import Count, counted
from tajadur.compliance.figure import KINDS, Listing, listed, numbers
from tajadur.compliance.summary import spans_of
from tajadur.compliance.unit_summaries import surroundings
from tajadur.duties.obligations.models import Obligation
from tajadur.permissions.actors import Actor
from tajadur.rules.rates import tally_of
from tajadur.rules.status import ANSWERED_STATES, State, state_on
from tests.factories.duties import opened
from tests.factories.party import Party, acting, holder
from tests.factories.stories import tell_stories

DAYS = [date(2026, 5, 7), date(2026, 7, 8), date(2026, 7, 11), date(2026, 11, 25)]


def _chief(party: Party, on: date) -> Actor:
    return acting(holder(unit=party.national, body="secretariat", post="secretary_general"), on)


def _under(path: str, directive_id: int, first: date, last: date) -> list[Obligation]:
    rows = Obligation.objects.filter(path__startswith=path, directive_id=directive_id, period_end__range=(first, last))
    return list(rows)


@pytest.mark.parametrize("seed", range(4))
def test_every_period_and_unit_counts_as_the_rules_count(party: Party, seed: int) -> None:
    opened(on=date(2026, 11, 25))
    tell_stories(seed)
    actor = _chief(party, DAYS[0])
    for on in DAYS:
        around = surroundings(actor, party.national.pk, on=on)
        asked = directives_asked()
        spans = spans_of(asked, asked, on)
        counts = counted(actor, around.unit, spans, on=on, depth=1, children_of=[one.id for one in asked])
        for one in asked:
            for column in spans[one.id]:
                rows = _under(party.national.path, one.id, column.start, column.end)
                assert _told(counts.of(one.id, column)) == _expected(rows, on), (one.code, column.key, on)
                for region in party.regions:
                    rows = _under(region.path, one.id, column.start, column.end)
                    assert _told(counts.child(one.id, region.pk, column)) == _expected(rows, on)


@pytest.mark.parametrize("seed", range(3))
def test_the_three_lists_of_every_figure_have_the_lengths_the_figure_says(party: Party, seed: int) -> None:
    opened(on=date(2026, 11, 25))
    tell_stories(seed + 10)
    on = date(2026, 7, 11)
    for actor, unit in [
        (_chief(party, on), party.national),
        (acting(holder(unit=party.regions[0]), on), party.regions[0]),
    ]:
        around = surroundings(actor, unit.pk, on=on)
        asked = asked_within(directives_asked(), "territory", around.unit.rank)
        for one in asked:
            for column in columns_of(one, on):
                count = counted(actor, around.unit, {one.id: [column]}, on=on, depth=9).of(one.id, column)
                for kind in KINDS:
                    lengths = tuple(
                        listed(actor, around.unit, one, column, kind, on=on, listing=listing).count()
                        for listing in Listing
                    )
                    assert lengths == (*numbers(count, kind), count.rows - numbers(count, kind)[1]), (one.code, kind)


def test_the_figures_of_a_past_day_know_only_what_was_recorded_by_then(party: Party) -> None:
    opened(on=date(2026, 11, 25))
    row = Obligation.objects.get(unit=party.provinces[0][0], directive__code="provincial-office", period_key="2026-06")
    Obligation.objects.filter(pk=row.pk).update(excused_on=date(2026, 9, 10))
    actor = _chief(party, date(2026, 8, 1))
    for on, missing in [(date(2026, 8, 1), 4), (date(2026, 9, 10), 3)]:
        around = surroundings(actor, party.national.pk, on=on)
        one = next(asked for asked in directives_asked() if asked.code == "provincial-office")
        column = next(column for column in columns_of(one, on) if column.key == "2026-06")
        count = counted(actor, around.unit, {one.id: [column]}, on=on, depth=1).of(one.id, column)
        assert (count.missing, count.expected) == (missing, missing)


def test_a_period_with_a_day_left_to_file_has_no_rate_but_says_so_far(party: Party) -> None:
    opened(on=date(2026, 11, 25))
    tell_stories(1)
    actor = _chief(party, date(2026, 6, 7))
    around = surroundings(actor, party.national.pk, on=actor.on)
    one = next(asked for asked in directives_asked() if asked.code == "branch-office")
    may = next(column for column in columns_of(one, actor.on) if column.key == "2026-05")
    for on, is_running in [(date(2026, 6, 7), True), (date(2026, 6, 8), False)]:
        count = counted(actor, around.unit, {one.id: [may]}, on=on, depth=1).of(one.id, may)
        assert count.is_running == is_running
        assert (count.expected > 0) == (not is_running)
    assert headline(columns_of(one, date(2026, 6, 7)), date(2026, 6, 7)) == next(
        column for column in columns_of(one, date(2026, 6, 7)) if column.key == "2026-04"
    )


def test_a_two_monthly_exception_counts_in_its_last_month(party: Party) -> None:
    opened(on=date(2026, 11, 25))
    on = date(2026, 11, 25)
    actor = _chief(party, on)
    row = Obligation.objects.get(unit=party.provinces[0][0], directive__code="provincial-office", period_key="2026-06")
    Obligation.objects.filter(pk=row.pk).update(period_key="2026B3", period_start=date(2026, 5, 1))
    Obligation.objects.filter(unit=row.unit, directive=row.directive, period_key="2026-05").delete()
    around = surroundings(actor, party.national.pk, on=on)
    one = next(asked for asked in directives_asked() if asked.code == "provincial-office")
    columns = columns_of(one, on)
    counts = counted(actor, around.unit, {one.id: columns}, on=on, depth=1)
    assert [counts.of(one.id, column).rows for column in columns if column.key in {"2026-05", "2026-06"}] == [3, 4]


def _told(count: Count) -> tuple[int, ...]:
    return (*_five(count.tally), count.owed, count.answered, count.programmable, count.programmed)


def _expected(rows: list[Obligation], on: date) -> tuple[int, ...]:
    states = {row.pk: state_on(row.facts, on) for row in rows}
    owed = [row for row in rows if states[row.pk] not in {State.CANCELLED, State.EXCUSED}]
    week = [row for row in owed if row.directive.fulfilment == "meeting" and (on - row.period_start).days > 6]
    early = [row for row in week if row.programmed_on and (row.programmed_on - row.period_start).days <= 6]
    answered = sum(states[row.pk] in ANSWERED_STATES for row in owed)
    return (*_five(tally_of([row.facts for row in rows], on)), len(owed), answered, len(week), len(early))


def _five(tally: object) -> tuple[int, ...]:
    return tuple(getattr(tally, name) for name in ("expected", "on_time", "extended", "late", "not_held"))
