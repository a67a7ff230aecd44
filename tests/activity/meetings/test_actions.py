"""After the report: action items, notes of receipt, receipts that can be checked."""

from datetime import date, time

import pytest

from tajadur.activity.meetings.models import ActionItem, ReceiptNote
from tajadur.activity.meetings.operations.actions import close_action, note_receipt, reopen_action
from tajadur.activity.meetings.operations.validation import ActionData
from tajadur.activity.meetings.queries.actions import open_actions
from tajadur.activity.meetings.queries.reports import report_for
from tajadur.foundation.calendar import instant
from tajadur.foundation.errors import NotVisible, PermissionDenied
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.notices.models import Notice
from tests.factories.party import Party, acting, holder, make_post
from tests.factories.reports import make_meeting, submitted

ON = date(2026, 5, 14)
AT = instant(ON, time(12))


def test_the_unit_closes_and_reopens_its_actions_once_each(party: Party) -> None:
    unit = party.provinces[0][0]
    by, post = acting(holder(unit=unit), ON), make_post(unit=unit)
    submitted(make_meeting(unit=unit), by, actions=[ActionData("أ", post.pk, date(2026, 5, 13))])
    action = ActionItem.objects.get()
    assert [(row.text, row.is_late) for row in open_actions(by, unit.pk, on=ON)] == [("أ", True)]
    assert [close_action(action_id=action.pk, by=by, at=AT) for _ in range(2)] == [True, False]
    assert (ActionItem.objects.get().closed_on, open_actions(by, unit.pk, on=ON)) == (ON, [])
    assert [reopen_action(action_id=action.pk, by=by, at=AT) for _ in range(2)] == [True, False]
    assert ActionItem.objects.get().closed_on is None
    assert list(AuditEntry.objects.filter(subject_kind="action").order_by("pk").values_list("act", flat=True)) == [
        "action.closed",
        "action.reopened",
    ]


def test_nobody_above_closes_an_action(party: Party) -> None:
    unit = party.branches[0][0][0]
    by, post = acting(holder(unit=unit), ON), make_post(unit=unit)
    submitted(make_meeting(unit=unit), by, actions=[ActionData("أ", post.pk, date(2026, 6, 1))])
    action = ActionItem.objects.get().pk
    with pytest.raises(PermissionDenied):
        close_action(action_id=action, by=acting(holder(unit=party.provinces[0][0]), ON), at=AT)
    with pytest.raises(NotVisible):
        close_action(action_id=action, by=acting(holder(unit=party.branches[1][0][0]), ON), at=AT)
    with pytest.raises(NotVisible):
        close_action(action_id=10**9, by=by, at=AT)


def test_those_above_note_receipt_once_and_the_secretary_is_told(party: Party) -> None:
    unit = party.branches[0][0][0]
    secretary = acting(holder(unit=unit), ON)
    receipt = submitted(make_meeting(unit=unit), secretary)
    province = acting(holder(unit=party.provinces[0][0]), ON)
    cell = acting(holder(unit=party.national, body="cell", post="responsible", area=party.regions[0]), ON)
    assert [note_receipt(report_id=receipt.submission_id, by=by, at=AT) for by in (province, province, cell)] == [
        True,
        False,
        True,
    ]
    assert (
        ReceiptNote.objects.count(),
        Notice.objects.count(),
        AuditEntry.objects.filter(act="report.noted").count(),
    ) == (
        2,
        2,
        2,
    )
    assert set(Notice.objects.values_list("kind", "post_id", "unit_id")) == {
        ("receipt_noted", secretary.grants[0].post_id, unit.pk)
    }
    page = report_for(province, receipt.submission_id, on=ON)
    assert (page.noted, page.may_note, page.may_correct, len(page.notes)) == (True, True, False, 2)


def test_neither_the_unit_nor_strangers_note_receipt(party: Party) -> None:
    unit = party.branches[0][0][0]
    secretary = acting(holder(unit=unit), ON)
    receipt = submitted(make_meeting(unit=unit), secretary)
    for account, stop in (
        (holder(unit=party.national, body="headquarters", post="administrator"), PermissionDenied),
        (holder(unit=party.provinces[1][0]), NotVisible),
        (holder(unit=party.national, body="cell", post="responsible", area=party.regions[1]), PermissionDenied),
    ):
        with pytest.raises(stop):
            note_receipt(report_id=receipt.submission_id, by=acting(account, ON), at=AT)
    with pytest.raises(PermissionDenied):
        note_receipt(report_id=receipt.submission_id, by=secretary, at=AT)
    assert not ReceiptNote.objects.exists()
