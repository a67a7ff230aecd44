"""The words ready to send to those who have not reported."""

from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.foundation import clock
from tests.factories.party import Party, holder
from tests.factories.reports import make_obligation

TODAY = clock.today()


def silent(unit: Any, **days: Any) -> Any:
    """What was due and has no report."""
    usual = {
        "period_start": TODAY - timedelta(days=60),
        "period_end": TODAY - timedelta(days=30),
        "due_on": TODAY - timedelta(days=20),
        "overdue_from": TODAY - timedelta(days=10),
    }
    return make_obligation(unit=unit, **{**usual, **days})


def shown(client: Client) -> list[Any]:
    return list(client.get(reverse("obligations:words")).context["texts"])


def test_a_province_finds_one_text_for_its_silent_branches_with_units_and_days_only(
    party: Party, client: Client
) -> None:
    first, second = party.branches[0][0]
    for unit in (first, second, party.branches[0][1][0]):
        silent(unit)
    secretary = holder(unit=first)
    client.force_login(holder(unit=party.provinces[0][0]))
    [one] = shown(client)
    assert (one.place, one.count) == (party.provinces[0][0].name, 2)
    assert f"{first.name_ar}، {second.name_ar}" in one.text
    assert party.branches[0][1][0].name_ar not in one.text
    assert secretary.person is not None
    assert secretary.person.name_ar not in one.text
    assert unquote(one.url) == f"https://wa.me/?text={one.text}"
    assert one.text.splitlines()[-1].startswith("http")
    assert len(one.text.splitlines()) == 4


def test_whoever_answered_or_has_time_left_is_not_in_it(party: Party, client: Client) -> None:
    first, second = party.branches[0][0]
    running = silent(first, due_on=TODAY + timedelta(days=3), overdue_from=TODAY + timedelta(days=9))
    done = silent(second)
    done.not_held_on = TODAY - timedelta(days=25)
    done.save()
    client.force_login(holder(unit=party.provinces[0][0]))
    assert shown(client) == []
    assert running.pk


def test_a_region_finds_a_text_for_each_place_below_and_nothing_of_others(party: Party, client: Client) -> None:
    for province in (0, 1):
        silent(party.branches[0][province][0])
        silent(party.provinces[0][province])
    silent(party.provinces[1][0])
    client.force_login(holder(unit=party.regions[0]))
    found = {(one.place, one.count) for one in shown(client)}
    assert found == {(party.regions[0].name, 2), *((one.name, 1) for one in party.provinces[0])}


def test_the_page_asks_as_much_for_many_silent_units_as_for_one(
    party: Party, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    silent(party.branches[0][0][0])
    client.force_login(holder(unit=party.regions[0]))
    with django_assert_num_queries(3):
        client.get(reverse("obligations:words"))
    for unit in (party.branches[0][0][1], *party.branches[0][1], *party.provinces[0]):
        silent(unit)
    with django_assert_num_queries(3):
        client.get(reverse("obligations:words"))


def test_the_way_there_is_on_the_list_of_those_one_follows(party: Party, client: Client) -> None:
    client.force_login(holder(unit=party.provinces[0][0]))
    assert reverse("obligations:words") in client.get(reverse("obligations:index") + "?reach=1").content.decode()
    client.force_login(holder(unit=party.provinces[0][0], post="member"))
    assert client.get(reverse("obligations:words")).status_code == 403


@pytest.mark.parametrize(("language", "order"), [("ar", ["zed", "alef"]), ("fr", ["alef", "zed"])])
def test_units_are_named_in_the_order_of_names_of_the_page(
    party: Party, client: Client, language: str, order: list[str]
) -> None:
    units = dict(zip(("zed", "alef"), party.branches[0][0], strict=True))
    for at, (name, unit) in enumerate(units.items()):
        unit.sort_ar, unit.name_latin, unit.sort_latin = f"{at}", name, name
        unit.save()
        silent(unit)
    client.force_login(holder(unit=party.provinces[0][0]))
    client.cookies["language"] = language
    [one] = shown(client)
    assert sorted(order, key=lambda name: one.text.index(units[name].name_ar if language == "ar" else name)) == order
