"""Changing through the door: points, another day, cancelling; a series and its end."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.activity.meetings.models import Meeting, Series
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tests.factories.party import Party, acting, holder
from tests.factories.programme import meeting_on, plain_day, series_from

TODAY = clock.today()
SOON = plain_day(TODAY + timedelta(days=9))
MOVED = {"planned_on": f"{SOON:%Y-%m-%d}", "wall_time": "20:00", "place": "قاعة", "minutes": "90"}
USUAL = {
    "wall_time": "20:00",
    "place": "قاعة",
    "minutes": "90",
    "objectives": "هدف جديد",
    "agenda": "أولى\nثانية",
}
STOP = {"from_on": f"{TODAY:%Y-%m-%d}", "because": "تغيير", "cancel_meetings": "on"}
POINTS = {"objectives": "هدف جديد", "agenda": "أولى\nثانية\nثالثة"}
ACTS = [
    ("meetings:points", POINTS),
    ("meetings:move", MOVED),
    ("meetings:cancel", {"because": "عطلة"}),
    ("meetings:usual", USUAL),
    ("meetings:stop", STOP),
]


@pytest.fixture
def branch(party: Party) -> Unit:
    return party.branches[0][0][0]


@pytest.fixture
def secretary(branch: Unit) -> Account:
    return holder(unit=branch)


@pytest.fixture
def meeting(branch: Unit, secretary: Account) -> Meeting:
    return meeting_on(SOON, unit=branch, by=acting(secretary, TODAY))


@pytest.fixture
def series(branch: Unit, secretary: Account) -> Series:
    return series_from(TODAY, unit=branch, by=acting(secretary, TODAY), confirmed={"same_day_meeting"})


def address(route: str, meeting: Meeting, series: Series) -> str:
    return reverse(route, args=[series.pk if route in {"meetings:usual", "meetings:stop"} else meeting.pk])


@pytest.mark.parametrize(("route", "typed"), ACTS)
def test_the_secretary_changes_and_lands_on_what_was_changed(
    client: Client, secretary: Account, meeting: Meeting, series: Series, route: str, typed: dict[str, str]
) -> None:
    client.force_login(secretary)
    where = address(route, meeting, series)
    assert client.get(where).status_code == 200
    answer = client.post(where, typed)
    assert answer.status_code == 302
    assert client.get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize(("route", "typed"), ACTS)
def test_those_above_are_refused_and_strangers_find_nothing(
    client: Client, party: Party, meeting: Meeting, series: Series, route: str, typed: dict[str, str]
) -> None:
    where = address(route, meeting, series)
    before = snapshot()
    for account, status in (
        (holder(unit=party.provinces[0][0]), 403),
        (holder(unit=party.branches[0][0][0], post="member"), 403),
        (holder(unit=party.branches[1][0][0]), 404),
        (holder(unit=party.national, body="secretariat", post="secretary_general"), 403),
    ):
        client.force_login(account)
        assert (client.get(where).status_code, client.post(where, typed).status_code) == (status, status)
    assert snapshot() == before


def test_what_was_changed_is_what_was_typed(client: Client, secretary: Account, meeting: Meeting) -> None:
    client.force_login(secretary)
    client.post(reverse("meetings:points", args=[meeting.pk]), POINTS)
    assert list(meeting.points.filter(kind="item").values_list("text", flat=True)) == ["أولى", "ثانية", "ثالثة"]
    client.post(reverse("meetings:move", args=[meeting.pk]), MOVED)
    meeting.refresh_from_db()
    assert (f"{meeting.wall_time:%H:%M}", meeting.place, meeting.minutes) == ("20:00", "قاعة", 90)
    client.post(reverse("meetings:cancel", args=[meeting.pk]), {"because": "عطلة"})
    meeting.refresh_from_db()
    assert (meeting.state, meeting.cancelled_because) == ("cancelled", "عطلة")


@pytest.mark.parametrize(
    ("route", "typed", "field"),
    [
        ("meetings:points", POINTS | {"agenda": " \n \n"}, "agenda"),
        ("meetings:points", POINTS | {"agenda": "ن" * 301}, "agenda"),
        ("meetings:move", MOVED | {"planned_on": "2019-01-01"}, "planned_on"),
        ("meetings:move", MOVED | {"wall_time": ""}, "wall_time"),
        ("meetings:cancel", {"because": " "}, "because"),
        ("meetings:cancel", {"because": "س" * 400}, "because"),
        ("meetings:usual", USUAL | {"place": "\u202e"}, "place"),
        ("meetings:stop", STOP | {"from_on": f"{TODAY - timedelta(days=1):%Y-%m-%d}"}, "from_on"),
        ("meetings:stop", STOP | {"because": ""}, "because"),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_is_written(
    client: Client,
    secretary: Account,
    meeting: Meeting,
    series: Series,
    route: str,
    typed: dict[str, str],
    field: str,
) -> None:
    client.force_login(secretary)
    before = snapshot()
    answer = client.post(address(route, meeting, series), typed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert snapshot() == before


def test_moving_into_another_month_is_asked_first(client: Client, secretary: Account, meeting: Meeting) -> None:
    client.force_login(secretary)
    where = reverse("meetings:move", args=[meeting.pk])
    other = SOON + timedelta(days=45)
    typed = MOVED | {"planned_on": f"{other:%Y-%m-%d}"}
    asked = client.post(where, typed)
    assert asked.status_code == 422
    assert 'name="confirm_leaves_period"' in asked.content.decode()
    assert client.post(where, typed | {"confirm_leaves_period": "on"}).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.planned_on, meeting.moved_from) == (other, SOON)


@pytest.mark.parametrize("route", ["meetings:points", "meetings:move", "meetings:cancel"])
def test_a_cancelled_meeting_offers_no_form(client: Client, secretary: Account, meeting: Meeting, route: str) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(state="cancelled", cancelled_because="عطلة")
    client.force_login(secretary)
    answer = client.get(reverse(route, args=[meeting.pk]))
    assert answer.headers["Location"] == reverse("meetings:detail", args=[meeting.pk])
    assert "عطلة" in client.get(answer.headers["Location"]).content.decode()


@pytest.mark.parametrize(("route", "queries"), [("meetings:points", 5), ("meetings:move", 4), ("meetings:cancel", 4)])
def test_a_form_of_one_meeting_costs_the_same_with_many_points(
    client: Client,
    branch: Unit,
    secretary: Account,
    meeting: Meeting,
    route: str,
    queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    day = SOON + timedelta(days=1)
    many = meeting_on(day, unit=branch, by=acting(secretary, TODAY), agenda=[str(n) for n in range(20)])
    client.force_login(secretary)
    for one in (meeting, many):
        with django_assert_num_queries(queries):
            client.get(reverse(route, args=[one.pk]))


def snapshot() -> list[Any]:
    meetings = Meeting.objects.order_by("pk").values_list("pk", "planned_on", "wall_time", "place", "state", "sequence")
    series = Series.objects.order_by("pk").values_list("pk", "wall_time", "place", "stopped_on")
    return [*meetings, *series]
