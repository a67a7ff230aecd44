"""Who consulted a record is noted after the page, once a day; the unit reads the posts, never the names."""

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from tajadur.foundation import clock
from tajadur.organisation.people.models import Account, Mandate, Post
from tajadur.organisation.units.models import Unit
from tajadur.registry.audit.models import Consultation
from tajadur.registry.audit.vocabulary import RecordPart
from tests.factories.party import Party, holder, make_post
from tests.factories.reports import make_meeting

TODAY = clock.today()
OF_UNIT, OWN = 5, 5
PLANTED = "اسم مزروع"


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def responsible(party: Party, region: int = 0) -> Account:
    return holder(unit=party.national, body="cell", post="responsible", area=party.regions[region])


@pytest.fixture
def branch(party: Party) -> Unit:
    return party.branches[0][0][0]


def read_by(unit: Unit, post: Post, days: int, part: RecordPart = RecordPart.MEETINGS, account: int = 1) -> None:
    """Read on each of the last ``days`` days."""
    mandate = Mandate.objects.filter(post=post).values_list("pk", flat=True).first() or 0
    Consultation.objects.bulk_create(
        Consultation(
            on=TODAY - timedelta(days=ago), unit_id=unit.pk, part=part, account_id=account, post_id=post.pk,
            mandate_id=mandate,
        )
        for ago in range(days)
    )  # fmt: skip


