"""What a report leaves unfinished goes to the next meeting of the same body, once."""

from datetime import date

import pytest

from tajadur.activity.meetings.models import Meeting, Point
from tajadur.activity.meetings.nightly import carry_points, open_occurrences
from tajadur.activity.meetings.operations.carry_over import carry_unfinished
from tajadur.activity.meetings.operations.changes import cancel_meeting, edit_points
from tajadur.activity.meetings.operations.series import stop_series
from tajadur.activity.meetings.operations.validation import ActionData, PointAnswer
from tajadur.activity.meetings.queries.meetings import action_items_open
from tajadur.duties.obligations.models import Obligation
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting, holder, make_post
from tests.factories.programme import meeting_on, series_from, written
from tests.factories.reports import make_obligation, submitted

ON = date(2026, 5, 14)
HELD, NEXT = date(2026, 5, 12), date(2026, 6, 6)


@pytest.fixture
def branch(party: Party) -> Unit:
    return party.branches[0][0][0]


@pytest.fixture
def secretary(branch: Unit) -> Actor:
    return acting(holder(unit=branch), ON)


def test_a_new_meeting_receives_what_the_last_report_left(branch: Unit, secretary: Actor) -> None:
    held(branch, secretary, {"أ": "reached", "ب": "carried", "ج": "not_reached", "د": "partly"})
    meeting = meeting_on(NEXT, unit=branch, by=secretary, agenda=["مختلفات"])
    assert items(meeting) == [("مختلفات", None), ("ب", HELD), ("ج", HELD), ("د", HELD)]


def test_a_report_carries_to_the_meeting_that_stands_already(branch: Unit, secretary: Actor) -> None:
    meeting = meeting_on(NEXT, unit=branch, by=secretary, agenda=["مختلفات"])
    after = meeting_on(date(2026, 7, 4), unit=branch, by=secretary, agenda=["مختلفات"])
    held(branch, secretary, {"أ": "carried"})
    assert items(meeting) == [("مختلفات", None), ("أ", HELD)]
    assert items(after) == [("مختلفات", None)]


def test_the_same_words_stand_once_and_are_marked(branch: Unit, secretary: Actor) -> None:
    held(branch, secretary, {"الوضعية": "carried"})
    meeting = meeting_on(NEXT, unit=branch, by=secretary, agenda=["الوضعية", "مختلفات"])
    assert items(meeting) == [("الوضعية", HELD), ("مختلفات", None)]


def test_carrying_again_adds_nothing(branch: Unit, secretary: Actor) -> None:
    held(branch, secretary, {"أ": "carried"})
    meeting_on(NEXT, unit=branch, by=secretary)
    before = Point.objects.count()
    assert carry_unfinished(on=ON) == 0
    assert carry_unfinished(on=ON, body_ids=[Meeting.objects.first().body_id]) == 0  # type: ignore[union-attr]
    assert Point.objects.count() == before


def test_what_is_carried_twice_is_first_the_second_time(branch: Unit, secretary: Actor) -> None:
    held(branch, secretary, {"أ": "carried"})
    june = meeting_on(NEXT, unit=branch, by=secretary, agenda=["ب"])
    june_day = date(2026, 6, 8)
    outcomes = {point.pk: PointAnswer("carried") for point in june.points.all()}
    submitted(june, acting_on(secretary, june_day), at=at_noon(june_day), outcomes=outcomes)
    july = meeting_on(date(2026, 7, 4), unit=branch, by=acting_on(secretary, june_day), agenda=["مختلفات"])
    assert items(july) == [("مختلفات", None), ("أ", NEXT), ("ب", NEXT)]


def test_another_body_receives_nothing(party: Party) -> None:
    province = party.provinces[0][0]
    actor = acting(holder(unit=province), ON)
    held(province, actor, {"أ": "carried"})
    council = meeting_on(NEXT, unit=province, by=actor, body="council", agenda=["مختلفات"])
    assert items(council) == [("مختلفات", None)]


def test_an_opened_occurrence_receives_what_was_left(branch: Unit, secretary: Actor) -> None:
    held(branch, secretary, {"أ": "carried"})
    series = series_from(ON, unit=branch, by=secretary, agenda=["مختلفات"])
    first, second = Meeting.objects.filter(series=series).order_by("planned_on")[:2]
    assert items(first) == [("مختلفات", None), ("أ", HELD)]
    assert items(second) == [("مختلفات", None)]
    assert open_occurrences(on=ON, at=at_noon(ON)) == 0
    assert items(second) == [("مختلفات", None)]


