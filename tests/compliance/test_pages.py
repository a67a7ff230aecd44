"""The national dashboard, the page of a unit, the congresses: within reach, sorted by need, in few queries."""

from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tajadur.activity.congresses.nightly import open_congresses
from tajadur.activity.congresses.queries.board import board
from tajadur.compliance.congresses import congress_page
from tajadur.compliance.figure import figure
from tajadur.compliance.home import home
from tajadur.compliance.national import national
from tajadur.compliance.unit import unit_page
from tajadur.duties.directives.models import Directive
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation.errors import NotVisible
from tajadur.rules.dysfunctions import CaseKind, Severity
from tajadur.rules.need import Share
from tests.factories.cases import make_case
from tests.factories.duties import at_noon, opened, owed
from tests.factories.party import Party, acting, holder, make_unit, small_party
from tests.factories.stories import held, tell_stories

ON = date(2026, 11, 25)


def test_whoever_follows_two_regions_reads_all_and_finds_theirs_marked(party: Party) -> None:
    opened(on=ON)
    actor = acting(holder(unit=party.national, body="cell", post="responsible", area=party.regions[1]), ON)
    page = national(actor, on=ON)
    assert page.chosen is not None
    assert (page.chosen.directive.code, page.chosen.column and page.chosen.column.key) == (
        "provincial-office",
        "2026-10",
    )
    assert (page.chosen.running and page.chosen.running.key, page.chosen.so_far.owed) == ("2026-11", 4)
    assert {row.unit.id: row.is_mine for row in page.regions} == {party.regions[0].pk: False, party.regions[1].pk: True}


def test_regions_stand_in_the_order_of_their_need(party: Party) -> None:
    opened(on=ON)
    for row in Obligation.objects.filter(directive__code="provincial-office", path__startswith=party.regions[0].path):
        held(row, row.period_start, row.period_end)
    holder(unit=party.regions[0])
    actor = acting(holder(unit=party.national, body="secretariat", post="secretary_general"), ON)
    rows = national(actor, on=ON).regions
    assert [(row.unit.id, row.need) for row in rows] == [(party.regions[1].pk, 140), (party.regions[0].pk, 20)]


def test_severe_cases_that_run_add_to_the_need_of_their_unit(party: Party) -> None:
    opened(on=ON)
    actor = acting(holder(unit=party.national, body="secretariat", post="secretary_general"), ON)
    before = {row.unit.id: row.need for row in national(actor, on=ON).regions}
    region, other = party.regions
    kinds = (CaseKind.SILENT, CaseKind.VACANT, CaseKind.EXPIRED, CaseKind.CONGRESS)
    for kind in kinds:
        make_case(region, kind=kind, on=ON - timedelta(days=9), severity=Severity.HIGH)
    make_case(other, kind=CaseKind.SILENT, on=ON, severity=Severity.HIGH)
    make_case(other, kind=CaseKind.VACANT, on=ON, severity=Severity.MEDIUM)
    make_case(other, kind=CaseKind.EXPIRED, on=ON + timedelta(days=1), severity=Severity.HIGH)
    after = {row.unit.id: row.need for row in national(actor, on=ON).regions}
    assert {pk: after[pk] - before[pk] for pk in after} == {region.pk: 30, other.pk: 10}


def test_what_came_since_the_visit_before_is_counted(party: Party) -> None:
    opened(on=ON)
    held(owed(party.provinces[0][0], "provincial-office", "2026-11"), date(2026, 11, 3), date(2026, 11, 20))
    actor = acting(holder(unit=party.national, body="secretariat", post="secretary_general"), ON)
    since = datetime(2026, 11, 19, tzinfo=UTC)
    assert national(actor, on=ON, since=since).new["new_reports"] == 1
    assert national(actor, on=ON, since=since + timedelta(days=2)).new["new_reports"] == 0
    assert national(actor, on=ON).new["new_reports"] == 0


def test_a_line_shown_at_the_visit_before_is_not_shown_again_unless_it_changed(party: Party) -> None:
    opened(on=ON)
    actor = acting(holder(unit=party.national, body="secretariat", post="secretary_general"), ON)
    first = national(actor, on=ON).attention
    assert 0 < len(first) <= 7
    shown = {(one.unit.id, one.line): one.changed_on for one in first}
    again = national(actor, on=ON, last_shown=shown).attention
    assert not {(one.unit.id, one.line) for one in again} & set(shown)


