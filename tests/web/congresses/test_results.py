"""Who was elected, through the door: the list on a phone, its mistakes line by line, the confirmation."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.activity.congresses.models import Congress, Elected
from tajadur.foundation import clock
from tajadur.organisation.people.models import Person
from tests.factories.congresses import hold, make_congress
from tests.factories.party import Party, holder, make_account

TODAY = clock.today()
# Session, account with its grants; congresses waiting, counts, elected, settings of their days.
WAITING = 6


def held_congress(party: Party, region: int = 0) -> Congress:
    """A congress held today."""
    found = make_congress(
        unit=party.regions[region], opens_on=TODAY - timedelta(days=60), by_on=TODAY + timedelta(days=120)
    )
    return hold(found, TODAY)


@pytest.fixture
def congress(party: Party) -> Congress:
    return held_congress(party)


@pytest.fixture
def region(party: Party, client: Client) -> Client:
    client.force_login(holder(unit=party.regions[0], username="regional"))
    return client


@pytest.fixture
def admin(party: Party) -> Client:
    client = Client()
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    return client


def propose(client: Client, congress: Congress, names: str, **said: str):
    address = reverse("congresses:roster", args=[congress.pk])
    post = client.get(address).context["form"].fields["post"].choices[0][0]
    return client.post(address, {"post": post, "names": names, "women": "", "youth": "", **said})


def test_the_council_is_sent_as_one_list_and_confirmed(congress: Congress, region: Client, admin: Client) -> None:
    sent = propose(region, congress, "مريم العلوي، امرأة\nسعيد بنعلي، رجل", youth="1")
    assert sent["Location"] == reverse("congresses:elected", args=[congress.pk])
    page = region.get(sent["Location"]).content.decode()
    assert "مريم العلوي" in page
    assert "المجلس الجهوي" in page
    waiting = admin.get(reverse("congresses:waiting")).content.decode()
    assert "سعيد بنعلي" in waiting
    road = admin.get(reverse("congresses:detail", args=[congress.pk])).content.decode()
    assert "المجلس الجهوي" in road
    assert "سعيد بنعلي" not in road
    assert admin.post(reverse("congresses:confirm", args=[congress.pk])).status_code == 302
    assert Elected.objects.filter(mandate__standing="confirmed").count() == 2


def test_what_cannot_be_read_is_said_by_line_and_kept(congress: Congress, region: Client) -> None:
    refused = propose(region, congress, "مريم\nSaid")
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "السطر 2" in page
    assert "مريم\nSaid" in page
    assert Elected.objects.count() == 0


def test_a_known_name_is_asked_about_then_taken(party: Party, congress: Congress, region: Client) -> None:
    known = Person.objects.get(pk=holder(unit=party.provinces[0][0]).person_id)
    asked = propose(region, congress, known.name_ar)
    assert asked.status_code == 422
    assert "confirm_same_persons" in asked.content.decode()
    assert propose(region, congress, known.name_ar, confirm_same_persons="on").status_code == 302
    assert Elected.objects.get().person_id == known.pk


def test_the_whole_list_is_taken_back(congress: Congress, region: Client) -> None:
    propose(region, congress, "مريم\nسعيد")
    body_id = Elected.objects.select_related("post")[0].post.body_id
    address = reverse("congresses:withdraw_body", args=[congress.pk, body_id])
    assert region.post(address).status_code == 302
    assert Elected.objects.count() == 0
    assert region.post(address).status_code == 422


def test_two_lines_that_cannot_be_read_are_two_points_to_check(congress: Congress, region: Client) -> None:
    region.cookies["language"] = "en"
    response = propose(region, congress, "Amina\nمريم، 1850")
    page = response.content.decode()
    assert response.status_code == 422
    assert "Check 2 points before going on" in page
    assert "Amina\nمريم، 1850" in page


def test_the_page_of_results_costs_the_same_at_any_size(
    party: Party, region: Client, admin: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    propose(region, held_congress(party), "مريم\nسعيد")
    with django_assert_num_queries(WAITING):
        admin.get(reverse("congresses:waiting"))
    other = Client()
    other.force_login(holder(unit=party.regions[1]))
    propose(other, held_congress(party, 1), "\n".join(f"اسم {n}" for n in range(30)))
    with django_assert_num_queries(WAITING):
        admin.get(reverse("congresses:waiting"))


def test_a_member_of_the_council_comes_in_and_reads_figures_only(
    congress: Congress, region: Client, admin: Client
) -> None:
    propose(region, congress, "مريم العلوي")
    admin.post(reverse("congresses:confirm", args=[congress.pk]))
    # Held today: the mandate begins tomorrow, so it is moved back to be looked at now.
    elected = Elected.objects.select_related("mandate").get()
    assert elected.mandate is not None
    elected.mandate.from_on = TODAY
    elected.mandate.save()
    member = Client()
    member.force_login(make_account(person=elected.person))
    assert member.get(reverse("home"), follow=True).status_code == 200
    assert member.get(reverse("compliance:dashboard"))["Location"].endswith(f"/{congress.unit_id}/")
    assert member.get(reverse("congresses:detail", args=[congress.pk])).status_code == 200
    assert member.get(reverse("congresses:todo", args=[congress.pk])).status_code == 403
    assert member.get(reverse("meetings:index")).status_code == 403