def test_open_actions_of_the_body_are_listed_the_most_urgent_first(branch: Unit, secretary: Actor) -> None:
    post = make_post(unit=branch)
    meeting = meeting_on(HELD, unit=branch, by=secretary)
    actions = [
        ActionData("لاحق", owner_id=post.pk, due_on=date(2026, 7, 1)),
        ActionData("قريب", owner_id=post.pk, due_on=date(2026, 6, 1)),
    ]
    submitted(meeting, secretary, at=at_noon(ON), actions=actions)
    following = meeting_on(NEXT, unit=branch, by=secretary)
    assert [one.text for one in action_items_open(following.body_id, NEXT)] == ["قريب", "لاحق"]


def test_what_was_carried_to_a_meeting_that_is_cancelled_comes_back(branch: Unit, secretary: Actor) -> None:
    december = meeting_on(NEXT, unit=branch, by=secretary, agenda=["مختلفات"])
    held(branch, secretary, {"أ": "not_reached"})
    assert items(december) == [("مختلفات", None), ("أ", HELD)]
    cancel(december, secretary)
    again = meeting_on(date(2026, 6, 8), unit=branch, by=secretary, agenda=["مختلفات"])
    assert items(again) == [("مختلفات", NEXT), ("أ", HELD)]


def test_points_of_a_cancelled_meeting_go_at_once_to_the_one_that_stands(branch: Unit, secretary: Actor) -> None:
    july = meeting_on(date(2026, 7, 4), unit=branch, by=secretary, agenda=["مختلفات"])
    june = meeting_on(NEXT, unit=branch, by=secretary, agenda=["كراء المقر"])
    cancel(june, secretary)
    assert items(july) == [("مختلفات", None), ("كراء المقر", NEXT)]
    cancel(july, secretary)
    august = meeting_on(date(2026, 8, 1), unit=branch, by=secretary, agenda=["الدخول"])
    assert items(august) == [("الدخول", None), ("كراء المقر", NEXT), ("مختلفات", date(2026, 7, 4))]


def test_a_series_stopped_and_started_anew_keeps_what_was_to_be_taken_over(branch: Unit, secretary: Actor) -> None:
    series = series_from(ON, unit=branch, by=secretary, agenda=["مختلفات"])
    held(branch, secretary, {"أ": "carried"})
    first = Meeting.objects.filter(series=series).order_by("planned_on")[0]
    edit(first, secretary, ["مختلفات", "أ", "كراء المقر"])
    stop_series(series_id=series.pk, from_on=ON, because="إيقاع آخر", by=secretary, at=at_noon(ON))
    anew = series_from(date(2026, 6, 2), unit=branch, by=secretary, rule="FREQ=MONTHLY;BYDAY=2SA", agenda=["عرض"])
    one = Meeting.objects.filter(series=anew).order_by("planned_on")[0]
    assert items(one) == [("عرض", None), ("أ", HELD), ("كراء المقر", NEXT)]  # the usual points of the former are not


def test_a_series_that_takes_the_place_of_another_keeps_them_too(branch: Unit, secretary: Actor) -> None:
    series = series_from(ON, unit=branch, by=secretary, agenda=["مختلفات"])
    held(branch, secretary, {"أ": "carried"})
    anew = series_from(ON, unit=branch, by=secretary, rule="FREQ=MONTHLY;BYDAY=2SA", agenda=["عرض"], replaces=series.pk)
    assert items(Meeting.objects.filter(series=anew).order_by("planned_on")[0]) == [("عرض", None), ("أ", HELD)]


def test_a_meeting_never_held_gives_its_points_back_after_a_week(branch: Unit, secretary: Actor) -> None:
    meeting_on(date(2026, 5, 16), unit=branch, by=secretary, agenda=["كراء المقر"])
    june = meeting_on(NEXT, unit=branch, by=secretary, agenda=["مختلفات"])
    assert carry_points(on=date(2026, 5, 23)) == 0
    assert carry_points(on=date(2026, 5, 24)) == 2  # its objective, in the same words, is marked
    assert items(june) == [("مختلفات", None), ("كراء المقر", date(2026, 5, 16))]
    assert carry_points(on=date(2026, 5, 25)) == carry_points(on=date(2026, 6, 5)) == 0


def test_on_the_day_of_the_next_meeting_an_unreported_one_counts_as_never_held(branch: Unit, secretary: Actor) -> None:
    meeting_on(date(2026, 5, 16), unit=branch, by=secretary, agenda=["كراء المقر"])
    following = meeting_on(date(2026, 5, 18), unit=branch, by=secretary, agenda=["مختلفات"])
    assert carry_points(on=date(2026, 5, 17)) == 0
    assert carry_points(on=date(2026, 5, 18)) == 2
    assert items(following) == [("مختلفات", None), ("كراء المقر", date(2026, 5, 16))]


