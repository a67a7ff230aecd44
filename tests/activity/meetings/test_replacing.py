"""Another rhythm for a series keeps what its unit changed by hand: a day, a cancelling, an agenda."""

from datetime import date, time

import pytest

from tajadur.activity.meetings.models import Meeting, Series
from tajadur.activity.meetings.operations.changes import cancel_meeting, edit_points, move_meeting
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting, holder
from tests.factories.programme import series_from, written

ON = date(2026, 5, 14)
AT = at_noon(ON)
SECOND_SUNDAY = "FREQ=MONTHLY;BYDAY=2SU"


@pytest.fixture
def branch(party: Party) -> Unit:
    return party.branches[0][0][0]


@pytest.fixture
def secretary(branch: Unit) -> Actor:
    return acting(holder(unit=branch), ON)


@pytest.fixture
def series(branch: Unit, secretary: Actor) -> Series:
    """The first Saturdays: 6 June, 4 July, 1 August."""
    return series_from(ON, unit=branch, by=secretary)


def on(day: date) -> Meeting:
    return Meeting.objects.get(occurs_on=day)


def anew(branch: Unit, secretary: Actor, series: Series, rule: str = SECOND_SUNDAY) -> dict[date, str]:
    series_from(ON, unit=branch, by=secretary, rule=rule, replaces=series.pk, wall_time=time(10))
    rows = Meeting.objects.exclude(state="cancelled", cancelled_because="").order_by("planned_on")
    return dict(rows.values_list("planned_on", "state"))


def test_without_anything_by_hand_all_is_new(branch: Unit, secretary: Actor, series: Series) -> None:
    assert anew(branch, secretary, series) == dict.fromkeys(
        (date(2026, 6, 14), date(2026, 7, 12), date(2026, 8, 9)), "programmed"
    )


def test_a_meeting_moved_stays_where_it_is_and_stands_for_its_month(
    branch: Unit, secretary: Actor, series: Series
) -> None:
    moved = on(date(2026, 7, 4))
    move_meeting(
        meeting_id=moved.pk, planned_on=date(2026, 7, 18), wall_time=time(19), place="دار الشباب", by=secretary, at=AT
    )
    assert anew(branch, secretary, series) == dict.fromkeys(
        (date(2026, 6, 14), date(2026, 7, 18), date(2026, 8, 9)), "programmed"
    )
    moved.refresh_from_db()
    assert (moved.wall_time, moved.place) == (time(19), "دار الشباب")
    assert moved.series_id != series.pk


def test_a_meeting_cancelled_stays_cancelled(branch: Unit, secretary: Actor, series: Series) -> None:
    cancel_meeting(meeting_id=on(date(2026, 8, 1)).pk, because="عطلة", by=secretary, at=AT)
    assert anew(branch, secretary, series) == {
        date(2026, 6, 14): "programmed", date(2026, 7, 12): "programmed", date(2026, 8, 1): "cancelled",
    }  # fmt: skip


def test_an_agenda_written_goes_to_the_new_day_and_hour(branch: Unit, secretary: Actor, series: Series) -> None:
    june = on(date(2026, 6, 6))
    edit_points(meeting_id=june.pk, points=written(["هدف"], ["كراء المقر"]), by=secretary, at=AT)
    days = anew(branch, secretary, series)
    assert set(days) == {date(2026, 6, 14), date(2026, 7, 12), date(2026, 8, 9)}
    june.refresh_from_db()
    assert (june.planned_on, june.wall_time) == (date(2026, 6, 14), time(10))
    assert list(june.points.filter(kind="item").values_list("text", flat=True)) == ["كراء المقر"]


def test_the_same_days_at_another_hour_keep_them_too(branch: Unit, secretary: Actor, series: Series) -> None:
    cancel_meeting(meeting_id=on(date(2026, 7, 4)).pk, because="عطلة", by=secretary, at=AT)
    days = anew(branch, secretary, series, rule="FREQ=MONTHLY;BYDAY=1SA")
    assert days == {
        date(2026, 6, 6): "programmed", date(2026, 7, 4): "cancelled", date(2026, 8, 1): "programmed",
    }  # fmt: skip
