"""What an officer of a unit sees first."""

from datetime import UTC, date, datetime, time

from pytest_django import DjangoAssertNumQueries

from tajadur.activity.meetings.models import Draft, Meeting
from tajadur.compliance.home import home
from tajadur.duties.directives.models import Directive
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Body, Unit
from tajadur.rules.periods import PeriodType
from tests.factories.duties import at_noon, opened, owed
from tests.factories.party import Party, acting, holder, make_mandate, make_post
from tests.factories.stories import held

ON = date(2026, 11, 25)
AT = datetime(2026, 11, 1, 9, tzinfo=UTC)


def _meeting(unit: Unit, planned_on: date, state: str = "programmed") -> Meeting:
    return Meeting.objects.create(
        unit=unit,
        body=Body.objects.get(unit=unit, body_type__code="office"),
        planned_on=planned_on,
        wall_time=time(18, 30),
        zone="Africa/Casablanca",
        starts_at=datetime(planned_on.year, planned_on.month, planned_on.day, 18, 30, tzinfo=UTC),
        place="المقر",
        state=state,
        programmed_at=AT,
        programmed_on=AT.date(),
    )


def _settled(unit: Unit, code: str) -> None:
    for row in Obligation.objects.filter(unit=unit, directive__code=code, due_on__lt=ON):
        held(row, row.period_start, row.period_start)


def test_what_is_overdue_comes_first_then_what_is_due(party: Party) -> None:
    opened(on=ON)
    branch = party.branches[0][0][0]
    _settled(branch, "branch-office")
    october = owed(branch, "branch-office", "2026-10")
    Obligation.objects.filter(pk=october.pk).update(
        held_on=None, filed_on=None, submitted_at=None, source_id=None, source_kind=""
    )
    page = home(acting(holder(unit=branch), ON), branch.pk, on=ON)
    assert [(task.kind, task.period_key, task.is_overdue, task.days) for task in page.tasks] == [
        ("declare", "2026", True, 178),
        ("answer", "2026-10", True, 18),
        ("programme", "2026-11", False, 0),
        ("programme", "2026-12", False, 0),
    ]


def test_a_unit_silent_for_a_year_still_sees_the_meeting_it_has_just_held(party: Party) -> None:
    opened(on=ON)
    branch = party.branches[0][0][0]
    meeting = _meeting(branch, date(2026, 11, 20))
    page = home(acting(holder(unit=branch), ON), branch.pk, on=ON)
    assert [task.period_key for task in page.tasks if task.kind == "answer"] == ["2026-08", "2026-09", "2026-10"]
    assert [task.meeting_id for task in page.tasks if task.kind == "report"] == [meeting.pk]
    assert page.left_out > 0


def test_a_congress_not_held_is_as_late_as_the_countdown_says(party: Party) -> None:
    opened(on=ON)
    page = home(acting(holder(unit=party.regions[0]), ON), party.regions[0].pk, on=ON)
    assert [(task.kind, task.days, task.is_overdue) for task in page.tasks] == [("congress", 148, True)]


def test_a_congress_is_past_its_day_before_its_report_is_due(party: Party) -> None:
    on = date(2026, 7, 5)
    opened(on=on)
    (task,) = home(acting(holder(unit=party.regions[0]), on), party.regions[0].pk, on=on).tasks
    assert (task.kind, task.days, task.is_overdue) == ("congress", 5, False)


def test_a_meeting_that_took_place_is_to_be_reported_and_its_draft_is_offered(party: Party) -> None:
    opened(on=ON)
    branch = party.branches[0][0][0]
    _settled(branch, "branch-office")
    meeting = _meeting(branch, date(2026, 11, 20))
    _meeting(branch, date(2026, 12, 19))
    account = holder(unit=branch)
    Draft.objects.create(meeting=meeting, payload={}, saved_at=AT, saved_by=account)
    page = home(acting(account, ON), branch.pk, on=ON)
    found = [task for task in page.tasks if task.kind in {"report", "programme"}]
    assert [(task.kind, task.meeting_id, task.has_draft) for task in found] == [("report", meeting.pk, True)]
    assert [draft.meeting_id for draft in page.drafts] == [meeting.pk]
    assert page.next_meeting is not None
    assert page.next_meeting.planned_on == date(2026, 12, 19)


def test_a_meeting_answers_the_last_edition_that_had_begun_and_no_earlier_one(party: Party) -> None:
    opened(on=ON)
    branch = party.branches[0][0][0]
    row = owed(branch, "branch-office", "2026-10")
    Obligation.objects.filter(unit=branch).exclude(pk=row.pk).delete()
    Obligation.objects.filter(pk=row.pk).update(calendar=False)
    meeting = _meeting(branch, date(2026, 11, 20))
    acts = acting(holder(unit=branch), ON)
    assert [(task.kind, task.meeting_id) for task in home(acts, branch.pk, on=ON).tasks] == [("report", meeting.pk)]
    row.pk, row.calendar, row.period_key = None, False, "2026-11"
    row.period_start, row.period_end = date(2026, 11, 1), date(2026, 11, 30)
    row.due_on, row.overdue_from = date(2026, 12, 7), date(2026, 12, 15)
    row.save()
    found = {task.period_key: (task.kind, task.meeting_id) for task in home(acts, branch.pk, on=ON).tasks}
    assert found == {"2026-10": ("answer", None), "2026-11": ("report", meeting.pk)}


