"""Open cases follow their units, remedies are remembered, and a night writes nothing twice and in few queries."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tajadur.activity.dysfunctions.models import Case
from tajadur.activity.dysfunctions.nightly.find import FIND, NightTally, find_dysfunctions, find_once_a_day
from tajadur.activity.dysfunctions.nightly.follow import follow_cases
from tajadur.activity.dysfunctions.operations.remedies import agree_remedy, mark_done
from tajadur.activity.dysfunctions.queries.reading import cases_within
from tajadur.organisation.units.models import Unit
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.heartbeat.operations import note_ended
from tajadur.registry.notices.models import Notice
from tajadur.rules.cases import CaseEnd
from tajadur.rules.dysfunctions import CaseKind
from tests.factories.cases import SAYS, make_case, make_report, vacant_everywhere
from tests.factories.duties import at_noon, opened
from tests.factories.kept import kept_rows
from tests.factories.party import Party, acting, holder, make_post, make_unit, small_party

ON = date(2026, 6, 25)
DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


def moved(unit: Unit, target: Unit) -> None:
    """``unit`` stands under another parent."""
    Unit.objects.filter(pk=unit.pk).update(parent=target, path=f"{target.path}{unit.pk}.")


def test_an_open_case_moves_with_its_unit_and_an_ended_one_stays_where_it_was(party: Party) -> None:
    branch, other = party.branches[0][0][0], party.provinces[1][0]
    ended = make_case(branch, kind=CaseKind.QUORUM, on=ON, ended_on=ON, ended_at=at_noon(ON), ended_as=CaseEnd.FACTS)
    running = make_case(branch, on=ON)
    moved(branch, other)
    assert follow_cases(on=ON, at=at_noon(ON)) == 1
    assert follow_cases(on=ON, at=at_noon(ON)) == 0
    assert Case.objects.get(pk=running.pk).path == f"{other.path}{branch.pk}."
    assert Case.objects.get(pk=ended.pk).path == branch.path
    assert AuditEntry.objects.get(act="case.moved").detail["to"] == f"{other.path}{branch.pk}."
    former, present = (acting(holder(unit=unit), ON) for unit in (party.provinces[0][0], other))
    assert set(cases_within(former)) == {ended}
    assert set(cases_within(present)) == {running}


def test_a_case_ends_with_its_unit_and_says_so(party: Party) -> None:
    case = make_case(party.branches[0][0][0], on=ON - DAY)
    Unit.objects.filter(pk=case.unit_id).update(closed_on=ON + DAY)
    assert follow_cases(on=ON, at=at_noon(ON)) == 0
    assert follow_cases(on=ON + DAY, at=at_noon(ON + DAY)) == 1
    case.refresh_from_db()
    assert (case.ended_as, case.ended_on) == (CaseEnd.UNIT_CLOSED, ON + DAY)
    assert follow_cases(on=ON + 2 * DAY, at=at_noon(ON + 2 * DAY)) == 0


def test_a_remedy_is_remembered_on_its_days_and_no_longer_once_done(party: Party) -> None:
    branch = party.branches[0][0][0]
    case, own = make_case(branch, on=ON), acting(holder(unit=branch), ON)
    due = ON + 20 * DAY
    agree_remedy(case_id=case.pk, text="مساعدة", owner_id=own.post_ids[0], due_on=due, on=ON, by=own, at=at_noon(ON))
    told = Notice.objects.filter(kind="follow_up", subject_kind="case")
    for day, count in ((due - 8 * DAY, 0), (due - 7 * DAY, 1), (due - 7 * DAY, 1), (due, 2), (due + 5 * DAY, 3)):
        follow_cases(on=day, at=at_noon(day))
        assert told.count() == count
    later = acting(holder(unit=party.provinces[0][0]), due + 6 * DAY)
    mark_done(case_id=case.pk, done_on=due + 5 * DAY, on=later.on, by=later, at=at_noon(later.on))
    assert follow_cases(on=due + 30 * DAY, at=at_noon(due + 30 * DAY)) == 0
    assert not told.filter(cleared_at=None).exists()


def queries_of_a_night(branches: int) -> int:
    party = small_party(branches=branches)
    opened(on=ON)
    for region in party.branches:
        for units in region:
            for unit in units:
                holder(unit=unit)
                for month in range(1, 6):
                    make_report(unit, date(2026, month, 9), text=SAYS[month], present=4)
    find_dysfunctions(on=ON, at=at_noon(ON))
    Case.objects.filter(kind=CaseKind.QUORUM).delete()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        find_dysfunctions(on=ON + DAY, at=at_noon(ON + DAY))
    return len(queries)


def test_a_night_costs_the_same_queries_at_two_sizes() -> None:
    small = queries_of_a_night(1)
    Case.objects.all().delete()
    assert small == 25


def test_a_night_costs_the_same_queries_at_the_larger_size() -> None:
    assert queries_of_a_night(4) == 25


def test_a_second_run_leaves_every_row_as_it_was(party: Party) -> None:
    opened(on=ON)
    vacant_everywhere(party)
    for month in range(1, 6):
        make_report(party.branches[0][0][0], date(2026, month, 9), text=SAYS[0], present=4)
    first = find_dysfunctions(on=ON, at=at_noon(ON))
    assert (first.opened > 14, first.looked) == (True, 5)
    tables = (Case, Notice, AuditEntry)
    rows = kept_rows(tables)
    assert find_dysfunctions(on=ON, at=at_noon(ON) + timedelta(hours=1)) == NightTally()
    assert kept_rows(tables) == rows


def test_a_unit_opened_later_or_closed_has_no_case(party: Party) -> None:
    vacant_everywhere(party)
    make_post(unit=make_unit(kind="branch", parent=party.provinces[0][0], opened_on=ON + DAY))
    Unit.objects.filter(pk=party.branches[0][0][0].pk).update(closed_on=ON)
    find_dysfunctions(on=ON, at=at_noon(ON))
    assert Case.objects.count() == 13


def test_the_pass_runs_once_a_day(party: Party) -> None:
    vacant_everywhere(party)
    assert find_once_a_day(on=ON, at=at_noon(ON)).opened == 14
    Case.objects.all().delete()
    note_ended(name=FIND, started_at=at_noon(ON), at=at_noon(ON), tally=0)
    assert find_once_a_day(on=ON, at=at_noon(ON)) == NightTally()
    assert find_once_a_day(on=ON + DAY, at=at_noon(ON + DAY)).opened == 14
