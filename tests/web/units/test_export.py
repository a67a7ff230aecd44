"""The list of units with its codes, to take away."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories.party import Party, holder
from tests.factories.sheets import census_corner


@pytest.fixture
def administrator(party: Party, client: Client) -> Client:
    census_corner(party)
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    return client


def test_the_list_shows_codes_and_leads_to_the_sheet_of_what_is_listed(administrator: Client) -> None:
    page = administrator.get(reverse("units:index"), {"q": "agadir"}).content.decode()
    assert '<bdi class="num">09.001.01.01</bdi>' in page
    address = reverse("units:index") + "?q=agadir&export=csv"
    assert address.replace("&", "&amp;") in page
    lines = administrator.get(address).content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in lines[1:]] == ["09.001", "09.001.01.01"]
    assert lines[2].split(";")[5] == "09.001"


def test_codes_keep_their_zeros_in_a_workbook(party: Party, administrator: Client) -> None:
    content = administrator.get(reverse("units:index"), {"kind": "region", "export": "xlsx"}).content
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert {"01", "06", "09", "12"} <= {cell.value for cell in sheet["A"]}
    assert sheet.sheet_view.rightToLeft is True
    assert administrator.get(reverse("units:index"), {"export": "ods"}).status_code == 404


def test_only_what_one_may_see_is_taken_away(party: Party, client: Client) -> None:
    client.force_login(holder(unit=party.provinces[0][0]))
    lines = client.get(reverse("units:index") + "?export=csv").content.decode("utf-8-sig").splitlines()
    assert party.provinces[1][0].code not in {line.split(";")[0] for line in lines}
    assert party.branches[0][0][0].code in {line.split(";")[0] for line in lines}
