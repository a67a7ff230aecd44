"""From a figure to help: the acts for one unit in a drawer, one advice for all the units of a list."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.party import Party, holder

ON = timezone.localdate()
DRAWER = {"HX-Request": "true", "HX-Target": "drawer"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def cell(party: Party) -> Client:
    client = Client()
    client.force_login(holder(unit=party.national, body="cell", post="responsible", area=party.regions[0]))
    return client


def test_the_drawer_offers_what_the_reader_may_do_and_leads_there(party: Party, cell: Client) -> None:
    unit = party.branches[0][0][0]
    url = reverse("support:acts", args=[unit.pk])
    part = cell.get(url, {"subject": "owed:7"}, headers=DRAWER).content.decode()
    assert "<html" not in part
    assert f"{reverse('support:advise', args=[unit.pk])}?subject=owed:7" in part
    assert reverse("support:plan", args=[unit.pk]) in part
    assert "<html" in cell.get(url).content.decode()
    province = Client()
    province.force_login(holder(unit=party.provinces[0][0]))
    theirs = province.get(url, headers=DRAWER).content.decode()
    assert reverse("support:advise", args=[unit.pk]) in theirs
    assert reverse("support:plan", args=[unit.pk]) not in theirs


def test_nobody_is_offered_help_for_a_unit_they_do_not_follow(party: Party, cell: Client) -> None:
    assert cell.get(reverse("support:acts", args=[party.branches[1][0][0].pk])).status_code == 403
