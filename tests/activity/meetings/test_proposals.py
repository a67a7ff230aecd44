"""A decision goes up: placed by the system, answered by the body above alone, told to whoever sent it."""

from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tajadur.activity.meetings.models import Meeting, Point, Proposal, Report
from tajadur.activity.meetings.nightly import carry_points, place_proposals
from tajadur.activity.meetings.operations.changes import cancel_meeting, edit_points
from tajadur.activity.meetings.operations.corrections import correct_report
from tajadur.activity.meetings.operations.proposals import send_proposal, withdraw_proposal
from tajadur.activity.meetings.operations.validation import PointAnswer
from tajadur.activity.meetings.queries.proposals import (
    ProposalPage,
    decision_to_send,
    proposal_for,
    proposal_row,
    proposals_found,
)
from tajadur.activity.meetings.queries.reports import report_for
from tajadur.foundation.calendar import instant
from tajadur.foundation.errors import BadInput, Conflict, NotVisible, PermissionDenied
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.notices.models import Notice
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting, holder
from tests.factories.programme import body_of, meeting_on, written
from tests.factories.reports import make_meeting, report_data, submitted

ON = date(2026, 5, 14)
AT = instant(ON, time(14))


def secretary(unit: Unit, on: date = ON) -> Actor:
    """The one secretary of a unit, acting on a day."""
    name = f"of-{unit.pk}"
    return acting(Account.objects.filter(username=name).first() or holder(unit=unit, username=name), on)


def decided(unit: Unit, *decisions: str, on: date = date(2026, 5, 12)) -> Report:
    meeting = make_meeting(unit=unit, planned_on=on)
    submitted(meeting, secretary(unit), decisions=list(decisions or ["نطلب مقرا"]))
    return meeting.reports.get()


def sent(unit: Unit, *, number: int = 1, report: Report | None = None, **more: Any) -> Proposal:
    found = report or decided(unit)
    return Proposal.objects.get(pk=send_proposal(report_id=found.pk, number=number, by=secretary(unit), at=AT, **more))


def page(proposal: Proposal, by: Actor) -> ProposalPage:
    return proposal_for(by, proposal.pk)


def answered(meeting: Meeting, by: Actor, outcome: str, remark: str = "", at_day: date | None = None) -> int:
    day = at_day or meeting.planned_on
    points = Point.objects.filter(meeting=meeting).values_list("pk", "proposal_id")
    outcomes = {
        pk: PointAnswer(outcome if proposal else "reached", remark if proposal else "") for pk, proposal in points
    }
    return submitted(meeting, by, at=instant(day, time(23)), outcomes=outcomes).submission_id


@pytest.fixture
def branch(party: Party) -> Unit:
    return party.branches[0][0][0]


@pytest.fixture
def province(party: Party) -> Unit:
    return party.provinces[0][0]


def test_it_stands_on_the_next_agenda_of_the_body_above_once(branch: Unit, province: Unit) -> None:
    proposal = sent(branch)
    assert (proposal.to_body, proposal.text) == (body_of(province), "نطلب مقرا")
    assert place_proposals(on=ON, at=AT) == 0  # no meeting there yet
    first = meeting_on(date(2026, 5, 20), unit=province, by=secretary(province))
    meeting_on(date(2026, 6, 20), unit=province, by=secretary(province))
    assert [place_proposals(on=ON, at=AT) for _ in range(2)] == [1, 0]
    point = Point.objects.get(proposal=proposal)
    assert (point.meeting, point.position, point.text) == (first, 3, f"نطلب مقرا ({branch.name_ar})")
    assert page(proposal, secretary(branch)).row.state.value == "on_agenda"
    told = Notice.objects.get(kind="proposal")
    assert (told.unit, told.params) == (province, {"event": "placed", "agenda_on": "2026-05-20"})
    assert AuditEntry.objects.filter(act__in=("proposal.sent", "place_proposals")).count() == 2


