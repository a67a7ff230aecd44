"""What pages say of a life of three hundred acts, recomputed from the design: vitality, need, attention, forecasts."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, timedelta

import pytest

from tajadur.activity.congresses.models import Congress
from tajadur.activity.congresses.queries.board import board
from tajadur.activity.dysfunctions.models import Case
from tajadur.compliance.choices import PeriodColumn, columns_of, directives_asked
from tajadur.compliance.congresses import congress_page
from tajadur.compliance.national import National, national
from tajadur.compliance.unit import unit_page
from tajadur.duties.obligations.models import Obligation
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.rules.need import Vitality
from tests.factories.duties import secretary_general
from tests.factories.party import Party, acting, small_party

from .acts import Life
from .plain import (
    Line,
    Shares,
    plain_figures,
    plain_need,
    plain_so_far,
    plain_state,
    secretary_of,
    seven_of,
    silent_days,
    vitality_of,
)
from .plain_forecast import expected_of, last_day
from .world import ON, living

pytestmark = pytest.mark.usefixtures("swept_tables")

DAYS, EVERY = 150, 8
USUAL_SEED = "24"
SEED = os.environ.get("LIFE_SEED", USUAL_SEED)  # another life is another seed; of the usual one all is seen
Rows = list[Obligation]


def test_what_pages_say_of_a_life_follows_from_what_is_stored(party: Party) -> None:
    life, seen, shown = Life(party, int(SEED)), Counter[str](), dict[tuple[int, str], date]()
    for number in range(DAYS):
        life.live()
        if number % EVERY == 0:
            rows = list(Obligation.objects.filter(addressee=0).select_related("directive"))
            chief = acting(life.general, life.day)
            shown = _national(chief, rows, shown, life.day, seen)
            _units(chief, rows, life.day, seen)
            _congresses(chief, life.day, seen)
    assert SEED != USUAL_SEED or {name for name, times in seen.items() if times} >= {
        "vitality", "actions", "in office", "out of office", "so far", "congress", "vacant", "silent", "low",
        "repeated", "safe", "tight", "will_miss", "missed", "held", "learnt",
    }, seen  # fmt: skip


def test_what_pages_say_of_a_made_up_party_follows_from_what_is_stored(db: None) -> None:
    party, seen = living(small_party()), Counter[str]()
    rows = list(Obligation.objects.filter(addressee=0).select_related("directive"))
    for on in (ON, date(2026, 7, 1), date(2026, 12, 1)):
        chief = secretary_general(party, on)
        _units(chief, rows, on, seen)
        _national(chief, rows, {}, on, seen)
        _congresses(chief, on, seen)
    assert seen.keys() >= {"vitality", "so far", "low"}


def _national(
    chief: Actor, rows: Rows, shown: dict[tuple[int, str], date], on: date, seen: Counter[str]
) -> dict[tuple[int, str], date]:
    """The lines that need attention, of this visit after the one before; what the next visit remembers of them."""
    page = national(chief, on=on, last_shown=shown)
    assert page.chosen is not None
    due = [column for column in columns_of(page.chosen.directive, on) if column.due_on < on][-6:]
    lines = []
    for unit in Unit.objects.filter(depth__in=(1, 2), kind__tree="territory"):
        if unit.closed_on is None or unit.closed_on > on:
            lines += _lines(unit, _of_unit(rows, page.chosen.directive.id, unit, due), on)
    assert [(line.unit.id, line.line) for line in page.attention] == seven_of(lines, shown), on
    seen.update(line.line for line in page.attention)
    seen["repeated"] += len(seven_of(lines, {})) > len(page.attention)
    own = {(row.unit, row.what): row.changed_on for row in lines}
    assert {(row.unit.id, row.line): row.changed_on for row in page.attention}.items() <= own.items()
    _needs(page, rows, due, on)
    return {(line.unit.id, line.line): line.changed_on for line in page.attention}


def _needs(page: National, rows: Rows, due: list[PeriodColumn], on: date) -> None:
    assert page.chosen is not None
    for row in page.regions:
        if not row.is_gone:
            unit = Unit.objects.get(pk=row.unit.id)
            assert row.need == _need(unit, _of_unit(rows, page.chosen.directive.id, unit, due), on), (unit.code, on)
    assert [row.need for row in page.regions if not row.is_gone] == sorted(
        (row.need for row in page.regions if not row.is_gone), reverse=True
    )


def _of_unit(rows: Rows, directive_id: int, unit: Unit, columns: list[PeriodColumn]) -> Rows:
    """What it and all below it owed in some periods, by the ancestors of their own day."""
    if not columns:
        return []
    return [
        row
        for row in rows
        if row.directive_id == directive_id
        and f".{unit.pk}." in f".{row.path}"
        and columns[0].start <= row.period_end <= columns[-1].end
    ]


def _edition_of(unit: Unit, on: date) -> Congress | None:
    """The congress of the edition that counts for all: of the last one opened until its day, or until all are held."""
    asked = Obligation.objects.filter(directive__fulfilment="congress", unit__kind=unit.kind, addressee=0)
    asked = asked.filter(unit__closed_on=None)
    if not asked.exists():
        return None
    ends = sorted(set(asked.values_list("period_start", "period_end")), key=lambda both: both[1])
    opened = [both for both in ends if both[0] <= on]
    coming = [both for both in ends if both[1] >= on]
    counts = (opened or coming)[-1 if opened else 0]
    states = [plain_state(row, on) for row in asked.filter(period_end=counts[1])]
    if counts[1] < on and not any(_lacks(state) for state in states):
        counts = (coming or ends)[0 if coming else -1]
    return Congress.objects.select_related("obligation").filter(unit=unit, obligation__period_end=counts[1]).first()


def _lacks(state: str) -> bool:
    return state not in ("on_time", "extended", "late", "cancelled", "excused")


def _congress_misses(unit: Unit, on: date) -> tuple[bool, date]:
    """Will it miss its day, or has it; and since when that is said: the day after its last one, or its first day."""
    congress = _edition_of(unit, on)
    if congress is None or not _lacks(plain_state(congress.obligation, on)):
        return False, date.min
    until = last_day(congress.obligation, on)
    since = until + timedelta(days=1) if on > until else congress.obligation.period_start
    return expected_of(congress, on).verdict in ("will_miss", "missed"), since


def _need(unit: Unit, rows: Rows, on: date) -> int:
    misses = _congress_misses(unit, on)[0]
    severe = [case for case in Case.objects.filter(unit=unit) if case.severity == 3 and runs_on(case, on)]
    return plain_need(rows, on, severe=len(severe), is_vacant=secretary_of(unit, on).is_vacant, misses=misses)


def runs_on(case: Case, on: date) -> bool:
    """Was it open on that day?"""
    return case.opened_on <= on and (case.ended_on is None or case.ended_on > on)


def _lines(unit: Unit, rows: Rows, on: date) -> Iterator[Line]:
    """What can be said of a region or a province: its congress, its secretary, its silence, its reports."""
    weight = _need(unit, rows, on) * (3 - unit.depth)
    misses, since = _congress_misses(unit, on)
    if misses:
        yield Line(unit.pk, "congress", since, weight)
    secretary = secretary_of(unit, on)
    if secretary.is_vacant:
        yield Line(unit.pk, "vacant", secretary.since, weight)
    days = silent_days(unit, on)
    if unit.depth > 1 and rows and days >= 90:
        yield Line(unit.pk, "silent", on - timedelta(days=days - 90), weight)
    figures = plain_figures(rows, on)
    reported = figures["on_time"] + figures["extended"] + figures["late"]
    if figures["expected"] and 100 * reported < 40 * figures["expected"]:
        silences = [row.overdue_from for row in rows if plain_state(row, on) == "silent"]
        yield Line(unit.pk, "low", max(silences, default=on), weight)


def _units(chief: Actor, rows: Rows, on: date, seen: Counter[str]) -> None:
    """Vitality of each unit, «so far» of each directive on its page, and the need of each row below it."""
    for unit in Unit.objects.filter(kind__tree="territory", opened_on__lte=on):
        if unit.closed_on is not None and unit.closed_on <= on:
            continue
        page = unit_page(chief, unit.pk, on=on)
        expected = vitality_of(unit, on)
        assert _shares(page.vitality) == expected, (unit.code, on)
        if expected:
            seen["vitality"] += 1
            seen["actions"] += 0 < expected["actions_on_day"][0] < expected["actions_on_day"][1]
            seen["in office"] += expected["office_in_mandate"][0] > 0
            seen["out of office"] += expected["office_in_mandate"][0] < expected["office_in_mandate"][1]
        asked = {one.id: one for one in directives_asked(withdrawn=True)}
        if page.chosen:
            due = [one for one in columns_of(page.chosen.directive, on) if one.due_on < on][-6:]
            own = _of_unit(rows, page.chosen.directive.id, unit, due)  # what was owed below it, whoever stands there
            for row in page.rows:
                if not row.is_gone:
                    below = Unit.objects.get(pk=row.unit.id)
                    assert row.need == _need(below, _of_unit(own, page.chosen.directive.id, below, due), on)
        for figures in page.figures:
            if figures.running:
                columns = columns_of(asked[figures.directive.id], on)
                running = [one for one in columns if one.start <= on <= one.due_on][-1:]
                own = _in_column(_of_unit(rows, figures.directive.id, unit, running), columns, running)
                assert (figures.so_far.answered, figures.so_far.owed) == plain_so_far(own, on), (unit.code, on)
                seen["so far"] += figures.so_far.answered > 0


def _in_column(rows: Rows, columns: list[PeriodColumn], running: list[PeriodColumn]) -> Rows:
    """The rows whose last day lies in the running column: of an excepted frequency, in the first that is not before."""
    before = max((column.end for column in columns if column.end < running[0].end), default=date.min)
    return [row for row in rows if before < row.period_end <= running[0].end]


def _shares(vitality: Vitality | None) -> Shares | None:
    if vitality is None:
        return None
    named = {field.name: getattr(vitality, field.name) for field in fields(Vitality)}
    return {name: (share.count, share.whole) for name, share in named.items()}


def _congresses(chief: Actor, on: date, seen: Counter[str]) -> None:
    """One forecast wherever it stands: the board, the page of the regions, the country, the region itself."""
    said = {status.unit.id: status for status in congress_page(chief, on=on).statuses}
    country = {row.unit.id: row for row in national(chief, on=on).regions}
    for edition in {row.obligation.period_key for row in Congress.objects.select_related("obligation")}:
        for road in board(chief, on=on, edition=edition).roads:
            if not _lacks(plain_state(road.congress.obligation, on)):
                continue
            expected = expected_of(road.congress, on)
            found = road.forecast
            assert (str(found.verdict), found.expected_on, found.ready_on) == expected, (road.congress.pk, on)
            seen["learnt"] += bool(road.usual)
            status = said.get(road.congress.unit_id)
            if status and status.edition and status.edition.key == edition:
                assert str(status.verdict) == expected.verdict
                assert str(country[road.congress.unit_id].verdict) == expected.verdict
                seen[expected.verdict] += 1
    seen["held"] += sum(status.verdict == "held" for status in said.values())
