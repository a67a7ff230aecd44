"""An action names the decision it carries out, by a number that lasts; what is told of it is its progress."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tajadur.activity.meetings.models import ActionItem, ActionNews, Decision, Meeting, Report
from tajadur.activity.meetings.operations.actions import close_action, tell_news
from tajadur.activity.meetings.operations.corrections import correct_report
from tajadur.activity.meetings.operations.validation import ActionData
from tajadur.activity.meetings.queries.actions import action_for
from tajadur.activity.meetings.queries.reports import report_for
from tajadur.foundation.calendar import instant
from tajadur.foundation.errors import BadInput, NotVisible, PermissionDenied
from tajadur.permissions.actors import Actor
from tajadur.rules.actions import ActionState
from tests.factories.party import Party, acting, holder, make_post
from tests.factories.reports import make_meeting, report_data, submitted

ON, DUE = date(2026, 5, 14), date(2026, 6, 1)
AT = instant(ON, time(14))


@pytest.fixture
def by(party: Party) -> Actor:
    return acting(holder(unit=party.branches[0][0][0]), ON)


@pytest.fixture
def meeting(party: Party) -> Meeting:
    return make_meeting(unit=party.branches[0][0][0])


def action(meeting: Meeting, text: str, decision: int | None = None, **more: Any) -> ActionData:
    return ActionData(text, make_post(unit=meeting.unit).pk, DUE, decision=decision, **more)


def corrected(meeting: Meeting, by: Actor, base: int = 1, **changes: Any) -> int:
    first = Report.objects.filter(meeting=meeting).order_by("version")[0]
    receipt = correct_report(
        report_id=first.pk, data=report_data(meeting, **changes), base_version=base, client_key=uuid4(), by=by, at=AT
    )
    return receipt.submission_id


def live() -> list[tuple[str, int | None]]:
    return list(ActionItem.objects.filter(dropped_on=None).order_by("position").values_list("text", "decision_number"))


def test_an_action_names_its_decision_by_place_and_the_report_shows_both(meeting: Meeting, by: Actor) -> None:
    rows = [action(meeting, "أ", 3), action(meeting, "ب"), action(meeting, "ج", 1)]
    receipt = submitted(meeting, by, decisions=["أول", "", "ثالث"], actions=rows)
    assert live() == [("أ", 2), ("ب", None), ("ج", 1)]
    page = report_for(by, receipt.submission_id, on=ON)
    assert [(row.number, row.text, [one.text for one in row.actions]) for row in page.decision_rows] == [
        (1, "أول", ["ج"]),
        (2, "ثالث", ["أ"]),
    ]
    assert {one.text: one.state for one in page.actions} == dict.fromkeys("أبج", ActionState.OPEN)


@pytest.mark.parametrize("place", [0, 2, 3, 21, -1])
def test_a_number_without_its_decision_is_refused(meeting: Meeting, by: Actor, place: int) -> None:
    with pytest.raises(BadInput) as refused:
        submitted(meeting, by, decisions=["أول", " "], actions=[action(meeting, "أ", place)])
    problems = [(problem.field, problem.code) for problem in refused.value.problems]
    assert (problems, Report.objects.count()) == ([("actions-0-decision", "decision_unknown")], 0)


def test_numbers_last_through_corrections_and_are_never_given_again(meeting: Meeting, by: Actor) -> None:
    submitted(meeting, by, decisions=["أول", "ثان", "ثالث"], actions=[action(meeting, "أ", 3)])
    item = ActionItem.objects.get()
    corrected(meeting, by, decisions=["ثالث معدل", "أول"], decision_numbers=[3, 0],
              actions=[action(meeting, "أ", 1, id=item.pk)])  # fmt: skip
    assert live() == [("أ", 3)]
    assert ActionItem.objects.get(dropped_on=None).pk == item.pk  # the wording of a decision does not touch its action
    corrected(meeting, by, base=2, decisions=["أول", "ثالث معدل", "ثان"],
              actions=[action(meeting, "أ", 2, id=item.pk)])  # fmt: skip
    numbers = Decision.objects.order_by("report__version", "position").values_list("report__version", "text", "number")
    assert list(numbers) == [
        (1, "أول", 1), (1, "ثان", 2), (1, "ثالث", 3),
        (2, "ثالث معدل", 3), (2, "أول", 1),
        (3, "أول", 1), (3, "ثالث معدل", 3), (3, "ثان", 4),
    ]  # fmt: skip


def test_another_decision_for_an_action_is_a_change_and_the_same_one_is_none(meeting: Meeting, by: Actor) -> None:
    submitted(meeting, by, decisions=["أول", "ثان"], actions=[action(meeting, "أ", 1)])
    item = ActionItem.objects.get()
    tell_news(action_id=item.pk, told_on=ON, text="بدأ", by=by, at=AT)
    with pytest.raises(BadInput) as same:
        corrected(meeting, by, decisions=["أول", "ثان"], actions=[action(meeting, "أ", 1, id=item.pk)])
    assert same.value.code == "nothing_changed"
    corrected(meeting, by, decisions=["أول", "ثان"], actions=[action(meeting, "أ", 2, id=item.pk)])
    heir = ActionItem.objects.get(dropped_on=None)
    assert (heir.pk != item.pk, heir.decision_number, heir.opened_on) == (True, 2, item.opened_on)
    assert list(ActionNews.objects.values_list("action", "text")) == [(heir.pk, "بدأ")]


def test_a_closed_action_keeps_the_decision_that_a_correction_takes_out(meeting: Meeting, by: Actor) -> None:
    submitted(meeting, by, decisions=["أول", "ثان"], actions=[action(meeting, "أ", 2)])
    item = ActionItem.objects.get()
    close_action(action_id=item.pk, by=by, at=AT)
    corrected(meeting, by, decisions=["أول"])
    assert live() == [("أ", 2)]
    assert action_for(by, item.pk).decision == "ثان"


def test_old_content_keeps_its_fingerprint_and_numbers_are_no_part_of_it(meeting: Meeting) -> None:
    plain = report_data(meeting, decisions=["قرار"], actions=[action(meeting, "أ")])
    numbered = report_data(meeting, decisions=["قرار"], decision_numbers=[7], actions=[action(meeting, "أ")])
    linked = report_data(meeting, decisions=["قرار"], decision_numbers=[7], actions=[action(meeting, "أ", 1)])
    assert plain.digest == numbered.digest != linked.digest


def test_news_is_progress_until_sixty_days_pass(meeting: Meeting, by: Actor) -> None:
    submitted(meeting, by, actions=[action(meeting, "أ")])
    item = ActionItem.objects.get()
    tell_news(action_id=item.pk, told_on=date(2026, 5, 13), text="تم\nالاتصال", by=by, at=AT)
    assert ActionNews.objects.get().text == "تم الاتصال"
    states = [action_for(replace(by, on=date(2026, 5, 13) + timedelta(days=days)), item.pk) for days in (1, 60, 61)]
    assert [page.row.state.value for page in states] == ["in_progress", "in_progress", "no_news"]
    assert [page.may_tell for page in states] == [True] * 3


@pytest.mark.parametrize(
    ("told_on", "text", "code"),
    [
        (ON, " ", "text_missing"),
        (None, "بدأ", "told_on_missing"),
        (date(2026, 5, 15), "بدأ", "told_in_future"),
        (date(2026, 5, 11), "بدأ", "told_before_opened"),
        (ON, "ب" * 501, "text_too_long"),
    ],
)
def test_news_that_cannot_be_is_refused(
    meeting: Meeting, by: Actor, told_on: date | None, text: str, code: str
) -> None:
    submitted(meeting, by, actions=[action(meeting, "أ")])
    with pytest.raises(BadInput) as refused:
        tell_news(action_id=ActionItem.objects.get().pk, told_on=told_on, text=text, by=by, at=AT)
    assert (refused.value.code, ActionNews.objects.count()) == (code, 0)


def test_nothing_is_told_of_what_is_done_or_taken_out(meeting: Meeting, by: Actor) -> None:
    submitted(meeting, by, actions=[action(meeting, "أ"), action(meeting, "ب")])
    done, dropped = ActionItem.objects.order_by("position")
    close_action(action_id=done.pk, by=by, at=AT)
    corrected(meeting, by, present=9)
    codes = []
    for item in (done, dropped):
        with pytest.raises(BadInput) as refused:
            tell_news(action_id=item.pk, told_on=ON, text="بدأ", by=by, at=AT)
        codes.append(refused.value.code)
    assert codes == ["action_closed", "action_dropped"]


def test_only_the_unit_tells_and_those_above_read(party: Party, meeting: Meeting, by: Actor) -> None:
    submitted(meeting, by, actions=[action(meeting, "أ")])
    item = ActionItem.objects.get()
    above = acting(holder(unit=party.provinces[0][0]), ON)
    assert action_for(above, item.pk).is_ours is False
    with pytest.raises(PermissionDenied):
        tell_news(action_id=item.pk, told_on=ON, text="بدأ", by=above, at=AT)
    stranger = acting(holder(unit=party.branches[1][0][0]), ON)
    for read in (
        lambda: action_for(stranger, item.pk),
        lambda: tell_news(action_id=item.pk, told_on=ON, text="بدأ", by=stranger, at=AT),
        lambda: action_for(by, 10**9),
    ):
        with pytest.raises(NotVisible):
            read()
