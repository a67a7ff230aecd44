"""Programming, moving, cancelling one meeting; its points."""

from datetime import UTC, date, time
from typing import Any

import pytest

from tajadur.activity.meetings.models import Meeting
from tajadur.activity.meetings.operations.changes import cancel_meeting, edit_points, move_meeting
from tajadur.foundation.errors import BadInput, NeedsConfirmation, NotVisible, PermissionDenied
from tajadur.organisation.units.models import Body, Unit
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.notices.models import Notice
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting, holder, make_post
from tests.factories.programme import meeting_on, written
from tests.factories.reports import make_obligation, submitted

ON = date(2026, 5, 21)
NEXT = date(2026, 6, 6)


@pytest.fixture
def branch(party: Party) -> Unit:
    return party.branches[0][0][0]


@pytest.fixture
def secretary(branch: Unit) -> Actor:
    return acting(holder(unit=branch), ON)


def test_a_meeting_is_programmed_with_its_points_and_journaled(branch: Unit, secretary: Actor) -> None:
    meeting = meeting_on(NEXT, unit=branch, by=secretary, agenda=["  أولى ", "", "أولى", "ثانية"])
    assert [(p.kind, p.position, p.text) for p in meeting.points.order_by("-kind", "position")] == [
        ("objective", 1, "تتبع القرارات"),
        ("item", 1, "أولى"),
        ("item", 2, "ثانية"),
    ]
    assert (meeting.state, meeting.programmed_on, meeting.planned_on) == ("programmed", ON, NEXT)
    entry = AuditEntry.objects.get(act="programme_meeting")
    assert (entry.subject_kind, entry.subject_id, entry.unit_id) == ("meeting", meeting.pk, branch.pk)


