"""Lists, the board, months, one page: what is read is what the pure rules say, in few queries."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tajadur.activity.dysfunctions.models import Case, Remedy
from tajadur.activity.dysfunctions.nightly.find import find_dysfunctions
from tajadur.activity.dysfunctions.operations.closing import answer_case, settle_case
from tajadur.activity.dysfunctions.operations.remedies import agree_remedy, mark_done
from tajadur.activity.dysfunctions.operations.settings import set_thresholds
from tajadur.activity.dysfunctions.queries.listing import (
    CaseFilters,
    board_for,
    cases_for,
    trend_for,
    with_state,
)
from tajadur.activity.dysfunctions.queries.page import case_page, state_of
from tajadur.activity.dysfunctions.queries.thresholds import thresholds_in_force
from tajadur.foundation.errors import BadInput, NotVisible, PermissionDenied
from tajadur.rules.cases import CaseEnd, CaseState
from tajadur.rules.dysfunctions import CaseKind, Severity
from tests.factories.cases import SAYS, make_case, make_report, observed
from tests.factories.duties import administrator, at_noon, opened, owed, report, responsible, secretary_general
from tests.factories.party import Party, acting, holder

ON = date(2026, 6, 10)
DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


def test_the_state_of_a_list_is_that_of_the_rule(party: Party) -> None:
    secretary = holder(unit=party.branches[0][0][0])
    days = (None, ON - DAY, ON, ON + DAY)
    ends: tuple[tuple[str, date | None], ...] = (("", None), *product([end.value for end in CaseEnd], days[1:]))
    units = [unit for region in party.branches for row in region for unit in row]
    expected = {}
    kinds = list(CaseKind)
    combinations = list(product(ends, days, days, days))
    for number, ((end, ended_on), proposed, due, done) in enumerate(combinations):
        columns: dict[str, Any] = {"ended_on": ended_on, "ended_as": end, "proposed_on": proposed}
        if ended_on:
            columns["ended_at"] = at_noon(ON)
        elif Case.objects.filter(unit=units[number % 8], kind=kinds[number // 8 % 11], ended_on=None).exists():
            continue
        if done and not due:
            continue
        first = ON - 9 * DAY
        case = make_case(units[number % 8], kind=kinds[number // 8 % 11], on=first, **columns)
        remedy = None
        if due:
            remedy = Remedy.objects.create(
                case=case, number=1, text="تدبير", owner_id=acting(secretary, ON).post_ids[0], due_on=due,
                agreed_on=first, agreed_at=at_noon(first), mandate_id=1, done_on=done,
                done_at=at_noon(ON) if done else None, done_mandate_id=1 if done else None,
            )  # fmt: skip
        expected[case.pk] = state_of(case, remedy, ON).value
    assert dict(with_state(Case.objects.all(), ON).values_list("pk", "state")) == expected
    assert set(expected.values()) == {state.value for state in CaseState}


def test_filters_keep_what_was_chosen_and_the_reader_sees_his_own_only(party: Party) -> None:
    (here, near), other = party.branches[0][0], party.branches[1][0][0]
    low = make_case(here, kind=CaseKind.COPIED, on=ON, severity=Severity.LOW)
    high = make_case(near, kind=CaseKind.VACANT, on=ON - DAY, severity=Severity.HIGH)
    far = make_case(other, kind=CaseKind.VACANT, on=ON)
    cell, chief = responsible(party, ON), secretary_general(party, ON)

    def shown(actor: Any, **chosen: Any) -> list[Case]:
        return list(cases_for(actor, CaseFilters(**chosen), ON))

    assert shown(chief) == [far, low, high]
    assert shown(cell) == [low, high]
    assert shown(chief, kind=CaseKind.VACANT) == [far, high]
    assert shown(chief, severity=3) == [high]
    assert shown(chief, found_by="found_by_cell") == []
    assert shown(chief, region_id=party.regions[1].pk) == [far]
    assert shown(chief, unit_id=here.pk) == [low]
    assert shown(chief, state=CaseState.SETTLED) == []
    assert shown(acting(holder(unit=here), ON)) == [low]
    assert shown(administrator(party, ON)) == []


def test_the_board_and_the_months_count_the_same_cases(
    party: Party, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    branch = party.branches[0][0][0]
    own = acting(holder(unit=branch), ON)
    for number, kind in enumerate(kind for kind in CaseKind if kind is not CaseKind.OTHER):
        make_case(branch, kind=kind, on=ON - number * 30 * DAY)
    settled = observed(branch, own)
    settle_case(case_id=settled.pk, text="تم", on=ON, by=own, at=at_noon(ON))
    cell = responsible(party, ON)
    with django_assert_num_queries(2):
        board = board_for(cell, CaseFilters(), ON)
    assert {column.state: column.count for column in board if column.count} == {
        CaseState.OPEN: 12,
        CaseState.SETTLED: 1,
    }
    assert [len(column.rows) for column in board if column.count] == [6, 1]
    with django_assert_num_queries(3):
        months = trend_for(cell, CaseFilters(), ON)
    assert (months[-1].opened, months[-1].settled, months[-1].running) == (2, 1, 12)
    assert (len(months), sum(month.opened for month in months), months[0].first) == (12, 13, date(2025, 7, 1))


def test_a_page_shows_what_was_found_agreed_and_answered_and_the_figures_after(
    party: Party, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    opened(on=date(2026, 10, 20))
    branch = party.branches[0][0][0]
    own, above = holder(unit=branch), holder(unit=party.provinces[0][0])
    on = date(2026, 5, 1)
    find_dysfunctions(on=on, at=at_noon(on))
    case = Case.objects.get(unit=branch, kind=CaseKind.SILENT)
    agree_remedy(
        case_id=case.pk, text="زيارة", owner_id=acting(above, on).post_ids[0], due_on=date(2026, 6, 1), on=on,
        by=acting(above, on), at=at_noon(on),
    )  # fmt: skip
    answer_case(case_id=case.pk, text="سنجتمع", by=acting(own, on), at=at_noon(on))
    done = date(2026, 6, 10)
    mark_done(case_id=case.pk, done_on=done, on=done, by=acting(above, done), at=at_noon(done))
    for month in (6, 7, 8):
        held_on = date(2026, month, 20)
        made = make_report(branch, held_on, present=8, convened=11)
        report(owed(branch, "branch-office", f"2026-{month:02}"), held_on=held_on, filed_on=made.submitted_on)
    later = date(2026, 9, 9)
    find_dysfunctions(on=later, at=at_noon(later))
    with django_assert_max_num_queries(14):
        page = case_page(acting(above, later), case.pk, later)
    assert (page.state, page.may_open, page.may_settle, page.may_dismiss) == (CaseState.PROPOSED, True, False, False)
    assert [row.period for row in page.evidence] == ["2026-01", "2026-02", "2026-03"]
    assert (len(page.remedies), len(page.answers), page.closing, page.dismissal) == (1, 1, None, None)
    before, after = page.effect or pytest.fail("three periods were due after the remedy")
    assert (before.reported, before.periods, after.reported, after.on_time) == (0, 3, 3, 3)
    assert (after.present, after.convened) == (24, 33)
    assert case_page(acting(above, done), case.pk, done).effect is None
    with pytest.raises(NotVisible):
        case_page(acting(holder(unit=party.branches[1][0][0]), later), case.pk, later)


def test_evidence_leads_to_the_reports_and_their_likeness(party: Party) -> None:
    branch = party.branches[0][0][0]
    reports = [make_report(branch, date(2026, month, 9), text=SAYS[0], present=4) for month in (1, 2, 3, 4)]
    find_dysfunctions(on=ON, at=at_noon(ON))
    page = case_page(responsible(party, ON), Case.objects.get(kind=CaseKind.COPIED).pk, ON)
    assert [(row.leads_to, row.target, row.similarity, row.is_empty) for row in page.evidence] == [
        ("report", row.pk, 100, False) for row in reports[1:]
    ]


def test_evidence_says_which_reports_say_next_to_nothing(party: Party) -> None:
    for month in (1, 2, 3):
        make_report(party.branches[0][0][0], date(2026, month, 9), text=f"نعم {month}", present=4)
    find_dysfunctions(on=ON, at=at_noon(ON))
    page = case_page(responsible(party, ON), Case.objects.get(kind=CaseKind.COPIED).pk, ON)
    assert [row.is_empty for row in page.evidence] == [True, True, True]


def test_the_secretary_general_sets_thresholds_and_the_rule_follows(party: Party) -> None:
    chief = secretary_general(party, ON)
    said: dict[str, Any] = {"kind": "quorum_never", "at": at_noon(ON)}
    with pytest.raises(PermissionDenied):
        set_thresholds(thresholds={"meetings": 2, "reached": 1}, by=responsible(party, ON), **said)
    with pytest.raises(NotVisible):
        set_thresholds(kind="other_matter", thresholds={}, by=chief, at=at_noon(ON))
    for kind, given, code in (
        ("quorum_never", {"meetings": 0, "reached": 1}, "threshold_range"),
        ("copied_reports", {"reports": 7, "of_last": 6, "letters": 40, "similarity": 85}, "threshold_of_last"),
        ("copied_reports", {"reports": 3, "of_last": 6, "letters": 40, "similarity": 101}, "threshold_percent"),
        ("silent_unit", {"periods": 4, "high_from": 3, "reported": 2}, "threshold_high"),
        ("never_programmed", {"periods": 4, "not_held": 5}, "threshold_not_held"),
    ):
        with pytest.raises(BadInput, match=code):
            set_thresholds(kind=kind, thresholds=given, by=chief, at=at_noon(ON))
    branch = party.branches[0][0][0]
    for month in (1, 2):
        make_report(branch, date(2026, month, 9), text=SAYS[month], present=4)
    find_dysfunctions(on=ON, at=at_noon(ON))
    assert not Case.objects.filter(kind=CaseKind.QUORUM).exists()
    set_thresholds(thresholds={"meetings": 2, "reached": 1}, by=chief, **said)
    assert thresholds_in_force()[CaseKind.QUORUM] == {"meetings": 2, "reached": 1}
    find_dysfunctions(on=ON, at=at_noon(ON))
    assert Case.objects.filter(kind=CaseKind.QUORUM).count() == 1
