"""What every test may ask for."""

import pytest

from tests.factories.party import Party, small_party


@pytest.fixture
def party(db: None) -> Party:
    """The small party: 2 regions × 2 provinces × 2 branches."""
    return small_party()
