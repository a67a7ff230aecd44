"""Past periods: every one is reached, and says what it said, whatever was amended, withdrawn, moved or closed since."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tajadur.compliance.choices import columns_of, directives_asked
from tajadur.compliance.counting import Count
from tajadur.compliance.figure import figure
from tajadur.compliance.national import national
from tajadur.compliance.unit import UnitPage, unit_page
from tajadur.duties.directives.models import Directive
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.operations.directing import amend_directive, withdraw_directive
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.duties.obligations.operations.releasing import excuse
from tajadur.duties.obligations.operations.sync_obligations import cancel_and_rewrite
from tajadur.duties.obligations.queries.finding import obligation_for
from tajadur.foundation import clock
from tajadur.foundation.errors import NotVisible
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.operations.changing import close_unit
from tajadur.organisation.units.operations.moving import move_unit
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tests.factories.duties import administrator, at_noon, opened, owed, secretary_general
from tests.factories.party import FOUNDED_ON, Party, acting, holder
from tests.factories.stories import held, tell_stories

ON = date(2026, 11, 25)
LONG_AGO = FOUNDED_ON
BRANCHES, PROVINCES = "branch-office", "provincial-office"


def _amend(party: Party, code: str, on: date, **changes: Any) -> None:
    pk = Directive.objects.get(code=code).pk
    amend_directive(directive_id=pk, changes=changes, on=on, by=secretary_general(party, on), at=at_noon(on))
    open_periods(on=on, at=at_noon(on))


def _follow(on: date) -> None:
    cancel_and_rewrite(on=on, at=at_noon(on))
    open_periods(on=on, at=at_noon(on))


def _figures(count: Count) -> tuple[int, ...]:
    return count.owed, count.answered, count.expected, count.reported, count.on_time, count.not_held


def _months(page: UnitPage) -> dict[str, tuple[int, ...]]:
    return {column.key: _figures(count) for column, count in page.months}


def _adds_up(page: UnitPage) -> bool:
    cells = zip(*(row.cells for row in page.rows), strict=True)
    sums = [tuple(sum(column) for column in zip(*map(_figures, cell), strict=True)) for cell in cells]
    return sums == [_figures(count) for _column, count in page.months]


def test_report_days_changed_leave_the_last_day_and_the_headline_of_what_was_due(party: Party) -> None:
    before, on = date(2027, 2, 8), date(2027, 2, 9)
    opened(on=before)
    chief = secretary_general(party, on)
    was = national(chief, on=before, directive=PROVINCES)
    assert was.chosen and was.chosen.column and was.chosen.column.key == "2027-01"
    _amend(party, PROVINCES, on, report_days=20)
    now = national(chief, on=on, directive=PROVINCES)
    assert now.chosen and now.chosen.column == was.chosen.column
    assert now.chosen.column.due_on == date(2027, 2, 7)
    assert {column.key: column.due_on for column in now.columns if column.key < "2027-02"} == {
        column.key: column.due_on for column in was.columns if column.key < "2027-02"
    }
    assert now.columns[-1].due_on == date(2027, 3, 20)
    past = Obligation.objects.filter(directive__code=PROVINCES, period_end__lt=date(2027, 2, 1))
    assert {(row.due_on - row.period_end).days for row in past} == {7}


def test_each_period_is_shown_by_the_frequency_of_its_own_time(party: Party) -> None:
    opened(on=ON)
    _amend(party, BRANCHES, ON, period_type="quarterly")
    _amend(party, BRANCHES, date(2027, 1, 20), period_type="monthly")
    _amend(party, BRANCHES, date(2027, 4, 20), period_type="two_monthly")
    on = date(2027, 6, 2)
    open_periods(on=on, at=at_noon(on))
    page = unit_page(secretary_general(party, on), party.provinces[0][0].pk, on=on, directive=BRANCHES)
    assert [column.key for column in page.columns][-5:] == ["2026-11", "2026-12", "2027Q1", "2027-04", "2027B3"]
    assert [count.owed for _column, count in page.months][-3:] == [2, 2, 2]


@pytest.mark.parametrize("code", [BRANCHES, PROVINCES, "provincial-council", "regional-congress"])
def test_every_period_since_the_first_is_reached_by_its_key(party: Party, code: str) -> None:
    opened(on=ON, from_on=LONG_AGO)
    chief = secretary_general(party, ON)
    asked = next(directive for directive in directives_asked() if directive.code == code)
    columns = columns_of(asked, ON)
    assert columns[0].start.year == LONG_AGO.year
    for column in (columns[0], columns[len(columns) // 2], columns[-1]):
        named: dict[str, Any] = {"on": ON, "directive": code, "period": column.key}
        assert figure(chief, "reporting", party.regions[0].pk, **named).column == column
        page = unit_page(chief, party.regions[0].pk, **named)
        assert page.chosen and page.chosen.column == column and column in page.columns
        assert page.chosen.now.rows and not page.is_other
        shown = national(chief, **named)
        assert shown.chosen and shown.chosen.column == column and column in shown.columns
        assert shown.chosen.now.rows
    assert page.periods == columns


def test_the_menu_of_periods_leads_back_to_the_first(party: Party, client: Client) -> None:
    today = clock.today()
    opened(on=today, from_on=date(today.year - 6, 1, 1))
    client.force_login(holder(unit=party.national, body="secretariat", post="secretary_general"))
    first = reverse("compliance:unit", args=[party.regions[0].pk]) + f"?directive={PROVINCES}"
    seen, known = set[str](), {first}
    links = [first]
    while links and len(known) < 99:
        page = client.get(links.pop()).context
        seen |= {column.key for column in page["page"].columns}
        menu = [item["url"] for item in page["period_menu"]]
        assert len(menu) <= 20
        # One by one those shown; of the years around them one link each.
        links += sorted({link for link in (*menu[:8], *menu[12:]) if link not in known})
        known |= {*menu[:8], *menu[12:]}
    assert {column.key for column in page["page"].periods} == seen
    assert (f"{today.year - 6}-01" in seen, len(seen)) == (True, 72 + today.month)


def test_figures_of_a_withdrawn_directive_are_reached_and_no_other_is_shown_in_silence(
    party: Party, client: Client
) -> None:
    today = clock.today()
    opened(on=today, from_on=date(today.year - 2, 1, 1))
    general = holder(unit=party.national, body="secretariat", post="secretary_general")
    chief = acting(general, today)
    old = unit_page(chief, party.provinces[0][0].pk, on=today, directive=BRANCHES)
    pk = Directive.objects.get(code=BRANCHES).pk
    withdraw_directive(directive_id=pk, on=today, by=chief, at=at_noon(today))
    page = unit_page(chief, party.provinces[0][0].pk, on=today, directive=BRANCHES)
    due = [column.key for column in old.columns if column.is_due(today)]
    assert page.chosen and page.chosen.directive.code == BRANCHES
    assert {key: _months(page)[key] for key in due} == {key: _months(old)[key] for key in due}
    assert figure(chief, "missing", party.regions[0].pk, on=today, directive=BRANCHES, period=due[-1]).denominator
    assert BRANCHES not in {one.directive.code for one in page.figures if one.directive != page.chosen.directive}
    client.force_login(general)
    here = reverse("compliance:unit", args=[party.provinces[0][0].pk])
    assert not client.get(f"{here}?directive={BRANCHES}").context["page"].is_other
    default = client.get(here).context["page"]
    assert (default.chosen.directive.code, default.is_other) == (PROVINCES, False)
    for query in ("directive=nothing", f"directive={PROVINCES}&period=1999-01"):
        for url in (here, reverse("compliance:dashboard")):
            response = client.get(f"{url}?{query}")
            assert (response.status_code, response.context["page"].is_other) == (200, True)


def test_a_region_keeps_the_months_of_a_province_that_moved_away(party: Party) -> None:
    opened(on=ON)
    tell_stories(4)
    province, old, new = party.provinces[0][0], party.regions[0], party.regions[1]
    chief, day = secretary_general(party, ON), date(2026, 9, 1)
    before = {code: _seen(chief, party, code) for code in (BRANCHES, PROVINCES)}
    move_unit(unit_id=province.pk, parent_id=new.pk, from_on=day, by=administrator(party, ON), at=at_noon(ON))
    _follow(ON)
    for code, (old_months, cells, own) in before.items():
        page = unit_page(chief, old.pk, on=ON, directive=code)
        past = [column.key for column in page.columns if column.end < day]
        assert {key: _months(page)[key] for key in past} == {key: old_months[key] for key in past}
        row = next(row for row in page.rows if row.unit.id == province.pk)
        assert row.is_gone
        assert [_figures(cell) for cell in row.cells[: len(past)]] == cells[: len(past)]
        assert {count.owed for count in row.cells[len(past) :]} == {0}
        assert _adds_up(page) and _adds_up(unit_page(chief, new.pk, on=ON, directive=code))
        # The province's own page says the same, of its branches too.
        assert _months(unit_page(chief, province.pk, on=ON, directive=code)) == own


def _seen(chief: Actor, party: Party, code: str) -> tuple[Any, ...]:
    page = unit_page(chief, party.regions[0].pk, on=ON, directive=code)
    row = next(row for row in page.rows if row.unit.id == party.provinces[0][0].pk)
    own = unit_page(chief, party.provinces[0][0].pk, on=ON, directive=code)
    return _months(page), [_figures(cell) for cell in row.cells], _months(own)


def test_a_province_that_moved_is_read_under_its_old_place_and_its_new_one(party: Party, client: Client) -> None:
    opened(on=ON)
    province, day = party.provinces[0][0], date(2026, 9, 1)
    readers = {
        "own": holder(unit=province), "old": holder(unit=party.regions[0]), "new": holder(unit=party.regions[1]),
        "cell": holder(unit=party.national, body="cell", post="responsible", area=party.regions[0]),
    }  # fmt: skip
    page = unit_page(acting(readers["old"], ON), province.pk, on=ON, directive=BRANCHES)
    before = {key: figures for key, figures in _months(page).items() if key < "2026-09"}
    move_unit(
        unit_id=province.pk, parent_id=party.regions[1].pk, from_on=day, by=administrator(party, ON), at=at_noon(ON)
    )
    _follow(ON)
    now = {
        who: unit_page(acting(account, ON), province.pk, on=ON, directive=BRANCHES) for who, account in readers.items()
    }
    past = {
        who: {key: figures for key, figures in _months(page).items() if key < "2026-09"} for who, page in now.items()
    }
    assert past["own"] == past["old"] == past["cell"] == before
    assert {owed for owed, *_rest in past["new"].values()} == {0}
    later = {who: sum(count.owed for column, count in page.months if column.start >= day) for who, page in now.items()}
    assert (later["own"], later["new"], later["old"]) == (6, 6, 0)
    assert (now["old"].unit.is_past, now["old"].unit.terms, now["new"].unit.is_past) == (True, (), False)
    # One row of that time, of a branch below: it opens for those it stood below, and its list names the old region.
    row = owed(party.branches[0][0][0], BRANCHES, "2026-06")
    for who in ("own", "old", "cell"):
        assert obligation_for(acting(readers[who], ON), row.pk, Permission.READ_RECORD).pk == row.pk
    with pytest.raises(NotVisible):
        obligation_for(acting(readers["new"], ON), row.pk, Permission.READ_RECORD)
    months = figure(
        acting(readers["old"], ON), "missing", party.regions[0].pk, on=ON, directive=PROVINCES, period="2026-06"
    )
    assert {listed.above for listed in months.rows} == {party.regions[0].name}
    stranger = acting(holder(unit=party.provinces[1][1]), ON)
    with pytest.raises(NotVisible):
        unit_page(stranger, province.pk, on=ON)


def test_the_rows_add_up_when_a_unit_was_closed(party: Party) -> None:
    opened(on=ON)
    branch, province = party.branches[0][0][0], party.provinces[0][0]
    held(owed(branch, BRANCHES, "2026-06"), date(2026, 6, 3), date(2026, 6, 4))
    close_unit(unit_id=branch.pk, closed_on=date(2026, 9, 15), by=administrator(party, ON), at=at_noon(ON))
    _follow(ON)
    chief = secretary_general(party, ON)
    for unit in (province, party.regions[0], party.national):
        page = unit_page(chief, unit.pk, on=ON, directive=BRANCHES)
        assert _adds_up(page), unit
    page = unit_page(chief, province.pk, on=ON, directive=BRANCHES)
    assert [(row.unit.id, row.is_gone) for row in page.rows][-1] == (branch.pk, True)
    recent = unit_page(chief, province.pk, on=date(2028, 6, 1), directive=BRANCHES)
    assert branch.pk not in {row.unit.id for row in recent.rows}


def test_the_rows_add_up_when_every_unit_below_was_closed(party: Party) -> None:
    opened(on=ON)
    admin, province = administrator(party, ON), party.provinces[0][0]
    for branch in party.branches[0][0]:
        close_unit(unit_id=branch.pk, closed_on=date(2026, 9, 15), by=admin, at=at_noon(ON))
    _follow(ON)
    page = unit_page(secretary_general(party, ON), province.pk, on=ON, directive=BRANCHES)
    assert (len(page.rows), _adds_up(page)) == (2, True)


def test_a_closed_region_keeps_its_row_on_the_dashboard(party: Party) -> None:
    opened(on=ON)
    Unit.objects.filter(path__startswith=party.regions[0].path).update(closed_on=date(2026, 10, 1))
    _follow(ON)
    page = national(secretary_general(party, ON), on=ON, directive=PROVINCES)
    assert [row.unit.id for row in page.regions if row.is_gone] == [party.regions[0].pk]
    assert sum(row.count.expected for row in page.regions) == (page.chosen and page.chosen.now.expected)
    assert party.regions[0].pk not in {line.unit.id for line in page.attention}


def test_what_was_owed_before_a_move_is_released_by_whom_it_was_owed_under(party: Party) -> None:
    opened(on=ON)
    branch, old, new = party.branches[0][0][0], party.provinces[0][0], party.provinces[1][0]
    move_unit(
        unit_id=branch.pk, parent_id=new.pk, from_on=date(2026, 9, 1), by=administrator(party, ON), at=at_noon(ON)
    )
    _follow(ON)
    before, after = owed(branch, BRANCHES, "2026-06"), owed(branch, BRANCHES, "2026-10")
    for place, its, other in ((old, before, after), (new, after, before)):
        actor = acting(holder(unit=place), ON)
        with pytest.raises(NotVisible):
            excuse(obligation_id=other.pk, reason="سبب", on=ON, by=actor, at=at_noon(ON))
        excuse(obligation_id=its.pk, reason="سبب", on=ON, by=actor, at=at_noon(ON))
