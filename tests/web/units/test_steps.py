"""The steps by which the meetings of a body type are prepared, changed by headquarters."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tajadur.foundation import clock
from tajadur.organisation.profile.models import BodyType, PreparationStep
from tajadur.organisation.profile.operations.preparation import MOST_STEPS
from tajadur.registry.audit.models import AuditEntry
from tests.factories.party import Party, holder

NAMES = {"name_ar": "ضبط اللوائح", "name_fr": "Listes arrêtées", "name_en": "Lists settled"}


@pytest.fixture
def administrator(party: Party, client: Client) -> Client:
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def council(party: Party) -> BodyType:
    return BodyType.objects.get(unit_kind__code="province", code="council")


def ahead(days: int = 1) -> date:
    return clock.today() + timedelta(days=days)


def codes(body_type: BodyType) -> list[str]:
    rows = PreparationStep.objects.filter(body_type=body_type).order_by("position")
    return list(rows.values_list("code", flat=True))


def test_a_step_is_added_last_from_a_day(administrator: Client, council: BodyType) -> None:
    address = reverse("units:step_add", args=[council.pk])
    refused = administrator.post(address, {**NAMES, "days_before": "400", "from_on": clock.today().isoformat()})
    assert set(refused.context["form"].errors) == {"days_before"}
    refused = administrator.post(address, {**NAMES, "days_before": "٤", "from_on": clock.today().isoformat()})
    assert set(refused.context["form"].errors) == {"from_on"}
    done = administrator.post(address, {**NAMES, "days_before": "٤", "from_on": ahead().isoformat()})
    assert done.headers["Location"] == reverse("units:body_type", args=[council.pk]) + "#steps"
    row = PreparationStep.objects.get(name_en="Lists settled")
    assert (row.position, row.days_before, row.from_on, row.ended_on) == (6, 4, ahead(), None)
    assert AuditEntry.objects.get(act="preparation_step.added").subject_id == council.pk
    text = administrator.get(reverse("units:body_type", args=[council.pk])).content.decode()
    assert "Lists settled" in text and "4 days before the meeting" in text


def test_a_body_type_without_a_checklist_is_given_one_and_it_has_an_end(administrator: Client, party: Party) -> None:
    office = BodyType.objects.get(unit_kind__code="branch", code="office")
    assert "Nothing is asked" in administrator.get(reverse("units:body_type", args=[office.pk])).content.decode()
    address = reverse("units:step_add", args=[office.pk])
    for number in range(MOST_STEPS + 1):
        typed = {**NAMES, "name_en": f"Step {number}", "from_on": ahead().isoformat()}
        response = administrator.post(address, typed)
    assert response.status_code == 422
    assert len(codes(office)) == len(set(codes(office))) == MOST_STEPS


def test_a_step_is_changed_and_ends_from_a_day(administrator: Client, council: BodyType) -> None:
    row = PreparationStep.objects.get(body_type=council, code="papers")
    address = reverse("units:step_change", args=[row.pk])
    initial = administrator.get(address).context["form"].initial
    assert (initial["name_fr"], initial["days_before"]) == ("Documents et rapports préparés", 20)
    unchanged = {name: initial[name] for name in (*NAMES, "days_before")}
    administrator.post(address, unchanged)
    assert not AuditEntry.objects.filter(act="preparation_step.changed").exists()
    missing = administrator.post(address, unchanged | {"name_fr": " "})
    assert set(missing.context["form"].errors) == {"name_fr"}
    administrator.post(address, {**NAMES, "days_before": "", "ended_on": ahead(9).isoformat()})
    row.refresh_from_db()
    assert (row.name_ar, row.days_before, row.ended_on) == ("ضبط اللوائح", None, ahead(9))
    administrator.post(address, {**NAMES, "days_before": "", "ended_on": ""})
    row.refresh_from_db()
    assert row.ended_on is None
    PreparationStep.objects.filter(pk=row.pk).update(ended_on=clock.today())
    assert administrator.post(address, unchanged).status_code == 422
    text = administrator.get(reverse("units:body_type", args=[council.pk])).content.decode()
    assert address not in text.replace(reverse("units:step_move", args=[row.pk]), "")


def test_steps_are_put_in_order(administrator: Client, council: BodyType) -> None:
    before = codes(council)
    first = PreparationStep.objects.get(body_type=council, position=1)
    address = reverse("units:step_move", args=[first.pk])
    administrator.post(address, {"to": "up"})
    assert codes(council) == before
    administrator.post(address, {"to": "down"})
    assert codes(council) == [before[1], before[0], *before[2:]]
    assert AuditEntry.objects.filter(act="preparation_step.moved").count() == 1
    assert administrator.post(reverse("units:step_move", args=[0]), {"to": "up"}).status_code == 404


def test_only_headquarters_changes_them(party: Party, client: Client, council: BodyType) -> None:
    client.force_login(holder(unit=party.provinces[0][0]))
    step = PreparationStep.objects.get(body_type=council, code="papers")
    for address in (reverse("units:step_add", args=[council.pk]), reverse("units:step_change", args=[step.pk])):
        assert client.get(address).status_code == 403
        assert client.post(address, NAMES).status_code == 403
    assert client.post(reverse("units:step_move", args=[step.pk]), {"to": "up"}).status_code == 403
