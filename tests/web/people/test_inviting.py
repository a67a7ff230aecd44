"""Links for many: printed without a name, opened once, replaced when made again."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tajadur.foundation import clock
from tajadur.organisation.people.models import Account, Invitation, Person
from tajadur.organisation.people.operations.inviting import MOST_AT_ONCE
from tajadur.registry.audit.models import AuditEntry
from tests.factories.party import Party, holder, make_mandate, make_person, make_post

ADDRESS = reverse("people:invitations")
CHOSEN = {"username": "amina.b", "password": "une phrase à moi seule", "language": "fr"}


@pytest.fixture
def administrator(party: Party, client: Client) -> Client:
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    return client


def in_office(unit, post: str = "secretary", **days) -> Person:
    person = make_person(email=f"invited{Person.objects.count()}@example.org")
    make_mandate(person=person, post=make_post(unit=unit, post=post), **days)
    return person


def links(response) -> list[str]:
    return re.findall(r"/invitation/[\w-]{40,}/", response.content.decode())


def test_who_holds_an_office_and_has_no_account_gets_a_strip_that_names_the_office_only(
    party: Party, administrator: Client
) -> None:
    province, branch = party.provinces[0][0], party.branches[0][0][0]
    people = [in_office(province), in_office(branch), in_office(branch, "member")]
    make_mandate(person=people[0], post=make_post(unit=branch, post="member"))
    in_office(branch, "member", to_on=clock.today() - timedelta(days=1))
    in_office(party.branches[0][0][1], from_on=clock.today() + timedelta(days=1))
    holder(unit=party.provinces[0][1])
    make_person()
    assert administrator.get(ADDRESS).context["waiting"].people == 3
    made = administrator.post(ADDRESS)
    text = made.content.decode()
    assert made.status_code == 200
    assert "no-store" in made["Cache-Control"]
    assert len(links(made)) == len(set(links(made))) == 3
    assert text.count('<svg class="qr"') == 3
    for words in ("الكاتب الإقليمي، إقليم 1-1", "كاتب الفرع، فرع إقليم 1-1-1", "عضو مكتب الفرع، فرع إقليم 1-1-1"):
        assert words in text
    for person in people:
        for secret in (person.name_ar, person.name_latin, person.email):
            assert secret not in text
    marks = [one["strip"].initials for one in made.context["strips"]]
    assert len(marks) == 3
    assert all(mark.endswith(".") and mark in text for mark in marks)
    assert sorted(Invitation.objects.values_list("person_id", flat=True)) == sorted(person.pk for person in people)
    assert list(AuditEntry.objects.values_list("act", flat=True)) == ["invite"] * 3


def test_a_printed_link_opens_the_office_once_and_is_replaced_by_the_next(party: Party, administrator: Client) -> None:
    person = in_office(party.provinces[0][0])
    (former,) = links(administrator.post(ADDRESS))
    assert administrator.get(ADDRESS).context["waiting"].linked == 1
    (latter,) = links(administrator.post(ADDRESS))
    assert Client().get(former).status_code == 410
    assert Client().post(latter, CHOSEN).headers["Location"] == "/"
    assert Account.objects.get(username="amina.b").person == person
    assert administrator.get(ADDRESS).context["waiting"].people == 0
    again = administrator.post(ADDRESS)
    assert again.status_code == 422
    assert again.context["form"].non_field_errors() == ["كل من له منصب هناك له حساب."]


def test_a_region_and_a_kind_narrow_whom_it_is_for(party: Party, administrator: Client) -> None:
    for region in (0, 1):
        in_office(party.provinces[region][0])
        in_office(party.branches[region][0][0])
    for asked, count in (
        ({"unit": party.regions[0].pk}, 2),
        ({"kind": "branch"}, 2),
        ({"unit": party.regions[0].pk, "kind": "branch"}, 1),
        ({"unit": party.branches[1][0][0].pk}, 1),
        ({"unit": "٣", "kind": "no such"}, 4),
    ):
        assert administrator.get(ADDRESS, asked).context["waiting"].people == count, asked
        assert len(links(administrator.post(ADDRESS, asked))) == count, asked
    assert administrator.get(ADDRESS, {"unit": 999_999}).status_code == 404


@pytest.mark.parametrize("hours", [1, 240])
def test_links_are_valid_as_configured(party: Party, administrator: Client, settings, hours: int) -> None:
    settings.INVITATION_HOURS = hours
    person = in_office(party.provinces[0][0])
    administrator.post(ADDRESS)
    administrator.post(reverse("accounts:invite"), {"person_id": person.pk})
    spans = {one.expires_at - one.created_at for one in Invitation.objects.all()}
    assert spans == {timedelta(hours=hours)}


def test_too_many_at_once_are_refused_with_a_sentence(party: Party, administrator: Client) -> None:
    post = make_post(unit=party.provinces[0][0], post="member")
    for person in Person.objects.bulk_create(Person(name_ar="س", folded="س") for _ in range(MOST_AT_ONCE + 1)):
        make_mandate(person=person, post=post)
    for language, sentence in (
        ("ar", "401 شخص دفعة واحدة عدد كبير: اختر جهة أو نوعا، 400 على الأكثر."),
        ("fr", "401 personnes à la fois, c’est trop\u00a0: choisissez une région ou un type, 400 au plus."),
    ):
        administrator.cookies["language"] = language
        answer = administrator.post(ADDRESS)
        assert answer.status_code == 422
        assert f"<li>{sentence}</li>" in unescape(answer.content.decode())
    assert Invitation.objects.count() == 0


def test_the_strips_take_as_many_queries_for_one_person_as_for_twenty(party: Party, administrator: Client) -> None:
    post = make_post(unit=party.provinces[0][0], post="member")
    for many in (1, 20):
        for _ in range(many - 1 or 1):
            make_mandate(person=make_person(), post=post)
        with CaptureQueriesContext(connection) as queries:
            assert len(links(administrator.post(ADDRESS))) == many
        assert len(queries) == 28


def test_only_an_administrator_prints_links(party: Party) -> None:
    in_office(party.provinces[0][0])
    for account in (
        holder(unit=party.regions[0]),
        holder(unit=party.national, body="secretariat", post="secretary_general"),
    ):
        client = Client()
        client.force_login(account)
        assert (client.get(ADDRESS).status_code, client.post(ADDRESS).status_code) == (403, 403)
    assert Invitation.objects.count() == 0
    assert Client().get(ADDRESS).headers["Location"].startswith("/account/login/")


def test_days_of_the_mandate_are_those_of_morocco(party: Party, administrator: Client) -> None:
    in_office(party.provinces[0][0], to_on=clock.today())
    in_office(party.provinces[0][1], from_on=date(2020, 1, 1), to_on=clock.today() - timedelta(days=1))
    assert administrator.get(ADDRESS).context["waiting"].people == 1
