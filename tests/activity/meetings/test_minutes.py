"""Minutes of councils: circulated to the members, adopted by the next meeting, wherever that comes to stand."""

from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tajadur.activity.meetings.agenda import AgendaPoint
from tajadur.activity.meetings.models import Meeting, MinutesCirculation, Point, Report
from tajadur.activity.meetings.nightly import carry_points
from tajadur.activity.meetings.operations.adoption import place_adoptions
from tajadur.activity.meetings.operations.changes import cancel_meeting, edit_points, move_meeting
from tajadur.activity.meetings.operations.corrections import correct_report
from tajadur.activity.meetings.operations.minutes import circulate_minutes
from tajadur.activity.meetings.operations.validation import PointAnswer
from tajadur.activity.meetings.queries.meetings import proposal_for
from tajadur.activity.meetings.queries.minutes import MinutesCard, minutes_of
from tajadur.foundation.errors import BadInput, Conflict, NotVisible, PermissionDenied
from tajadur.organisation.people.models import Account
from tajadur.organisation.profile.models import BodyTypeSettings
from tajadur.organisation.units.models import Unit
from tajadur.registry.audit.models import AuditEntry
from tajadur.rules.minutes import MinutesState
from tests.factories.councils import adoptions, circulated, council_held, council_on
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting, holder
from tests.factories.reports import report_data, submitted

FIRST, ON = date(2026, 5, 9), date(2026, 5, 12)
NEXT, AFTER = date(2026, 6, 13), date(2026, 6, 27)
DAY = timedelta(days=1)


@pytest.fixture
def province(party: Party) -> Unit:
    return party.provinces[0][0]


@pytest.fixture
def secretary(province: Unit) -> Account:
    return holder(unit=province)


@pytest.fixture
def report(province: Unit, secretary: Account) -> Report:
    """Of the council of 9 May, as its secretary sent it."""
    meeting = council_on(FIRST, unit=province, account=secretary, on=FIRST - timedelta(days=20))
    return council_held(meeting, account=secretary, on=ON)


def card(report: Report, on: date) -> MinutesCard:
    latest = Report.objects.filter(meeting=report.meeting).order_by("-version")[0]
    found = minutes_of(latest, latest=latest.version, on=on)
    assert found is not None
    return found


def test_the_minutes_stand_on_the_next_agenda_by_themselves(province: Unit, secretary: Account, report: Report) -> None:
    coming = council_on(NEXT, unit=province, account=secretary, on=ON)
    later = council_on(AFTER, unit=province, account=secretary, on=ON)
    assert card(report, ON).status.state is MinutesState.DRAFT
    circulated(report, account=secretary, on=ON)
    assert (adoptions(coming), adoptions(later)) == ([report.meeting_id], [])
    line = coming.points.get(minutes_of__isnull=False)
    assert (line.text, line.position) == ("المصادقة على محضر اجتماع 09/05/2026", 3)
    assert card(report, ON).status.state is MinutesState.CIRCULATED
    assert card(report, ON).agenda.meeting_id == coming.pk
    assert AuditEntry.objects.get(act="minutes.circulated").detail == {"meeting": report.meeting_id, "version": 1}


def test_a_body_without_a_next_meeting_gets_the_line_with_it(
    province: Unit, secretary: Account, report: Report
) -> None:
    circulated(report, account=secretary, on=ON)
    assert card(report, ON).agenda is None
    assert Point.objects.filter(minutes_of__isnull=False).count() == 0
    coming = council_on(NEXT, unit=province, account=secretary, on=ON)
    assert adoptions(coming) == [report.meeting_id]
    nearer = council_on(NEXT - timedelta(days=7), unit=province, account=secretary, on=ON)
    assert (adoptions(nearer), adoptions(coming)) == ([report.meeting_id], [])
    assert proposal_for(coming.body, ON).points == proposal_for(nearer.body, ON).points
    assert not any("محضر" in point.text for point in proposal_for(nearer.body, ON).points)


@pytest.mark.parametrize(
    ("said", "note", "state"),
    [
        ("reached", "", MinutesState.ADOPTED),
        ("partly", "تصحيح عدد الحاضرين", MinutesState.CORRECTED),
        ("not_reached", "ينقصها التقرير المالي", MinutesState.SENT_BACK),
    ],
)
def test_the_next_meeting_says_what_becomes_of_them(
    province: Unit, secretary: Account, report: Report, said: str, note: str, state: MinutesState
) -> None:
    coming = council_on(NEXT, unit=province, account=secretary, on=ON)
    later = council_on(AFTER, unit=province, account=secretary, on=ON)
    circulated(report, account=secretary, on=ON)
    on = NEXT + timedelta(days=1)
    answer = council_held(coming, account=secretary, on=on, minutes=said, note=note)
    found = card(report, on)
    assert (found.status.state, found.status.since, found.answer.report_id) == (state, NEXT, answer.pk)
    assert found.answer.note == note
    assert adoptions(later) == []
    assert carry_points(on=on) == 0
    assert card(report, NEXT - timedelta(days=1)).status.state is MinutesState.CIRCULATED