def test_what_came_of_it_is_the_body_s_own_word_and_returns_to_the_unit(branch: Unit, province: Unit) -> None:
    proposal, above = sent(branch), secretary(province, date(2026, 5, 21))
    meeting = meeting_on(date(2026, 5, 20), unit=province, by=secretary(province))
    place_proposals(on=ON, at=AT)
    report = answered(meeting, above, "partly", "ننتظر الميزانية")
    row = page(proposal, secretary(branch)).row
    assert (row.state.value, row.item.remark, row.item.answered_on) == ("partly", "ننتظر الميزانية", meeting.planned_on)
    told = Notice.objects.filter(kind="proposal", unit=branch)
    assert [notice.params["event"] for notice in told] == ["partly"]
    data = report_data(meeting, outcomes={
        point.pk: PointAnswer("reached") for point in Point.objects.filter(meeting=meeting)
    })  # fmt: skip
    for present in (8, 9):  # the second correction says nothing else of it
        version = Report.objects.filter(meeting=meeting).order_by("-version")[0].version
        changed = report_data(meeting, outcomes=data.outcomes, present=present)
        correct_report(report_id=report, data=changed, base_version=version, client_key=uuid4(), by=above,
                       at=instant(date(2026, 5, 22), time(9 + version)))  # fmt: skip
    assert page(proposal, secretary(branch)).row.state.value == "reached"
    assert list(told.order_by("pk").values_list("params__event", flat=True)) == ["partly", "reached"]


def test_what_is_left_is_carried_and_the_last_word_stands(branch: Unit, province: Unit) -> None:
    proposal, by = sent(branch), secretary(province)
    first = meeting_on(date(2026, 5, 20), unit=province, by=by)
    second = meeting_on(date(2026, 6, 20), unit=province, by=by)
    place_proposals(on=ON, at=AT)
    answered(first, secretary(province, date(2026, 5, 21)), "carried")
    now = page(proposal, secretary(branch))
    assert (now.row.state.value, now.row.item.agenda_on) == ("carried", second.planned_on)
    assert [place.meeting_id for place in now.places] == [first.pk, second.pk]
    answered(second, secretary(province, date(2026, 6, 21)), "reached")
    assert page(proposal, secretary(branch)).row.state.value == "reached"
    assert place_proposals(on=date(2026, 6, 22), at=at_noon(date(2026, 6, 22))) == 0


@pytest.mark.parametrize("vanishes", ["cancelled", "never held"])
def test_when_its_meeting_vanishes_it_goes_on_to_the_next_one(branch: Unit, province: Unit, vanishes: str) -> None:
    proposal, by = sent(branch), secretary(province)
    first = meeting_on(date(2026, 5, 20), unit=province, by=by)
    second = meeting_on(date(2026, 6, 20), unit=province, by=by)
    place_proposals(on=ON, at=AT)
    if vanishes == "cancelled":
        cancel_meeting(meeting_id=first.pk, because="العطلة", by=by, at=AT)
    else:
        carry_points(on=date(2026, 5, 28))
    assert list(Point.objects.filter(proposal=proposal).order_by("pk").values_list("meeting", flat=True)) == [
        first.pk,
        second.pk,
    ]


def test_the_body_may_not_drop_it_before_it_has_said_what_came_of_it(branch: Unit, province: Unit) -> None:
    sent(branch)
    by = secretary(province)
    first = meeting_on(date(2026, 5, 20), unit=province, by=by)
    second = meeting_on(date(2026, 6, 20), unit=province, by=by)
    place_proposals(on=ON, at=AT)
    own = written(["تتبع القرارات"], ["نقطة أخرى"])
    with pytest.raises(BadInput) as refused:
        edit_points(meeting_id=first.pk, points=own, by=by, at=AT)
    assert (refused.value.field, refused.value.code) == ("agenda", "proposal_stays")
    assert Point.objects.filter(meeting=first, proposal__isnull=False).count() == 1
    answered(first, secretary(province, date(2026, 5, 21)), "not_reached")
    edit_points(meeting_id=second.pk, points=own, by=by, at=AT)
    assert not Point.objects.filter(meeting=second, proposal__isnull=False).exists()
    assert Point.objects.get(meeting=second, kind="item").text == "نقطة أخرى"