def test_before_any_directive_the_dashboard_says_that_nothing_is_asked(party: Party) -> None:
    actor = acting(holder(unit=party.national, body="secretariat", post="secretary_general"), ON)
    page = national(actor, on=ON)
    assert (page.chosen, page.regions, page.attention) == (None, [], [])


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 3])
def test_the_queries_of_each_page_do_not_grow(size: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    party = small_party(regions=size, provinces=size, branches=size)
    opened(on=ON)
    open_congresses(on=ON, at=at_noon(ON))
    actor = acting(holder(unit=party.national, body="secretariat", post="secretary_general"), ON)
    with django_assert_num_queries(4):
        national(actor, on=ON)
    with django_assert_num_queries(5):
        unit_page(actor, party.national.pk, on=ON)
    with django_assert_num_queries(4):
        unit_page(actor, party.regions[0].pk, on=ON)
    with django_assert_num_queries(5):
        unit_page(actor, party.provinces[0][0].pk, on=ON)
    with django_assert_num_queries(5):
        unit_page(actor, party.branches[0][0][0].pk, on=ON)
    with django_assert_num_queries(4):
        figure(actor, "reporting", party.national.pk, on=ON, directive="branch-office")
    with django_assert_num_queries(3):
        congress_page(actor, on=ON)


def test_the_page_of_a_unit_reaches_only_downward(party: Party) -> None:
    opened(on=ON)
    tell_stories(3)
    actor = acting(holder(unit=party.provinces[0][0]), ON)
    page = unit_page(actor, party.provinces[0][0].pk, on=ON)
    assert [row.unit.id for row in sorted(page.rows, key=lambda row: row.unit.id)] == [
        branch.pk for branch in party.branches[0][0]
    ]
    assert page.around.above == []
    for out in (party.national, party.regions[0], party.provinces[0][1], party.branches[1][0][0]):
        with pytest.raises(NotVisible):
            unit_page(actor, out.pk, on=ON)


def test_a_member_of_an_office_reads_its_own_figures_and_none_below(party: Party) -> None:
    opened(on=ON)
    province = party.provinces[0][0]
    actor = acting(holder(unit=province, post="member"), ON)
    page = unit_page(actor, province.pk, on=ON)
    assert (page.rows, page.own_directive and page.own_directive.code) == ([], "provincial-office")
    branches = next(one for one in page.figures if one.directive.code == "branch-office")
    assert branches.now.rows == 0


def test_a_unit_moved_keeps_its_own_months_and_leaves_its_past_to_the_old_parent(party: Party) -> None:
    opened(on=ON)
    branch, old, new = party.branches[0][0][0], party.provinces[0][0], party.provinces[1][0]
    Obligation.objects.filter(unit=branch, period_end__gte=date(2026, 10, 1)).update(path=f"{new.path}{branch.pk}.")
    branch.parent, branch.path = new, f"{new.path}{branch.pk}."
    branch.save()
    chief = acting(holder(unit=party.national, body="secretariat", post="secretary_general"), ON)
    own = unit_page(chief, branch.pk, on=ON).own
    assert sum(count.rows for _column, count in own) == 11
    for province, expected in ((old, [2, 1]), (new, [2, 3])):
        months = {c.key: n for c, n in unit_page(chief, province.pk, on=ON, directive="branch-office").months}
        assert [months[key].expected for key in ("2026-09", "2026-10")] == expected


def test_a_branch_shows_five_shares_and_its_actions(party: Party) -> None:
    opened(on=ON)
    branch = party.branches[0][0][0]
    for key in ("2026-09", "2026-10"):
        held(owed(branch, "branch-office", key), date(2026, int(key[-2:]), 5), date(2026, int(key[-2:]), 9))
    account = holder(unit=branch, from_on=date(2026, 8, 1))
    page = unit_page(acting(account, ON), branch.pk, on=ON)
    assert page.vitality is not None
    shares = [
        page.vitality.held,
        page.vitality.on_time,
        page.vitality.office_in_mandate,
        page.vitality.secretary_present,
    ]
    assert [(one.count, one.whole) for one in shares] == [(2, 6), (2, 6), (3, 6), (0, 0)]


def test_vitality_counts_what_was_expected_in_the_last_six_periods_of_the_unit_itself(party: Party) -> None:
    opened(on=ON)
    branch = party.branches[0][0][0]
    rows = Obligation.objects.filter(unit=branch, directive__code="branch-office")
    for row in rows.filter(period_key__in=[f"2026-{month:02}" for month in (5, 6, 7, 9, 10)]):
        held(row, row.period_start, row.period_end)
    rows.filter(period_key="2026-08").update(excused_on=date(2026, 8, 20))
    rows.filter(period_key="2026-06").update(filed_on=date(2026, 7, 20))
    rows.filter(period_key="2026-07").update(
        filed_on=date(2026, 8, 20), extended_until=date(2026, 8, 25), extension_granted_on=date(2026, 8, 1)
    )
    actor = acting(holder(unit=branch), ON)
    shares = unit_page(actor, branch.pk, on=ON).vitality
    assert shares is not None
    assert [(one.count, one.whole) for one in (shares.held, shares.on_time)] == [(5, 5), (3, 5)]
    rows.filter(period_key__in=["2026-08", "2026-10"]).delete()
    rows.filter(period_key="2026-09").update(
        period_key="2026B5", period_end=date(2026, 10, 31), due_on=date(2026, 11, 7), overdue_from=date(2026, 11, 22)
    )
    shares = unit_page(actor, branch.pk, on=ON).vitality
    assert shares is not None
    assert shares.held == Share(4, 6)


def test_a_strip_shows_the_same_on_the_first_page_and_on_the_page_of_the_unit(party: Party) -> None:
    opened(on=ON)
    tell_stories(11)
    province = party.provinces[0][0]
    Obligation.objects.filter(unit=province, directive__code="provincial-office", period_key="2026-11").update(
        held_on=None, filed_on=None, submitted_at=None, source_id=None, source_kind="", not_held_on=date(2026, 11, 20),
        excused_on=None, cancelled_on=None, cancelled_because="", not_held_withdrawn_on=None,
    )  # fmt: skip
    actor = acting(holder(unit=province), ON)
    first, page = home(actor, province.pk, on=ON), unit_page(actor, province.pk, on=ON)
    ours = {month.key: month.state for month in first.months if month.state}
    assert ours == {column.key: count.state for column, count in page.own if count.state}
    assert ours["2026-11"] == "not_held"
    assert (first.met, first.expected) == tuple(
        sum(getattr(count, name) for _column, count in page.own) for name in ("reported", "expected")
    )


def test_another_tree_has_its_own_page(party: Party) -> None:
    root = make_unit(kind="sectors", name="القطاعات")
    sector = make_unit(kind="sector", parent=root, name="قطاع التعليم")
    opened(on=ON)
    actor = acting(holder(unit=party.national, body="secretariat", post="secretary_general"), ON)
    assert unit_page(actor, sector.pk, on=ON).chosen is None
    kind = sector.kind
    Directive.objects.filter(code="branch-office").update(unit_kind=kind)
    assert unit_page(actor, sector.pk, on=ON).chosen is not None


def test_the_congress_that_slipped_stays_visible_beside_the_one_that_runs(party: Party) -> None:
    opened(on=ON, from_on=date(2025, 1, 1))
    held(owed(party.regions[0], "regional-congress", "2025"), date(2025, 11, 3), date(2025, 11, 7))
    held(owed(party.regions[1], "regional-congress", "2025"), date(2025, 6, 3), date(2025, 6, 7))
    held(owed(party.regions[0], "regional-congress", "2026"), date(2026, 6, 3), date(2026, 6, 7))
    actor = acting(holder(unit=party.national, body="secretariat", post="secretary_general"), ON)
    page = congress_page(actor, on=ON)
    assert page.left is not None
    assert page.past is not None
    assert (page.term and page.term.key, page.is_late, page.left.days) == ("2026", True, 148)
    assert (page.past.term.key, page.past.held, page.past.late) == ("2025", 2, 1)
    assert (page.past.last_held_on, page.past.last_days_late) == (date(2025, 11, 3), 126)
    local = congress_page(acting(holder(unit=party.regions[1]), ON), on=ON)
    assert [one.unit.id for one in local.statuses] == [party.regions[1].pk]
    branch = congress_page(acting(holder(unit=party.branches[0][0][0]), ON), on=ON)
    assert (branch.statuses, branch.past, branch.term) == ([], None, page.term)


def test_will_miss_is_the_forecast_s_on_the_countdown_in_need_and_in_what_needs_attention(party: Party) -> None:
    on = date(2026, 4, 15)
    opened(on=on)
    open_congresses(on=on, at=at_noon(on))
    for region in party.regions:
        holder(unit=region)
    actor = acting(holder(unit=party.national, body="secretariat", post="secretary_general"), on)
    page = national(actor, on=on)
    assert [road.forecast.verdict for road in board(actor, on=on).roads] == ["will_miss"] * 2
    assert [status.verdict for status in page.congresses.statuses] == ["will_miss"] * 2
    assert [status.verdict for status in congress_page(actor, on=on).statuses] == ["will_miss"] * 2
    assert {row.need for row in page.regions} == {120}
    lines = {line.unit.id: (line.line, line.days) for line in page.attention if line.line == "congress"}
    assert set(lines) <= {region.pk for region in party.regions}
    assert unit_page(actor, party.regions[0].pk, on=on).congresses.statuses[0].verdict == "will_miss"


def test_a_congress_past_its_day_is_missed_and_no_longer_forecast(party: Party) -> None:
    opened(on=ON)
    actor = acting(holder(unit=party.national, body="secretariat", post="secretary_general"), ON)
    without = [status.verdict for status in congress_page(actor, on=ON).statuses]
    open_congresses(on=ON, at=at_noon(ON))
    assert without == [status.verdict for status in congress_page(actor, on=ON).statuses] == ["missed"] * 2
    lines = [line for line in national(actor, on=ON).attention if line.line == "congress"]
    assert {(line.days, line.changed_on) for line in lines} <= {(148, date(2026, 7, 1))}


@pytest.mark.parametrize(
    ("kind", "directive", "period"),
    [("invented", "branch-office", ""), ("reporting", "invented", ""), ("reporting", "branch-office", "1999-01")],
)
def test_a_figure_that_does_not_exist_is_not_found(party: Party, kind: str, directive: str, period: str) -> None:
    opened(on=ON)
    actor = acting(holder(unit=party.national, body="secretariat", post="secretary_general"), ON)
    with pytest.raises(NotVisible):
        figure(actor, kind, party.national.pk, on=ON, directive=directive, period=period)
