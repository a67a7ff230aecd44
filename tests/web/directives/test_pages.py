"""Directives through the door: read, draft an exception, put it in force."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.duties.directives.models import Directive, DirectiveException
from tajadur.duties.directives.operations.seeds import install_directives
from tajadur.foundation import clock
from tests.factories.party import Party, holder

YEAR = clock.today().year + 1
INDEX, DETAIL = 4, 6
SAID = {
    "frequency": "quarterly",
    "from_on": f"{YEAR}-01-01",
    "to_on": f"{YEAR}-06-30",
    "reason": "الثلوج تغلق الطرق",
    "authority": "المكتب السياسي",
}


@pytest.fixture
def directive(party: Party) -> Directive:
    install_directives(from_on=date(2026, 1, 1))
    return Directive.objects.get(code="branch-office")


@pytest.fixture
def administrator(party: Party, client: Client) -> Client:
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    return client


def _chief(party: Party, client: Client) -> Client:
    client.force_login(holder(unit=party.national, body="secretariat", post="secretary_general"))
    return client


def test_the_rule_and_the_ladder_are_said_in_words(directive: Directive, administrator: Client) -> None:
    page = administrator.get(reverse("directives:index"))
    assert [one.code for one in page.context["rows"]][3] == "branch-office"
    detail = administrator.get(reverse("directives:detail", args=[directive.pk]))
    assert [len(told) for _, told in detail.context["ladder"]] == [1, 1, 1, 1, 1, 1]
    congress = Directive.objects.get(code="regional-congress")
    steps = administrator.get(reverse("directives:detail", args=[congress.pk])).context["ladder"]
    assert [len(told) for _, told in steps] == [1, 1, 2, 2, 2, 2, 2, 2, 1]


def test_an_exception_is_found_its_unit_drafted_and_put_in_force(
    party: Party, directive: Directive, administrator: Client
) -> None:
    unit, url = party.branches[0][0][0], reverse("directives:exception_new", args=[directive.pk])
    party.branches[0][0][0].__class__.objects.filter(pk=unit.pk).update(folded="| boumalne |")
    assert f"?unit={unit.pk}" in administrator.get(url, {"q": "boumalne"}).content.decode()
    assert administrator.get(url, {"unit": unit.pk}).status_code == 200
    response = administrator.post(f"{url}?unit={unit.pk}", SAID)
    assert response["Location"] == reverse("directives:detail", args=[directive.pk])
    exception = DirectiveException.objects.get()
    assert (exception.standing, exception.period_type, exception.unit_id) == ("draft", "quarterly", unit.pk)
    issue = reverse("directives:exception_issue", args=[exception.pk])
    assert administrator.post(issue).status_code == 403
    chief = _chief(party, administrator)
    assert issue in chief.get(response["Location"]).content.decode()
    assert chief.post(issue, {"seen": chief.get(issue).context["mark"]}).status_code == 302
    assert DirectiveException.objects.get().standing == "issued"
    assert chief.post(issue).status_code == 409
    assert chief.post(reverse("directives:exception_withdraw", args=[exception.pk])).status_code == 302
    assert DirectiveException.objects.get().standing == "withdrawn"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"to_on": f"{YEAR}-01-01", "from_on": f"{YEAR}-02-01"}, "dates_contradict"),
        ({"from_on": f"{YEAR}-02-10"}, "exception_cuts_a_period"),
        ({"from_on": "31/02/2027"}, "no_such_day"),
        ({"frequency": "monthly"}, "invalid_choice"),
        ({"authority": ""}, "required"),
    ],
)
def test_what_contradicts_is_said_and_what_was_typed_is_kept(
    party: Party, directive: Directive, administrator: Client, changed: dict[str, str], code: str
) -> None:
    url = reverse("directives:exception_new", args=[directive.pk])
    response = administrator.post(f"{url}?unit={party.branches[0][0][0].pk}", SAID | changed)
    assert response.status_code == 422
    assert code in {error.code for errors in response.context["form"].errors.as_data().values() for error in errors}
    assert SAID["reason"] in response.content.decode()
    assert DirectiveException.objects.count() == 0


def test_a_secretary_has_no_business_here(party: Party, directive: Directive, client: Client) -> None:
    client.force_login(holder(unit=party.provinces[0][0]))
    assert client.get(reverse("directives:index")).status_code == 403
    assert client.post(reverse("directives:issue", args=[directive.pk])).status_code == 403


def test_a_draft_is_put_in_force_by_the_secretary_general_only(
    party: Party, directive: Directive, administrator: Client
) -> None:
    Directive.objects.filter(pk=directive.pk).update(standing="draft", issued_at=None)
    url = reverse("directives:issue", args=[directive.pk])
    assert administrator.post(url).status_code == 403
    assert _chief(party, administrator).post(url).status_code == 302
    assert Directive.objects.get(pk=directive.pk).standing == "issued"


def test_the_pages_cost_the_same_at_any_size(
    party: Party, directive: Directive, administrator: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    urls = ((INDEX, reverse("directives:index")), (DETAIL, reverse("directives:detail", args=[directive.pk])))
    for branches in (1, 7):
        for unit in [one for row in party.branches for rows in row for one in rows][:branches]:
            days = {"from_on": date(YEAR, branches, 1), "to_on": date(YEAR, branches, 28)}
            DirectiveException.objects.create(directive=directive, unit=unit, reason="x", authority="x", **days)
        for queries, url in urls:
            administrator.get(url)
            with django_assert_num_queries(queries):
                administrator.get(url)
