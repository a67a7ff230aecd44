"""The address that keeps drafts for the page's script."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tajadur.activity.meetings.models import Draft, Meeting
from tests.factories.party import Party, acting, holder
from tests.factories.reports import make_meeting, submitted


@pytest.fixture
def meeting(party: Party) -> Meeting:
    return make_meeting(unit=party.branches[0][0][0])


def push(client: Client, meeting: Meeting, body: Any, raw: bool = False) -> Any:
    content = body if raw else json.dumps(body)
    return client.post(reverse("reports:draft", args=[meeting.pk]), content, content_type="application/json")


def entering(meeting: Meeting, **more: Any) -> Client:
    client = Client()
    client.force_login(holder(unit=meeting.unit, **more))
    return client


def test_a_draft_is_kept_and_its_version_comes_back(meeting: Meeting) -> None:
    client = entering(meeting)
    first = push(client, meeting, {"version": 0, "payload": {"text": "أ"}})
    second = push(client, meeting, {"version": 1, "payload": {"text": "أب"}})
    assert [(one.status_code, one.json()["version"]) for one in (first, second)] == [(200, 1), (200, 2)]
    assert Draft.objects.get().saved_at.isoformat() == second.json()["saved_at"]


def test_a_stale_version_gets_the_other_text(meeting: Meeting) -> None:
    client, member = entering(meeting), entering(meeting, post="member")
    push(client, meeting, {"version": 0, "payload": {"text": "أ"}})
    push(member, meeting, {"version": 1, "payload": {"text": "ب"}})
    stale = push(client, meeting, {"version": 1, "payload": {"text": "ج"}})
    assert (stale.status_code, stale.json()) == (409, {"version": 2, "payload": {"text": "ب"}})


def test_what_is_sent_as_a_form_is_refused_with_a_sentence(meeting: Meeting) -> None:
    answer = entering(meeting).post(reverse("reports:draft", args=[meeting.pk]), {"version": "0", "text": "أ"})
    assert (answer.status_code, Draft.objects.count()) == (422, 0)
    assert len(answer.json()["sentence"]) > 10


def test_nul_and_lone_surrogates_do_not_stop_the_keeping(meeting: Meeting) -> None:
    kept = push(entering(meeting), meeting, r'{"version": 0, "payload": {"text": "ن\u0000ص\ud800"}}', raw=True)
    assert (kept.status_code, Draft.objects.get().payload) == (200, {"text": "نص"})


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 422), ("[]", 422), ("null", 422), ("{}", 422), ('{"version": 0}', 422), ("[" * 50_000, 422),
        (b"\xff\xfe", 422),
        ('{"version": "1", "payload": {}}', 422), ('{"version": -1, "payload": {}}', 422),
        ('{"version": 99999999999999999999, "payload": {}}', 422), ('{"version": 0, "payload": {"a": {"b": 1}}}', 422),
        (json.dumps({"version": 0, "payload": {"text": "a" * 200_001}}), 413),
        (json.dumps({"version": 0, "payload": {"text": "م" * 5_000_000}}), 413),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_with_a_sentence(meeting: Meeting, body: str, status: int) -> None:
    answer = push(entering(meeting), meeting, body, raw=True)
    assert (answer.status_code, Draft.objects.count()) == (status, 0)
    assert len(answer.json()["sentence"]) > 10


def test_a_draft_after_the_report_is_told_where_the_report_is(meeting: Meeting) -> None:
    account = holder(unit=meeting.unit)
    client = Client()
    client.force_login(account)
    receipt = submitted(meeting, acting(account, meeting.planned_on))
    answer = push(client, meeting, {"version": 3, "payload": {"text": "متأخر"}})
    assert (answer.status_code, answer.json()) == (
        410,
        {"report": reverse("reports:detail", args=[receipt.submission_id])},
    )


def test_a_draft_is_closed_to_everybody_else(party: Party, meeting: Meeting) -> None:
    body = {"version": 0, "payload": {}}
    statuses = {}
    for who, unit in (("province", party.provinces[0][0]), ("stranger", party.branches[1][1][1])):
        client = Client()
        client.force_login(holder(unit=unit))
        statuses[who] = push(client, meeting, body).status_code
    statuses["nobody"] = push(Client(), meeting, body).status_code
    assert statuses == {"province": 403, "stranger": 404, "nobody": 302}
    assert not Draft.objects.exists()


def test_without_the_pages_token_nothing_is_kept(meeting: Meeting) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(holder(unit=meeting.unit))
    assert (push(client, meeting, {"version": 0, "payload": {}}).status_code, Draft.objects.count()) == (403, 0)


def test_keeping_a_draft_takes_seven_queries_the_first_time_and_after(
    meeting: Meeting, django_assert_num_queries: Any
) -> None:
    client = entering(meeting)
    for version, length in ((0, 1), (1, 20_000)):
        with django_assert_num_queries(6):
            assert push(client, meeting, {"version": version, "payload": {"text": "م" * length}}).status_code == 200
