"""Every page of an installation in which nothing happened yet, as each of its offices: drawn whole, no fault."""

from contextlib import suppress

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tajadur.organisation.people.models import Account
from tajadur.web.access import entry_of, routes
from tests.factories.party import Party, holder

pytestmark = pytest.mark.django_db
# A page is there, or it is not for this office.
ANSWERED = {200, 302, 403, 404}


def offices(party: Party) -> list[Account]:
    """One holder of each office that sees pages of its own."""
    national, region, province, branch = (
        party.national, party.regions[0], party.provinces[0][0], party.branches[0][0][0],
    )  # fmt: skip
    return [
        *(holder(unit=unit) for unit in (branch, province, region)),
        holder(unit=national, body="headquarters", post="administrator"),
        holder(unit=national, body="secretariat", post="secretary_general"),
        holder(unit=national, body="cell", post="responsible", area=region),
        holder(unit=national, body="pole", post="member"),
    ]


def addresses(party: Party) -> list[str]:
    """Of all pages that need no thing but a unit: one of each level."""
    units = (party.national, party.regions[0], party.provinces[0][0], party.branches[0][0][0])
    found = []
    for _path, name, view in routes():
        entry = entry_of(view, name)
        if entry is None or not entry.get:
            continue
        for kwargs in ({}, *({"unit_id": unit.pk} for unit in units)):
            with suppress(NoReverseMatch):
                found.append(reverse(name, kwargs=kwargs))
    return found


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_page_is_drawn_where_nothing_happened_yet(party: Party, language: str) -> None:
    accounts, paths, wrong = offices(party), addresses(party), []
    for account in accounts:
        client = Client(raise_request_exception=False)
        client.cookies["language"] = language
        client.force_login(account)
        for path in paths:
            try:
                status = client.get(path).status_code
            except pytest.fail.Exception as undefined:  # a template asks for what its view does not give
                wrong.append((path, str(undefined)))
                continue
            if status not in ANSWERED:
                wrong.append((path, str(status)))
    assert wrong == []
