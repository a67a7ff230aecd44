"""The register through the door: found, helped, answered, settled, dismissed; lists that stay small in queries."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.activity.dysfunctions.models import Case, CaseClosing, CaseDismissal
from tajadur.activity.dysfunctions.nightly.find import find_dysfunctions
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tajadur.rules.cases import CaseState
from tajadur.rules.dysfunctions import CaseKind
from tests.factories.cases import SAYS, make_case, make_report
from tests.factories.duties import at_noon
from tests.factories.party import Party, holder, make_post

TODAY = clock.today()
DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


def enter(account: Account, language: str = "en") -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    client.force_login(account)
    return client


def cell(party: Party, region: int = 0) -> Client:
    return enter(holder(unit=party.national, body="cell", post="responsible", area=party.regions[region]))


def branch_of(party: Party) -> Unit:
    return party.branches[0][0][0]


def page(name: str, *args: int, **asked: Any) -> str:
    query = "&".join(f"{key}={value}" for key, value in asked.items())
    return reverse(f"dysfunctions:{name}", args=args) + (f"?{query}" if query else "")


def test_a_case_is_observed_helped_and_settled_by_its_unit(party: Party) -> None:
    branch = branch_of(party)
    secretary = holder(unit=branch)
    ours, theirs = enter(secretary), cell(party)
    sent = theirs.post(page("open", branch.pk), {"kind": "other_matter", "severity": "2", "text": "خلاف في المكتب"})
    case = Case.objects.get()
    assert (sent.status_code, sent["Location"]) == (302, page("detail", case.pk))
    assert "خلاف في المكتب" in ours.get(page("detail", case.pk)).content.decode()
    said = {"text": "زيارة مواكبة", "owner": make_post(unit=branch).pk, "due_on": (TODAY + 9 * DAY).isoformat()}
    assert theirs.post(page("remedy", case.pk), said).status_code == 302
    assert theirs.post(page("done", case.pk), {"done_on": TODAY.isoformat()}).status_code == 302
    assert ours.post(page("answer", case.pk), {"text": "شكرا على الدعم"}).status_code == 302
    assert ours.post(page("settle", case.pk), {"text": "وزعت المهام"}).status_code == 302
    assert CaseClosing.objects.get().text == "وزعت المهام"
    text = theirs.get(page("detail", case.pk)).content.decode()
    for words in ("Settled by the unit", "زيارة مواكبة", "شكرا على الدعم", "وزعت المهام", "Remedy done"):
        assert words in text
    assert page("settle", case.pk) not in text
    late = ours.post(page("settle", case.pk), {"text": "مرة أخرى"})
    assert (late.status_code, CaseClosing.objects.count()) == (409, 1)


def test_the_second_to_open_is_shown_the_case_of_the_first(party: Party) -> None:
    branch = branch_of(party)
    case = make_case(branch, kind=CaseKind.QUORUM, on=TODAY)
    answer = cell(party).post(page("open", branch.pk), {"kind": "quorum_never", "severity": "2", "text": "نقص الحضور"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert page("detail", case.pk) in text and "نقص الحضور" in text


def test_another_unit_s_case_is_not_closed_by_its_address(party: Party) -> None:
    case = make_case(branch_of(party), on=TODAY)
    said = {"text": "تم"}
    assert enter(holder(unit=party.branches[0][0][1])).post(page("settle", case.pk), said).status_code == 404
    assert enter(holder(unit=party.provinces[0][0])).post(page("settle", case.pk), said).status_code == 403
    assert cell(party).post(page("settle", case.pk), said).status_code == 403
    assert Case.objects.get().ended_on is None


def test_what_cannot_be_accepted_stays_on_the_page(party: Party) -> None:
    branch = branch_of(party)
    client = cell(party)
    long = client.post(page("open", branch.pk), {"kind": "other_matter", "severity": "1", "text": "ب" * 10_000})
    assert long.status_code == 422 and "2000 at most" in long.content.decode()
    number = {"kind": "other_matter", "severity": "1", "text": "الكاتب AB123456 غائب"}
    assert "identity number" in client.post(page("open", branch.pk), number).content.decode()
    case = make_case(branch, on=TODAY)
    past = {"text": "زيارة", "owner": make_post(unit=branch).pk, "due_on": (TODAY - DAY).isoformat()}
    answer = client.post(page("remedy", case.pk), past)
    assert answer.status_code == 422 and "زيارة" in answer.content.decode()
    assert client.post(page("done", case.pk), {"done_on": TODAY.isoformat()}).status_code == 409
    assert Case.objects.count() == 1


def test_copied_reports_found_dismissed_and_not_raised_again(party: Party) -> None:
    branch = branch_of(party)
    for ago in (120, 90, 60, 30):
        make_report(branch, TODAY - ago * DAY, text=SAYS[0])
    find_dysfunctions(on=TODAY, at=at_noon(TODAY))
    case = Case.objects.get(kind=CaseKind.COPIED)
    client = cell(party)
    text = client.get(page("detail", case.pk)).content.decode()
    assert "Shares 100% with the report before it" in text and page("dismiss", case.pk) in text
    assert client.post(page("dismiss", case.pk), {"reason": "اجتماعات دورية"}).status_code == 302
    assert CaseDismissal.objects.get().about == case.about
    find_dysfunctions(on=TODAY + DAY, at=at_noon(TODAY + DAY))
    assert not Case.objects.filter(kind=CaseKind.COPIED, ended_on=None).exists()
    assert "اجتماعات دورية" in enter(holder(unit=branch)).get(page("detail", case.pk)).content.decode()


def test_the_choices_stay_in_the_address_of_every_way_to_look(party: Party) -> None:
    branch = branch_of(party)
    case = make_case(branch, kind=CaseKind.VACANT, on=TODAY)
    other = make_case(branch, kind=CaseKind.WOMEN, on=TODAY)
    client = cell(party)
    for name in ("index", "board", "months", "print"):
        text = client.get(page(name, kind="vacant_secretary", unit=branch.pk)).content.decode()
        assert "kind=vacant_secretary" in text or name == "months"
        assert (page("detail", case.pk) in text) == (name != "months")
        assert page("detail", other.pk) not in text
    nonsense = client.get(page("index", kind="x", severity="9", found="x", region="x", unit="99999", state="x"))
    assert nonsense.status_code == 200
    part = client.get(page("index", severity=2), headers={"HX-Request": "true"}).content.decode()
    assert 'id="list"' in part and "<html" not in part


@pytest.mark.parametrize("branches", [1, 7])
def test_the_lists_cost_the_same_at_two_sizes(
    party: Party, branches: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    units = [unit for region in party.branches for row in region for unit in row]
    for unit in units[:branches]:
        for kind in CaseKind:
            make_case(unit, kind=kind, on=TODAY)
    client = enter(holder(unit=party.national, body="secretariat", post="secretary_general"))
    for name, expected in (("index", 5), ("board", 5), ("months", 6), ("print", 4)):
        with django_assert_num_queries(expected):
            assert client.get(page(name)).status_code == 200


def test_the_board_leads_to_the_whole_of_a_state(party: Party) -> None:
    for unit in [unit for region in party.branches for row in region for unit in row]:
        make_case(unit, on=TODAY)
    client = enter(holder(unit=party.national, body="secretariat", post="secretary_general"))
    text = client.get(page("board", kind="other_matter")).content.decode()
    assert f"kind=other_matter&amp;state={CaseState.OPEN}" in text


def test_the_page_of_a_unit_leads_to_its_cases(party: Party) -> None:
    branch = branch_of(party)
    address = f"{page('index')}?state=all&amp;unit={branch.pk}"
    client = cell(party)
    assert address in client.get(reverse("units:detail", args=[branch.pk])).content.decode()
    assert page("open", branch.pk) in client.get(page("index", unit=branch.pk)).content.decode()


def test_the_secretary_general_sets_the_thresholds_of_a_rule(party: Party) -> None:
    chief = enter(holder(unit=party.national, body="secretariat", post="secretary_general"))
    assert reverse("dysfunctions:rule", args=["quorum_never"]) in chief.get(page("rules")).content.decode()
    rule = reverse("dysfunctions:rule", args=["quorum_never"])
    assert chief.post(rule, {"meetings": "0", "reached": "2"}).status_code == 422
    assert chief.post(rule, {"meetings": "5", "reached": "2"}).status_code == 302
    assert "below its quorum of that day: 5 or more" in chief.get(page("rules")).content.decode()
    assert chief.get(reverse("dysfunctions:rule", args=["other_matter"])).status_code == 404
    assert "Set the thresholds" not in cell(party).get(page("rules")).content.decode()
