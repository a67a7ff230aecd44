"""The one search box."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.foundation import clock
from tajadur.organisation.units.operations.changing import edit_unit
from tests.factories.party import Party, acting, holder, make_person

FOUND = 6 + 1  # the last one notes that persons were shown


@pytest.fixture
def administrator(party: Party, client: Client) -> Client:
    account = holder(unit=party.national, body="headquarters", post="administrator")
    by = acting(account, clock.today())
    edit_unit(unit_id=party.provinces[0][0].pk, name_ar="الدار البيضاء", name_latin="Casablanca", by=by, at=clock.now())
    client.force_login(account)
    return client


def test_a_unit_is_found_by_name_or_code(party: Party, administrator: Client) -> None:
    unit = party.provinces[0][0]
    for typed in ("دار بيضا", "casablanca", unit.code):
        assert (
            reverse("units:detail", args=[unit.pk])
            in administrator.get(reverse("search:index"), {"q": typed}).content.decode()
        ), typed


def test_persons_are_found_by_whoever_may_know_them(party: Party, administrator: Client) -> None:
    person = make_person(name="سعاد")
    person.folded = "| سعاد |"
    person.save()
    link = reverse("people:detail", args=[person.pk])
    assert link in administrator.get(reverse("search:index"), {"q": "سعاد"}).content.decode()
    pole = Client()
    pole.force_login(holder(unit=party.national, body="pole", post="member"))
    assert link not in pole.get(reverse("search:index"), {"q": "سعاد"}).content.decode()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("ar", "لا توجد وحدة بهذا الرمز"), ("fr", "Aucune unité"), ("en", "No unit has this code")],
)
def test_an_unknown_code_gets_a_sentence(administrator: Client, language: str, sentence: str) -> None:
    administrator.cookies["language"] = language
    response = administrator.get(reverse("search:index"), {"q": "99.999"})
    assert (response.status_code, sentence in response.content.decode()) == (200, True)


@pytest.mark.parametrize("typed", ["", " ", "\0", "\u202e", "%_", "ا" * 4000, "<script>alert(1)</script>", "9" * 40])
def test_nothing_typed_breaks_the_search(administrator: Client, typed: str) -> None:
    response = administrator.get(reverse("search:index"), {"q": typed})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_the_part_alone_is_the_part_of_the_page(administrator: Client) -> None:
    whole = administrator.get(reverse("search:index"), {"q": "casa"}).content.decode()
    part = administrator.get(reverse("search:index"), {"q": "casa"}, headers={"HX-Request": "true"}).content.decode()
    assert part.startswith('<div class="stack" id="found">')
    assert part in whole


def test_a_stranger_logs_in_first(client: Client, db: None) -> None:
    assert client.get(reverse("search:index"), {"q": "casa"}).status_code == 302


def test_the_search_asks_the_same_queries_at_two_sizes(
    party: Party, administrator: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def asked() -> None:
        administrator.get(reverse("search:index"), {"q": "شخص"})

    for number in range(2):
        person = make_person(name=f"شخص {number}")
        person.folded = f"| شخص {number} |"
        person.save()
    with django_assert_num_queries(FOUND):
        asked()
    for number in range(10):
        person = holder(unit=party.provinces[0][0], post="member").person
        assert person
        person.folded = f"| شخص {number} |"
        person.save()
    with django_assert_num_queries(FOUND):
        asked()
