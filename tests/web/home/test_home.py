"""The first page, through the door; the sample brought forward."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from tajadur.duties.obligations.models import Obligation
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tajadur.organisation.profile.models import Profile
from tests.factories.duties import opened
from tests.factories.party import Party, holder, make_account, make_mandate, make_person, make_post

TODAY = clock.today()


def _client(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    client.cookies["language"] = "en"
    return client


def _opened() -> None:
    opened(on=TODAY, from_on=date(TODAY.year - 1, 1, 1))


def test_a_secretary_finds_what_is_due_first(party: Party) -> None:
    _opened()
    response = _client(holder(unit=party.branches[0][0][0])).get(reverse("home"))
    body = response.content.decode()
    assert response.status_code == 200
    assert 0 < body.index('class="tasks"') < body.index("Next meeting")
    assert body.index("task--hot") < body.index('class="card"')


def test_a_member_sees_the_same_and_programmes_nothing(party: Party) -> None:
    _opened()
    branch = party.branches[0][0][0]
    programme = reverse("meetings:programme", args=[branch.pk])
    pages = [_client(holder(unit=branch, post=post)).get(reverse("home")) for post in ("secretary", "member")]
    assert [page.status_code for page in pages] == [200, 200]
    assert [programme in page.content.decode() for page in pages] == [True, False]


def test_several_units_are_chosen_by_chips_and_a_foreign_one_is_never_shown(party: Party) -> None:
    _opened()
    first, second = party.branches[0][0]
    person = make_person()
    for unit in (first, second):
        make_mandate(person=person, post=make_post(unit=unit))
    client = _client(make_account(person=person))
    shown = client.get(reverse("home"), {"unit": second.pk})
    assert shown.context["page"].unit_id == second.pk
    assert [chip["current"] for chip in shown.context["chips"]] == [False, True]
    foreign = client.get(reverse("home"), {"unit": party.branches[1][0][0].pk})
    assert foreign.context["page"].unit_id == first.pk


def test_the_first_page_names_each_office_over_what_it_owes(party: Party) -> None:
    _opened()
    first, second = party.branches[0][0]
    Obligation.objects.filter(unit=first).delete()
    person = make_person()
    for unit in (first, second):
        make_mandate(person=person, post=make_post(unit=unit))
    response = _client(make_account(person=person)).get(reverse("home"))
    assert response.context["page"].unit_id == first.pk
    assert [(due["unit_id"], due["name"]) for due in response.context["due"]] == [(second.pk, second.name_ar)]
    assert "Nothing is due now" not in response.content.decode()


@pytest.mark.parametrize(
    ("body", "post"), [("secretariat", "secretary_general"), ("pole", "secretary"), ("headquarters", "administrator")]
)
def test_those_of_the_country_go_to_the_dashboard(party: Party, body: str, post: str) -> None:
    response = _client(holder(unit=party.national, body=body, post=post)).get(reverse("home"))
    assert (response.status_code, response.headers["Location"]) == (302, reverse("compliance:dashboard"))


def test_without_a_mandate_in_force_the_page_says_what_to_do(party: Party) -> None:
    response = _client(holder(unit=party.regions[0], to_on=TODAY - timedelta(days=1))).get(reverse("home"))
    assert response.status_code == 200
    assert "accounts/no_mandate.html" in [template.name for template in response.templates]


def test_the_home_asks_as_many_questions_whatever_is_below(
    party: Party, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = _client(holder(unit=party.provinces[0][0]))
    with django_assert_num_queries(6):
        client.get(reverse("home"))
    _opened()
    with django_assert_num_queries(6):
        client.get(reverse("home"))


def test_an_old_sample_is_offered_to_administrators_of_the_demonstration_only(party: Party, settings: Settings) -> None:
    _opened()
    Profile.objects.update(sample_until=TODAY - timedelta(days=8))
    administrator = _client(holder(unit=party.national, body="headquarters", post="administrator"))
    pole = _client(holder(unit=party.national, body="pole", post="member"))
    address, offer = reverse("compliance:dashboard"), re.compile(reverse("home:forward"))
    settings.DEMO = True
    assert bool(offer.search(administrator.get(address).content.decode()))
    assert not offer.search(pole.get(address).content.decode())
    assert pole.post(reverse("home:forward")).status_code == 403
    settings.DEMO = False
    assert not offer.search(administrator.get(address).content.decode())
    assert administrator.post(reverse("home:forward")).status_code == 404
    assert administrator.get(reverse("home:forward")).status_code == 405


def test_the_sample_is_brought_forward_once(party: Party, settings: Settings) -> None:
    settings.DEMO = True
    client = _client(holder(unit=party.national, body="headquarters", post="administrator"))
    response = client.post(reverse("home:forward"))
    assert (response.status_code, response.headers["Location"]) == (302, reverse("compliance:dashboard"))
    assert Profile.objects.get().sample_until is None


def test_a_region_is_led_from_its_home_to_its_congress(party: Party) -> None:
    _opened()
    body = _client(holder(unit=party.regions[0])).get(reverse("home")).content.decode()
    assert "Prepare: " in body
    assert re.search(r'href="/congresses/of/\d+/"', body)
