"""Who drafts and who puts in force, and a directive everybody owes."""

from datetime import date

import pytest
from django.test import Client

from tajadur.duties.directives.models import Directive
from tajadur.duties.directives.operations.seeds import install_directives
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tests.factories.duties import at_noon
from tests.factories.party import Party, holder


@pytest.fixture
def headquarters(party: Party) -> Client:
    return _enter(holder(unit=party.national, body="headquarters", post="administrator"))


@pytest.fixture
def chief(party: Party) -> Client:
    return _enter(holder(unit=party.national, body="secretariat", post="secretary_general"))


@pytest.fixture
def directive(party: Party) -> Directive:
    today = clock.today()
    install_directives(from_on=date(today.year - 1, 1, 1))
    open_periods(on=today, at=at_noon(today))
    return Directive.objects.get(code="branch-office")


def _enter(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client
