"""Declaring through the door: the act, the refusals, what is typed kept."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.activity.declarations.models import Declaration
from tajadur.duties.directives.models import Directive
from tajadur.duties.directives.operations.seeds import install_directives
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.foundation import clock
from tajadur.registry.audit.models import AuditEntry
from tests.factories.duties import at_noon
from tests.factories.party import Party, holder

TODAY = clock.today()
FORM = 4


@pytest.fixture
def row(party: Party) -> Obligation:
    """The quarterly declaration of a region, of the quarter that runs."""
    install_directives(from_on=date(TODAY.year - 1, 1, 1))
    Directive.objects.filter(code="regional-congress").update(period_type="quarterly", fulfilment="declaration")
    open_periods(on=TODAY, at=at_noon(TODAY))
    return Obligation.objects.get(unit=party.regions[0], period_start__lte=TODAY, period_end__gte=TODAY)


@pytest.fixture
def secretary(party: Party, client: Client) -> Client:
    client.force_login(holder(unit=party.regions[0]))
    return client


def _post(client: Client, row: Obligation, name: str = "done", **said: str):
    said.setdefault("client_key", str(uuid4()))
    return client.post(reverse(f"declarations:{name}", args=[row.pk]), said)


def test_declaring_done_gives_a_receipt_page(row: Obligation, secretary: Client) -> None:
    page = secretary.get(reverse("declarations:done", args=[row.pk]))
    key = str(page.context["form"]["client_key"].value())
    response = _post(secretary, row, happened_on=TODAY.isoformat(), note="انعقد", evidence="محضر 3", client_key=key)
    declaration = Declaration.objects.get()
    assert response["Location"] == reverse("declarations:detail", args=[declaration.pk])
    assert declaration.receipt in secretary.get(response["Location"]).content.decode()
    again = _post(secretary, row, happened_on=TODAY.isoformat(), note="انعقد", evidence="محضر 3", client_key=key)
    assert again["Location"] == response["Location"]
    other = _post(secretary, row, happened_on=TODAY.isoformat(), note="شيء آخر", client_key=key)
    assert other.status_code == 409
    assert "شيء آخر" in other.content.decode()
    assert Declaration.objects.count() == 1


def test_a_number_said_to_be_no_identity_number_is_journaled_with_the_act(row: Obligation, secretary: Client) -> None:
    said = {"happened_on": TODAY.isoformat(), "note": "الحجرة AB12345"}
    refused = _post(secretary, row, **said)
    assert (refused.status_code, Declaration.objects.count()) == (422, 0)
    assert _post(secretary, row, **said, confirm_identity_number="on").status_code == 302
    assert AuditEntry.objects.get(act="declaration.done").detail["vouched"] == ["identity_number"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"happened_on": ""}, "required"),
        ({"happened_on": "31/02/2026"}, "no_such_day"),
        ({"happened_on": (TODAY + timedelta(days=1)).isoformat()}, "day_in_future"),
        ({"happened_on": "2019-01-01"}, "day_before_unit"),
        ({"happened_on": "2021-01-01"}, "day_before_period"),
        ({"happened_on": TODAY.isoformat(), "evidence": "x\0y"}, "text_has_nul"),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_is_kept(
    row: Obligation, secretary: Client, said: dict[str, str], code: str
) -> None:
    response = _post(secretary, row, note="نص طويل كتبته", **said)
    assert response.status_code == 422
    assert code in {error.code for errors in response.context["form"].errors.as_data().values() for error in errors}
    assert "نص طويل كتبته" in response.content.decode()
    assert Declaration.objects.count() == 0


def test_a_period_not_yet_open_is_refused_with_its_day(party: Party, row: Obligation, secretary: Client) -> None:
    later = Obligation.objects.filter(unit=party.regions[0], period_start__gt=TODAY).order_by("period_start").first()
    assert later is not None
    response = _post(secretary, later, happened_on=TODAY.isoformat())
    assert response.status_code == 422
    assert response.context["form"].non_field_errors()


def test_not_held_asks_for_its_day_and_its_reason(party: Party, row: Obligation, secretary: Client) -> None:
    past = Obligation.objects.filter(unit=party.regions[0], period_end__lt=TODAY).order_by("-period_end").first()
    assert past is not None
    assert _post(secretary, past, "not_held", reason="").status_code == 422
    response = _post(secretary, past, "not_held", reason="quorum")
    declaration = Declaration.objects.get()
    assert response["Location"] == reverse("declarations:detail", args=[declaration.pk])
    withdraw = reverse("declarations:withdraw", args=[declaration.pk])
    assert withdraw in secretary.get(response["Location"]).content.decode()
    assert secretary.get(withdraw).status_code == 200
    assert Declaration.objects.get().withdrawn_at is None
    assert secretary.post(withdraw)["Location"] == reverse("obligations:detail", args=[past.pk])
    assert secretary.post(withdraw).status_code == 409
    assert Obligation.objects.get(pk=past.pk).not_held_withdrawn_on == TODAY


def test_nobody_else_declares_and_a_stranger_sees_nothing(party: Party, row: Obligation, client: Client) -> None:
    url = reverse("declarations:done", args=[row.pk])
    said = {"happened_on": TODAY.isoformat(), "client_key": str(uuid4())}
    for account, status in (
        (holder(unit=party.regions[1]), 404),
        (holder(unit=party.national, body="pole"), 404),
        (holder(unit=party.provinces[0][0]), 404),
        (holder(unit=party.national, body="cell", post="responsible", area=party.regions[0]), 403),
        (holder(unit=party.national, body="secretariat", post="secretary_general"), 403),
    ):
        client.force_login(account)
        assert client.get(url).status_code in {status, 403}
        assert client.post(url, said).status_code in {status, 403}
    assert Declaration.objects.count() == 0


def test_the_form_costs_a_fixed_number_of_queries(
    row: Obligation, secretary: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    url = reverse("declarations:done", args=[row.pk])
    secretary.get(url)
    with django_assert_num_queries(FORM):
        secretary.get(url)


def test_declaring_takes_sixteen_queries(
    row: Obligation, secretary: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(16):
        assert _post(secretary, row, happened_on=TODAY.isoformat(), note="انعقد").status_code == 302


def test_declaring_not_held_takes_sixteen_queries(
    row: Obligation, secretary: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Obligation.objects.filter(pk=row.pk).update(planned_on=TODAY)
    with django_assert_num_queries(16):
        assert _post(secretary, row, "not_held", reason="quorum", note="لم يكتمل").status_code == 302
