"""Pages name collected files; every test of the web has them, a database or not."""

import pytest

from tajadur.foundation import clock
from tajadur.organisation.profile.vocabulary import Tree
from tests.factories.party import Party
from tests.factories.trees import Grown, grow, record


@pytest.fixture(scope="session", autouse=True)
def collected(static_files: None) -> None:
    """Collected once, before the first page."""


@pytest.fixture
def forest(party: Party) -> dict[Tree, Grown]:
    """All three trees, each with the same things recorded at its lowest level."""
    today = clock.today()
    trees = {tree: grow(tree, on=today) for tree in (Tree.SECTORS, Tree.PARALLEL)}
    branch = party.branches[0][0][0]
    trees[Tree.TERRITORY] = record(Tree.TERRITORY, party.national, party.provinces[0][0], branch, on=today)
    return trees
