"""The pages of a council: its checklist on the meeting, its minutes on the report, adoption in the form."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tajadur.activity.meetings.models import Meeting, MinutesCirculation, PreparationTick, Report
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tajadur.organisation.profile.models import PreparationStep
from tajadur.organisation.units.models import Unit
from tests.factories.councils import circulated, council_held, council_on
from tests.factories.party import Party, holder


@pytest.fixture
def province(party: Party) -> Unit:
    return party.provinces[0][0]


@pytest.fixture
def secretary(province: Unit) -> Account:
    return holder(unit=province)


@pytest.fixture
def today() -> date:
    return clock.today()


@pytest.fixture
def visitor(client: Client, secretary: Account) -> Client:
    client.force_login(secretary)
    return client


@pytest.fixture
def report(province: Unit, secretary: Account, today: date) -> Report:
    held_on = today - timedelta(days=20)
    meeting = council_on(held_on, unit=province, account=secretary, on=held_on - timedelta(days=5))
    return council_held(meeting, account=secretary, on=held_on + timedelta(days=1))


def page(visitor: Client, name: str, pk: int) -> str:
    visitor.cookies["language"] = "fr"
    response = visitor.get(reverse(name, args=[pk]))
    assert response.status_code == 200
    return response.content.decode()


def test_a_step_late_is_said_in_words_and_ticked(
    visitor: Client, province: Unit, secretary: Account, today: date
) -> None:
    meeting = council_on(today + timedelta(days=22), unit=province, account=secretary, on=today)
    text = page(visitor, "meetings:detail", meeting.pk)
    assert "3 jours de retard" in text
    assert "Pas encore assez de réunions" in text
    step = PreparationStep.objects.get(code="agenda", body_type=meeting.body.body_type_id)
    address = reverse("meetings:prepare", args=[meeting.pk, step.pk])
    response = visitor.post(address, {"done": "yes"})
    assert response.headers["Location"].endswith(f"/meetings/{meeting.pk}/#preparation")
    assert PreparationTick.objects.get().done_on == today
    assert "avec 3 jours de retard" in page(visitor, "meetings:detail", meeting.pk)
    visitor.post(address, {"done": "no"})
    assert PreparationTick.objects.count() == 0
    visitor.post(reverse("meetings:prepare", args=[meeting.pk, 0]), {"done": "yes"})
    assert "ne fait pas partie" in page(visitor, "meetings:detail", meeting.pk)


def test_nothing_is_late_for_a_council_that_was_held(visitor: Client, report: Report) -> None:
    text = page(visitor, "meetings:detail", report.meeting_id)
    assert "pas notée comme faite avant la réunion" in text and "de retard" not in text


def test_those_above_read_the_checklist_and_tick_nothing(
    client: Client, party: Party, province: Unit, secretary: Account, today: date
) -> None:
    meeting = council_on(today + timedelta(days=22), unit=province, account=secretary, on=today)
    client.force_login(holder(unit=party.regions[0]))
    text = page(client, "meetings:detail", meeting.pk)
    assert "3 jours de retard" in text
    assert "/preparation/" not in text


def test_minutes_are_circulated_from_the_report_once(visitor: Client, report: Report) -> None:
    address = reverse("reports:circulate", args=[report.pk])
    assert address in page(visitor, "reports:detail", report.pk)
    assert "Projet de procès-verbal" in page(visitor, "reports:detail", report.pk)
    visitor.post(address)
    text = page(visitor, "reports:detail", report.pk)
    assert "Procès-verbal diffusé, à adopter" in text
    assert "Aucune réunion suivante" in text
    assert address not in text
    visitor.post(address)
    assert "Cette version a déjà été diffusée" in page(visitor, "reports:detail", report.pk)
    assert MinutesCirculation.objects.count() == 1


def test_the_form_of_the_next_report_asks_whether_they_are_adopted(
    visitor: Client, province: Unit, secretary: Account, report: Report, today: date
) -> None:
    coming = council_on(today - timedelta(days=1), unit=province, account=secretary, on=today - timedelta(days=4))
    circulated(report, account=secretary, on=today - timedelta(days=3))
    line = coming.points.get(minutes_of__isnull=False)
    text = page(visitor, "reports:form", coming.pk)
    assert "Adopté avec corrections" in text
    assert reverse("meetings:detail", args=[report.meeting_id]) in text
    typed = {
        "client_key": str(uuid4()), "held_on": coming.planned_on.isoformat(), "started": "10:00", "place": "المقر",
        "present": "30", "women": "10", "youth": "5", "excused": "0", "rest_reached": "on",
    }  # fmt: skip
    address = reverse("reports:form", args=[coming.pk])
    response = visitor.post(address, typed)
    assert response.status_code == 422  # the tick for the rest adopts nothing
    assert f"outcome-{line.pk}" in response.context["form"].errors
    response = visitor.post(address, typed | {f"outcome-{line.pk}": "partly"})
    assert f"note-{line.pk}" in response.context["form"].errors
    assert Meeting.objects.get(pk=coming.pk).state == "programmed"
    response = visitor.post(address, typed | {f"outcome-{line.pk}": "partly", f"note-{line.pk}": "تصحيح العدد"})
    assert response.status_code == 302
    text = page(visitor, "reports:detail", report.pk)
    assert "Procès-verbal adopté avec corrections" in text
    assert "تصحيح العدد" in text
    adopting = Report.objects.get(meeting=coming)
    assert "Adopté avec corrections" in page(visitor, "reports:detail", adopting.pk)


def test_the_line_is_in_the_language_of_the_reader_and_stays_when_the_points_are_edited(
    visitor: Client, province: Unit, secretary: Account, report: Report, today: date
) -> None:
    coming = council_on(today + timedelta(days=22), unit=province, account=secretary, on=today)
    circulated(report, account=secretary, on=today)
    line = coming.points.get(minutes_of__isnull=False)
    words = f"Adoption du procès-verbal de la réunion du {report.held_on:%d/%m/%Y}"
    assert words in page(visitor, "meetings:detail", coming.pk)
    address = reverse("meetings:points", args=[coming.pk])
    typed = visitor.get(address).context["form"].initial
    assert words in typed["agenda"].split("\n")
    assert visitor.post(address, typed | {"agenda": f"{words}\r\nمختلفات"}).status_code == 302
    kept = coming.points.get(minutes_of__isnull=False)
    assert (kept.pk, kept.text, kept.position) == (line.pk, line.text, 1)
    refused = visitor.post(address, typed | {"agenda": "مختلفات"})
    assert refused.status_code == 422
    assert words in refused.content.decode()
    visitor.cookies["language"] = "ar"
    assert line.text in visitor.get(reverse("meetings:detail", args=[coming.pk])).content.decode()


def test_the_page_of_an_office_has_neither(visitor: Client, province: Unit, secretary: Account, today: date) -> None:
    meeting = council_on(today + timedelta(days=22), unit=province, account=secretary, on=today)
    PreparationStep.objects.all().delete()
    assert "preparation" not in page(visitor, "meetings:detail", meeting.pk)
