"""A mandate in one body of a unit never reaches what another body records; who leads the unit reaches all of it."""

from collections.abc import Callable
from datetime import date, time
from typing import Any
from uuid import uuid4

import pytest

from tajadur.activity.congresses.queries.finding import last_meetings
from tajadur.activity.declarations.operations import declare_done, declare_not_held
from tajadur.activity.declarations.queries import open_acts
from tajadur.activity.meetings.models import Draft, Meeting, Report
from tajadur.activity.meetings.operations.actions import close_action
from tajadur.activity.meetings.operations.changes import cancel_meeting, edit_points, move_meeting
from tajadur.activity.meetings.operations.corrections import correct_report
from tajadur.activity.meetings.operations.drafts import save_draft
from tajadur.activity.meetings.operations.series import edit_series, stop_series
from tajadur.activity.meetings.operations.validation import ActionData
from tajadur.activity.meetings.queries.actions import open_actions
from tajadur.activity.meetings.queries.feed import meetings_in_calendar
from tajadur.activity.meetings.queries.meetings import (
    bodies_to_programme,
    meeting_for,
    meetings_of_unit,
    series_for,
    series_of_unit,
)
from tajadur.activity.meetings.queries.reports import drafts_for, receipt_answer, report_for, report_sheet
from tajadur.activity.meetings.queries.within_reach import meetings_found
from tajadur.activity.releases.operations import ask_release, withdraw_request
from tajadur.activity.releases.queries import own_requests
from tajadur.compliance.home import home
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.operations.snoozing import snooze
from tajadur.foundation.errors import BadInput, NotVisible, PermissionDenied
from tajadur.organisation.people.operations.posts import form_body, form_elected_body
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tests.factories.congresses import make_congress, mark
from tests.factories.duties import administrator, at_noon, opened
from tests.factories.party import Party, acting, holder
from tests.factories.programme import meeting_on, said, series_from
from tests.factories.reports import make_meeting, make_obligation, report_data, submitted

ON, DAY, SOON = date(2026, 5, 14), date(2026, 5, 12), date(2026, 5, 25)
AT = at_noon(ON)


@pytest.fixture
def region(party: Party) -> Unit:
    """A region without a secretary, where a preparatory committee was formed."""
    formed_on = date(2026, 1, 5)
    by = administrator(party, formed_on)
    form_body(unit_id=party.regions[0].pk, code="preparatory", by=by, at=at_noon(formed_on))
    return party.regions[0]


@pytest.fixture
def chair(region: Unit) -> Actor:
    return acting(holder(unit=region, body="preparatory", post="chair"), ON)


@pytest.fixture
def secretary(region: Unit) -> Actor:
    """The secretary who came since."""
    return acting(holder(unit=region), ON)


def _reported(meeting: Meeting, by: Actor) -> Report:
    receipt = submitted(meeting, by, actions=[ActionData("متابعة", by.post_ids[0], SOON)])
    return Report.objects.get(pk=receipt.submission_id)


def _not_held(row: Obligation, by: Actor) -> int:
    said_so = {"reason": "quorum", "note": "", "client_key": uuid4()}
    return declare_not_held(obligation_id=row.pk, by=by, at=at_noon(by.on), **said_so).submission_id


def _ask(row: Obligation, by: Actor) -> int:
    return ask_release(obligation_id=row.pk, kind="excuse", until=None, reason="فيضانات", on=ON, by=by, at=AT)


def _denied(*acts: Callable[[], Any]) -> None:
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()


def test_the_chair_of_a_committee_writes_nothing_about_a_meeting_of_the_office(region: Unit, chair: Actor) -> None:
    meeting = make_meeting(unit=region, planned_on=DAY)
    by: dict[str, Any] = {"meeting_id": meeting.pk, "by": chair, "at": AT}
    _denied(
        lambda: report_sheet(chair, meeting.pk),
        lambda: save_draft(payload={"text": "أ"}, version=0, **by),
        lambda: submitted(meeting, chair),
        lambda: move_meeting(planned_on=SOON, wall_time=time(10), **by),
        lambda: cancel_meeting(because="تأجيل", **by),
        lambda: edit_points(points=said()["points"], **by),
    )
    with pytest.raises(BadInput) as refused:
        meeting_on(SOON, unit=region, by=chair)
    assert refused.value.code == "body_unknown"
    assert not Draft.objects.exists()
    assert not Report.objects.exists()


