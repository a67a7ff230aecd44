"""The stages through the door: read in few queries, changed by a form that keeps what was typed."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from tajadur.activity.congresses.models import StageChange, StageTemplate
from tajadur.compliance.desk import desk_of
from tajadur.foundation import clock
from tajadur.organisation.units.models import Unit
from tajadur.web.compliance.waiting import waiting_facts
from tests.factories.congresses import make_congress
from tests.factories.party import Party, acting, holder

TODAY = clock.today()
# Session with its account, actor; editions, stages.
LIST = 5
CHANGE = reverse("congresses:stage_change", args=["committee"])


@pytest.fixture
def office(party: Party, client: Client) -> Client:
    make_congress(unit=party.regions[0], opens_on=TODAY - timedelta(days=60), by_on=TODAY + timedelta(days=120))
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    return client


def typed(client: Client, **values: Any) -> dict[str, Any]:
    """The form as it is shown, with some answers changed."""
    shown = client.get(CHANGE).context["form"].initial
    return {name: "" if value is None else value for name, value in shown.items()} | values


def test_the_stages_take_as_many_queries_for_nine_as_for_twelve(
    party: Party, office: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for size in (9, 12):
        for number in range(StageTemplate.objects.count(), size):
            names = dict.fromkeys(("name_ar", "name_fr", "name_en"), f"مرحلة {number}")
            StageTemplate.objects.create(
                code=f"more-{number}", rank=20, offset=0, usual_days=1, evidence="note", **names
            )
        with django_assert_num_queries(LIST):
            page = office.get(reverse("congresses:stages"))
        assert len(page.context["rows"]) == size


def test_a_stage_is_changed_and_the_list_shows_it(office: Client) -> None:
    answer = office.post(CHANGE, typed(office, days="130", name_ar="لجنة"))
    assert answer.url == reverse("congresses:stages")
    row = StageTemplate.objects.get(code="committee")
    assert (row.offset, row.version) == (-120, 1)
    assert "لجنة" in office.get(answer.url).content.decode()
    issue = reverse("congresses:stage_issue", args=[StageChange.objects.get().pk])
    assert office.post(issue).status_code == 403
    general = Client()
    signs = holder(unit=row_national(), body="secretariat", post="secretary_general")
    general.force_login(signs)
    assert issue in general.get(answer.url).content.decode()
    waiting = {"text": "1 change of a congress stage to sign", "url": answer.url}
    with translation.override("en"):
        actor = acting(signs, TODAY)
        assert waiting in waiting_facts(actor, desk_of(actor, since=None).waiting)
    assert general.post(issue).url == answer.url
    row.refresh_from_db()
    assert (row.offset, row.name_ar, row.version) == (-130, "لجنة", 2)
    assert general.post(issue).status_code == 422


def test_what_was_typed_is_kept_when_it_cannot_be(office: Client) -> None:
    page = office.post(CHANGE, typed(office, days="900", name_fr="Comité"))
    assert (page.status_code, page.context["form"]["name_fr"].value()) == (422, "Comité")
    assert {one.code for one in page.context["form"].errors.as_data()["days"]} == {"stage_offset"}


def test_a_stage_changed_meanwhile_answers_409_and_keeps_what_was_typed(office: Client) -> None:
    late = typed(office, days="125")
    StageTemplate.objects.filter(code="committee").update(offset=-130, version=2)
    page = office.post(CHANGE, late)
    assert (page.status_code, page.context["form"]["days"].value()) == (409, "125")
    assert StageTemplate.objects.get(code="committee").offset == -130


def test_a_move_that_cannot_be_is_told_on_the_list(office: Client) -> None:
    page = office.post(reverse("congresses:stage_move", args=["committee"]), {"to": "up"})
    assert (page.status_code, page.context["form"].errors.as_data()["__all__"][0].code) == (422, "stage_edge")
    moved = office.post(reverse("congresses:stage_move", args=["documents"]), {"to": "up"})
    assert moved.url == reverse("congresses:stages")


def test_who_reads_directives_reads_the_stages_and_changes_none(party: Party, office: Client) -> None:
    client = Client()
    client.force_login(holder(unit=party.national, body="secretariat", post="secretary_general"))
    page = client.get(reverse("congresses:stages"))
    assert (page.status_code, page.context["changes"]) == (200, False)
    assert client.get(CHANGE).status_code == 403


def test_a_change_that_waits_is_dropped(office: Client) -> None:
    office.post(CHANGE, typed(office, days="130"))
    drop = reverse("congresses:stage_drop", args=[StageChange.objects.get().pk])
    assert office.post(drop).url == reverse("congresses:stages")
    assert office.post(drop).status_code == 422


@pytest.mark.parametrize(
    ("language", "label", "was", "shall"),
    [
        ("ar", "الموعد", "قبل آخر أجل بـ 120 يوما", "بعد آخر أجل بـ 3 أيام"),
        ("fr", "Quand", "120 jours avant l’échéance", "3 jours après l’échéance"),
        ("en", "When it is due", "120 days before the last day", "3 days after the last day"),
    ],
)
def test_a_change_that_waits_is_said_in_words(office: Client, language: str, label: str, was: str, shall: str) -> None:
    row = StageTemplate.objects.get(code="committee")
    values = {"offset": 3, "anchor": row.anchor, "evidence": row.evidence, "after": ["call"], "name_fr": row.name_fr}
    asked = holder(unit=row_national(), body="secretariat", post="secretary_general")
    StageChange.objects.create(
        template=row, version=row.version, values=values, asked_by_id=asked.person_id, asked_at=clock.now()
    )
    office.cookies["language"] = language
    page = office.get(reverse("congresses:stages"))
    (waiting,) = page.context["waiting"]
    assert [(line["label"], line["was"], line["shall"]) for line in waiting["lines"]] == [(label, was, shall)]
    assert waiting["rest"] is True
    assert "-120" not in page.content.decode()
    assert was in page.content.decode()


def row_national() -> Unit:
    return Unit.objects.get(kind__code="national")
