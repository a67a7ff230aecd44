"""Sheets as offices really send them: understood, or asked about, and never read as something else."""

from datetime import date

import pytest
from django.test import Client

from tajadur.organisation.people.operations.posts import open_posts
from tests.factories.party import FOUNDED_ON, Party, holder
from tests.factories.sheets import census_corner, office_sheet, send


@pytest.fixture
def administrator(party: Party, client: Client) -> Client:
    open_posts(on=FOUNDED_ON)
    census_corner(party)
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    return client

import pathlib
@pytest.mark.parametrize("f", sorted(pathlib.Path("/work/shared/cases/sheets").iterdir()), ids=lambda f: f.name)
def test_x(administrator, f):
    a = send(administrator, f.read_bytes(), f.name)
    print(a.status_code, a.templates[0].name)
    c = a.context
    if "plan" in c:
        for e in c["plan"].planned: print("  P", e.row.number, e.post.unit.code, e.post, e.values["name_ar"], e.values["phone"], e.from_on)
        for e in c["plan"].doubts: print("  D", e)
        for e in c["flaws"]: print("  F", e)
        for e in c["notes"]: print("  N", e)
    else:
        print(c["form"].errors, list(c["form"].fields))
    assert 0
