"""Submitting a report: once, whole, and everything that must stop it."""

from datetime import date, datetime, time
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from psycopg_pool import PoolTimeout

from tajadur.activity.meetings.models import ActionItem, Decision, Draft, Meeting, PointOutcome, Report
from tajadur.activity.meetings.operations.drafts import save_draft
from tajadur.activity.meetings.operations.reports import submit_report
from tajadur.activity.meetings.operations.validation import ActionData, PointAnswer, ReportData
from tajadur.duties.obligations.models import Fulfilment, Obligation
from tajadur.foundation.calendar import civil_day, instant
from tajadur.foundation.errors import BadInput, Conflict, NotVisible, PermissionDenied
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.notices.models import Notice
from tajadur.registry.notices.operations.requests import NotificationRequest, notify
from tajadur.rules.receipt import is_valid_receipt
from tests.factories.party import Party, acting, holder, make_post, small_party
from tests.factories.reports import make_meeting, make_obligation, report_data, submitted

ON = date(2026, 5, 14)
AT = instant(ON, time(12))


def test_a_report_is_written_whole_and_settles_its_obligation(party: Party) -> None:
    unit = party.provinces[0][0]
    by = acting(holder(unit=unit), ON)
    meeting, owing, post = make_meeting(unit=unit), make_obligation(unit=unit), make_post(unit=unit)
    save_draft(meeting_id=meeting.pk, payload={"text": "ب"}, version=0, by=by, at=AT)
    notify(requests=[NotificationRequest("reminder", ("obligation", owing.pk), "due", post.pk, unit.pk, ON)], at=AT)
    receipt = submitted(
        meeting, by, at=AT, decisions=["قرار", "  "], actions=[ActionData("تحيين اللائحة", post.pk, date(2026, 5, 30))]
    )
    report = Report.objects.get()
    assert (report.version, report.held_on, report.submitted_at, report.submitted_on) == (1, date(2026, 5, 12), AT, ON)
    assert (report.convened, report.quorum, report.present, report.absent) == (15, 8, 8, 6)
    assert (receipt.submission_id, receipt.number, receipt.is_new) == (report.pk, report.receipt, True)
    assert is_valid_receipt(receipt.number)
    assert list(Decision.objects.values_list("position", "text")) == [(0, "قرار")]
    assert PointOutcome.objects.filter(outcome="reached").count() == 2
    action = ActionItem.objects.get()
    assert (action.unit_id, action.owner_id, action.due_on, action.opened_on) == (
        unit.pk, post.pk, date(2026, 5, 30), date(2026, 5, 12),
    )  # fmt: skip
    assert Meeting.objects.get().state == "reported"
    owing.refresh_from_db()
    assert (owing.held_on, owing.filed_on, owing.submitted_at) == (date(2026, 5, 12), ON, AT)
    assert (owing.source_kind, owing.source_id) == ("report", meeting.pk)
    assert not Draft.objects.exists()
    assert Notice.objects.get().cleared_at == AT
    entry = AuditEntry.objects.get(act="report.submitted")
    assert (entry.unit_id, entry.subject_id, entry.mandate_id) == (unit.pk, report.pk, by.grants[0].mandate_id)
    assert entry.detail == {"meeting": meeting.pk, "version": 1, "receipt": receipt.number, "confirmed": []}


def test_what_is_left_unfinished_stands_on_the_next_agenda_at_once(party: Party) -> None:
    unit = party.provinces[0][0]
    by, meeting = acting(holder(unit=unit), ON), make_meeting(unit=unit, items=2)
    following = make_meeting(unit=unit, planned_on=date(2026, 6, 9), objectives=0, items=0)
    goal, first, second = meeting.points.order_by("-kind", "position")
    outcomes = {
        goal.pk: PointAnswer("reached"),
        first.pk: PointAnswer("partly"),
        second.pk: PointAnswer("carried", "لاحقا"),
    }
    submitted(meeting, by, at=AT, outcomes=outcomes)
    assert list(following.points.order_by("position").values_list("text", "carried_from_id")) == [
        (first.text, first.pk),
        (second.text, second.pk),
    ]