def test_taken_back_it_is_placed_no_more_and_not_once_it_was_answered(branch: Unit, province: Unit) -> None:
    report = decided(branch, "أول", "ثان")
    proposal, other = (sent(branch, report=report, number=number) for number in (1, 2))
    with pytest.raises(Conflict) as twice:
        send_proposal(report_id=report.pk, number=1, by=secretary(branch), at=AT)
    withdraw_proposal(proposal_id=proposal.pk, by=secretary(branch), at=AT)
    with pytest.raises(Conflict) as again:
        withdraw_proposal(proposal_id=proposal.pk, by=secretary(branch), at=AT)
    meeting = meeting_on(date(2026, 5, 20), unit=province, by=secretary(province))
    assert place_proposals(on=ON, at=AT) == 1
    answered(meeting, secretary(province, date(2026, 5, 21)), "reached")
    with pytest.raises(Conflict) as late:
        withdraw_proposal(proposal_id=other.pk, by=secretary(branch), at=AT)
    assert [error.value.code for error in (twice, again, late)] == [
        "already_sent", "already_withdrawn", "already_answered",
    ]  # fmt: skip
    assert sent(branch, report=report).pk != proposal.pk  # what was taken back may be sent again


def test_it_keeps_its_origin_through_every_level_and_the_first_sender_is_told(
    party: Party, branch: Unit, province: Unit
) -> None:
    region = party.regions[0]
    first = sent(branch)
    meeting = meeting_on(date(2026, 5, 20), unit=province, by=secretary(province))
    place_proposals(on=ON, at=AT)
    answered(meeting, secretary(province, date(2026, 5, 21)), "reached")
    decided_on = Report.objects.get(meeting=meeting)
    by, at = secretary(province, date(2026, 5, 22)), at_noon(date(2026, 5, 22))
    later = date(2026, 5, 23)
    correct_report(report_id=decided_on.pk, data=report_data(meeting, decisions=["نرفع طلب الفرع"]), base_version=1,
                   client_key=uuid4(), by=by, at=at)  # fmt: skip
    with pytest.raises(BadInput) as unknown:
        send_proposal(report_id=decided_on.pk, number=1, origin_id=10**9, by=by, at=at)
    assert unknown.value.code == "origin_unknown"
    found = decision_to_send(by, decided_on.pk, 1)
    assert found is not None and [origin.pk for origin in found.origins] == [first.pk]
    second = send_proposal(report_id=decided_on.pk, number=1, origin_id=first.pk, by=by, at=at)
    above = meeting_on(date(2026, 5, 30), unit=region, by=secretary(region, later))
    place_proposals(on=later, at=at_noon(later))
    answered(above, secretary(region, date(2026, 5, 31)), "not_reached", "لا ميزانية")
    told = Notice.objects.filter(kind="proposal", params__event="not_reached")
    assert set(told.values_list("unit", "subject_id")) == {(province.pk, second), (branch.pk, first.pk)}
    row = proposal_for(secretary(region), second).row
    assert [origin.unit for origin in row.origins] == [branch]


def test_two_units_that_say_the_same_stand_side_by_side(party: Party, province: Unit) -> None:
    units = party.branches[0][0]
    for unit in (*units, units[0]):
        sent(unit, report=decided(unit, on=date(2026, 5, 12) if unit is not units[0] else date(2026, 5, 11)))
    meeting = meeting_on(date(2026, 5, 20), unit=province, by=secretary(province))
    assert place_proposals(on=ON, at=AT) == 3
    texts = Point.objects.filter(meeting=meeting, proposal__isnull=False).values_list("text", flat=True)
    assert len(set(texts)) == 3


def test_it_goes_to_whoever_leads_the_unit_above_on_the_day_it_is_placed(party: Party, branch: Unit) -> None:
    proposal, other = sent(branch), party.provinces[0][1]
    Unit.objects.filter(pk=branch.pk).update(parent=other)
    meeting = meeting_on(date(2026, 5, 20), unit=other, by=secretary(other))
    assert place_proposals(on=ON, at=AT) == 1
    proposal.refresh_from_db()
    assert (proposal.to_body, Point.objects.get(proposal=proposal).meeting) == (body_of(other), meeting)