def test_what_is_carried_stands_on_the_meeting_after(province: Unit, secretary: Account, report: Report) -> None:
    coming = council_on(NEXT, unit=province, account=secretary, on=ON)
    later = council_on(AFTER, unit=province, account=secretary, on=ON)
    circulated(report, account=secretary, on=ON)
    on = NEXT + timedelta(days=1)
    sent = council_held(coming, account=secretary, on=on, minutes="carried")
    assert adoptions(later) == [report.meeting_id]
    assert card(report, on).status.state is MinutesState.CIRCULATED
    points = {point.pk: PointAnswer("reached") for point in coming.points.all()}
    correct_report(
        report_id=sent.pk,
        data=report_data(coming, present=30, women=10, youth=6, excused=5, outcomes=points),
        base_version=1,
        client_key=uuid4(),
        by=acting(secretary, on),
        at=at_noon(on),
    )
    assert adoptions(later) == []  # the correction says that they were adopted
    assert card(report, on).status.state is MinutesState.ADOPTED


def test_sent_back_minutes_are_corrected_and_circulated_again(
    province: Unit, secretary: Account, report: Report
) -> None:
    coming = council_on(NEXT, unit=province, account=secretary, on=ON)
    circulated(report, account=secretary, on=ON)
    on = NEXT + timedelta(days=1)
    council_held(coming, account=secretary, on=on, minutes="not_reached", note="ناقص")
    later = council_on(AFTER, unit=province, account=secretary, on=on)
    assert adoptions(later) == []
    with pytest.raises(Conflict, match="already_circulated"):
        circulated(report, account=secretary, on=on)
    points = {point.pk: PointAnswer("reached") for point in report.meeting.points.all()}
    corrected = correct_report(
        report_id=report.pk,
        data=report_data(report.meeting, present=31, women=10, youth=6, excused=5, outcomes=points),
        base_version=1,
        client_key=uuid4(),
        by=acting(secretary, on),
        at=at_noon(on),
    )
    assert card(report, on).is_corrected_since
    with pytest.raises(Conflict, match="not_the_latest"):
        circulated(report, account=secretary, on=on)
    circulated(Report.objects.get(pk=corrected.submission_id), account=secretary, on=on)
    assert adoptions(later) == [report.meeting_id]
    assert (card(report, on).status.state, card(report, on).status.version) == (MinutesState.CIRCULATED, 2)
    assert Report.objects.get(pk=report.pk).present == 30  # the text before stays
    assert MinutesCirculation.objects.count() == 2


def test_a_cancelled_meeting_hands_the_line_to_the_next(province: Unit, secretary: Account, report: Report) -> None:
    coming = council_on(NEXT, unit=province, account=secretary, on=ON)
    later = council_on(AFTER, unit=province, account=secretary, on=ON)
    circulated(report, account=secretary, on=ON)
    by = acting(secretary, ON)
    cancel_meeting(meeting_id=coming.pk, because="عطلة", by=by, at=at_noon(ON))
    assert adoptions(later) == [report.meeting_id]
    assert place_adoptions(on=ON, body_ids=[later.body_id]) == 0


def test_a_meeting_moved_behind_another_hands_the_line_over(province: Unit, secretary: Account, report: Report) -> None:
    coming = council_on(NEXT, unit=province, account=secretary, on=ON)
    later = council_on(AFTER, unit=province, account=secretary, on=ON)
    circulated(report, account=secretary, on=ON)
    by = acting(secretary, ON)
    moved_to = AFTER + timedelta(days=2)
    move_meeting(
        meeting_id=coming.pk, planned_on=moved_to, wall_time=time(18), confirmed=["leaves_period"], by=by,
        at=at_noon(ON),
    )  # fmt: skip
    assert (adoptions(coming), adoptions(later)) == ([], [report.meeting_id])
    assert list(coming.points.filter(kind="item").order_by("position").values_list("position", flat=True)) == [1, 2]


def test_a_meeting_nobody_held_hands_the_line_over_in_the_night(
    province: Unit, secretary: Account, report: Report
) -> None:
    coming = council_on(NEXT, unit=province, account=secretary, on=ON)
    later = council_on(AFTER, unit=province, account=secretary, on=ON)
    circulated(report, account=secretary, on=ON)
    waiting = NEXT + timedelta(days=3)
    assert carry_points(on=waiting) == 0
    assert (adoptions(coming), adoptions(later)) == ([report.meeting_id], [])
    given_up = NEXT + timedelta(days=9)
    assert carry_points(on=given_up) > 0
    assert adoptions(later) == [report.meeting_id]
    assert carry_points(on=given_up) == 0


