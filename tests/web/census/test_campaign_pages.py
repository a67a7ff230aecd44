"""The pages of a campaign: drafted with a file, followed, read by question; few queries at any size."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tajadur.activity.census.models import Campaign, CampaignForm
from tajadur.foundation import clock
from tajadur.foundation.questionnaires.xlsform_reading import read_xlsform
from tests.factories.campaigns import asked, campaign, declares
from tests.factories.party import Party, acting, holder
from tests.factories.questionnaires import premises, situation, situation_form, xlsform

TODAY = clock.today()
NAMES = {"name_ar": "حصر المقرات", "name_fr": "Locaux", "name_en": "Premises"}
DAYS = {"opens_on": TODAY.isoformat(), "closes_on": (TODAY + timedelta(days=20)).isoformat()}


@pytest.fixture
def admin(party: Party, client: Client) -> Client:
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    return client


def _file(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("form.xlsx", data)


def test_a_campaign_is_drafted_with_its_file_and_gives_it_back(admin: Client) -> None:
    answer = admin.post(reverse("census:new"), {**NAMES, **DAYS, "file": _file(premises())})
    made = Campaign.objects.get()
    assert answer["Location"] == reverse("census:detail", args=[made.pk])
    assert made.directive.standing == "draft"
    page = admin.get(answer["Location"]).content.decode()
    assert "هل للفرع مقر؟" in page
    assert reverse("directives:detail", args=[made.directive_id]) in page
    file = admin.get(reverse("census:form_file", args=[made.pk]))
    assert read_xlsform(file.content) == read_xlsform(premises())


def test_a_form_outside_is_refused_with_every_cell_and_what_was_typed_stays(admin: Client) -> None:
    survey = (("type", "name", "label"), ("geopoint", "where", "أين؟"), ("text", "meta", "ما؟"))
    answer = admin.post(reverse("census:new"), {**NAMES, **DAYS, "file": _file(xlsform(survey))})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "geopoint" in page and "A type" in page and "B name" in page
    assert "حصر المقرات" in page
    assert not Campaign.objects.exists()


def test_a_campaign_that_closes_before_it_opens_is_refused_in_a_sentence(admin: Client) -> None:
    days = {"opens_on": DAYS["closes_on"], "closes_on": DAYS["opens_on"]}
    answer = admin.post(reverse("census:new"), {**NAMES, **days, "file": _file(premises())})
    assert answer.status_code == 422
    assert answer.context["form"].errors["closes_on"]
    assert not Campaign.objects.exists()


@pytest.mark.parametrize("data", [b"", b"not a sheet", b"PK\x03\x04broken"])
def test_what_is_no_form_at_all_is_refused_beside_the_days_that_cannot_be(admin: Client, data: bytes) -> None:
    days = {"opens_on": DAYS["closes_on"], "closes_on": DAYS["opens_on"]}
    answer = admin.post(reverse("census:new"), {**NAMES, **days, "file": _file(data)})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == ({"file", "closes_on"} if data else {"file"})
    assert "CSV" not in str(answer.context["form"].errors["file"])
    assert not Campaign.objects.exists()


def test_a_form_is_replaced_by_another_version(admin: Client) -> None:
    admin.post(reverse("census:new"), {**NAMES, **DAYS, "file": _file(premises())})
    address = reverse("census:replace", args=[Campaign.objects.get().pk])
    assert admin.post(address, {"file": _file(premises())}).status_code == 422
    assert admin.post(address, {"file": _file(situation())}).status_code == 302
    assert list(CampaignForm.objects.values_list("version", flat=True).order_by("version")) == [1, 2]


@pytest.fixture
def running(party: Party) -> Campaign:
    return campaign(party, TODAY)


def _declared(party: Party, running: Campaign, which: slice = slice(1)) -> None:
    for branch in [branch for side in party.branches for pair in side for branch in pair][which]:
        declares(asked(running, branch), acting(holder(unit=branch), TODAY), TODAY)


def test_pages_ask_the_same_few_queries_at_any_size(party: Party, running: Campaign, client: Client) -> None:
    client.force_login(holder(unit=party.national, body="bureau", post="member"))
    addresses = [
        reverse("census:index"),
        reverse("census:detail", args=[running.pk]),
        reverse("census:branches", args=[running.pk]),
        reverse("census:result", args=[running.pk, "members"]),
    ]
    counted = []
    for which in (slice(1), slice(1, 6)):
        _declared(party, running, which)
        for address in addresses:
            sizes = []
            for _ in range(3):  # what a page keeps for some seconds is asked again now and then
                with CaptureQueriesContext(connection) as queries:
                    client.get(address)
                sizes.append(len(queries))
            counted.append(min(sizes))
    assert counted[:4] == counted[4:]
    assert counted[0] == 4
    assert max(counted) <= 8


def test_the_results_of_a_question_are_counted_by_place_and_beside_the_campaign_before(
    party: Party, running: Campaign, client: Client
) -> None:
    _declared(party, running)
    client.force_login(holder(unit=party.national, body="bureau", post="member"))
    page = client.get(reverse("census:result", args=[running.pk, "has_office"]))
    assert page.context["result"].whole.share("yes") == (1, 1)
    assert "نعم" in page.content.decode()
    region = client.get(reverse("census:result", args=[running.pk, "members"]), {"under": party.regions[0].pk})
    assert [unit.pk for unit, _cells, _tally in region.context["places"]] == [party.provinces[0][0].pk]
    assert client.get(reverse("census:result", args=[running.pk, "nothing"])).status_code == 404


def test_the_province_sees_who_has_not_declared(party: Party, running: Campaign, client: Client) -> None:
    _declared(party, running)
    client.force_login(holder(unit=party.provinces[0][0]))
    page = client.get(reverse("census:branches", args=[running.pk]), {"state": "missing"})
    assert [row.unit_id for row in page.context["page"].rows] == [party.branches[0][0][1].pk]
    assert len(situation_form().questions) == len(
        client.get(reverse("census:detail", args=[running.pk])).context["questions"]
    )
