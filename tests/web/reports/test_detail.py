"""The record as it was sent: who reads it, what they can do, what it costs."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tajadur.activity.meetings.models import ActionItem, ReceiptNote
from tajadur.activity.meetings.operations.validation import ActionData
from tajadur.organisation.people.models import Account
from tajadur.rules.receipt import Receipt
from tests.factories.party import Party, acting, holder, make_post
from tests.factories.reports import make_meeting, submitted

ON = date(2026, 5, 14)


@pytest.fixture
def secretary(party: Party) -> Account:
    return holder(unit=party.branches[0][0][0])


@pytest.fixture
def receipt(party: Party, secretary: Account) -> Receipt:
    unit = party.branches[0][0][0]
    action = ActionData("افعل", make_post(unit=unit).pk, date(2026, 6, 1))
    return submitted(make_meeting(unit=unit), acting(secretary, ON), actions=[action], decisions=["قرار"])


def entering(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    client.cookies["language"] = "en"
    return client


def test_the_record_is_read_by_those_the_law_names_and_hidden_from_the_others(
    party: Party, secretary: Account, receipt: Receipt
) -> None:
    readers = {
        "secretary": secretary,
        "member": holder(unit=party.branches[0][0][0], post="member"),
        "province": holder(unit=party.provinces[0][0]),
        "cell": holder(unit=party.national, body="cell", post="responsible", area=party.regions[0]),
        "general": holder(unit=party.national, body="secretariat", post="secretary_general"),
        "pole": holder(unit=party.national, body="pole", post="member"),
        "administrator": holder(unit=party.national, body="headquarters", post="administrator"),
        "other cell": holder(unit=party.national, body="cell", post="responsible", area=party.regions[1]),
        "stranger": holder(unit=party.branches[0][0][1]),
        "ended": holder(unit=party.branches[0][0][0], post="member", to_on=ON),
    }
    here = reverse("reports:detail", args=[receipt.submission_id])
    statuses = {who: entering(account).get(here).status_code for who, account in readers.items()}
    assert statuses == {
        "secretary": 200, "member": 200, "province": 200, "cell": 200, "general": 200,
        "pole": 403, "administrator": 403, "other cell": 403, "stranger": 404, "ended": 404,
    }  # fmt: skip
    assert Client().get(here).status_code == 302


def test_those_above_read_and_note_receipt_and_find_no_way_to_write(party: Party, receipt: Receipt) -> None:
    client = entering(holder(unit=party.provinces[0][0]))
    here = reverse("reports:detail", args=[receipt.submission_id])
    html = client.get(here).content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    noting = reverse("reports:note", args=[receipt.submission_id])
    assert [html.count(one) for one in ("<form", noting, "/correct/")] == [1, 1, 0]
    answer = client.post(reverse("reports:note", args=[receipt.submission_id]), follow=True)
    assert (answer.redirect_chain, ReceiptNote.objects.count()) == ([(here, 302)], 1)
    assert answer.content.decode().split("<main", 1)[1].split("</main>", 1)[0].count("<form") == 0
    action = ActionItem.objects.get()
    for address in (
        reverse("reports:correct", args=[receipt.submission_id]),
        reverse("reports:close_action", args=[action.pk]),
        reverse("reports:reopen_action", args=[action.pk]),
    ):
        assert client.post(address, {"base_version": "1"}).status_code == 403
    assert ActionItem.objects.get().closed_on is None


def test_the_unit_closes_an_action_and_comes_back_to_the_record(secretary: Account, receipt: Receipt) -> None:
    client, here = entering(secretary), reverse("reports:detail", args=[receipt.submission_id])
    action = ActionItem.objects.get()
    closed = client.post(reverse("reports:close_action", args=[action.pk]), {"next": here})
    assert (closed["Location"], ActionItem.objects.get().closed_on is not None) == (here, True)
    for outside in ("https://evil.example/", "//evil.example", "javascript:alert(1)", ""):
        reopened = client.post(reverse("reports:reopen_action", args=[action.pk]), {"next": outside})
        assert reopened["Location"] == reverse("home")
    assert ActionItem.objects.get().closed_on is None


def test_the_phones_copy_goes_only_after_this_very_sending(secretary: Account, receipt: Receipt) -> None:
    client, here = entering(secretary), reverse("reports:detail", args=[receipt.submission_id])
    seen = [
        client.get(here, query).content.decode().count("data-draft-done")
        for query in ({}, {"sent": "x"}, {"sent": receipt.number})
    ]
    assert seen == [0, 0, 1]


def test_an_unknown_report_is_not_found(secretary: Account) -> None:
    assert entering(secretary).get(reverse("reports:detail", args=[10**9])).status_code == 404


@pytest.mark.parametrize("rows", [1, 12])
def test_the_record_takes_the_same_queries_whatever_its_size(
    party: Party, secretary: Account, rows: int, django_assert_num_queries: Any
) -> None:
    unit = party.branches[0][0][0]
    post = make_post(unit=unit)
    receipt = submitted(
        make_meeting(unit=unit, objectives=rows, items=rows), acting(secretary, ON),
        decisions=[f"ق {n}" for n in range(rows)],
        actions=[ActionData(f"ع {n}", post.pk, date(2026, 6, 1)) for n in range(rows)],
    )  # fmt: skip
    client = entering(secretary)
    with django_assert_num_queries(7):
        client.get(reverse("reports:detail", args=[receipt.submission_id]))