def test_declared_not_held_gives_its_points_back_at_once(branch: Unit, secretary: Actor) -> None:
    row = make_obligation(unit=branch)
    meeting_on(date(2026, 5, 15), unit=branch, by=secretary, agenda=["كراء المقر"])
    june = meeting_on(NEXT, unit=branch, by=secretary, agenda=["مختلفات"])
    Obligation.objects.filter(pk=row.pk).update(not_held_on=date(2026, 5, 16))
    assert carry_points(on=date(2026, 5, 16)) == 2
    assert items(june) == [("مختلفات", None), ("كراء المقر", date(2026, 5, 15))]


def test_a_late_report_of_a_meeting_taken_for_never_held_doubles_nothing(branch: Unit, secretary: Actor) -> None:
    held(branch, secretary, {"أ": "carried"})
    may = meeting_on(date(2026, 5, 16), unit=branch, by=secretary, agenda=["كراء المقر", "ب"])
    june = meeting_on(NEXT, unit=branch, by=secretary, agenda=["مختلفات"])
    day = date(2026, 5, 28)
    assert carry_points(on=day) == 4
    answers = {point.pk: PointAnswer("carried") for point in may.points.all()}
    submitted(may, acting_on(secretary, day), at=at_noon(day), outcomes=answers)
    at = date(2026, 5, 16)
    assert items(june) == [("مختلفات", None), ("أ", at), ("كراء المقر", at), ("ب", at)]
    assert carry_points(on=day) == carry_unfinished(on=day) == 0


def test_a_carried_point_that_the_unit_takes_off_stays_off(branch: Unit, secretary: Actor) -> None:
    cancel(meeting_on(ON, unit=branch, by=secretary, agenda=["كراء المقر"]), secretary)
    june = meeting_on(NEXT, unit=branch, by=secretary, agenda=["مختلفات"])
    edit(june, secretary, ["مختلفات"])
    assert carry_points(on=date(2026, 5, 25)) == carry_unfinished(on=date(2026, 5, 25)) == 0
    cancel(june, secretary)
    july = meeting_on(date(2026, 7, 4), unit=branch, by=secretary, agenda=["عرض"])
    assert items(july) == [("عرض", None), ("مختلفات", NEXT)]


def test_words_changed_on_the_agenda_that_vanished_are_the_ones_that_come_back(branch: Unit, secretary: Actor) -> None:
    held(branch, secretary, {"أ": "carried"})
    june = meeting_on(NEXT, unit=branch, by=secretary, agenda=["مختلفات"])
    edit(june, secretary, ["مختلفات", "أ مع عرض الأثمنة"])
    cancel(june, secretary)
    july = meeting_on(date(2026, 7, 4), unit=branch, by=secretary, agenda=["عرض"])
    assert items(july) == [("عرض", None), ("أ مع عرض الأثمنة", HELD), ("مختلفات", NEXT)]


def cancel(meeting: Meeting, by: Actor) -> None:
    cancel_meeting(meeting_id=meeting.pk, because="مؤتمر", by=by, at=at_noon(by.on))


def edit(meeting: Meeting, by: Actor, agenda: list[str]) -> None:
    points = written([point.text for point in meeting.points.filter(kind="objective")], agenda)
    edit_points(meeting_id=meeting.pk, points=points, by=by, at=at_noon(by.on))


def held(unit: Unit, by: Actor, outcomes: dict[str, str]) -> Meeting:
    """A meeting of 12 May with these agenda items, reported; its objective was reached."""
    meeting = meeting_on(HELD, unit=unit, by=by, agenda=list(outcomes))
    answers = {point.pk: PointAnswer(outcomes.get(point.text, "reached")) for point in meeting.points.all()}
    submitted(meeting, by, at=at_noon(ON), outcomes=answers)
    return meeting


def items(meeting: Meeting) -> list[tuple[str, date | None]]:
    """The agenda: each item with the day of the meeting it was carried from."""
    rows = meeting.points.filter(kind="item").order_by("position").select_related("carried_from__meeting")
    return [(row.text, row.carried_from.meeting.planned_on if row.carried_from else None) for row in rows]


def acting_on(actor: Actor, on: date) -> Actor:
    return Actor(account_id=actor.account_id, person_id=actor.person_id, on=on, grants=actor.grants)
