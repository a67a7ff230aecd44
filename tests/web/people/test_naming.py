"""Lists of persons: one order in each language, namesakes told apart."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tajadur.foundation import clock
from tajadur.organisation.people.models import Person, derived_names
from tajadur.organisation.people.operations.posts import open_posts
from tajadur.web.people.naming import person_choices
from tests.factories.congresses import hold, make_congress
from tests.factories.party import FOUNDED_ON, Party, holder, make_mandate, make_post

TODAY = clock.today()
# In the order of each script: hamza and case count for nothing, the article neither, a name without Latin letters last.
ARABIC = ["أحمد", "اسماعيل", "إكرام", "آمنة", "العلوي", "هدى"]
LATIN = ["Abdellah", "Élodie", "essaïd", "Fatima", "Zineb", ""]


def named(name_ar: str, name_latin: str = "", birth_year: int | None = None) -> Person:
    return Person.objects.create(
        name_ar=name_ar, name_latin=name_latin, birth_year=birth_year, **derived_names(name_ar, name_latin)
    )


@pytest.fixture
def congress(party: Party):
    made = make_congress(unit=party.regions[0], opens_on=TODAY - timedelta(days=60), by_on=TODAY + timedelta(days=120))
    return hold(made, TODAY)


@pytest.fixture
def office(party: Party) -> list[Person]:
    """Six members of one office, recorded in no order at all."""
    post = make_post(unit=party.regions[0], post="member")
    pairs = list(zip(ARABIC, reversed(LATIN), strict=True))
    people = [named(*pairs[index]) for index in (3, 0, 5, 1, 4, 2)]
    for person in people:
        make_mandate(person=person, post=post)
    return people


def in_order(labels: list[str], names: list[str]) -> bool:
    places = [next(at for at, label in enumerate(labels) if label.startswith(name)) for name in names]
    return places == sorted(places)


def test_a_region_chooses_the_elected_from_a_sorted_list(party: Party, client: Client, congress, office) -> None:
    client.force_login(holder(unit=party.regions[0]))
    address = reverse("congresses:elected", args=[congress.pk])
    for language, names in (("ar", ARABIC), ("fr", [*LATIN[:-1], ARABIC[0]])):
        client.cookies["language"] = language
        labels = [label for _, label in client.get(address).context["form"].fields["person"].choices]
        assert in_order(labels, names), (language, labels)


@pytest.mark.parametrize("page", ["people:index", "units:people"])
def test_other_lists_have_the_same_order(party: Party, client: Client, office, page: str) -> None:
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    address = reverse(page, args=[party.regions[0].pk] if page == "units:people" else [])
    for language, names in (("ar", ARABIC), ("fr", [*LATIN[:-1], ARABIC[0]])):
        client.cookies["language"] = language
        text = client.get(address).content.decode()
        places = [text.index(f"<bdi>{name}</bdi>") for name in names]
        assert places == sorted(places), language


def test_a_person_corrected_takes_the_place_of_the_new_name(party: Party, client: Client) -> None:
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    person = named("هدى", "Zineb")
    typed = dict.fromkeys(("phone", "email", "sex", "birth_year", "consented_on"), "")
    client.post(reverse("people:edit", args=[person.pk]), {**typed, "name_ar": "أمل", "name_latin": "Amal"})
    person.refresh_from_db()
    assert (person.sort_ar[:3], person.sort_latin) == ("امل", "amal")


def test_namesakes_are_told_apart_by_office_and_unit_then_by_year_of_birth(party: Party) -> None:
    first, second, third, fourth = (named("محمد العلوي", "Mohammed Alaoui", year) for year in (1970, 1971, None, None))
    make_mandate(person=first, post=make_post(unit=party.provinces[0][0]))
    make_mandate(person=second, post=make_post(unit=party.provinces[0][1]))
    member = make_post(unit=party.provinces[0][0], post="member")
    for person in (third, fourth):
        make_mandate(person=person, post=member)
    for language in ("ar", "fr"):
        with translation.override(language):
            labels = [label for _, label in person_choices([first, second, third, fourth], TODAY)]
        assert len(set(labels)) == 4
        assert party.provinces[0][0].name_ar in labels[0]
        assert party.provinces[0][1].name_ar in labels[1]


def test_a_list_that_names_namesakes_asks_which(party: Party, client: Client, congress) -> None:
    client.force_login(holder(unit=party.regions[0]))
    post = make_post(unit=party.provinces[0][0], post="member")
    for year in (1970, 1981):
        make_mandate(person=named("محمد العلوي", birth_year=year), post=post)
    address = reverse("congresses:roster", args=[congress.pk])
    members = client.get(address).context["form"].fields["post"].choices[0][0]
    sent = {"post": members, "women": "", "youth": "", "confirm_same_persons": "on"}
    refused = client.post(address, {**sent, "names": "محمد العلوي"})
    assert refused.status_code == 422
    assert refused.context["form"].has_error("names", "line_namesakes")
    assert client.post(address, {**sent, "names": "محمد العلوي، 1981"}).status_code == 302


def test_the_search_for_a_mandate_tells_namesakes_apart(party: Party, client: Client) -> None:
    open_posts(on=FOUNDED_ON)
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    for province in party.provinces[0]:
        make_mandate(person=named("كريمة"), post=make_post(unit=province))
    text = client.get(reverse("people:mandate"), {"q": "كريمة"}).content.decode()
    for province in party.provinces[0]:
        assert province.name_ar in text
