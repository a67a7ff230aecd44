"""Persons, mandates and vacant posts, through the door."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from tajadur.foundation import clock
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.people.operations.posts import open_posts
from tests.factories.party import FOUNDED_ON, Party, holder, make_mandate, make_person, make_post

TODAY = clock.today()
# One of those of the first and the last notes what was read: no part of the budget.
INDEX, VACANT, DETAIL = 7, 5, 6


@pytest.fixture
def administrator(party: Party, client: Client) -> Client:
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    return client


def test_a_secretary_knows_her_own_and_below_only(party: Party, client: Client) -> None:
    below = holder(unit=party.branches[0][0][0]).person
    other = holder(unit=party.provinces[1][0]).person
    assert below and other
    client.force_login(holder(unit=party.provinces[0][0]))
    text = client.get(reverse("people:index")).content.decode()
    assert (reverse("people:detail", args=[below.pk]) in text, reverse("people:detail", args=[other.pk]) in text) == (
        True,
        False,
    )
    assert client.get(reverse("people:detail", args=[below.pk])).status_code == 200
    assert client.get(reverse("people:detail", args=[other.pk])).status_code == 404
    assert client.get(reverse("people:index"), {"unit": party.provinces[1][0].pk}).status_code == 404


def test_offices_without_people_to_know_are_refused(party: Party, client: Client) -> None:
    client.force_login(holder(unit=party.national, body="pole", post="member"))
    for name in ("people:index", "people:vacant", "people:against"):
        assert client.get(reverse(name)).status_code == 403
    client.logout()
    assert client.get(reverse("people:index")).status_code == 302


def test_search_office_unit_and_state_narrow_the_list(party: Party, administrator: Client) -> None:
    found = holder(unit=party.branches[0][0][0], post="member").person
    alone = make_person(name="سعاد")
    assert found
    url = reverse("people:index")
    for asked, expected in (
        ({"office": "member"}, [found.pk]),
        ({"unit": party.provinces[0][0].pk}, [found.pk]),
        ({"state": "none"}, [alone.pk]),
        ({"q": "لا أحد"}, []),
    ):
        rows = administrator.get(url, asked).context["rows"]
        assert [row.person.pk for row in rows] == expected, asked
    for nonsense in ({"page": "-1"}, {"unit": "x"}, {"q": "\0"}, {"office": "' or 1=1"}):
        assert administrator.get(url, nonsense).status_code == 200, nonsense


def test_vacant_posts_are_listed_and_go_when_they_are_held(party: Party, administrator: Client) -> None:
    open_posts(on=FOUNDED_ON)
    url = reverse("people:vacant")
    before = administrator.get(url).context["page"].total
    holder(unit=party.provinces[0][0])
    assert administrator.get(url).context["page"].total == before - 1
    assert administrator.get(url, {"posts": "all"}).context["page"].total > before
    assert administrator.get(url, {"region": party.regions[0].pk}).context["page"].total == 6


def test_parts_alone_are_the_lists_of_their_pages(administrator: Client) -> None:
    for name in ("people:index", "people:vacant"):
        whole = administrator.get(reverse(name)).content.decode()
        part = administrator.get(reverse(name), headers={"HX-Request": "true"}).content.decode()
        assert part.startswith('<section class="card" id="list"')
        assert part in whole


def test_the_person_page_shows_past_running_and_coming_mandates(party: Party, administrator: Client) -> None:
    person = make_person()
    post = make_post(unit=party.provinces[0][0])
    make_mandate(person=person, post=post, to_on=clock.today().replace(year=2021))
    make_mandate(person=person, post=make_post(unit=party.regions[0]))
    context = administrator.get(reverse("people:detail", args=[person.pk])).context
    assert [(row["running"], row["over"]) for row in context["mandates"]] == [(True, False), (False, True)]


def test_lists_ask_the_same_queries_at_two_sizes(
    party: Party, administrator: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    open_posts(on=FOUNDED_ON)
    person = holder(unit=party.provinces[0][0]).person
    assert person
    asked = (
        (reverse("people:index"), INDEX),
        (reverse("people:vacant"), VACANT),
        (reverse("people:detail", args=[person.pk]), DETAIL),
    )
    for url, count in asked:
        with django_assert_num_queries(count):
            administrator.get(url)
    for unit in (*party.branches[0][0], *party.branches[0][1], *party.provinces[1]):
        holder(unit=unit)
        make_mandate(person=person, post=make_post(unit=unit, post="member"))
    for url, count in asked:
        with django_assert_num_queries(count):
            administrator.get(url)


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_pages_open_in_every_language(party: Party, administrator: Client, language: str) -> None:
    open_posts(on=FOUNDED_ON)
    person = holder(unit=party.provinces[0][0]).person
    assert person
    mandate = Mandate.objects.get(person=person)
    administrator.cookies["language"] = language
    for url in (
        reverse("people:index"),
        reverse("people:vacant"),
        reverse("people:add"),
        reverse("people:detail", args=[person.pk]),
        reverse("people:edit", args=[person.pk]),
        reverse("people:mandate_end", args=[mandate.pk]),
        reverse("people:mandate_correct", args=[mandate.pk]),
        reverse("people:mandate"),
    ):
        assert administrator.get(url).status_code == 200, url


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [(-1, None, "since"), (0, None, "since"), (1, None, "from"), (1, 9, "from"), (-9, -1, "from")],
)
def test_a_mandate_to_come_is_not_held_since(starts: int, ends: int | None, said: str) -> None:
    days = [None if away is None else TODAY + timedelta(days=away) for away in (starts, ends)]
    mandate = SimpleNamespace(from_on=days[0], to_on=days[1])
    with translation.override("en"):
        text = render_to_string("people/_days.html", {"mandate": mandate, "on": TODAY})
    assert text.split()[0] == said
