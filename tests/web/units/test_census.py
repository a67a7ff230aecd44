"""Branches opened from the census: a province, its places, a day, one act."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tajadur.foundation import clock
from tajadur.organisation.people.models import Post
from tajadur.organisation.profile.operations.installing import install_profile
from tajadur.organisation.units.models import Body, Placement, Unit
from tajadur.organisation.units.operations.installing import install_territory
from tajadur.organisation.units.queries.places import branch_places, territory_places
from tajadur.registry.audit.models import AuditEntry
from tests.factories.party import FOUNDED_ON, holder

TODAY = clock.today()
SALE = "04.441"


@pytest.fixture
def province(db: None) -> Unit:
    install_profile(installed_on=FOUNDED_ON)
    install_territory(places=territory_places(), on=FOUNDED_ON, at=clock.now())
    return Unit.objects.get(code=SALE)


@pytest.fixture
def administrator(province: Unit, client: Client) -> Client:
    client.force_login(holder(unit=Unit.objects.get(code="MA"), body="headquarters", post="administrator"))
    return client


def address(province: Unit) -> str:
    return f"{reverse('units:census')}?province={province.pk}"


def codes() -> list[str]:
    return [place.code for place in branch_places() if place.parent_code == SALE]


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_places_ticked_become_branches_from_the_day(province: Unit, administrator: Client, language: str) -> None:
    administrator.cookies["language"] = language
    assert administrator.get(reverse("units:census")).status_code == 200
    page = administrator.get(address(province))
    assert [code for code, _label in page.context["form"].fields["places"].choices]
    chosen, day = codes()[:3], TODAY - timedelta(days=200)
    sent = {"places": chosen, "opened_on": day.isoformat()}
    assert administrator.post(address(province), sent)["Location"] == address(province)
    made = Unit.objects.filter(code__in=chosen)
    assert {(unit.parent_id, unit.opened_on, unit.kind.code) for unit in made} == {(province.pk, day, "branch")}
    assert Placement.objects.filter(unit__in=made, from_on=day).count() == 3
    assert Body.objects.filter(unit__in=made).count() >= 3
    assert Post.objects.filter(unit__in=made, post_type__code="secretary").count() == 3
    assert AuditEntry.objects.filter(act="open_unit", unit_id__in=made).count() == 3
    left = [code for code, _label in administrator.get(address(province)).context["form"].fields["places"].choices]
    assert not set(left) & set(chosen)


def test_all_of_them_and_twice_is_once(province: Unit, administrator: Client) -> None:
    sent = {"everything": "on", "opened_on": TODAY.isoformat()}
    assert administrator.post(address(province), sent).status_code == 302
    assert set(Unit.objects.filter(parent=province).values_list("code", flat=True)) == set(codes())
    again = administrator.post(address(province), {"places": codes()[:1], "opened_on": TODAY.isoformat()})
    assert again.status_code == 422
    assert Unit.objects.filter(parent=province).count() == len(codes())


def test_what_cannot_be_opens_nothing(province: Unit, administrator: Client) -> None:
    elsewhere = next(place.code for place in branch_places() if place.parent_code != SALE)
    for sent in (
        {"places": [], "opened_on": TODAY.isoformat()},
        {"places": [codes()[0], elsewhere], "opened_on": TODAY.isoformat()},
        {"places": codes()[:1], "opened_on": "2019-12-31"},
        {"places": codes()[:1], "opened_on": ""},
    ):
        assert administrator.post(address(province), sent).status_code == 422, sent
    assert not Unit.objects.filter(parent=province).exists()


def test_a_secretary_opens_none(province: Unit, client: Client) -> None:
    client.force_login(holder(unit=province))
    assert client.get(address(province)).status_code in {403, 404}


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("ar", ["فم العنصر", "قصبة تادلة", "القصيبة", "كطاية"]),  # the article is no letter of the name
        ("fr", ["Ait Oum El Bekht", "Béni Mellal", "Boutferda", "Dir El Ksiba"]),  # an accent neither
    ],
)
def test_places_stand_in_the_one_order_of_names(administrator: Client, language: str, names: list[str]) -> None:
    administrator.cookies["language"] = language
    page = administrator.get(address(Unit.objects.get(code="05.091")))
    shown = [str(label) for _code, label in page.context["form"].fields["places"].choices]
    first = shown.index(names[0])
    assert shown[first : first + 4] == names