def test_the_instant_is_the_databases_clock_when_a_door_sends_it(party: Party) -> None:
    unit = party.provinces[0][0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        before: datetime = cursor.fetchone()[0]
    meeting = make_meeting(unit=unit, planned_on=civil_day(before).replace(day=1))
    by = acting(holder(unit=unit), civil_day(before))
    whole = report_data(meeting, started=time(0), ended=None)
    receipt = submit_report(meeting_id=meeting.pk, data=whole, client_key=uuid4(), by=by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        assert before <= receipt.submitted_at <= cursor.fetchone()[0]


def test_the_same_key_and_content_give_the_same_receipt_and_no_new_row(party: Party) -> None:
    unit = party.provinces[0][0]
    by, meeting, key = acting(holder(unit=unit), ON), make_meeting(unit=unit), uuid4()
    first = submitted(meeting, by, client_key=key)
    again = submitted(meeting, by, client_key=key, at=instant(date(2026, 9, 1), time(9)))
    assert (again.submission_id, again.number, again.submitted_at) == (
        first.submission_id,
        first.number,
        first.submitted_at,
    )
    assert (first.is_new, again.is_new) == (True, False)
    assert (Report.objects.count(), AuditEntry.objects.count(), Fulfilment.objects.count()) == (1, 1, 1)


def test_the_same_key_with_other_content_is_refused_and_nothing_is_overwritten(party: Party) -> None:
    unit = party.provinces[0][0]
    by, meeting, key = acting(holder(unit=unit), ON), make_meeting(unit=unit), uuid4()
    receipt = submitted(meeting, by, client_key=key)
    with pytest.raises(Conflict) as conflict:
        submitted(meeting, by, client_key=key, text="نص آخر")
    assert (conflict.value.code, conflict.value.params["report_id"]) == ("key_reused", receipt.submission_id)
    assert list(Report.objects.values_list("text", flat=True)) == ["خلاصة"]


def test_a_key_of_another_meeting_is_refused_without_naming_its_report(party: Party) -> None:
    unit = party.provinces[0][0]
    by, key = acting(holder(unit=unit), ON), uuid4()
    submitted(make_meeting(unit=unit), by, client_key=key)
    with pytest.raises(Conflict) as conflict:
        submitted(make_meeting(unit=unit, planned_on=date(2026, 5, 5)), by, client_key=key)
    assert (conflict.value.code, conflict.value.params) == ("key_reused", {"report_id": None})


def test_a_meeting_reported_under_another_key_points_to_its_report(party: Party) -> None:
    unit = party.provinces[0][0]
    by, meeting = acting(holder(unit=unit), ON), make_meeting(unit=unit)
    receipt = submitted(meeting, by)
    with pytest.raises(Conflict) as conflict:
        submitted(meeting, by)
    assert (conflict.value.code, conflict.value.params) == ("already_reported", {"report_id": receipt.submission_id})


def test_a_cancelled_meeting_is_not_reported(party: Party) -> None:
    unit = party.provinces[0][0]
    with pytest.raises(Conflict) as conflict:
        submitted(make_meeting(unit=unit, state="cancelled"), acting(holder(unit=unit), ON))
    assert conflict.value.code == "meeting_cancelled"


@pytest.mark.django_db(transaction=True)
def test_the_same_report_sent_fifty_times_at_once_is_one_report() -> None:
    party = small_party(regions=1, provinces=1, branches=0)
    unit = party.provinces[0][0]
    by, meeting, key = acting(holder(unit=unit), ON), make_meeting(unit=unit), uuid4()
    make_obligation(unit=unit)
    whole, gate = report_data(meeting), Barrier(50)
    numbers: list[str] = []
    faults: list[BaseException] = []

    def send() -> None:
        try:
            gate.wait()
            while len(numbers) < 50:
                try:
                    sent = submit_report(meeting_id=meeting.pk, data=whole, client_key=key, by=by, at=AT)
                except PoolTimeout:
                    continue  # a view answers 503 and the phone tries again
                numbers.append(sent.number)
                break
        except BaseException as fault:  # noqa: BLE001  told by the assertion outside the thread
            faults.append(fault)
        finally:
            connection.close()

    threads = [Thread(target=send) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert (len(numbers), len(set(numbers)), Report.objects.count(), Fulfilment.objects.count()) == (50, 1, 1, 1)
    assert AuditEntry.objects.filter(act="report.submitted").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_meetings_reported_at_once_under_one_key_are_one_report_and_one_conflict() -> None:
    party = small_party(regions=1, provinces=1, branches=0)
    unit = party.provinces[0][0]
    by, key, gate = acting(holder(unit=unit), ON), uuid4(), Barrier(2)
    wholes = [
        (meeting.pk, report_data(meeting))
        for meeting in (make_meeting(unit=unit), make_meeting(unit=unit, planned_on=date(2026, 4, 7)))
    ]
    ends: list[str] = []

    def send(meeting_id: int, whole: ReportData) -> None:
        try:
            gate.wait()
            submit_report(meeting_id=meeting_id, data=whole, client_key=key, by=by, at=AT)
            ends.append("sent")
        except Conflict as conflict:
            ends.append(conflict.code)
        finally:
            connection.close()

    threads = [Thread(target=send, args=whole) for whole in wholes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(ends), Report.objects.count()) == (["key_reused", "sent"], 1)


def test_a_meeting_of_a_period_not_yet_open_cannot_be_reported(party: Party) -> None:
    unit = party.provinces[0][0]
    make_obligation(
        unit=unit, period_start=date(2026, 6, 1), period_end=date(2026, 6, 30), due_on=date(2026, 7, 7),
        overdue_from=date(2026, 7, 15),
    )  # fmt: skip
    meeting = make_meeting(unit=unit, planned_on=date(2026, 6, 3))
    with pytest.raises(BadInput) as refused:
        submitted(meeting, acting(holder(unit=unit), ON), at=AT, held_on=date(2026, 5, 12))
    assert (refused.value.code, refused.value.params) == ("period_not_open", {"opens_on": date(2026, 6, 1)})


def test_a_locked_period_takes_no_report_until_it_is_reopened(party: Party) -> None:
    unit = party.provinces[0][0]
    by, meeting = acting(holder(unit=unit), ON), make_meeting(unit=unit)
    make_obligation(unit=unit, locks_on=date(2026, 7, 1))
    late = instant(date(2026, 7, 2), time(9))
    with pytest.raises(BadInput) as refused:
        submitted(meeting, by, at=late)
    assert refused.value.code == "period_locked"
    Obligation.objects.update(reopened_on=date(2026, 7, 2))
    submitted(meeting, by, at=late)
    assert Obligation.objects.get().filed_on == date(2026, 7, 2)


def test_a_unit_closed_since_reports_what_it_held_before_and_nothing_after(party: Party) -> None:
    unit = party.branches[0][0][0]
    by = acting(holder(unit=unit), ON)
    type(unit).objects.filter(pk=unit.pk).update(closed_on=date(2026, 5, 12))
    with pytest.raises(BadInput) as refused:
        submitted(make_meeting(unit=unit), by, at=AT)
    assert refused.value.code == "after_unit"
    assert submitted(make_meeting(unit=unit, planned_on=date(2026, 5, 11)), by, at=AT).is_new


def test_only_the_units_own_secretary_submits(party: Party) -> None:
    unit = party.provinces[0][0]
    meeting = make_meeting(unit=unit)
    for account in (
        holder(unit=unit, post="member"),
        holder(unit=party.regions[0]),
        holder(unit=party.national, body="cell", post="responsible", area=party.regions[0]),
        holder(unit=party.national, body="secretariat", post="secretary_general"),
        holder(unit=party.national, body="headquarters", post="administrator"),
    ):
        with pytest.raises(PermissionDenied):
            submitted(meeting, acting(account, ON), at=AT)
    with pytest.raises(NotVisible):
        submitted(meeting, acting(holder(unit=party.provinces[1][0]), ON), at=AT)
    assert not Report.objects.exists()


def test_a_submission_takes_the_same_queries_whatever_its_size(party: Party) -> None:
    unit = party.provinces[0][0]
    by, post = acting(holder(unit=unit), ON), make_post(unit=unit)
    make_obligation(unit=unit)
    counted = []
    for day, rows in ((12, 1), (5, 12)):
        meeting = make_meeting(unit=unit, planned_on=date(2026, 5, day), objectives=rows, items=rows)
        whole = report_data(
            meeting, decisions=[f"ق {n}" for n in range(rows)],
            actions=[ActionData(f"ع {n}", post.pk, date(2026, 6, 1)) for n in range(rows)],
        )  # fmt: skip
        with CaptureQueriesContext(
            connection,
        ) as queries:
            submit_report(meeting_id=meeting.pk, data=whole, client_key=uuid4(), by=by, at=AT)
        counted.append(len([one for one in queries if "SAVEPOINT" not in one["sql"]]))
    assert counted == [10, 10]
