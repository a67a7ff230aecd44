"""The standard directives taken as drafts by the administrator, issued by the Secretary General."""

from datetime import date

from django.test import Client
from django.urls import reverse

from tajadur.duties.directives.models import Directive, LadderStep
from tajadur.duties.directives.operations.seeds import SEEDS
from tajadur.duties.obligations.models import Obligation
from tests.factories.party import Party

INDEX, STANDARD = reverse("directives:index"), reverse("directives:standard")


def take(client: Client, from_on: str = "2027-01-01") -> int:
    return client.post(STANDARD, {"from_on": from_on}).status_code


def test_an_empty_list_leads_who_drafts_to_the_standard_directives(
    party: Party, headquarters: Client, chief: Client
) -> None:
    assert STANDARD in headquarters.get(INDEX).content.decode()
    assert STANDARD not in chief.get(INDEX).content.decode()
    shown = headquarters.get(STANDARD)
    assert len(shown.context["rows"]) == len(SEEDS)
    assert shown.context["form"]["from_on"].value().day == 1
    assert take(headquarters) == 302
    assert STANDARD not in headquarters.get(INDEX).content.decode()


def test_the_standard_directives_are_drafts_with_their_ladders_and_ask_nothing(
    party: Party, headquarters: Client
) -> None:
    assert take(headquarters) == 302
    rows = Directive.objects.order_by("rank")
    assert list(rows.values_list("code", flat=True)) == [seed.code for seed in SEEDS]
    assert set(rows.values_list("standing", "in_force_from", "issued_at")) == {("draft", date(2027, 1, 1), None)}
    assert LadderStep.objects.count() == sum(len(seed.ladder) for seed in SEEDS)
    assert Obligation.objects.count() == 0


def test_another_person_puts_a_standard_directive_in_force(party: Party, headquarters: Client, chief: Client) -> None:
    take(headquarters)
    issue = reverse("directives:issue", args=[Directive.objects.get(code="branch-office").pk])
    assert headquarters.get(issue).status_code == 403
    assert chief.post(issue, {"seen": chief.get(issue).context["mark"]}).status_code == 302
    assert Directive.objects.get(code="branch-office").standing == "issued"


def test_taking_twice_changes_nothing_and_a_discarded_one_can_be_taken_again(
    party: Party, headquarters: Client
) -> None:
    take(headquarters)
    before = list(Directive.objects.values())
    assert take(headquarters, "2028-01-01") == 302
    assert headquarters.get(STANDARD).url == INDEX
    assert list(Directive.objects.values()) == before
    headquarters.post(reverse("directives:discard", args=[Directive.objects.get(code="pole-meeting").pk]))
    assert [row["name"] for row in headquarters.get(STANDARD).context["rows"]] == [SEEDS[0].names[0]]
    assert take(headquarters, "2028-01-01") == 302
    assert Directive.objects.get(code="pole-meeting").in_force_from == date(2028, 1, 1)
    assert Directive.objects.count() == len(SEEDS)


def test_without_a_day_the_form_comes_back_and_nothing_is_drafted(party: Party, headquarters: Client) -> None:
    assert take(headquarters, "") == 422
    assert take(headquarters, "someday") == 422
    assert Directive.objects.count() == 0
