"""Corrections: a new version, the old ones stay, the first submission time never moves."""

from collections.abc import Sequence
from datetime import date, time
from uuid import UUID, uuid4

import pytest

from tajadur.activity.meetings.models import ActionItem, Meeting, Report
from tajadur.activity.meetings.operations.actions import close_action
from tajadur.activity.meetings.operations.corrections import correct_report
from tajadur.activity.meetings.operations.validation import ActionData
from tajadur.activity.meetings.queries.reports import report_for
from tajadur.duties.obligations.models import Fulfilment, Obligation
from tajadur.foundation.calendar import instant
from tajadur.foundation.errors import BadInput, Conflict, NeedsConfirmation, PermissionDenied
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.models import AuditEntry
from tajadur.rules.receipt import Receipt
from tests.factories.party import Party, acting, holder, make_post
from tests.factories.reports import make_meeting, make_obligation, report_data, submitted

ON = date(2026, 5, 14)
LATER = date(2026, 6, 20)
AT = instant(LATER, time(12))


def corrected(
    meeting: Meeting, by: Actor, base: int = 1, key: UUID | None = None, confirmed: Sequence[str] = (), **changes
) -> Receipt:
    first = Report.objects.filter(meeting=meeting).order_by("version")[0]
    return correct_report(
        report_id=first.pk,
        data=report_data(meeting, **changes),
        base_version=base,
        client_key=key or uuid4(),
        confirmed=confirmed,
        by=by,
        at=AT,
    )


def test_a_correction_is_a_new_version_and_the_obligation_keeps_its_first_day(party: Party) -> None:
    unit = party.provinces[0][0]
    by, meeting, owing = acting(holder(unit=unit), ON), make_meeting(unit=unit), make_obligation(unit=unit)
    first = submitted(meeting, by, decisions=["أول"])
    type(unit.bodies.first()).objects.filter(unit=unit).update(members=99)
    second = corrected(meeting, by, present=9, decisions=["ثان"], held_on=date(2026, 5, 13))
    assert list(Report.objects.order_by("version").values_list("version", "present", "convened", "submitted_on")) == [
        (1, 8, 15, ON),
        (2, 9, 15, LATER),
    ]
    assert (first.number != second.number, second.is_new) == (True, True)
    owing.refresh_from_db()
    assert (owing.held_on, owing.filed_on, owing.submitted_at) == (date(2026, 5, 13), ON, first.submitted_at)
    old, new = (report_for(by, receipt.submission_id, on=LATER) for receipt in (first, second))
    assert (old.decisions, old.is_latest, new.decisions, new.is_latest) == (["أول"], False, ["ثان"], True)
    assert (new.first.submitted_at, len(new.versions)) == (first.submitted_at, 2)
    assert AuditEntry.objects.get(act="report.corrected").detail["version"] == 2


def test_counts_corrected_above_the_body_are_asked_about_and_absents_follow(party: Party) -> None:
    unit = party.provinces[0][0]
    by, meeting = acting(holder(unit=unit), ON), make_meeting(unit=unit)
    submitted(meeting, by)
    for counts in ({"present": 14, "excused": 9, "absent": 6}, {"present": 14, "excused": 9}):
        with pytest.raises(NeedsConfirmation) as asked:
            corrected(meeting, by, **counts)
        assert [problem.code for problem in asked.value.problems] == ["attendance_above_body"]
    with pytest.raises(BadInput) as refused:
        corrected(meeting, by, present=2)  # three women remain
    assert [problem.code for problem in refused.value.problems] == ["women_above_present"]
    corrected(meeting, by, confirmed=["attendance_above_body"], present=14, excused=9)
    corrected(meeting, by, base=2, present=12)
    counts = Report.objects.order_by("version").values_list("convened", "present", "excused", "absent", "quorum")
    assert list(counts) == [(15, 8, 1, 6, 8), (23, 14, 9, 0, 12), (15, 12, 1, 2, 8)]


def test_a_day_moved_to_another_period_counts_there_as_sent_on_the_day_of_correction(party: Party) -> None:
    unit = party.provinces[0][0]
    by, meeting = acting(holder(unit=unit), ON), make_meeting(unit=unit)
    may = make_obligation(unit=unit)
    april = make_obligation(
        unit=unit, period_start=date(2026, 4, 1), period_end=date(2026, 4, 30), due_on=date(2026, 5, 7),
        overdue_from=date(2026, 5, 15),
    )  # fmt: skip
    submitted(meeting, by)
    corrected(meeting, by, held_on=date(2026, 4, 28))
    may.refresh_from_db()
    april.refresh_from_db()
    assert (may.held_on, may.filed_on) == (None, None)
    assert (april.held_on, april.filed_on, april.submitted_at) == (date(2026, 4, 28), LATER, AT)
    assert (Fulfilment.objects.count(), Fulfilment.objects.filter(superseded_at=None).count()) == (2, 1)


