"""The checklist of a new installation: ticked from facts, each step leads to its act, gone once all is done."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tajadur.compliance.first_steps import first_steps
from tajadur.duties.directives.models import Directive
from tajadur.foundation import clock
from tajadur.organisation.people.operations.posts import open_posts
from tajadur.organisation.profile.models import UnitKind
from tajadur.organisation.profile.queries import party_names
from tajadur.organisation.units.models import Unit
from tests.factories.party import FOUNDED_ON, Party, acting, holder, make_mandate, make_person, make_post
from tests.factories.reports import make_meeting, make_obligation, submitted

TODAY = clock.today()
NAMES = {"name_ar": "حزب", "name_fr": "Parti", "name_en": "Party", "short_name_ar": "", "short_name_fr": ""}


@pytest.fixture
def administrator(party: Party, client: Client) -> Client:
    open_posts(on=FOUNDED_ON)
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    return client


def undone() -> list[str]:
    return [step.code for step in first_steps(TODAY) if not step.done]


def test_every_step_is_ticked_by_its_fact_and_the_list_goes(party: Party, administrator: Client) -> None:
    Unit.objects.filter(kind__code="branch").update(kind=party.provinces[0][0].kind)
    assert undone() == ["party", "units", "general", "people", "invitations", "directives", "meeting", "report"]
    assert administrator.post(reverse("party"), NAMES).status_code == 302
    assert party_names()["name_fr"] == "Parti"
    Unit.objects.filter(depth=3).update(kind=UnitKind.objects.get(code="branch"))
    assert undone()[0] == "general"
    holder(unit=party.national, body="secretariat", post="secretary_general")
    assert undone()[0] == "people"
    branch = party.branches[0][0][0]
    make_mandate(person=make_person(), post=make_post(unit=party.branches[0][0][1]))
    assert undone()[0] == "invitations"
    secretary = holder(unit=branch)
    assert undone()[0] == "directives"
    make_obligation(unit=branch)
    Directive.objects.update(standing="issued", issued_at=clock.now())
    assert undone() == ["meeting", "report"]
    meeting = make_meeting(unit=branch, planned_on=TODAY - timedelta(days=3))
    assert undone() == ["report"]
    assert "begin-h" in administrator.get(reverse("compliance:dashboard")).content.decode()
    submitted(meeting, acting(secretary, TODAY))
    assert first_steps(TODAY) == []
    assert "begin-h" not in administrator.get(reverse("compliance:dashboard")).content.decode()


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_each_step_leads_to_a_page_that_answers(party: Party, administrator: Client, language: str) -> None:
    administrator.cookies["language"] = language
    steps = administrator.get(reverse("compliance:dashboard")).context["steps"]
    assert len(steps) == 8
    assert [bool(step["url"]) for step in steps] == [True] * 6 + [False] * 2
    for step in filter(lambda step: step["url"], steps):
        assert administrator.get(step["url"]).status_code == 200, step["url"]


def test_whoever_does_not_administer_sees_no_list(party: Party, client: Client) -> None:
    client.force_login(holder(unit=party.national, body="pole", post="member"))
    assert "begin-h" not in client.get(reverse("compliance:dashboard")).content.decode()


@pytest.mark.parametrize(("typed", "field"), [({"name_ar": ""}, "name_ar"), ({"name_en": "x" * 161}, "name_en")])
def test_a_name_that_cannot_be_kept_is_said(administrator: Client, typed: dict[str, str], field: str) -> None:
    page = administrator.post(reverse("party"), NAMES | typed)
    assert page.status_code == 422
    assert page.context["form"].has_error(field)


def test_the_log_in_page_of_an_installation_without_accounts_says_how_the_first_is_made(
    party: Party, client: Client
) -> None:
    assert "first_admin" in client.get(reverse("account_login")).content.decode()
    holder(unit=party.national, body="headquarters", post="administrator")
    assert "first_admin" not in client.get(reverse("account_login")).content.decode()