def test_programming_tells_the_obligation_in_the_same_act(branch: Unit, secretary: Actor) -> None:
    owed = make_obligation(unit=branch, period_start=date(2026, 6, 1), period_end=date(2026, 6, 30),
                           due_on=date(2026, 7, 7), overdue_from=date(2026, 7, 15))  # fmt: skip
    meeting = meeting_on(NEXT, unit=branch, by=secretary)
    owed.refresh_from_db()
    assert (owed.programmed_on, owed.planned_on) == (ON, NEXT)
    cancel_meeting(meeting_id=meeting.pk, because="تعذر الحضور", by=secretary, at=at_noon(ON))
    owed.refresh_from_db()
    assert (owed.programmed_on, owed.planned_on) == (None, None)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 3, 31), "too_old"),
        (date(2027, 5, 23), "too_far"),
        (date(2019, 12, 31), "before_unit"),
    ],
)
def test_a_day_out_of_reach_is_refused(branch: Unit, secretary: Actor, day: date, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        meeting_on(day, unit=branch, by=secretary)
    assert code in [one.code for one in refused.value.problems]
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("day", [date(2026, 4, 1), date(2026, 4, 20), ON, date(2027, 5, 22)])
def test_a_day_of_this_or_the_last_period_or_within_a_year_is_accepted(
    branch: Unit, secretary: Actor, day: date
) -> None:
    assert meeting_on(day, unit=branch, by=secretary).planned_on == day


def test_a_meeting_lies_in_the_lives_of_the_unit_and_of_the_body(branch: Unit, secretary: Actor) -> None:
    Unit.objects.filter(pk=branch.pk).update(closed_on=date(2026, 7, 1))
    Body.objects.filter(unit=branch).update(opened_on=date(2026, 5, 30))
    assert codes(branch, secretary, date(2026, 7, 1)) == ["after_unit"]
    assert codes(branch, secretary, date(2026, 5, 29)) == ["before_body"]
    Body.objects.filter(unit=branch).update(opened_on=date(2020, 1, 1), closed_on=date(2026, 6, 20))
    assert codes(branch, secretary, date(2026, 6, 20)) == ["after_body"]
    assert codes(branch, secretary, date(2026, 6, 19)) == []


@pytest.mark.parametrize(
    ("changed", "problems"),
    [
        ({"place": "  "}, [("place", "place_missing")]),
        ({"objectives": []}, [("objectives", "points_missing")]),
        ({"agenda": [str(n) for n in range(21)]}, [("agenda", "points_too_many")]),
        ({"agenda": ["ن" * 301]}, [("agenda", "point_too_long")]),
        ({"agenda": ["a\0b"]}, [("agenda", "text_has_nul")]),
        ({"minutes": 4}, [("minutes", "minutes_out_of_range")]),
        ({"place": "", "agenda": []}, [("place", "place_missing"), ("agenda", "points_missing")]),
    ],
)
def test_what_is_wrong_is_named_by_field(
    branch: Unit, secretary: Actor, changed: dict[str, Any], problems: list[tuple[str, str]]
) -> None:
    with pytest.raises(BadInput) as refused:
        meeting_on(NEXT, unit=branch, by=secretary, **changed)
    assert [(one.field, one.code) for one in refused.value.problems] == problems


def test_a_second_meeting_on_the_same_day_asks_first(branch: Unit, secretary: Actor) -> None:
    first = meeting_on(NEXT, unit=branch, by=secretary)
    with pytest.raises(NeedsConfirmation) as asked:
        meeting_on(NEXT, unit=branch, by=secretary)
    assert asked.value.code == "same_day_meeting"
    assert meeting_on(NEXT, unit=branch, by=secretary, confirmed={"same_day_meeting"}).pk != first.pk
    assert Meeting.objects.filter(planned_on=NEXT).count() == 2


def test_a_cancelled_meeting_leaves_its_day_free(branch: Unit, secretary: Actor) -> None:
    meeting = meeting_on(NEXT, unit=branch, by=secretary)
    cancel_meeting(meeting_id=meeting.pk, because="عطلة", by=secretary, at=at_noon(ON))
    assert meeting_on(NEXT, unit=branch, by=secretary).state == "programmed"


def test_only_the_secretary_of_the_unit_programmes(party: Party, branch: Unit) -> None:
    above = acting(holder(unit=party.provinces[0][0]), ON)
    member = acting(holder(unit=branch, post="member"), ON)
    stranger = acting(holder(unit=party.branches[1][0][0]), ON)
    for actor in (above, member):
        with pytest.raises(PermissionDenied):
            meeting_on(NEXT, unit=branch, by=actor)
    with pytest.raises(NotVisible):
        meeting_on(NEXT, unit=branch, by=stranger)
    assert not Meeting.objects.exists()


def test_the_secretary_convenes_the_council_but_no_body_with_its_own_officers(party: Party) -> None:
    province = party.provinces[0][0]
    actor = acting(holder(unit=province), ON)
    assert meeting_on(NEXT, unit=province, by=actor, body="council").body.body_type.code == "council"
    pole = acting(holder(unit=party.national, body="pole"), ON)
    assert meeting_on(NEXT, unit=party.national, by=pole, body="pole").state == "programmed"
    with pytest.raises(BadInput) as refused:
        meeting_on(NEXT, unit=party.national, by=pole, body="bureau")
    assert refused.value.code == "body_unknown"


def test_moving_inside_the_period_keeps_the_day_it_was_programmed(branch: Unit, secretary: Actor) -> None:
    meeting = meeting_on(NEXT, unit=branch, by=secretary)
    moved = move(meeting, date(2026, 6, 13), by=acting_later(secretary, date(2026, 6, 2)))
    assert (moved.planned_on, moved.moved_from, moved.programmed_on, moved.sequence) == (
        date(2026, 6, 13), NEXT, ON, 1,
    )  # fmt: skip


def test_an_occurrence_moved_into_the_next_month_fulfils_that_month_only(branch: Unit, secretary: Actor) -> None:
    june = make_obligation(unit=branch, period_start=date(2026, 6, 1), period_end=date(2026, 6, 30),
                           due_on=date(2026, 7, 7), overdue_from=date(2026, 7, 15))  # fmt: skip
    july = make_obligation(unit=branch, period_start=date(2026, 7, 1), period_end=date(2026, 7, 31),
                           due_on=date(2026, 8, 7), overdue_from=date(2026, 8, 15))  # fmt: skip
    meeting = meeting_on(date(2026, 6, 27), unit=branch, by=secretary)
    later = acting_later(secretary, date(2026, 6, 26))
    with pytest.raises(NeedsConfirmation) as asked:
        move(meeting, date(2026, 7, 4), by=later)
    assert asked.value.code == "leaves_period"
    moved = move(meeting, date(2026, 7, 4), by=later, confirmed={"leaves_period"})
    assert moved.programmed_on == date(2026, 6, 26)
    june.refresh_from_db()
    july.refresh_from_db()
    assert (june.programmed_on, june.planned_on) == (None, None)
    assert (july.programmed_on, july.planned_on) == (date(2026, 6, 26), date(2026, 7, 4))


def test_moving_tells_the_other_posts_of_the_body(branch: Unit, secretary: Actor) -> None:
    member = make_post(unit=branch, post="member")
    meeting = meeting_on(NEXT, unit=branch, by=secretary)
    move(meeting, date(2026, 6, 13), by=secretary)
    notice = Notice.objects.get(kind="meeting_moved")
    assert (notice.post_id, notice.subject_id, notice.params) == (
        member.pk, meeting.pk, {"from": "2026-06-06", "to": "2026-06-13"},
    )  # fmt: skip
    cancel_meeting(meeting_id=meeting.pk, because="عطلة", by=secretary, at=at_noon(ON))
    notice.refresh_from_db()
    assert notice.cleared_because == "cancelled"


def test_a_move_on_the_same_day_tells_the_hours_and_the_place_where_they_changed(
    branch: Unit, secretary: Actor
) -> None:
    make_post(unit=branch, post="member")
    meeting = meeting_on(NEXT, unit=branch, by=secretary)
    old_place = meeting.place
    move(meeting, NEXT, by=secretary, wall_time=time(11, 30))
    move(meeting, NEXT, by=secretary, wall_time=time(11, 30), place="دار الشباب")
    move(meeting, NEXT, by=secretary, wall_time=time(11, 30), place="دار الشباب", minutes=45)
    days = {"from": NEXT.isoformat(), "to": NEXT.isoformat()}
    assert [notice.params for notice in Notice.objects.filter(kind="meeting_moved").order_by("pk")] == [
        days | {"from_hour": f"{meeting.wall_time:%H:%M}", "to_hour": "11:30"},
        days | {"from_place": old_place, "to_place": "دار الشباب"},
        days | {"from_minutes": meeting.minutes, "to_minutes": 45},
    ]


def test_moving_nowhere_is_refused(branch: Unit, secretary: Actor) -> None:
    meeting = meeting_on(NEXT, unit=branch, by=secretary)
    with pytest.raises(BadInput) as refused:
        move(meeting, NEXT, by=secretary)
    assert refused.value.code == "not_moved"
    assert move(meeting, NEXT, by=secretary, wall_time=time(20)).starts_at.astimezone(UTC).hour == 19


def test_a_reported_or_cancelled_meeting_no_longer_changes(branch: Unit, secretary: Actor) -> None:
    held = meeting_on(date(2026, 5, 12), unit=branch, by=secretary)
    submitted(held, secretary, at=at_noon(ON))
    for act in (
        lambda: move(held, NEXT, by=secretary),
        lambda: cancel_meeting(meeting_id=held.pk, because="لا", by=secretary, at=at_noon(ON)),
        lambda: edit_points(meeting_id=held.pk, points=written(["أ"], ["ب"]), by=secretary, at=at_noon(ON)),
    ):
        with pytest.raises(BadInput) as refused:
            act()
        assert refused.value.code == "already_reported"
    gone = meeting_on(NEXT, unit=branch, by=secretary)
    with pytest.raises(BadInput) as refused:
        cancel_meeting(meeting_id=gone.pk, because=" ", by=secretary, at=at_noon(ON))
    assert refused.value.code == "reason_missing"
    cancel_meeting(meeting_id=gone.pk, because="عطلة", by=secretary, at=at_noon(ON))
    with pytest.raises(BadInput) as refused:
        cancel_meeting(meeting_id=gone.pk, because="عطلة", by=secretary, at=at_noon(ON))
    assert refused.value.code == "already_cancelled"


def test_a_line_that_changes_its_words_or_place_keeps_its_identity(branch: Unit, secretary: Actor) -> None:
    meeting = meeting_on(NEXT, unit=branch, by=secretary, agenda=["أ", "ب", "ج"])
    before = dict(meeting.points.filter(kind="item").values_list("text", "pk"))
    edit_points(
        meeting_id=meeting.pk, points=written(["هدف"], ["ج", "ب معدلة", "أ", "د"]), by=secretary, at=at_noon(ON)
    )
    after = list(meeting.points.filter(kind="item").order_by("position").values_list("text", "pk"))
    assert [text for text, _ in after] == ["ج", "ب معدلة", "أ", "د"]
    assert [pk for _, pk in after[:3]] == [before["ج"], before["ب"], before["أ"]]


def codes(unit: Unit, by: Actor, day: date) -> list[str]:
    try:
        meeting_on(day, unit=unit, by=by)
    except BadInput as error:
        return [one.code for one in error.problems]
    return []


def move(meeting: Meeting, day: date, *, by: Actor, wall_time: time = time(18, 30), **more: Any) -> Meeting:
    return move_meeting(meeting_id=meeting.pk, planned_on=day, wall_time=wall_time, by=by, at=at_noon(by.on), **more)


def acting_later(actor: Actor, on: date) -> Actor:
    return Actor(account_id=actor.account_id, person_id=actor.person_id, on=on, grants=actor.grants)
