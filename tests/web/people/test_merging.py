"""Two records of one person, through the door: found, looked at, made one, taken back."""

import pytest
from django.test import Client
from django.urls import reverse

from tajadur.organisation.people.models import Account, Merge, PendingAct, Person
from tests.factories.party import Party, holder, make_account, make_mandate, make_person, make_post


@pytest.fixture
def administrator(party: Party, client: Client) -> Client:
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    return client


@pytest.fixture
def pair(db: None) -> tuple[Person, Person]:
    first, second = make_person(name="إدريس الوزاني"), make_person(name="ادريس الوزاني")
    Person.objects.filter(pk__in=(first.pk, second.pk)).update(name_latin="", birth_year=1985)
    return first, second


def address(stays: Person, goes: Person) -> str:
    return f"{reverse('people:merge')}?stays={stays.pk}&goes={goes.pk}"


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_pair_is_found_looked_at_made_one_and_two_again(
    administrator: Client, pair: tuple[Person, Person], language: str
) -> None:
    administrator.cookies["language"] = language
    stays, goes = pair
    assert reverse("people:doubles") in administrator.get(reverse("people:index")).content.decode()
    listed = administrator.get(reverse("people:doubles")).content.decode()
    assert f"stays={stays.pk}&amp;goes={goes.pk}" in listed
    page = administrator.get(address(stays, goes))
    assert page.status_code == 200
    assert f"stays={goes.pk}&amp;goes={stays.pk}" in page.content.decode()
    done = administrator.post(address(stays, goes))
    assert done["Location"] == reverse("people:detail", args=[stays.pk])
    merge = Merge.objects.get()
    assert reverse("people:merge_undo", args=[merge.pk]) in administrator.get(done["Location"]).content.decode()
    assert administrator.get(reverse("people:detail", args=[goes.pk])).status_code == 404
    assert administrator.get(address(stays, goes)).status_code == 404
    undo = reverse("people:merge_undo", args=[merge.pk])
    assert administrator.get(undo).status_code == 200
    assert administrator.post(undo).status_code == 302
    assert administrator.post(undo).status_code == 422
    assert administrator.get(reverse("people:detail", args=[goes.pk])).status_code == 200


def test_of_two_accounts_the_one_that_stays_is_chosen_and_it_waits(
    party: Party, administrator: Client, pair: tuple[Person, Person]
) -> None:
    stays, goes = pair
    for person in pair:
        make_account(person=person)
    make_mandate(person=goes, post=make_post(unit=party.provinces[0][0]))
    page = administrator.get(address(stays, goes))
    assert [value for value, _ in page.context["form"].fields["account"].choices] == ["stays", "goes"]
    assert page.context["preview"].needs_second
    assert administrator.post(address(stays, goes)).status_code == 422
    assert administrator.post(address(stays, goes), {"account": "goes"}).status_code == 302
    assert PendingAct.objects.get().values["account_of_goes"] is True
    assert Account.objects.filter(person__in=pair, is_active=True).count() == 2
    assert administrator.post(address(stays, goes), {"account": "goes"}).status_code == 422


def test_without_two_records_there_is_no_page(administrator: Client, pair: tuple[Person, Person]) -> None:
    assert administrator.get(reverse("people:merge")).status_code == 404
    assert administrator.get(f"{reverse('people:merge')}?stays={pair[0].pk}&goes=999999").status_code == 404
    assert administrator.get(reverse("people:merge_undo", args=[999_999])).status_code == 404
