"""Every spelling finds its unit."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command

from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.operations.installing import install_territory
from tajadur.organisation.units.queries.places import branch_places
from tajadur.organisation.units.queries.searching import units_found
from tajadur.permissions.actors import Actor
from tests.factories.party import acting, holder

ON = date(2026, 5, 21)
AT = datetime(2026, 5, 21, 9, tzinfo=UTC)


@pytest.fixture
def administrator(db: None) -> Actor:
    call_command("load_territory", opened_on=date(2020, 1, 1))
    tanger = [place for place in branch_places() if place.parent_code == "01.511"]
    install_territory(places=tanger, on=date(2020, 1, 1), at=AT)
    return acting(holder(unit=Unit.objects.get(code="MA"), body="headquarters", post="administrator"), ON)


SPELLINGS = [
    ("الدار البيضاء", "06.141"),
    ("دار بيضا", "06.141"),
    ("casa", "06.141"),
    ("كازا", "06.141"),
    ("CASABLANCA", "06.141"),
    ("فاس", "03.231"),
    ("Fes", "03.231"),
    ("fez", "03.231"),
    ("أصيلا", "01.511.01.01"),
    ("اصيلة", "01.511.01.01"),
    ("Assilah", "01.511.01.01"),
    ("tanja", "01.511"),
    ("tétouan", "01.571"),
    ("اسفي", "07.431"),
    ("ڭلميم", "10.261"),
    ("khouribg", "05.311"),
    ("marakesh", "07.351"),
    ("٠٦.١٤١", "06.141"),
    ("06.141", "06.141"),
]


def test_every_spelling_finds_its_unit(administrator: Actor) -> None:
    lost = {
        typed for typed, code in SPELLINGS if code not in [unit.code for unit in units_found(administrator, typed)[:8]]
    }
    assert lost == set()


def test_the_unit_named_exactly_comes_before_its_region(administrator: Actor) -> None:
    assert units_found(administrator, "casa")[0].code == "06.141"
    assert units_found(administrator, "fes")[0].code == "03.231"


@pytest.mark.parametrize("typed", ["", "  ", "\0", "%", "_", "'; drop table", "ا" * 5000, "\u202e"])
def test_what_cannot_be_looked_for_finds_nothing_and_breaks_nothing(administrator: Actor, typed: str) -> None:
    assert list(units_found(administrator, typed)) == []


def test_a_secretary_finds_only_what_she_may_see(administrator: Actor) -> None:
    fes = acting(holder(unit=Unit.objects.get(code="03.231")), ON)
    assert [unit.code for unit in units_found(fes, "fes")] == ["03.231"]
    assert list(units_found(fes, "casa")) == []
