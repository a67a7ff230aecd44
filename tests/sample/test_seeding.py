"""The invented party never comes among real accounts."""

import pytest
from django.core.management import CommandError, call_command

from tajadur.sample import building
from tests.factories.party import holder, small_party


def test_no_sample_is_written_among_real_accounts(db: None) -> None:
    party = small_party()
    holder(unit=party.provinces[0][0])
    with pytest.raises(CommandError, match="real accounts"):
        call_command("seed_demo")
    assert not building.is_seeded()