def test_actions_kept_stay_changed_ones_are_replaced_and_missing_ones_dropped(party: Party) -> None:
    unit = party.provinces[0][0]
    by, meeting, post = acting(holder(unit=unit), ON), make_meeting(unit=unit), make_post(unit=unit)
    due = date(2026, 6, 1)
    first = submitted(meeting, by, actions=[ActionData(text, post.pk, due) for text in ("بقي", "تغير", "حذف", "تم")])
    kept, changed, dropped, done = ActionItem.objects.order_by("position")
    close_action(action_id=done.pk, by=by, at=instant(date(2026, 5, 20), time(9)))
    actions = [ActionData("بقي", post.pk, due, kept.pk), ActionData("تغير", post.pk, date(2026, 6, 9), changed.pk)]
    second = corrected(meeting, by, actions=[*actions, ActionData("جديد", post.pk, due)])
    live = ActionItem.objects.filter(dropped_on=None).order_by("position")
    assert list(live.values_list("text", "due_on", "closed_on", "since_version")) == [
        ("بقي", due, None, 1),
        ("تم", due, date(2026, 5, 20), 1),
        ("تغير", date(2026, 6, 9), None, 2),
        ("جديد", due, None, 2),
    ]
    assert set(ActionItem.objects.exclude(dropped_on=None).values_list("pk", "dropped_on", "dropped_version")) == {
        (changed.pk, LATER, 2),
        (dropped.pk, LATER, 2),
    }
    shown = [
        [one.text for one in report_for(by, receipt.submission_id, on=LATER).actions] for receipt in (first, second)
    ]
    assert shown == [["بقي", "تغير", "حذف", "تم"], ["بقي", "تم", "تغير", "جديد"]]


def test_a_correction_sent_twice_under_its_key_is_one_version(party: Party) -> None:
    unit = party.provinces[0][0]
    by, meeting, post, key = acting(holder(unit=unit), ON), make_meeting(unit=unit), make_post(unit=unit), uuid4()
    submitted(meeting, by, actions=[ActionData("أ", post.pk, date(2026, 6, 1))])
    action = ActionData("ب", post.pk, date(2026, 6, 1), ActionItem.objects.get().pk)
    one, two = (corrected(meeting, by, key=key, actions=[action]) for _ in range(2))
    assert (one.number, two.number, two.is_new) == (one.number, one.number, False)
    assert Report.objects.count() == 2
    with pytest.raises(Conflict) as conflict:
        corrected(meeting, by, key=key, text="غيره", actions=[action])
    assert conflict.value.code == "key_reused"


def test_two_corrections_of_one_version_meet(party: Party) -> None:
    unit = party.provinces[0][0]
    by, meeting = acting(holder(unit=unit), ON), make_meeting(unit=unit)
    submitted(meeting, by)
    second = corrected(meeting, by, present=9)
    with pytest.raises(Conflict) as conflict:
        corrected(meeting, by, present=10)
    assert (conflict.value.code, conflict.value.params) == (
        "corrected_meanwhile", {"report_id": second.submission_id, "version": 2},
    )  # fmt: skip


def test_a_correction_that_changes_nothing_is_refused(party: Party) -> None:
    unit = party.provinces[0][0]
    by, meeting = acting(holder(unit=unit), ON), make_meeting(unit=unit)
    submitted(meeting, by)
    with pytest.raises(BadInput) as refused:
        corrected(meeting, by)
    assert (refused.value.code, Report.objects.count()) == ("nothing_changed", 1)


def test_a_closed_action_left_out_is_no_change_and_binds_nothing(party: Party) -> None:
    unit = party.provinces[0][0]
    by, meeting, post = acting(holder(unit=unit), ON), make_meeting(unit=unit), make_post(unit=unit)
    actions = [ActionData("تم", post.pk, date(2026, 5, 12)), ActionData("بقي", post.pk, date(2026, 6, 1))]
    submitted(meeting, by, actions=actions)
    done, left = ActionItem.objects.order_by("position")
    close_action(action_id=done.pk, by=by, at=instant(ON, time(9)))
    kept = ActionData("بقي", post.pk, date(2026, 6, 1), left.pk)
    with pytest.raises(BadInput) as refused:
        corrected(meeting, by, actions=[kept])
    assert refused.value.code == "nothing_changed"
    corrected(meeting, by, actions=[kept], held_on=date(2026, 5, 13))
    assert list(ActionItem.objects.values_list("text", "closed_on", "dropped_on").order_by("position")) == [
        ("تم", ON, None),
        ("بقي", None, None),
    ]


def test_a_correction_bites_as_hard_as_a_report(party: Party) -> None:
    unit = party.provinces[0][0]
    by, meeting = acting(holder(unit=unit), ON), make_meeting(unit=unit)
    submitted(meeting, by)
    with pytest.raises(BadInput) as refused:
        corrected(meeting, by, held_on=date(2026, 6, 21), women=10)
    assert {one.code for one in refused.value.problems} == {"held_in_future", "women_above_present"}


def test_nobody_above_corrects(party: Party) -> None:
    unit = party.provinces[0][0]
    meeting = make_meeting(unit=unit)
    submitted(meeting, acting(holder(unit=unit), ON))
    with pytest.raises(PermissionDenied):
        corrected(meeting, acting(holder(unit=party.regions[0]), LATER), present=9)
    assert (Report.objects.count(), Obligation.objects.count()) == (1, 0)
