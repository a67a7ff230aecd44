"""Quorum, shares and terms of a type of body, through the door."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.foundation import clock
from tajadur.organisation.profile.models import BodyType, BodyTypeSettings
from tajadur.organisation.profile.operations.settings import BodyRules
from tajadur.organisation.profile.queries import settings_on
from tests.factories.party import Party, holder

# Session, account with its grants; body types, their settings, of which one query each.
INDEX = 4


@pytest.fixture
def administrator(party: Party, client: Client) -> Client:
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    return client


@pytest.fixture
def office(party: Party) -> BodyType:
    return BodyType.objects.get(unit_kind__code="province", code="office")


def typed(**changes: str) -> dict[str, str]:
    """What the form sends: two thirds from tomorrow."""
    tomorrow = clock.today() + timedelta(days=1)
    return {
        "from_on": tomorrow.isoformat(),
        "quorum_percent": "٦٧",
        "quorum_source": "القانون الأساسي",
        "women_percent": "40",
        "youth_percent": "",
        "shares_source": "",
        "mandate_months": "",
        **changes,
    }


def test_two_thirds_from_tomorrow_are_set_and_shown_beside_what_holds(administrator: Client, office: BodyType) -> None:
    administrator.cookies["language"] = "en"
    page = reverse("units:body_type", args=[office.pk])
    shown = administrator.get(page)
    assert shown.context["form"].initial["quorum_percent"] == 50
    assert administrator.post(page, typed()).headers["Location"] == page
    today = clock.today()
    assert settings_on(office.pk, today).quorum_percent == 50
    row = settings_on(office.pk, today + timedelta(days=1))
    assert BodyRules.of(row) == BodyRules(quorum_percent=67, quorum_source="القانون الأساسي", women_percent=40)
    assert [row.quorum_percent for row in administrator.get(page).context["rows"]] == [67, 50]
    rows = administrator.get(reverse("units:body_types")).context["rows"]
    ours = next(row for row in rows if row["body_type"] == office)
    assert (ours["settings"].quorum_percent, ours["next"].quorum_percent) == (50, 67)


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_a_source_left_as_it_was_shown_stays_as_it_was_kept(
    administrator: Client, office: BodyType, language: str
) -> None:
    kept = {"quorum_source": "statutes", "shares_source": "29-11, art. 26"}
    BodyTypeSettings.objects.filter(body_type=office).update(**kept)
    administrator.cookies["language"] = language
    page = reverse("units:body_type", args=[office.pk])
    form = administrator.get(page).context["form"]
    shown = {name: form.initial[name] for name in kept}
    assert all(shown[name] != kept[name] for name in kept)
    administrator.post(page, typed(**shown))
    row = settings_on(office.pk, clock.today() + timedelta(days=1))
    assert {name: getattr(row, name) for name in kept} == kept
    administrator.post(page, typed(**shown | {"quorum_source": "المادة 12"}))
    row = settings_on(office.pk, clock.today() + timedelta(days=1))
    assert (row.quorum_source, row.shares_source) == ("المادة 12", "29-11, art. 26")
    text = administrator.get(page).content.decode()
    assert shown["shares_source"] in text
    assert kept["shares_source"] not in text


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"from_on": clock.today().isoformat()}, "from_on"),
        ({"from_on": ""}, "from_on"),
        ({"quorum_percent": "101"}, "quorum_percent"),
        ({"women_percent": "many"}, "women_percent"),
        ({"mandate_months": "0"}, "mandate_months"),
        ({"shares_source": "م" * 300}, "shares_source"),
    ],
)
def test_nonsense_is_refused_and_what_was_typed_is_kept(
    administrator: Client, office: BodyType, change: dict[str, str], field: str
) -> None:
    before = list(BodyTypeSettings.objects.order_by("pk").values())
    response = administrator.post(reverse("units:body_type", args=[office.pk]), typed(**change))
    assert response.status_code == 422
    form = response.context["form"]
    assert (list(form.errors), form.data[field]) == ([field], change[field])
    assert list(BodyTypeSettings.objects.order_by("pk").values()) == before


def test_an_unknown_type_is_not_found_and_others_are_refused(
    party: Party, administrator: Client, office: BodyType
) -> None:
    assert administrator.get(reverse("units:body_type", args=[office.pk + 999])).status_code == 404
    secretary = Client()
    secretary.force_login(holder(unit=party.provinces[0][0]))
    for page in (reverse("units:body_types"), reverse("units:body_type", args=[office.pk])):
        assert secretary.get(page).status_code == 403
    assert secretary.post(reverse("units:body_type", args=[office.pk]), typed()).status_code == 403


def test_the_list_takes_as_many_queries_however_much_was_set(
    administrator: Client, office: BodyType, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page = reverse("units:body_types")
    administrator.get(page)
    with django_assert_num_queries(INDEX):
        administrator.get(page)
    for number in range(1, 9):
        day = clock.today() + timedelta(days=number)
        BodyTypeSettings.objects.create(body_type=office, from_on=day, quorum_percent=50 + number)
    with django_assert_num_queries(INDEX):
        administrator.get(page)