def test_neither_its_series_nor_its_reports_nor_its_actions(region: Unit, chair: Actor, secretary: Actor) -> None:
    meeting, series = make_meeting(unit=region, planned_on=DAY), series_from(SOON, unit=region, by=secretary)
    report = _reported(meeting, secretary)
    action = meeting.action_items.get()
    corrected = {"report_id": report.pk, "base_version": 1, "at": AT, "data": report_data(meeting, present=9)}
    _denied(
        lambda: edit_series(series_id=series.pk, by=chair, at=AT, **said()),
        lambda: stop_series(series_id=series.pk, from_on=SOON, because="تأجيل", by=chair, at=AT),
        lambda: correct_report(client_key=uuid4(), by=chair, **corrected),
        lambda: close_action(action_id=action.pk, by=chair, at=AT),
    )
    assert correct_report(client_key=uuid4(), by=secretary, **corrected).is_new


def test_what_the_office_records_is_not_read_from_the_committee_either(
    region: Unit, chair: Actor, secretary: Actor
) -> None:
    meeting, begun = make_meeting(unit=region, planned_on=DAY), make_meeting(unit=region, planned_on=ON)
    series = series_from(SOON, unit=region, by=secretary)
    report = _reported(meeting, secretary)
    save_draft(meeting_id=begun.pk, payload={"text": "أ"}, version=0, by=secretary, at=AT)
    for read in (
        lambda: meeting_for(chair, meeting.pk),
        lambda: series_for(chair, series.pk),
    ):
        with pytest.raises(NotVisible):
            read()
    _denied(lambda: report_for(chair, report.pk, on=ON))
    lists: list[Callable[[Actor], Any]] = [
        lambda by: meetings_of_unit(by, region, DAY, SOON),
        lambda by: series_of_unit(by, region),
        lambda by: meetings_in_calendar(by, [region.pk], DAY, SOON),
        lambda by: list(meetings_found(by, state="reported", unit=region)),
        lambda by: list(last_meetings(by, region.pk, ON)),
        lambda by: drafts_for(by),
        lambda by: open_actions(by, region.pk, on=ON),
        lambda by: home(by, region.pk, on=ON).drafts,
    ]
    assert [bool(read(chair)) for read in lists] == [False] * len(lists)
    assert [bool(read(secretary)) for read in lists] == [True] * len(lists)
    assert [receipt_answer(by, report.receipt).may_read for by in (chair, secretary)] == [False, True]


def test_the_committee_programmes_and_reports_its_own_meetings(region: Unit, chair: Actor) -> None:
    meeting = meeting_on(DAY, unit=region, by=chair, body="preparatory")
    member = acting(holder(unit=region, body="preparatory", post="member"), ON)
    assert save_draft(meeting_id=meeting.pk, payload={"text": "أ"}, version=0, by=member, at=AT) == 1
    assert report_sheet(member, meeting.pk).may_submit is False
    report = _reported(meeting, chair)
    assert report_for(member, report.pk, on=ON).may_correct is False
    assert close_action(action_id=meeting.action_items.get().pk, by=chair, at=AT)
    assert meetings_of_unit(chair, region, DAY, SOON) == [meeting]
    # Its mandate of the committee is the one the report names.
    assert report.mandate_id == chair.grants[0].mandate_id


def test_a_member_of_the_committee_opens_no_draft_of_the_office(region: Unit) -> None:
    meeting = make_meeting(unit=region, planned_on=DAY)
    member = acting(holder(unit=region, body="preparatory", post="member"), ON)
    _denied(
        lambda: report_sheet(member, meeting.pk),
        lambda: save_draft(meeting_id=meeting.pk, payload={"text": "أ"}, version=0, by=member, at=AT),
    )
    assert not Draft.objects.exists()


