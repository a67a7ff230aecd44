"""Handing posts over through the door: one, a whole body, and taking back what has not begun."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tajadur.foundation import clock
from tajadur.organisation.people.models import Mandate, Person, Post, derived_names
from tajadur.organisation.people.operations.posts import open_posts
from tajadur.organisation.people.vocabulary import MandateStatus
from tests.factories.party import FOUNDED_ON, Party, holder, make_mandate, make_person, make_post

TODAY = clock.today()
DAY = TODAY + timedelta(days=10)


@pytest.fixture
def administrator(party: Party, client: Client) -> Client:
    open_posts(on=FOUNDED_ON)
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    return client


@pytest.fixture
def members(party: Party, administrator: Client) -> Post:
    """A post of the office that many hold; with no power to write as the unit."""
    return make_post(unit=party.provinces[0][0], post="member")


def named(name_ar: str, name_latin: str = "", birth_year: int | None = None) -> Person:
    return Person.objects.create(
        name_ar=name_ar, name_latin=name_latin, birth_year=birth_year, **derived_names(name_ar, name_latin)
    )


def held_post(party: Party) -> Post:
    return make_post(unit=party.national, body="cell", post="responsible", area=party.regions[0])


def sent(page: object) -> dict[str, list[str] | str]:
    """What the form of the preview would send."""
    context = page.context  # type: ignore[attr-defined]
    fields: dict[str, list[str] | str] = {"confirm": "yes"}
    for name, value in context["kept"]:
        fields.setdefault(name, value)
    fields["ends"] = [str(m.pk) for plan in context["plans"] for m in plan.ends]
    return fields


def test_a_held_post_is_handed_over_after_a_preview(party: Party, administrator: Client) -> None:
    post = held_post(party)
    former, follower = make_mandate(person=make_person(), post=post), make_person()
    typed = {"person": follower.pk, "post": post.pk, "from_on": DAY.isoformat(), "to_on": ""}
    asked = administrator.post(reverse("people:mandate"), typed)
    assert asked.status_code == 302
    preview = administrator.get(asked["Location"])
    assert preview.status_code == 200
    assert former.person.name_ar in preview.content.decode()
    assert Mandate.objects.get(pk=former.pk).to_on is None
    done = administrator.post(reverse("people:hand_over"), sent(preview))
    assert done["Location"] == reverse("people:detail", args=[follower.pk])
    former.refresh_from_db()
    begun = Mandate.objects.get(person=follower)
    assert (former.to_on, begun.from_on) == (DAY - timedelta(days=1), DAY)
    page = administrator.get(reverse("people:detail", args=[follower.pk])).content.decode()
    assert reverse("people:take_back", args=[begun.pk]) in page
    assert administrator.get(reverse("people:take_back", args=[begun.pk])).status_code == 200
    assert administrator.post(reverse("people:take_back", args=[begun.pk])).status_code == 302
    former.refresh_from_db()
    begun.refresh_from_db()
    assert (former.to_on, begun.standing) == (None, MandateStatus.TAKEN_BACK)
    assert administrator.post(reverse("people:take_back", args=[begun.pk])).status_code == 422


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_whole_body_is_renewed_on_one_page(party: Party, administrator: Client, members: Post, language: str) -> None:
    administrator.cookies["language"] = language
    goes, stays = (make_mandate(person=make_person(), post=members) for _ in range(2))
    known, twin, other = named("كريمة", "Karima"), named("مريم", birth_year=1980), named("مريم", birth_year=1991)
    address = reverse("people:renew", args=[members.body_id])
    assert administrator.get(address).status_code == 200
    field = f"names_{members.pk}"
    typed = {"from_on": DAY.isoformat(), f"leaves_{goes.pk}": "on"}
    for names, code in (("كريمة\nمريم", 422), ("كريمة\nلا أحد", 422), ("Karima\nمريم، 1991", 200)):
        page = administrator.post(address, {**typed, field: names})
        assert page.status_code == code, names
        if code == 422:
            assert page.context["form"].has_error(field)
            assert names in page.content.decode().replace("&#x27;", "'")
    assert Mandate.objects.count() == 3
    assert administrator.post(address, sent(page)).status_code == 302
    began = set(Mandate.objects.filter(post=members, from_on=DAY).values_list("person_id", flat=True))
    assert began == {known.pk, other.pk}
    assert twin.pk not in began
    goes.refresh_from_db()
    stays.refresh_from_db()
    assert (goes.to_on, stays.to_on) == (DAY - timedelta(days=1), None)


def test_a_renewal_that_changes_nothing_says_so(administrator: Client, members: Post) -> None:
    page = administrator.post(reverse("people:renew", args=[members.body_id]), {"from_on": DAY.isoformat()})
    assert page.status_code == 422


def test_what_stands_in_the_way_is_said_on_the_preview(party: Party, administrator: Client) -> None:
    post = held_post(party)
    make_mandate(person=make_person(), post=post, from_on=TODAY + timedelta(days=30))
    query = f"?person={make_person().pk}&post={post.pk}&from_on={DAY}&to_on="
    page = administrator.get(reverse("people:hand_over") + query)
    assert page.status_code == 422
    assert not page.context["may_confirm"]
    assert administrator.get(reverse("people:hand_over")).status_code == 302


def test_the_page_of_a_unit_leads_to_both(party: Party, administrator: Client, members: Post) -> None:
    secretary = make_post(unit=party.provinces[0][0])
    make_mandate(person=make_person(), post=secretary)
    page = administrator.get(reverse("units:people", args=[members.unit_id])).content.decode()
    assert f"{reverse('people:mandate')}?post={secretary.pk}" in page
    assert reverse("people:renew", args=[members.body_id]) in page