def page(client: Client, unit: Unit, query: str = "") -> str:
    answer = client.get(reverse("units:consultations", args=[unit.pk]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_unit_reads_the_post_the_part_and_the_day_and_no_name(party: Party, branch: Unit) -> None:
    reader = responsible(party)
    assert reader.person
    reader.person.name_ar = reader.person.name_latin = PLANTED
    reader.person.save()
    meeting = make_meeting(unit=branch, planned_on=TODAY + timedelta(days=3))
    for _ in range(2):
        client_of(reader).get(reverse("meetings:detail", args=[meeting.pk]))
        client_of(reader).get(reverse("units:detail", args=[branch.pk]))
    text = page(client_of(holder(unit=branch)), branch)
    assert PLANTED not in text
    assert "الاجتماعات" in text
    assert party.regions[0].name_ar in text
    assert Consultation.objects.count() == 2


def test_two_readers_in_one_post_and_one_reader_in_two_posts_are_told_apart(party: Party, branch: Unit) -> None:
    for region in (party.regions[0], party.regions[0]):
        client_of(holder(unit=region, post="member")).get(reverse("units:detail", args=[region.pk]))
    assert Consultation.objects.count() == 0  # it is their own
    for _ in range(2):
        client_of(holder(unit=party.national, body="bureau", post="member")).get(
            reverse("units:detail", args=[branch.pk])
        )
    assert Consultation.objects.values("account_id").distinct().count() == 2


def test_a_form_a_head_and_a_refusal_note_nothing(party: Party, branch: Unit) -> None:
    client = client_of(holder(unit=party.national, body="pole", post="member"))
    meeting = make_meeting(unit=branch, planned_on=TODAY + timedelta(days=3))
    assert client.get(reverse("meetings:detail", args=[meeting.pk])).status_code == 403
    assert client.head(reverse("units:detail", args=[branch.pk])).status_code == 200
    assert client.post(reverse("units:detail", args=[branch.pk])).status_code == 405
    assert Consultation.objects.count() == 0


def test_an_administrator_cannot_read_unseen_and_nobody_can_remove_it(party: Party, branch: Unit) -> None:
    administrator = client_of(holder(unit=party.national, body="headquarters", post="administrator"))
    administrator.get(reverse("compliance:unit", args=[branch.pk]))
    page(administrator, branch)
    assert set(Consultation.objects.values_list("part", flat=True)) == {RecordPart.FIGURES, RecordPart.CONSULTATIONS}
    text = page(client_of(holder(unit=branch)), branch)
    assert "مسؤول إداري" in text


def test_a_calendar_subscribed_to_from_outside_reads_the_unit_once_a_day(party: Party, branch: Unit) -> None:
    reader = client_of(responsible(party))
    made = reader.post(reverse("calendar:new"), {"unit_id": branch.pk}).content.decode()
    address = re.search(r"/calendar/[\w-]+\.ics", made)
    assert address
    make_meeting(unit=branch, planned_on=TODAY + timedelta(days=3))
    first = Client().get(address[0])
    Client().get(address[0], headers={"If-None-Match": first["ETag"]})
    assert list(Consultation.objects.values_list("unit_id", "part")) == [(branch.pk, RecordPart.CALENDAR)]


def test_a_note_that_cannot_be_written_breaks_no_page_and_is_logged(
    party: Party, branch: Unit, caplog: pytest.LogCaptureFixture
) -> None:
    client = client_of(holder(unit=party.provinces[0][0]))

    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "journal_consultation" in sql:
            raise OperationalError("cannot execute INSERT in a read-only transaction")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse), caplog.at_level(logging.ERROR):
        answer = client.get(reverse("units:detail", args=[branch.pk]))
    assert answer.status_code == 200
    assert f"unit {branch.pk} (unit) was not noted" in caplog.text
    assert Consultation.objects.count() == 0


@pytest.mark.parametrize("size", [3, 120])
def test_the_queries_do_not_grow(party: Party, branch: Unit, size: int, django_assert_num_queries: Any) -> None:
    province = holder(unit=party.provinces[0][0])
    read_by(branch, make_post(unit=party.provinces[0][0]), size, account=province.pk)
    read_by(branch, make_post(unit=party.regions[0]), size)
    secretary, above = client_of(holder(unit=branch)), client_of(province)
    with django_assert_num_queries(OF_UNIT):
        page(secretary, branch)
    with django_assert_num_queries(OWN):
        above.get(reverse("accounts:consulted"))


def test_the_list_is_paged_by_key_and_narrowed_by_part_and_month(party: Party, branch: Unit) -> None:
    read_by(branch, make_post(unit=party.provinces[0][0]), 120)
    read_by(branch, make_post(unit=party.regions[0]), 1, RecordPart.CONGRESS)
    client, seen, address = client_of(holder(unit=branch)), 0, ""
    for _ in range(3):
        text = page(client, branch, address)
        seen += text.count('<th scope="row">')
        older = re.search(r'href="[^"?]*(\?[^"]*before=[^"]*)"', text)
        address = older[1].replace("&amp;", "&") if older else ""
    assert (seen, address) == (121, "")
    assert page(client, branch, "?part=congress").count('<th scope="row">') == 1
    last_month = TODAY.replace(day=1) - timedelta(days=1)
    assert page(client, branch, f"?month={last_month:%Y-%m}").count('<th scope="row">') == last_month.day
    for nonsense in ("?before=x", "?before=2026-99-01_1", "?before=2026-01-01_x", "?part=x", "?month=x"):
        page(client, branch, nonsense)


def test_whoever_consulted_reads_their_own_acts_and_not_those_of_others(party: Party, branch: Unit) -> None:
    one, two = responsible(party), holder(unit=party.provinces[0][0])
    client_of(one).get(reverse("units:detail", args=[branch.pk]))
    own = client_of(one).get(reverse("accounts:consulted")).content.decode()
    assert branch.name_ar in own
    assert branch.name_ar not in client_of(two).get(reverse("accounts:consulted")).content.decode()
    assert client_of(one).get(reverse("units:consultations", args=[branch.pk])).status_code == 403


def test_the_notes_follow_a_unit_that_moved(party: Party, branch: Unit) -> None:
    client_of(holder(unit=party.provinces[0][0])).get(reverse("units:detail", args=[branch.pk]))
    Unit.objects.filter(pk=branch.pk).update(
        path=f"{party.provinces[1][0].path}{branch.pk}.", parent=party.provinces[1][0]
    )
    assert party.provinces[0][0].name_ar in page(client_of(holder(unit=branch)), branch)
