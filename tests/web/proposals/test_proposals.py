"""Sending a decision up in the browser: who may, what is said, what it costs."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tajadur.activity.meetings.models import Point, Proposal, Report
from tajadur.activity.meetings.nightly import place_proposals
from tajadur.activity.meetings.operations.proposals import send_proposal
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tests.factories.party import Party, acting, holder
from tests.factories.reports import make_meeting, submitted

TODAY = clock.today()


@pytest.fixture
def secretary(party: Party) -> Account:
    return holder(unit=party.branches[0][0][0])


@pytest.fixture
def report(party: Party, secretary: Account) -> Report:
    meeting = make_meeting(unit=party.branches[0][0][0], planned_on=TODAY - timedelta(days=3))
    submitted(meeting, acting(secretary, TODAY), decisions=["نطلب مقرا", "قرار آخر"])
    return meeting.reports.get()


def entering(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    client.cookies["language"] = "en"
    return client


def test_a_decision_goes_up_from_its_report_and_is_taken_back(secretary: Account, report: Report) -> None:
    client, here = entering(secretary), reverse("proposals:send", args=[report.pk, 1])
    page = client.get(reverse("reports:detail", args=[report.pk])).content.decode()
    assert page.count(here) == 1
    assert "نطلب مقرا" in client.get(here).content.decode()
    sent = client.post(here)
    proposal = Proposal.objects.get()
    assert sent["Location"] == reverse("proposals:detail", args=[proposal.pk])
    again = client.get(reverse("reports:detail", args=[report.pk])).content.decode()
    assert (again.count(here), again.count(sent["Location"])) == (0, 1)
    client.post(reverse("proposals:withdraw", args=[proposal.pk]))
    assert "Taken back" in client.get(sent["Location"]).content.decode()
    refused = client.post(reverse("proposals:withdraw", args=[proposal.pk]), {"another": "sending"}, follow=True)
    assert "This was taken back already." in refused.content.decode()


def test_sent_twice_from_two_pages_is_said(secretary: Account, report: Report) -> None:
    client, here = entering(secretary), reverse("proposals:send", args=[report.pk, 1])
    send_proposal(report_id=report.pk, number=1, by=acting(secretary, TODAY), at=clock.now())
    answer = client.post(here)
    assert (answer.status_code, Proposal.objects.count()) == (409, 1)
    assert "This decision was sent already." in answer.content.decode()


@pytest.mark.parametrize("number", [0, 3, 40_000])
def test_a_decision_that_is_none_is_not_found(secretary: Account, report: Report, number: int) -> None:
    assert entering(secretary).post(reverse("proposals:send", args=[report.pk, number])).status_code == 404


def test_the_agenda_and_the_form_of_the_body_above_name_the_unit(
    party: Party, secretary: Account, report: Report
) -> None:
    send_proposal(report_id=report.pk, number=1, by=acting(secretary, TODAY), at=clock.now())
    above = holder(unit=party.provinces[0][0])
    meeting = make_meeting(unit=party.provinces[0][0], planned_on=TODAY)
    assert place_proposals(on=TODAY, at=clock.now()) == 1
    client = entering(above)
    for name in ("meetings:detail", "reports:form", "reports:paper"):
        html = client.get(reverse(name, args=[meeting.pk])).content.decode()
        assert "sent from below by" in html and report.meeting.unit.name_latin in html
    lines = {"objectives": "objective 1", "agenda": "item 1"}
    refused = client.post(reverse("meetings:points", args=[meeting.pk]), lines)
    assert (refused.status_code, Point.objects.filter(proposal__isnull=False).count()) == (422, 1)
    assert "it stays on the agenda until a report says what came of it" in refused.content.decode()
    assert "نطلب مقرا" in client.get(reverse("proposals:index"), {"whose": "received"}).content.decode()


def test_readers_without_a_unit_see_what_is_within_reach(party: Party, secretary: Account, report: Report) -> None:
    send_proposal(report_id=report.pk, number=1, by=acting(secretary, TODAY), at=clock.now())
    for area, found in ((party.regions[0], True), (party.regions[1], False)):
        cell = entering(holder(unit=party.national, body="cell", post="responsible", area=area))
        assert ("نطلب مقرا" in cell.get(reverse("proposals:index")).content.decode()) == found


@pytest.mark.parametrize("how_many", [1, 55])
def test_the_pages_take_the_same_queries_at_any_length(
    secretary: Account, report: Report, how_many: int, django_assert_max_num_queries: Any
) -> None:
    meeting = report.meeting
    unit = meeting.unit
    above = unit.parent.bodies.get(body_type__code="office") if unit.parent else None
    Proposal.objects.bulk_create(
        Proposal(unit=unit, meeting=meeting, decision_number=place, text="قرار", to_body=above, sent_on=TODAY,
                 sent_at=clock.now(), mandate_id=1)
        for place in range(1, how_many + 1)
    )  # fmt: skip
    client = entering(secretary)
    with django_assert_max_num_queries(5):
        client.get(reverse("proposals:index"))
    with django_assert_max_num_queries(8):
        client.get(reverse("proposals:detail", args=[Proposal.objects.order_by("pk")[0].pk]))
    with django_assert_max_num_queries(7):
        client.get(reverse("reports:detail", args=[report.pk]))
