"""What the chair of a preparatory committee is shown beside an office that has meetings and duties of its own."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tajadur.activity.meetings.models import Meeting
from tajadur.activity.meetings.operations.drafts import save_draft
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation import clock
from tajadur.organisation.people.operations.posts import form_body
from tajadur.organisation.units.models import Unit
from tests.factories.congresses import make_congress, mark
from tests.factories.duties import administrator, at_noon
from tests.factories.party import Party, acting, holder
from tests.factories.programme import meeting_on, plain_day, series_from
from tests.factories.reports import make_meeting, make_obligation

TODAY = clock.today()
BEFORE, SOON = TODAY - timedelta(days=3), plain_day(TODAY + timedelta(days=9))


@pytest.fixture
def region(party: Party) -> Unit:
    return party.regions[0]


@pytest.fixture
def chair(region: Unit, party: Party, client: Client) -> Client:
    """Entered; the committee has a meeting of yesterday to report and one to come."""
    formed_on = TODAY - timedelta(days=40)
    form_body(unit_id=region.pk, code="preparatory", by=administrator(party, formed_on), at=at_noon(formed_on))
    account = holder(unit=region, body="preparatory", post="chair")
    for day in (BEFORE, SOON):
        meeting_on(day, unit=region, by=acting(account, TODAY), body="preparatory")
    client.force_login(account)
    return client


@pytest.fixture
def of_office(region: Unit, chair: Client) -> Meeting:
    """A meeting of the office with a begun report, among a series, in a month whose report is owed."""
    secretary = acting(holder(unit=region), TODAY)
    meeting = make_meeting(unit=region, planned_on=BEFORE, place="مقر المكتب")
    save_draft(meeting_id=meeting.pk, payload={"text": "سر"}, version=0, by=secretary, at=at_noon(TODAY))
    series_from(SOON, unit=region, by=secretary, place="مقر المكتب")
    first, last = BEFORE.replace(day=1), (BEFORE.replace(day=1) + timedelta(days=32)).replace(day=1)
    ahead = {"due_on": TODAY + timedelta(days=20), "overdue_from": TODAY + timedelta(days=27)}
    make_obligation(unit=region, period_start=first, period_end=last - timedelta(days=1), **ahead)
    congress = make_congress(unit=region, opens_on=TODAY - timedelta(days=60), by_on=TODAY + timedelta(days=120))
    mark(congress, "committee", TODAY, secretary, meeting_id=meeting.pk)
    return meeting


def _links(client: Client, address: str) -> set[str]:
    page = client.get(address)
    assert page.status_code == 200, address
    assert "مقر المكتب" not in page.content.decode(), address
    found = re.findall(r'(?:href|action)="(/[^"#?]*)', page.content.decode())
    return {link for link in found if "/static/" not in link}


def test_nothing_leads_the_chair_to_what_only_the_office_may_do(
    chair: Client, region: Unit, of_office: Meeting
) -> None:
    owed = Obligation.objects.get(unit=region, directive__body_type__code="office")
    congress = Obligation.objects.get(unit=region, directive__fulfilment="congress").congress
    own = Meeting.objects.filter(body__body_type__code="preparatory").order_by("planned_on")
    pages = [
        reverse("home"),
        reverse("meetings:index"),
        reverse("obligations:index"),
        reverse("obligations:detail", args=[owed.pk]),
        reverse("congresses:detail", args=[congress.pk]),
        reverse("congresses:todo", args=[congress.pk]),
        reverse("congresses:stage", args=[congress.pk, "committee"]),
        *(reverse("meetings:detail", args=[meeting.pk]) for meeting in own),
        reverse("releases:index"),
    ]
    links = set().union(*(_links(chair, page) for page in pages))
    assert reverse("reports:form", args=[own[0].pk]) in links
    assert reverse("meetings:move", args=[own[1].pk]) in links
    assert reverse("congresses:date", args=[congress.pk]) in links
    refused = {link: chair.get(link).status_code for link in links}
    assert {link: status for link, status in refused.items() if status in {403, 404}} == {}


def test_an_address_of_the_office_typed_by_hand_is_refused(chair: Client, of_office: Meeting) -> None:
    owed = Obligation.objects.get(directive__body_type__code="office")
    assert chair.get(reverse("meetings:detail", args=[of_office.pk])).status_code == 404
    for address in (
        reverse("reports:form", args=[of_office.pk]),
        reverse("declarations:not_held", args=[owed.pk]),
        reverse("releases:ask", args=[owed.pk]),
    ):
        assert chair.get(address).status_code == 403, address