def test_a_meeting_still_to_come_is_no_task(party: Party) -> None:
    opened(on=ON)
    branch = party.branches[0][0][0]
    _settled(branch, "branch-office")
    _settled(branch, "branch-situation")
    _meeting(branch, date(2026, 11, 28))
    _meeting(branch, date(2026, 12, 19))
    assert home(acting(holder(unit=branch), ON), branch.pk, on=ON).tasks == []


def test_regularity_counts_only_periods_fully_due(party: Party) -> None:
    opened(on=ON)
    branch = party.branches[0][0][0]
    _settled(branch, "branch-office")
    held(owed(branch, "branch-office", "2026-11"), date(2026, 11, 3), date(2026, 11, 4))
    page = home(acting(holder(unit=branch), ON), branch.pk, on=ON)
    assert (page.met, page.expected, len(page.months), page.months[-1].state) == (10, 10, 12, "on_time")
    assert page.below is None


def test_whoever_holds_two_offices_reads_first_what_both_owe(
    party: Party, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    opened(on=ON)
    first, second = party.branches[0][0]
    for code in ("branch-office", "branch-situation"):
        _settled(first, code)
    _meeting(first, date(2026, 11, 28))
    _meeting(first, date(2026, 12, 19))
    account = holder(unit=first)
    assert account.person is not None
    make_mandate(person=account.person, post=make_post(unit=second))
    actor = acting(account, ON)
    with django_assert_num_queries(3):
        page = home(actor, first.pk, on=ON)
    assert page.tasks == []
    assert [(owing.unit_id, owing.programmes) for owing in page.elsewhere] == [(second.pk, True)]
    own = home(actor, second.pk, on=ON)
    assert (page.elsewhere[0].tasks, page.elsewhere[0].left_out) == (own.tasks, own.left_out)
    assert own.left_out > 0


def test_the_months_are_those_of_one_directive(party: Party) -> None:
    opened(on=ON)
    province = party.provinces[0][0]
    _settled(province, "provincial-office")
    months = home(acting(holder(unit=province), ON), province.pk, on=ON).months
    assert {month.key: month.state for month in months}["2026-06"] == "on_time"


def test_a_month_of_weeks_shows_the_weakest_of_them(party: Party) -> None:
    first = date(2026, 9, 28)
    opened(on=first, from_on=first)
    branch = party.branches[0][0][0]
    Obligation.objects.all().delete()
    Directive.objects.filter(code="branch-office").update(period_type=PeriodType.WEEKLY)
    open_periods(on=ON, at=at_noon(ON))
    weeks = Obligation.objects.filter(unit=branch, directive__code="branch-office").order_by("period_start")
    assert [row.period_key for row in weeks[:3]] == ["2026W40", "2026W41", "2026W42"]
    for row in weeks.filter(period_end__lt=date(2026, 10, 26)):
        held(row, row.period_start, row.period_start)
    months = home(acting(holder(unit=branch), ON), branch.pk, on=ON).months
    assert {month.key: month.state for month in months if month.state} == {"2026-10": "on_time", "2026-11": "silent"}
    assert [month.due_on for month in months if month.key == "2026-11"] == [date(2026, 11, 8)]


def test_a_province_sees_who_below_has_not_answered_and_a_member_does_not(party: Party) -> None:
    opened(on=ON)
    province, branches = party.provinces[0][0], party.branches[0][0]
    _settled(branches[0], "branch-office")
    page = home(acting(holder(unit=province), ON), province.pk, on=ON)
    assert page.below is not None
    assert (page.below.reported, page.below.expected) == (1, 2)
    assert page.below.silent == [(branches[1].pk, branches[1].name)]
    member = home(acting(holder(unit=province, post="member"), ON), province.pk, on=ON)
    assert (member.below, member.programmes) == (None, False)


def test_the_home_asks_three_questions_whatever_is_owed(
    party: Party, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    opened(on=ON)
    account: Account = holder(unit=party.provinces[0][0])
    actor = acting(account, ON)
    with django_assert_num_queries(3):
        home(actor, party.provinces[0][0].pk, on=ON)
    for day in (3, 10, 17):
        _meeting(party.provinces[0][0], date(2026, 11, day))
    with django_assert_num_queries(3):
        home(actor, party.provinces[0][0].pk, on=ON)
