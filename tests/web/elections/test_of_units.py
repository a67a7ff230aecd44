"""From a unit to the constituencies around it: its own, those in it, and the one it lies in."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tests.factories.duties import administrator, secretary_general
from tests.factories.elections import drafted_election, issued_now, loaded
from tests.factories.party import Party, holder, make_unit

TODAY = clock.today()
QUERIES = 5
pytestmark = pytest.mark.django_db


def enter(account: Account) -> Client:
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(account)
    return client


def lay(party: Party, *constituencies: list[Unit]) -> None:
    by = administrator(party, TODAY)
    draft = drafted_election(by, voting_on=TODAY + timedelta(days=90))
    loaded(draft, by, *constituencies)
    issued_now(draft, secretary_general(party, TODAY))


def page_of(account: Account, unit: Unit) -> str:
    return enter(account).get(reverse("elections:of_unit", args=[unit.pk])).content.decode()


def test_each_level_finds_its_constituencies_and_the_branch_the_one_it_lies_in(party: Party) -> None:
    (branch, _other), province, foreign = party.branches[0][0], party.provinces[0][0], party.provinces[1][0]
    secretary, below = holder(unit=province), holder(unit=branch)
    assert "No election concerns this unit yet" in page_of(secretary, province)
    lay(party, party.branches[0][0], party.branches[1][0])
    own = page_of(secretary, province)
    assert "Circonscription 1" in own
    assert "/elections/constituencies/" in own
    assert "Circonscription 2" not in own
    seen = page_of(below, branch)
    assert "Circonscription 1" in seen
    assert "/elections/constituencies/" not in seen  # the record of the province is not read from below
    assert "Circonscription 2" in page_of(holder(unit=foreign), foreign)
    units = enter(secretary).get(reverse("units:detail", args=[province.pk])).content.decode()
    assert reverse("elections:of_unit", args=[province.pk]) in units


def test_the_list_costs_the_same_at_every_size(party: Party, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    chief = holder(unit=party.national, body="pole", post="member")
    more = [make_unit(kind="branch", parent=party.provinces[0][1]) for _ in range(9)]
    lay(party, party.branches[0][0], *([unit] for unit in more))
    for unit in (party.provinces[0][0], party.regions[0]):
        client = enter(chief)
        client.get(reverse("elections:of_unit", args=[unit.pk]))
        with django_assert_num_queries(QUERIES):
            assert client.get(reverse("elections:of_unit", args=[unit.pk])).status_code == 200