def test_a_long_decision_fits_its_line_and_stays_whole_on_its_page(branch: Unit, province: Unit) -> None:
    proposal = sent(branch, report=decided(branch, "م" * 500))
    meeting_on(date(2026, 5, 20), unit=province, by=secretary(province))
    place_proposals(on=ON, at=AT)
    text = Point.objects.get(proposal=proposal).text
    assert (len(text), text.endswith(f"… ({branch.name_ar})"), len(proposal.text)) == (300, True, 500)


def test_an_agenda_that_is_full_is_passed_by(branch: Unit, province: Unit) -> None:
    proposal, by = sent(branch), secretary(province)
    full = meeting_on(date(2026, 5, 20), unit=province, by=by)
    Point.objects.bulk_create(
        Point(meeting=full, kind="item", position=place, text=f"نقطة {place}") for place in range(3, 100)
    )
    free = meeting_on(date(2026, 6, 20), unit=province, by=by)
    place_proposals(on=ON, at=AT)
    assert Point.objects.get(proposal=proposal).meeting == free


def test_only_a_decision_of_the_latest_version_is_sent_and_by_its_secretary_alone(
    party: Party, branch: Unit, province: Unit
) -> None:
    report = decided(branch, "أول")
    with pytest.raises(BadInput) as gone:
        send_proposal(report_id=report.pk, number=2, by=secretary(branch), at=AT)
    assert gone.value.code == "decision_gone"
    with pytest.raises(PermissionDenied):
        send_proposal(report_id=report.pk, number=1, by=secretary(province), at=AT)
    with pytest.raises(NotVisible):
        send_proposal(report_id=report.pk, number=1, by=secretary(party.branches[1][0][0]), at=AT)
    with pytest.raises(PermissionDenied):
        withdraw_proposal(proposal_id=sent(branch, report=report).pk, by=secretary(province), at=AT)
    assert Point.objects.filter(proposal__isnull=False).count() == 0


def test_one_decision_is_sent_once_even_at_once(branch: Unit) -> None:
    proposal = sent(branch)
    proposal.pk = None
    with pytest.raises(IntegrityError, match="proposal_one_per_decision"), transaction.atomic():
        proposal.save()


def test_the_lists_show_what_was_sent_received_and_within_reach(party: Party, branch: Unit, province: Unit) -> None:
    mine, theirs = sent(branch), sent(party.branches[1][0][0])
    found = {
        whose: [row.pk for row in proposals_found(secretary(province), whose)]
        for whose in ("sent", "received", "reach")
    }
    assert found == {"sent": [], "received": [mine.pk], "reach": [mine.pk]}
    general = acting(holder(unit=party.national, body="secretariat", post="secretary_general"), ON)
    assert {proposal_row(row).state.value for row in proposals_found(general, "reach")} == {"sent"}
    assert {row.pk for row in proposals_found(general, "reach")} == {mine.pk, theirs.pk}
    with pytest.raises(NotVisible):
        proposal_for(secretary(branch), theirs.pk)


def test_the_report_says_which_decisions_went_up_and_whose_points_came_from_below(branch: Unit, province: Unit) -> None:
    proposal = sent(branch, report=decided(branch, "أول", "ثان"))
    report = Report.objects.get(meeting=proposal.meeting)
    shown = report_for(secretary(branch), report.pk, on=ON)
    assert ([row.proposal_id for row in shown.decision_rows], shown.may_propose) == ([proposal.pk, None], True)
    meeting = meeting_on(date(2026, 5, 20), unit=province, by=secretary(province))
    place_proposals(on=ON, at=AT + timedelta(hours=1))
    above = secretary(province, date(2026, 5, 21))
    received = report_for(above, answered(meeting, above, "reached"), on=ON)
    assert [point.proposed_by for point in received.points if point.proposed_by] == [branch.name]
