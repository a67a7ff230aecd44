"""The list of units and the page of one unit, through the door."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.organisation.people.operations.posts import open_posts
from tests.factories.party import FOUNDED_ON, Party, holder, make_unit

LIST, PEOPLE = 6, 9 + 1  # and the note of who consulted it, after the page


@pytest.fixture
def secretary(party: Party, client: Client) -> Client:
    client.force_login(holder(unit=party.regions[0]))
    return client


@pytest.fixture
def administrator(party: Party, client: Client) -> Client:
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    return client


def text_of(response) -> str:
    return response.content.decode()


def test_the_list_shows_the_actors_part_of_the_tree_only(party: Party, secretary: Client) -> None:
    text = text_of(secretary.get(reverse("units:index")))
    for unit in (party.regions[0], *party.provinces[0], *party.branches[0][0]):
        assert reverse("units:detail", args=[unit.pk]) in text
    for unit in (party.regions[1], *party.provinces[1], party.national):
        assert f'href="{reverse("units:detail", args=[unit.pk])}"' not in text


def test_search_level_and_region_narrow_the_list(party: Party, administrator: Client) -> None:
    url = reverse("units:index")
    assert administrator.get(url, {"kind": "region"}).context["page"].total == 2
    assert administrator.get(url, {"region": party.regions[0].pk}).context["page"].total == 7
    assert administrator.get(url, {"q": "nothing like it"}).context["page"].total == 0
    for nonsense in ({"page": "x"}, {"region": "²"}, {"region": "9" * 30}, {"kind": "a\0b"}, {"q": "\0\u202e%"}):
        assert administrator.get(url, nonsense).status_code == 200, nonsense


def test_the_part_alone_is_the_list_of_the_page(administrator: Client) -> None:
    whole = text_of(administrator.get(reverse("units:index"), {"kind": "region"}))
    part = text_of(administrator.get(reverse("units:index"), {"kind": "region"}, headers={"HX-Request": "true"}))
    assert part.startswith('<section class="card" id="list"')
    assert part in whole


def test_a_list_longer_than_a_page_is_cut_in_fifties(party: Party, administrator: Client) -> None:
    for _ in range(60):
        make_unit(kind="branch", parent=party.provinces[0][0])
    url = reverse("units:index")
    first = administrator.get(url, {"kind": "branch"})
    assert (first.context["page"].first, first.context["page"].last, first.context["page"].total) == (1, 50, 68)
    second = administrator.get(first.context["page"].next_url)
    assert (second.context["page"].first, second.context["page"].last) == (51, 68)


def test_the_page_of_a_unit_shows_bodies_posts_and_what_is_below(party: Party, secretary: Client) -> None:
    open_posts(on=FOUNDED_ON)
    held = holder(unit=party.provinces[0][0]).person
    assert held
    text = text_of(secretary.get(reverse("units:people", args=[party.provinces[0][0].pk])))
    assert reverse("people:detail", args=[held.pk]) in text
    assert reverse("units:detail", args=[party.branches[0][0][0].pk]) in text
    assert "المكتب الإقليمي" in text
    assert reverse("units:close", args=[party.provinces[0][0].pk]) not in text


def test_whoever_may_not_know_persons_sees_that_a_post_is_held_and_no_name(party: Party, client: Client) -> None:
    held = holder(unit=party.provinces[0][0]).person
    assert held
    client.force_login(holder(unit=party.national, body="pole", post="member"))
    for page in ("units:detail", "units:people"):
        text = text_of(client.get(reverse(page, args=[party.provinces[0][0].pk])))
        assert (held.name_ar in text, "مشغول" in text or "held" in text) == (False, True)


def test_what_may_not_be_seen_is_not_found(party: Party, secretary: Client, client: Client) -> None:
    for unit_id in (party.regions[1].pk, party.national.pk, 999_999, 10**25):
        assert secretary.get(f"/units/{unit_id}/").status_code == 404
        assert secretary.get(f"/units/{unit_id}/people/").status_code == 404
    client.logout()
    assert client.get(reverse("units:index")).status_code == 302


def test_the_list_asks_the_same_queries_at_two_sizes(
    party: Party, administrator: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(LIST):
        administrator.get(reverse("units:index"))
    for _ in range(20):
        make_unit(kind="branch", parent=party.provinces[0][0])
    with django_assert_num_queries(LIST):
        administrator.get(reverse("units:index"))


def test_the_people_of_a_unit_ask_the_same_queries_at_two_sizes(
    party: Party, administrator: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    open_posts(on=FOUNDED_ON)
    url = reverse("units:people", args=[party.provinces[0][0].pk])
    with django_assert_num_queries(PEOPLE):
        administrator.get(url)
    for _ in range(20):
        make_unit(kind="branch", parent=party.provinces[0][0])
        holder(unit=party.provinces[0][0], post="member")
    with django_assert_num_queries(PEOPLE):
        administrator.get(url)


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_pages_open_in_every_language(party: Party, administrator: Client, language: str) -> None:
    administrator.cookies["language"] = language
    pages = [reverse(f"units:{page}", args=[party.national.pk]) for page in ("detail", "people")]
    for url in (reverse("units:index"), *pages):
        response = administrator.get(url)
        assert (response.status_code, response.headers["Content-Language"]) == (200, language)