def test_a_late_report_that_adopts_takes_the_line_off_the_next_agenda(
    province: Unit, secretary: Account, report: Report
) -> None:
    coming = council_on(NEXT, unit=province, account=secretary, on=ON)
    later = council_on(AFTER, unit=province, account=secretary, on=ON)
    circulated(report, account=secretary, on=ON)
    late = NEXT + timedelta(days=9)
    carry_points(on=late)
    assert adoptions(later) == [report.meeting_id]
    council_held(coming, account=secretary, on=late, minutes="reached")
    assert adoptions(later) == []
    assert list(later.points.filter(kind="item").order_by("position").values_list("position", flat=True)) == [1, 2]


def test_only_a_later_meeting_adopts(province: Unit, secretary: Account, report: Report) -> None:
    coming = council_on(NEXT, unit=province, account=secretary, on=ON)
    circulated(report, account=secretary, on=ON)
    with pytest.raises(BadInput) as caught:
        _held_on(coming, secretary, FIRST)
    assert [problem.code for problem in caught.value.problems] == ["adopted_before"]
    _held_on(coming, secretary, FIRST, minutes="carried")
    assert card(report, NEXT).status.state is MinutesState.CIRCULATED


@pytest.mark.parametrize("said", ["partly", "not_reached"])
def test_corrections_are_named(province: Unit, secretary: Account, report: Report, said: str) -> None:
    coming = council_on(NEXT, unit=province, account=secretary, on=ON)
    circulated(report, account=secretary, on=ON)
    with pytest.raises(BadInput) as caught:
        council_held(coming, account=secretary, on=NEXT + DAY, minutes=said, note="  ")
    line = coming.points.get(minutes_of__isnull=False)
    problems = [(problem.field, problem.code) for problem in caught.value.problems]
    assert problems == [(f"note-{line.pk}", "corrections_missing")]
    assert Meeting.objects.get(pk=coming.pk).state == "programmed"


def test_the_line_stays_until_a_report_speaks_of_it(province: Unit, secretary: Account, report: Report) -> None:
    coming = council_on(NEXT, unit=province, account=secretary, on=ON)
    circulated(report, account=secretary, on=ON)
    by = acting(secretary, ON)
    others = [AgendaPoint(kind=point.kind, text=point.text) for point in coming.points.filter(minutes_of=None)]
    with pytest.raises(BadInput) as caught:
        edit_points(meeting_id=coming.pk, points=others, by=by, at=at_noon(ON))
    assert (caught.value.field, caught.value.code) == ("agenda", "minutes_stay")
    line = coming.points.get(minutes_of__isnull=False)
    edit_points(meeting_id=coming.pk, points=[line.written, *others], by=by, at=at_noon(ON))
    again = coming.points.get(minutes_of__isnull=False)
    assert (again.pk, again.position) == (line.pk, 1)


def test_circulating_twice_is_refused_and_adopted_minutes_stay(
    province: Unit, secretary: Account, report: Report
) -> None:
    coming = council_on(NEXT, unit=province, account=secretary, on=ON)
    circulated(report, account=secretary, on=ON)
    with pytest.raises(Conflict, match="already_circulated"):
        circulated(report, account=secretary, on=ON)
    council_held(coming, account=secretary, on=NEXT + DAY, minutes="reached")
    with pytest.raises(Conflict, match="already_adopted"):
        circulated(report, account=secretary, on=NEXT + DAY)
    assert MinutesCirculation.objects.count() == 1


def test_offices_are_not_burdened(province: Unit, secretary: Account) -> None:
    meeting = council_on(FIRST, unit=province, account=secretary, on=FIRST)
    BodyTypeSettings.objects.filter(body_type=meeting.body.body_type_id).update(adopts_minutes=False)
    report = council_held(meeting, account=secretary, on=ON)
    assert minutes_of(report, latest=1, on=ON) is None
    with pytest.raises(BadInput, match="minutes_not_asked"):
        circulated(report, account=secretary, on=ON)


def test_only_the_unit_circulates(party: Party, secretary: Account, report: Report) -> None:
    above, elsewhere = holder(unit=party.regions[0]), holder(unit=party.regions[1])
    with pytest.raises(PermissionDenied):
        circulate_minutes(report_id=report.pk, by=acting(above, ON), at=at_noon(ON))
    with pytest.raises(NotVisible):
        circulate_minutes(report_id=report.pk, by=acting(elsewhere, ON), at=at_noon(ON))
    with pytest.raises(NotVisible):
        circulate_minutes(report_id=0, by=acting(secretary, ON), at=at_noon(ON))
    assert MinutesCirculation.objects.count() == 0


def _held_on(meeting: Meeting, account: Account, day: date, minutes: str = "reached") -> None:
    outcomes = {point.pk: PointAnswer(minutes if point.minutes_of_id else "reached") for point in meeting.points.all()}
    counts: dict[str, Any] = {"present": 30, "excused": 5, "women": 10, "youth": 6}
    submitted(meeting, acting(account, NEXT + DAY), at=at_noon(NEXT + DAY), held_on=day, outcomes=outcomes, **counts)
