"""Islamic holidays are estimates until an administrator confirms them; letters and warnings follow."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.activity.meetings.queries.calendar import warnings_on
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, PermissionDenied
from tajadur.organisation.profile.models import ObservedDay
from tajadur.organisation.profile.operations.days import confirm_day, set_ramadan_hours
from tajadur.organisation.profile.queries import days_off, estimates, party_hours, ramadan_hours
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.models import AuditEntry
from tajadur.rules.hours import DayHours, PartyHours
from tests.factories.party import Party, acting, holder

ON = date(2026, 11, 25)
AT = datetime(2026, 11, 25, 9, tzinfo=UTC)
FITR, THRONE = date(2027, 3, 10), date(2027, 7, 30)
MORNING = time(10)


@pytest.fixture
def administrator(party: Party) -> Actor:
    return acting(holder(unit=party.national, body="headquarters", post="administrator"), ON)


def said(day: date) -> list[tuple[str, str]]:
    return [(str(one.code), one.name) for one in warnings_on(day, MORNING, "fr")]


def test_a_confirmed_day_takes_the_place_of_the_computed_one(administrator: Actor) -> None:
    name, later = estimates(2027)[0].names["fr"], FITR + timedelta(days=2)
    assert said(FITR) == [("holiday_estimated", name)]
    assert {FITR, THRONE} <= days_off(2027, 2028)
    confirm_day(estimated_on=FITR, observed_on=later, by=administrator, at=AT)
    assert (said(FITR), said(later)) == ([], [("holiday", name)])
    off = days_off(2027, 2028)
    assert (FITR in off, later in off, THRONE in off) == (False, True, True)
    confirm_day(estimated_on=FITR, observed_on=FITR, by=administrator, at=AT)
    assert (said(FITR), ObservedDay.objects.count()) == ([("holiday", name)], 1)
    assert list(AuditEntry.objects.values_list("act", flat=True)) == ["confirm_day", "confirm_day"]


@pytest.mark.parametrize(
    ("estimated_on", "observed_on", "code"),
    [(THRONE, THRONE, "no_such_estimate"), (FITR, FITR + timedelta(days=4), "day_too_far")],
)
def test_other_days_are_refused(administrator: Actor, estimated_on: date, observed_on: date, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        confirm_day(estimated_on=estimated_on, observed_on=observed_on, by=administrator, at=AT)
    assert (refused.value.code, ObservedDay.objects.count()) == (code, 0)


def test_only_an_administrator_confirms(party: Party) -> None:
    with pytest.raises(PermissionDenied):
        confirm_day(estimated_on=FITR, observed_on=FITR, by=acting(holder(unit=party.regions[0]), ON), at=AT)


def test_a_day_far_from_any_estimate_asks_nothing_of_the_database(
    party: Party, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert said(date(2027, 1, 20)) == []


def test_the_page_confirms_and_keeps_what_was_refused(party: Party, client: Client) -> None:
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    url, today = reverse("meetings:holidays"), clock.today()
    coming = next(one for one in estimates(today.year + 1) if one.estimated_on > today)
    assert coming.names["ar"] in client.get(url).content.decode()
    typed = {"estimated_on": coming.estimated_on.isoformat()}
    for wrong in ("31/02/2027", "", (coming.estimated_on + timedelta(days=9)).isoformat()):
        assert client.post(url, {**typed, "observed_on": wrong}).status_code == 422, wrong
    announced = coming.estimated_on + timedelta(days=1)
    assert client.post(url, {**typed, "observed_on": announced.isoformat()}).headers["Location"] == url
    assert ObservedDay.objects.get().observed_on == announced
    assert f'value="{announced.isoformat()}"' in client.get(url).content.decode()


def test_the_hours_in_ramadan_are_set_by_an_administrator(party: Party, administrator: Actor) -> None:
    set_ramadan_hours(ramadan_from=11, ramadan_to=15, by=administrator, at=AT)
    assert ramadan_hours() == DayHours(11, 15)
    with pytest.raises(PermissionDenied):
        set_ramadan_hours(ramadan_from=9, ramadan_to=15, by=acting(holder(unit=party.regions[0]), ON), at=AT)
    assert AuditEntry.objects.get(act="set_ramadan_hours").detail == {"from": 11, "to": 15}


@pytest.mark.parametrize(("first", "last"), [(7, 12), (12, 12), (13, 12), (9, 22)])
def test_hours_in_the_night_or_none_at_all_are_refused(administrator: Actor, first: int, last: int) -> None:
    with pytest.raises(BadInput, match="ramadan_hours"):
        set_ramadan_hours(ramadan_from=first, ramadan_to=last, by=administrator, at=AT)


def test_far_from_ramadan_the_hours_ask_nothing(
    party: Party, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert party_hours(date(2026, 7, 1)) == PartyHours()
    with django_assert_num_queries(2):
        assert party_hours(date(2027, 2, 20)).on(date(2027, 2, 20)) == DayHours(10, 17)


def test_the_hours_in_ramadan_are_on_the_page_of_the_days(client: Client, party: Party) -> None:
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    answer = client.post(reverse("meetings:ramadan"), {"ramadan_from": "12", "ramadan_to": "16"})
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("meetings:holidays"))
    page = client.get(reverse("meetings:holidays")).content.decode()
    assert '<option value="12" selected>12:00</option>' in page
    refused = client.post(reverse("meetings:ramadan"), {"ramadan_from": "16", "ramadan_to": "16"})
    assert (refused.status_code, ramadan_hours()) == (422, DayHours(12, 16))
    assert '<option value="16" selected>16:00</option>' in refused.content.decode()