def test_the_secretary_of_the_office_leads_every_body_of_the_unit(region: Unit, chair: Actor, secretary: Actor) -> None:
    form_elected_body(unit_id=region.pk, code="council", by=secretary, at=AT)
    convened = bodies_to_programme(secretary, region.pk).values_list("body_type__code", flat=True)
    assert set(convened) == {"office", "council"}
    assert [body.body_type.code for body in bodies_to_programme(chair, region.pk)] == ["preparatory"]
    of_council = meeting_on(ON, unit=region, by=secretary, body="council")
    of_committee = meeting_on(DAY, unit=region, by=chair, body="preparatory")
    assert _reported(of_council, secretary).version == _reported(of_committee, secretary).version == 1
    assert set(meetings_of_unit(secretary, region, DAY, SOON)) == {of_council, of_committee}
    assert meetings_of_unit(chair, region, DAY, SOON) == [of_committee]


def test_whoever_holds_both_acts_under_the_mandate_of_the_body(region: Unit) -> None:
    account = holder(unit=region, body="preparatory", post="chair")
    member = holder(unit=region, post="member").person.mandates.get()
    member.person = account.person
    member.save()
    both = acting(account, ON)
    office, own = make_meeting(unit=region, planned_on=DAY), make_meeting(unit=region, body="preparatory")
    assert report_sheet(both, office.pk).may_submit is False
    assert report_sheet(both, own.pk).may_submit is True
    _denied(lambda: submitted(office, both))


def test_what_the_office_owes_is_neither_declared_nor_released_by_the_committee(
    region: Unit, chair: Actor, secretary: Actor
) -> None:
    row = make_obligation(unit=region, period_start=date(2026, 4, 1), period_end=date(2026, 4, 30))
    asked = _ask(row, secretary)
    _denied(
        lambda: _not_held(row, chair),
        lambda: _ask(row, chair),
        lambda: withdraw_request(request_id=asked, by=chair, at=AT),
        lambda: snooze(obligation_id=row.pk, until=SOON, reason="سفر", on=ON, by=chair, at=AT),
    )
    assert open_acts(chair, row, {}, ON) == frozenset()
    assert (list(own_requests(chair)), own_requests(secretary).get().pk) == ([], asked)
    assert home(chair, region.pk, on=ON).tasks == []
    assert len(home(secretary, region.pk, on=ON).tasks) == 1
    assert _not_held(row, secretary)


def test_what_the_committee_owes_is_its_own(region: Unit, chair: Actor) -> None:
    days = {"period_start": date(2026, 4, 1), "period_end": date(2026, 4, 30)}
    row = make_obligation(unit=region, body="preparatory", **days)
    asked = _ask(row, chair)
    assert own_requests(chair).get().pk == asked
    assert len(home(chair, region.pk, on=ON).tasks) == 1
    assert _not_held(row, chair)


def test_the_committee_conducts_the_congress_of_the_whole_unit(region: Unit, chair: Actor) -> None:
    congress = make_congress(unit=region)
    mark(congress, "committee", ON, chair)
    row = congress.obligation
    assert own_requests(chair).count() == 0
    assert _ask(row, chair) == own_requests(chair).get().pk
    assert "done" in open_acts(chair, row, {}, ON)
    receipt = declare_done(
        obligation_id=row.pk, happened_on=ON, note="", evidence="", client_key=uuid4(), by=chair, at=AT
    )
    assert receipt.is_new


def test_no_meeting_of_the_office_is_named_as_what_shows_a_stage(region: Unit, chair: Actor) -> None:
    congress = make_congress(unit=region)
    office, own = make_meeting(unit=region, planned_on=DAY), make_meeting(unit=region, body="preparatory")
    with pytest.raises(BadInput) as refused:
        mark(congress, "committee", ON, chair, meeting_id=office.pk)
    assert refused.value.code == "meeting_unknown"
    mark(congress, "committee", ON, chair, meeting_id=own.pk)
    assert congress.stages.get(template__code="committee").meeting == own


def test_a_province_is_owed_by_its_secretary_as_before(party: Party) -> None:
    opened(on=ON)
    province = party.provinces[0][0]
    by = acting(holder(unit=province), ON)
    row = Obligation.objects.get(unit=province, directive__code="provincial-office", period_key="2026-05")
    assert _ask(row, by) == own_requests(by).get().pk
