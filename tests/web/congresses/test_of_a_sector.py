"""A congress that a directive asks of sectors: the same pages under the other root."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tajadur.activity.congresses.models import Congress, SeatShare
from tajadur.activity.congresses.operations.delegates import share_seats
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tests.factories.congresses import make_congress
from tests.factories.party import Party, acting, holder, make_unit


@pytest.fixture
def sector(party: Party) -> Unit:
    return make_unit(kind="sector", parent=make_unit(kind="sectors"), name="قطاع التعليم")


@pytest.fixture
def congress(party: Party, sector: Unit) -> Congress:
    today = clock.today()
    make_congress(unit=party.regions[0], opens_on=today - timedelta(days=20), by_on=today + timedelta(days=200))
    return make_congress(unit=sector, opens_on=today - timedelta(days=20), by_on=today + timedelta(days=200))


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_each_tree_has_its_own_board(party: Party, sector: Unit, congress: Congress) -> None:
    client = client_of(holder(unit=party.national, body="secretariat", post="secretary_general"))
    for name in ("congresses:index", "compliance:congresses"):
        sectors = client.get(reverse(name), {"tree": "sectors"}).content.decode()
        territory = client.get(reverse(name)).content.decode()
        assert sector.name_ar in sectors
        assert party.regions[0].name_ar not in sectors
        assert sector.name_ar not in territory
        assert party.regions[0].name_ar in territory


def test_its_pages_say_whose_congress_it_is(party: Party, sector: Unit, congress: Congress) -> None:
    regional = Congress.objects.get(unit=party.regions[0])
    for own, words, unit, tree in (
        (congress, "Congress of the sector", sector, "sectors"),
        (regional, "Regional congress", party.regions[0], "territory"),
    ):
        client = client_of(holder(unit=unit))
        client.cookies["language"] = "en"
        other = "Congress of the sector" if own is regional else "Regional congress"
        for name in ("detail", "seats"):
            text = client.get(reverse(f"congresses:{name}", args=[own.pk])).content.decode()
            assert re.search(rf"{words}(?!es)", text), name
            assert not re.search(rf"{other}(?!es)", text), name
        for name in ("detail", "todo"):
            text = client.get(reverse(f"congresses:{name}", args=[own.pk])).content.decode()
            assert f'href="{reverse("congresses:index")}?tree={tree}"' in text


def test_the_sector_works_through_its_list_and_shares_seats_among_its_sections(
    party: Party, sector: Unit, congress: Congress
) -> None:
    sections = [make_unit(kind="sector_section", parent=sector) for _ in range(2)]
    secretary = holder(unit=sector)
    client = client_of(secretary)
    for name in ("congresses:detail", "congresses:todo"):
        assert client.get(reverse(name, args=[congress.pk])).status_code == 200, name
    by = acting(secretary, clock.today())
    shared = share_seats(congress_id=congress.pk, seats=10, floor=1, basis="branches", by=by, at=clock.now())
    assert shared == {section.pk: 5 for section in sections}
    assert SeatShare.objects.filter(congress=congress).count() == 2
    region = client_of(holder(unit=party.regions[0]))
    assert region.get(reverse("congresses:detail", args=[congress.pk])).status_code == 404


def test_a_directive_is_drafted_for_a_kind_of_another_tree(party: Party, sector: Unit) -> None:
    client = client_of(holder(unit=party.national, body="headquarters", post="administrator"))
    page = client.get(reverse("directives:new"))
    assert page.status_code == 200
    assert f'value="{sector.kind_id}"' in page.content.decode()
