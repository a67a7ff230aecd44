"""Who helps, and whom: for the acts for many units."""

import pytest

from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tests.factories.duties import opened
from tests.factories.many import ON
from tests.factories.party import Party, holder


@pytest.fixture
def cell(party: Party) -> Account:
    return holder(unit=party.national, body="cell", post="responsible", area=party.regions[0])


@pytest.fixture
def owing(party: Party) -> list[Unit]:
    """The four branches of the region followed, each with a secretary, all late with one month and more."""
    units = [unit for branches in party.branches[0] for unit in branches]
    for unit in units:
        holder(unit=unit)
    opened(on=ON)
    return units
