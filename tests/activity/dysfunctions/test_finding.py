"""Each rule over the small party: opened, not the day before, settled as the table says, and never twice."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tajadur.activity.congresses.models import Congress
from tajadur.activity.dysfunctions.models import Case, CongressLook, ReportLook
from tajadur.activity.dysfunctions.nightly.find import NightTally, find_dysfunctions
from tajadur.activity.dysfunctions.operations.closing import dismiss_case
from tajadur.activity.meetings.models import ActionItem, ActionNews
from tajadur.duties.obligations.models import Obligation
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.units.models import Unit
from tajadur.registry.notices.models import Notice
from tajadur.rules.cases import CaseEnd
from tajadur.rules.dysfunctions import CaseKind, Severity
from tests.factories.cases import SAYS, make_case, make_report
from tests.factories.congresses import hold, make_congress
from tests.factories.duties import at_noon, opened, owed, report, responsible
from tests.factories.party import Party, holder, make_mandate, make_person, make_post
from tests.factories.reports import make_meeting

ON = date(2026, 6, 25)
DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


def found(unit: Unit, kind: CaseKind, on: date = ON) -> Case | None:
    """The open case of a unit and kind after the pass of ``on``."""
    find_dysfunctions(on=on, at=at_noon(on))
    return Case.objects.filter(unit=unit, kind=kind, ended_on=None).first()


def ended(case: Case) -> str:
    case.refresh_from_db()
    return case.ended_as


def owed_months(unit: Unit, months: Sequence[int]) -> list[Obligation]:
    return [owed(unit, "branch-office", f"2026-{month:02}") for month in months]


def test_a_silent_unit_is_found_raised_and_its_settling_proposed(party: Party) -> None:
    opened(on=ON)
    branch = party.branches[0][0][0]
    january, february, march = owed_months(branch, [1, 2, 3])
    assert found(branch, CaseKind.SILENT, march.overdue_from - DAY) is None
    case = found(branch, CaseKind.SILENT, march.overdue_from)
    assert case is not None
    assert (case.severity, case.found_by) == (Severity.MEDIUM, "found_by_rule")
    assert case.facts == [f"obligation:{row.pk}" for row in (january, february, march)]
    opened(on=date(2026, 12, 1))
    june = owed(branch, "branch-office", "2026-06")
    raised = found(branch, CaseKind.SILENT, june.overdue_from)
    assert raised is not None
    assert (raised.pk, raised.severity, len(raised.facts)) == (case.pk, Severity.HIGH, 6)
    for month, on in ((7, date(2026, 8, 2)), (8, date(2026, 9, 2))):
        report(owed(branch, "branch-office", f"2026-{month:02}"), held_on=on - 10 * DAY, filed_on=on)
        last = found(branch, CaseKind.SILENT, on)
        assert last is not None
        assert (last.proposed_on, last.severity) == (None if month == 7 else on, Severity.HIGH)
    december = owed(branch, "branch-office", "2026-11").overdue_from
    opened(on=december)
    silent_again = found(branch, CaseKind.SILENT, december)
    assert silent_again is not None and silent_again.proposed_on is None


def test_a_period_answered_excused_or_in_grace_breaks_the_silence(party: Party) -> None:
    opened(on=ON)
    declared, excused, reported = party.branches[0][0][0], party.branches[0][0][1], party.branches[0][1][0]
    Obligation.objects.filter(pk=owed_months(declared, [4])[0].pk).update(not_held_on=date(2026, 5, 3))
    Obligation.objects.filter(pk__in=[row.pk for row in owed_months(excused, [1, 2, 3])]).update(
        excused_on=date(2026, 4, 3)
    )
    report(owed_months(reported, [5])[0], held_on=date(2026, 5, 9), filed_on=date(2026, 5, 10))
    assert found(declared, CaseKind.SILENT) is None
    assert found(excused, CaseKind.SILENT) is None
    assert found(reported, CaseKind.SILENT) is None
    assert found(party.branches[1][0][0], CaseKind.SILENT) is not None


def test_a_vacant_secretary_ends_when_a_mandate_begins_and_comes_back_with_its_history(party: Party) -> None:
    branch = party.branches[0][0][0]
    holder(unit=branch, to_on=ON - 30 * DAY)
    assert found(branch, CaseKind.VACANT, ON) is None
    case = found(branch, CaseKind.VACANT, ON + DAY)
    assert case is not None
    assert (case.severity, case.facts, case.recurrence) == (
        Severity.HIGH,
        [f"vacancy:{(ON - 29 * DAY).isoformat()}"],
        1,
    )
    make_mandate(person=make_person(), post=make_post(unit=branch), from_on=ON + 2 * DAY, to_on=ON + 60 * DAY)
    assert found(branch, CaseKind.VACANT, ON + 2 * DAY) is None
    assert (ended(case), case.ended_on) == (CaseEnd.FACTS, ON + 2 * DAY)
    again = found(branch, CaseKind.VACANT, ON + 100 * DAY)
    assert again is not None
    assert (again.recurrence, again.previous_id) == (2, case.pk)


def test_a_mandate_that_ran_its_term_is_found_and_ends_with_a_declared_renewal(party: Party) -> None:
    branch, left = party.branches[0][0][0], party.branches[0][0][1]
    holder(unit=branch, from_on=date(2023, 4, 26), to_on=date(2026, 4, 25))
    holder(unit=left, from_on=date(2025, 4, 26), to_on=date(2026, 4, 25))  # left before the end of the term
    assert found(branch, CaseKind.EXPIRED, date(2026, 6, 23)) is None
    case = found(branch, CaseKind.EXPIRED, date(2026, 6, 24))
    assert case is not None and case.severity == Severity.MEDIUM
    assert found(left, CaseKind.EXPIRED, date(2026, 6, 24)) is None
    renewal = make_mandate(person=make_person(), post=make_post(unit=branch), from_on=ON + DAY)
    Mandate.objects.filter(pk=renewal.pk).update(standing="proposed")
    assert found(branch, CaseKind.EXPIRED, ON) is None
    assert ended(case) == CaseEnd.FACTS


def test_quorum_never_reached_ends_after_two_meetings_with_quorum(party: Party) -> None:
    branch = party.branches[0][0][0]
    for month in (1, 2, 3):
        make_report(branch, date(2026, month, 9), text=SAYS[month], present=4)
    assert found(branch, CaseKind.QUORUM) is None
    make_report(branch, date(2026, 4, 9), text=SAYS[4], present=5)
    case = found(branch, CaseKind.QUORUM)
    assert case is not None and len(case.facts) == 4
    make_report(branch, date(2026, 5, 9), text=SAYS[5], present=6)
    still = found(branch, CaseKind.QUORUM)
    assert still is not None and still.pk == case.pk
    make_report(branch, date(2026, 6, 9), text=SAYS[0], present=7)
    assert found(branch, CaseKind.QUORUM) is None
    assert ended(case) == CaseEnd.FACTS


def test_a_corrected_report_counts_by_its_latest_version(party: Party) -> None:
    branch = party.branches[0][0][0]
    reports = [make_report(branch, date(2026, month, 9), present=4) for month in (1, 2, 3, 4)]
    last = reports[-1]
    last.pk, last.version, last.present, last.receipt = None, 2, 9, "C-x"
    last.client_key = uuid4()
    last.save()
    assert found(branch, CaseKind.QUORUM) is None


def test_meetings_never_programmed_in_time_are_found_and_only_the_unit_ends_it(party: Party) -> None:
    opened(on=ON)
    branch, early = party.branches[0][0][0], party.branches[0][0][1]
    for unit, day in ((branch, 9), (early, 7)):
        for row in owed_months(unit, [1, 2, 3, 4, 5]):
            Obligation.objects.filter(pk=row.pk).update(programmed_on=row.period_start.replace(day=day))
    for row in owed_months(branch, [2, 3]):
        report(row, held_on=row.period_end, filed_on=row.period_end + DAY)
    case = found(branch, CaseKind.UNPROGRAMMED)
    assert case is not None and case.severity == Severity.LOW
    assert found(early, CaseKind.UNPROGRAMMED) is None
    for row in owed_months(branch, [4, 5]):
        Obligation.objects.filter(pk=row.pk).update(programmed_on=row.period_start)
    still = found(branch, CaseKind.UNPROGRAMMED)
    assert still is not None and still.proposed_on is None


def test_actions_without_news_are_found_by_number_and_end_when_fewer(party: Party) -> None:
    branch = party.branches[0][0][0]
    meeting = make_meeting(unit=branch, planned_on=date(2026, 3, 1), state="reported")
    common: dict[str, Any] = {"unit": branch, "body": meeting.body, "meeting": meeting}
    for place in range(13):
        days = 61 if place < 5 else 60
        ActionItem.objects.create(position=place, text="إجراء", opened_on=ON - days * DAY, **common)
    assert found(branch, CaseKind.ACTIONS, ON - DAY) is None
    case = found(branch, CaseKind.ACTIONS)
    assert case is not None and len(case.facts) == 5
    ActionItem.objects.filter(position__in=(0, *range(6, 13))).update(closed_on=ON)
    assert found(branch, CaseKind.ACTIONS) is not None  # 4 of the 5 open ones
    for row in ActionItem.objects.filter(position__in=(1, 2)):
        ActionNews.objects.create(action=row, told_on=ON - DAY, text="جار", told_at=at_noon(ON - DAY), mandate_id=1)
    assert found(branch, CaseKind.ACTIONS) is None  # 2 of the 5, the others were heard of
    ActionNews.objects.all().delete()
    assert found(branch, CaseKind.ACTIONS) is not None
    ActionItem.objects.filter(position__in=(1, 2, 3, 4)).update(closed_on=ON)
    assert found(branch, CaseKind.ACTIONS) is None
    assert ended(case) == CaseEnd.FACTS


def test_copied_and_empty_reports_are_found_and_a_dismissal_is_remembered(party: Party) -> None:
    branch = party.branches[0][0][0]
    make_report(branch, date(2026, 1, 9), text=SAYS[0])
    make_report(branch, date(2026, 2, 9), text=SAYS[0] + " 12 فبراير")
    make_report(branch, date(2026, 3, 9), text=SAYS[1])
    make_report(branch, date(2026, 4, 9), text="تم الاجتماع")
    assert found(branch, CaseKind.COPIED) is None
    copied = make_report(branch, date(2026, 5, 9), text="تم الاجتماع", decisions=0)
    case = found(branch, CaseKind.COPIED)
    assert case is not None
    assert ReportLook.objects.get(report=copied).similarity == 100
    assert [fact.split(":")[0] for fact in case.facts] == ["meeting"] * 3
    cell = responsible(party, ON)
    dismiss_case(case_id=case.pk, reason="اجتماعات دورية", on=ON, by=cell, at=at_noon(ON))
    assert found(branch, CaseKind.COPIED, ON + DAY) is None
    for month in (7, 8, 9):
        make_report(branch, date(2026, month, 9), text=SAYS[2])
    assert found(branch, CaseKind.COPIED, date(2026, 9, 15)) is None  # the same matter, month after month
    again = found(branch, CaseKind.COPIED, ON + 365 * DAY)
    assert again is not None and again.recurrence == 1


def test_a_dismissed_matter_that_grew_graver_is_found_again(party: Party) -> None:
    opened(on=date(2026, 12, 1))
    branch = party.branches[0][0][0]
    march, april, june = owed_months(branch, [3, 4, 6])
    case = found(branch, CaseKind.SILENT, march.overdue_from)
    assert case is not None
    cell = responsible(party, march.overdue_from)
    dismiss_case(case_id=case.pk, reason="فيضانات", on=cell.on, by=cell, at=at_noon(cell.on))
    assert found(branch, CaseKind.SILENT, april.overdue_from) is None
    graver = found(branch, CaseKind.SILENT, june.overdue_from)
    assert graver is not None
    assert (graver.severity, graver.recurrence) == (Severity.HIGH, 2)


def test_a_dismissal_is_forgotten_after_a_year(party: Party) -> None:
    branch = party.branches[0][0][0]
    make_post(unit=branch)
    case = found(branch, CaseKind.VACANT)
    assert case is not None
    dismiss_case(case_id=case.pk, reason="ينتظر المؤتمر", on=ON, by=responsible(party, ON), at=at_noon(ON))
    assert found(branch, CaseKind.VACANT, ON + 364 * DAY) is None
    again = found(branch, CaseKind.VACANT, ON + 365 * DAY)
    assert again is not None and again.recurrence == 1


def test_a_congress_that_misses_is_found_on_the_second_look_a_week_later(party: Party) -> None:
    congress = make_congress(unit=party.regions[0], by_on=date(2026, 8, 31))
    first = date(2026, 7, 20)
    assert found(party.regions[0], CaseKind.CONGRESS, first) is None
    assert found(party.regions[0], CaseKind.CONGRESS, first + 6 * DAY) is None
    assert CongressLook.objects.filter(congress=congress).count() == 1
    case = found(party.regions[0], CaseKind.CONGRESS, first + 7 * DAY)
    assert case is not None
    assert (case.severity, case.facts) == (Severity.HIGH, [f"obligation:{congress.obligation_id}"])
    hold(Congress.objects.get(pk=congress.pk), first + 9 * DAY)
    assert found(party.regions[0], CaseKind.CONGRESS, first + 9 * DAY) is None
    assert ended(case) == CaseEnd.FACTS


def test_a_leading_body_without_women_is_found_and_ends_with_the_first(party: Party) -> None:
    region = party.regions[0]
    post = make_post(unit=region, post="member")
    for _ in range(2):
        make_mandate(person=make_person(sex="m"), post=post)
    assert found(region, CaseKind.WOMEN) is None
    unknown = make_mandate(person=make_person(sex=""), post=post)
    assert found(region, CaseKind.WOMEN) is None
    Mandate.objects.filter(pk=unknown.pk).update(person=make_person(sex="m"))
    case = found(region, CaseKind.WOMEN)
    assert case is not None and case.severity == Severity.MEDIUM
    make_mandate(person=make_person(sex="f"), post=post)
    assert found(region, CaseKind.WOMEN) is None
    assert ended(case) == CaseEnd.FACTS


def test_an_opening_or_a_new_secretary_not_declared_in_thirty_days(party: Party) -> None:
    renewed, young = party.branches[0][0]
    Unit.objects.filter(pk=young.pk).update(opened_on=ON - 30 * DAY)
    holder(unit=renewed, from_on=ON - 29 * DAY)
    assert found(renewed, CaseKind.UNDECLARED) is None
    first, second = found(young, CaseKind.UNDECLARED), found(renewed, CaseKind.UNDECLARED, ON + DAY)
    assert first is not None and second is not None
    assert (first.severity, first.facts) == (Severity.HIGH, [f"opening:{(ON - 30 * DAY).isoformat()}"])
    Unit.objects.filter(pk__in=(renewed.pk, young.pk)).update(declared_on=ON, receipt="1/2026")
    find_dysfunctions(on=ON + 2 * DAY, at=at_noon(ON + 2 * DAY))
    assert (ended(first), ended(second)) == (CaseEnd.FACTS, CaseEnd.FACTS)
    assert found(party.branches[1][0][0], CaseKind.UNDECLARED) is None  # opened long ago


def test_what_somebody_observed_is_not_ended_by_facts_that_no_rule_saw(party: Party) -> None:
    branch = party.branches[0][0][0]
    holder(unit=branch)
    seen = make_case(branch, kind=CaseKind.VACANT, on=ON, found_by="found_by_cell", mandate_id=1, text="غائب")
    assert found(branch, CaseKind.VACANT) == seen
    Mandate.objects.filter(post__unit=branch).update(to_on=ON - 40 * DAY)
    known = found(branch, CaseKind.VACANT)
    assert known == seen and known.facts
    make_mandate(person=make_person(), post=make_post(unit=branch), from_on=ON)
    assert found(branch, CaseKind.VACANT) is None


def test_the_unit_is_told_once_and_a_vacant_post_passes_it_upwards(party: Party) -> None:
    opened(on=ON)
    branch = party.branches[0][0][0]
    make_post(unit=branch)
    above = holder(unit=party.provinces[0][0])
    find_dysfunctions(on=ON, at=at_noon(ON))
    told = Notice.objects.filter(kind="case", unit=branch)
    assert {notice.passed_from_id for notice in told} == {make_post(unit=branch).pk}
    assert {notice.post_id for notice in told} == {Mandate.objects.get(person=above.person).post_id}
    before = Notice.objects.count()
    assert find_dysfunctions(on=ON, at=at_noon(ON)) == NightTally()
    assert Notice.objects.count() == before
