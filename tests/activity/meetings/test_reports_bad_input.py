"""What cannot be true is refused on its field; what is surprising is asked."""

from datetime import date, time
from uuid import uuid4

import pytest

from tajadur.activity.meetings.models import Meeting, Report
from tajadur.activity.meetings.operations.reports import submit_report
from tajadur.activity.meetings.operations.validation import ActionData
from tajadur.duties.obligations.models import Fulfilment
from tajadur.foundation.calendar import instant
from tajadur.foundation.errors import BadInput, NeedsConfirmation
from tajadur.registry.audit.models import AuditEntry
from tests.factories.party import Party, acting, holder
from tests.factories.reports import make_meeting, make_obligation, report_data, submitted

ON = date(2026, 5, 14)
AT = instant(ON, time(12))


STOPPED = [
    ({"held_on": date(2026, 5, 15)}, "held_on", "held_in_future"),
    ({"held_on": ON, "started": time(12, 30), "ended": time(13)}, "started", "starts_in_future"),
    ({"held_on": date(2026, 4, 30)}, "held_on", "held_outside_period"),
    ({"held_on": date(2019, 12, 31)}, "held_on", "before_unit"),
    ({"held_on": date(202, 5, 12)}, "held_on", "before_unit"),
    ({"ended": time(18)}, "ended", "end_before_start"),
    ({"ended": time(18, 30)}, "ended", "end_before_start"),
    ({"women": 9}, "women", "women_above_present"),
    ({"youth": 9}, "youth", "youth_above_present"),
    ({"present": -1, "women": 0, "youth": 0}, "present", "attendance_negative"),
    ({"excused": -2}, "excused", "attendance_negative"),
    ({"place": " \u200b "}, "place", "place_missing"),
    ({"place": "م" * 201}, "place", "text_too_long"),
    ({"text": "ن\0ص"}, "text", "text_has_nul"),
    ({"text": "\ud800"}, "text", "text_has_broken_characters"),
    ({"text": "م" * 10_001}, "text", "text_too_long"),
    ({"text": "م" * 10_000_000}, "text", "text_too_long"),
    ({"outcomes": {}}, "outcome-", "outcome_missing"),
    ({"decisions": ["ق"] * 21}, "decisions-0-text", "rows_too_many"),
    ({"decisions": ["", "ق" * 501]}, "decisions-1-text", "text_too_long"),
    ({"actions": [ActionData("افعل")]}, "actions-0-owner", "owner_missing"),
    ({"actions": [ActionData("افعل", 10**9, date(2026, 6, 1))]}, "actions-0-owner", "owner_unknown"),
    ({"actions": [ActionData("", None, date(2026, 6, 1))]}, "actions-0-text", "action_without_text"),
    ({"actions": [ActionData("افعل", 1, date(2026, 5, 11))]}, "actions-0-due_on", "due_before_meeting"),
    ({"actions": [ActionData("افعل", 1, date(2026, 6, 1), 999)]}, "actions-0-text", "action_unknown"),
]


@pytest.mark.parametrize(
    ("changes", "field", "code"), STOPPED, ids=[f"{code}-{n}" for n, (_, _, code) in enumerate(STOPPED)]
)
def test_what_cannot_be_true_is_refused_on_its_field_and_nothing_is_written(party: Party, changes, field, code) -> None:
    unit = party.provinces[0][0]
    by, meeting = acting(holder(unit=unit), ON), make_meeting(unit=unit)
    make_obligation(unit=unit)
    with pytest.raises(BadInput) as refused:
        submitted(meeting, by, at=AT, **changes)
    assert not isinstance(refused.value, NeedsConfirmation)
    assert code in [one.code for one in refused.value.problems if one.field.startswith(field)]
    assert (Report.objects.count(), Meeting.objects.get().state, Fulfilment.objects.count()) == (0, "programmed", 0)


ASKED = [
    ({"present": 0, "women": 0, "youth": 0}, "present", "attendance_nobody"),
    ({"present": 151}, "present", "attendance_above_ten_times"),
    ({"present": 100, "excused": 51}, "present", "attendance_above_ten_times"),
    ({"present": 14, "excused": 9}, "present", "attendance_above_body"),
    ({"present": 14, "excused": 9, "absent": 6, "women": 14, "youth": 14}, "present", "attendance_above_body"),
    ({"present": 16, "excused": 0}, "present", "attendance_above_body"),
    ({"excused": 0, "absent": 8}, "present", "attendance_above_body"),
    ({"ended": time(1)}, "ended", "past_midnight"),
    ({"text": "بطاقة AB123456 هنا"}, "text", "identity_number"),
    ({"decisions": ["سلم إلى J\u0661\u0662\u0663\u0664\u0665"]}, "decisions-0-text", "identity_number"),
]


@pytest.mark.parametrize(
    ("changes", "field", "code"), ASKED, ids=[f"{code}-{n}" for n, (_, _, code) in enumerate(ASKED)]
)
def test_what_is_surprising_is_asked_once_and_taken_when_confirmed(party: Party, changes, field, code) -> None:
    unit = party.provinces[0][0]
    by, meeting = acting(holder(unit=unit), ON), make_meeting(unit=unit)
    with pytest.raises(NeedsConfirmation) as asked:
        submitted(meeting, by, at=AT, **changes)
    assert [(one.field, one.code) for one in asked.value.problems] == [(field, code)]
    submit_report(
        meeting_id=meeting.pk, data=report_data(meeting, **changes), client_key=uuid4(), confirmed=[code], by=by, at=AT
    )
    assert AuditEntry.objects.get(act="report.submitted").detail["confirmed"] == [code]
    report = Report.objects.get()
    assert report.present + report.excused + report.absent <= report.convened


def test_all_problems_come_at_once(party: Party) -> None:
    unit = party.provinces[0][0]
    with pytest.raises(BadInput) as refused:
        submitted(
            make_meeting(unit=unit), acting(holder(unit=unit), ON), at=AT, women=9, youth=9, place="", ended=time(9)
        )
    assert {one.code for one in refused.value.problems} == {
        "women_above_present", "youth_above_present", "place_missing", "end_before_start",
    }  # fmt: skip
