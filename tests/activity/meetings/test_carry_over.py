"""What a report leaves unfinished goes to the next meeting of the same body, once."""

from datetime import date

import pytest

from tajadur.activity.meetings.models import Meeting, Point
from tajadur.activity.meetings.nightly import open_occurrences
from tajadur.activity.meetings.operations.carry_over import carry_unfinished
from tajadur.activity.meetings.operations.validation import ActionData, PointAnswer
from tajadur.activity.meetings.queries.meetings import action_items_open
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting, holder, make_post
from tests.factories.programme import meeting_on, series_from
from tests.factories.reports import submitted

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
