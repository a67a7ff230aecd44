"""The map of the situation of branches: by region, by province, its table, what a status shares; counts of queries."""

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tests.factories.party import Party, holder

pytestmark = pytest.mark.django_db
QUERIES = 6
REGIONS, PROVINCES = ("01", "04"), (("01.051", "01.151"), ("04.421", "04.441"))


def enter(account: Account) -> Client:
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(account)
    return client


@pytest.fixture
def party(party: Party) -> Party:
    """The small party, with codes of the census."""
    for region, code, provinces, codes in zip(party.regions, REGIONS, party.provinces, PROVINCES, strict=True):
        for unit, known in ((region, code), *zip(provinces, codes, strict=True)):
            unit.code = known
            unit.save()
    return party


@pytest.fixture
def everywhere(party: Party) -> Client:
    return enter(holder(unit=party.national, body="pole", post="member"))


def picture(page: Any) -> ElementTree.Element:
    return ElementTree.fromstring(page.context["places"]["picture"].drawing)


def test_the_country_by_region_then_by_province(
    everywhere: Client, party: Party, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    here = reverse("situations:index")
    page = everywhere.get(here)
    assert "map--whole" in picture(page).get("class", "")
    links = {link.get("href"): link.findtext("title") for link in picture(page).iter("a")}
    assert links[f"{here}?region={party.regions[0].pk}"] == "جهة 1: 0 of 4, 0%"
    assert len(links) == 2
    vacant = f"{here}?status=secretary_vacant&level=province"
    with django_assert_num_queries(QUERIES):
        page = everywhere.get(vacant)
    titles = [link.findtext("title") for link in picture(page).iter("a")]
    assert titles == [f"إقليم {i}-{j}: 2 of 2, 100%" for i in (1, 2) for j in (1, 2)]
    body = page.content.decode()
    assert "© OpenStreetMap contributors (ODbL)" in body
    assert "css/map" in body


def test_one_region_is_drawn_by_its_provinces_and_one_province_not_at_all(everywhere: Client, party: Party) -> None:
    here = reverse("situations:index")
    page = everywhere.get(here, {"region": party.regions[1].pk})
    assert "map--parts" in picture(page).get("class", "")
    assert [area.code for area in page.context["places"]["picture"].rows] == list(PROVINCES[1])
    page = everywhere.get(here, {"region": party.provinces[1][0].pk})
    assert page.context["places"] == {}
    at_home = enter(holder(unit=party.branches[0][0][0]))
    assert at_home.get(here).context["places"] == {}


def test_the_dissolved_are_no_part_of_the_whole(everywhere: Client, party: Party) -> None:
    closed = party.branches[0][0][0]
    closed.closed_on = closed.opened_on
    closed.save()
    here = reverse("situations:index")
    rows = everywhere.get(here, {"status": "secretary_vacant"}).context["places"]["picture"].rows
    assert [(area.part, area.whole) for area in rows] == [(3, 3), (4, 4)]
    rows = everywhere.get(here, {"status": "dissolved"}).context["places"]["picture"].rows
    assert [(area.part, area.whole) for area in rows] == [(1, 4), (0, 4)]
    assert [sum(area.counts) for area in rows] == [4, 4]


def test_the_limits_are_read_and_set(party: Party) -> None:
    chief = enter(holder(unit=party.national, body="secretariat", post="secretary_general"))
    here = reverse("situations:limits")
    assert here in chief.get(reverse("situations:index")).content.decode()
    page = chief.get(here)
    assert "The beginning" in page.content.decode()
    typed = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    tomorrow = clock.today() + timedelta(days=1)
    refused = chief.post(here, {**typed, "from_on": clock.today().isoformat(), "dormant_months": "9"})
    assert refused.status_code == 422
    assert "past days keep their limits" in refused.content.decode()
    kept = chief.post(here, {**typed, "from_on": tomorrow.isoformat(), "dormant_months": "9"}, follow=True)
    assert [limits.dormant_months for _, limits in kept.context["known"]] == [12, 9]
