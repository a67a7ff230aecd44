"""One act for many units: chosen from a list, looked over, confirmed once; all of them or none."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.activity.dysfunctions.models import Case
from tajadur.activity.support.models import Advice, Visit
from tajadur.activity.support.vocabulary import SubjectKind
from tajadur.duties.obligations.models import Obligation
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.notices.models import Notice
from tajadur.rules.dysfunctions import CaseKind
from tajadur.web.many_links import ACTS_FOR_MANY, pick
from tests.factories.cases import make_case
from tests.factories.duties import opened
from tests.factories.many import ON, SAID, confirmed, enter, listed
from tests.factories.party import Party, holder

pytestmark = pytest.mark.django_db

ROWS: dict[str, Any] = {
    "support:many": Advice,
    "support:many_visits": Visit,
    "support:many_cases": Case,
    "support:many_reminders": Notice,
}


@pytest.mark.parametrize("route", SAID)
def test_all_that_match_get_it_once_they_were_looked_over(
    party: Party, cell: Account, owing: list[Unit], route: str
) -> None:
    client, address = enter(cell), reverse(route) + listed(party)
    page = client.get(address)
    assert page.context["chosen"].total == 4  # of the eight branches, those of the region followed
    assert page.context["chosen"].others == 4
    assert all(is_ticked for _row, is_ticked in page.context["rows"])
    before = set(ROWS[route].objects.values_list("pk", flat=True))
    seen = client.post(address, {**SAID[route], "everybody": "on"})
    assert {row.unit_id for row, _day in seen.context["rows"]} == {unit.pk for unit in owing}
    assert set(ROWS[route].objects.values_list("pk", flat=True)) == before  # nothing is sent yet
    answer = confirmed(client, address, {**SAID[route], "everybody": "on"})
    assert answer.status_code == 302
    written = ROWS[route].objects.exclude(pk__in=before)
    assert sorted(written.values_list("unit_id", flat=True)) == sorted(unit.pk for unit in owing)
    assert (
        Notice.objects.exclude(pk__in=before if ROWS[route] is Notice else [])
        .filter(kind__in=("support", "case"))
        .count()
        == 4
    )
    assert client.get(answer.url).status_code == 200


@pytest.mark.parametrize("route", SAID)
def test_a_unit_of_elsewhere_among_them_refuses_the_whole(
    party: Party, cell: Account, owing: list[Unit], route: str
) -> None:
    other = Obligation.objects.filter(unit=party.branches[1][0][0]).latest("pk")
    mine = Obligation.objects.filter(unit=owing[0], due_on__lt=ON).latest("pk")
    picks = [pick(mine.unit_id, mine.pk), pick(other.unit_id, other.pk)]
    client, address = enter(cell), reverse(route) + listed(party)
    notices, entries = Notice.objects.count(), AuditEntry.objects.count()
    for step in ({}, {"confirm": "1", f"day_{mine.unit_id}": "2030-01-01"}):
        refused = client.post(address, {**SAID[route], "pick": picks, **step})
        assert refused.status_code == 403
        assert "not open to you" in refused.content.decode()
    assert (Notice.objects.count(), AuditEntry.objects.count()) == (notices, entries)
    assert not Advice.objects.exists() and not Visit.objects.exists() and not Case.objects.exists()


@pytest.mark.parametrize("route", SAID)
def test_the_pages_cost_the_same_at_two_sizes(
    party: Party, cell: Account, owing: list[Unit], route: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client, address = enter(cell), reverse(route) + listed(party)
    rows = [row for row, _ticked in client.get(address).context["rows"]]
    with django_assert_max_num_queries(8):
        client.get(address)
    costs, acts = [], []
    for part in (rows[:1], rows[1:]):
        typed = {**SAID[route], "pick": [row.token for row in part]}
        with django_assert_max_num_queries(22) as seen:
            page = client.post(address, typed)
        costs.append(len(seen))
        sent = {**typed, "confirm": "1"} | {
            f"day_{row.unit_id}": (ON + timedelta(days=number + 1)).isoformat() for number, row in enumerate(part)
        }
        with django_assert_max_num_queries(40) as done:
            assert client.post(address, sent).status_code == 302
        acts.append(len(done))
        assert page.status_code == 200
    assert costs[0] == costs[1]
    assert acts[0] == acts[1]


def test_advice_is_about_what_each_owes_with_an_answer_wanted(party: Party, cell: Account, owing: list[Unit]) -> None:
    client, address = enter(cell), reverse("support:many") + listed(party)
    ticked = client.get(address).context["rows"][0][0]
    typed = {"text": "اجتمعوا", "wants_answer": "on", "pick": [ticked.token]}
    assert confirmed(client, address, typed).status_code == 302
    advice = Advice.objects.get()
    expected = (ticked.unit_id, SubjectKind.OBLIGATION, ticked.obligation_id, ON + timedelta(days=14))
    assert (advice.unit_id, advice.subject_kind, advice.subject_id, advice.due_on) == expected


def test_nothing_ticked_and_nothing_typed_are_said_with_the_rest_kept(
    party: Party, cell: Account, owing: list[Unit]
) -> None:
    client, address = enter(cell), reverse("support:many") + listed(party)
    refused = client.post(address, {"text": "نص باق"})
    assert (refused.status_code, "نص باق" in refused.content.decode()) == (422, True)
    assert "Tick at least one unit" in refused.content.decode()
    token = client.get(address).context["rows"][1][0].token
    empty = client.post(address, {"text": "", "pick": [token]})
    assert empty.status_code == 422
    assert [row.token for row, is_ticked in empty.context["rows"] if is_ticked] == [token]
    changed = client.post(address, {"text": "نص باق", "pick": [token], "change": "1"})
    assert (changed.status_code, "نص باق" in changed.content.decode()) == (200, True)
    assert not Advice.objects.exists()


def test_what_was_looked_over_is_done_whatever_the_list_shows_by_then(
    party: Party, cell: Account, owing: list[Unit]
) -> None:
    client, address = enter(cell), reverse("support:many_cases") + listed(party)
    seen = client.post(address, {**SAID["support:many_cases"], "everybody": "on"})
    picks = [row.token for row, _day in seen.context["rows"]]
    Obligation.objects.filter(unit=owing[0]).update(excused_on=ON)  # it leaves the list, and keeps its place here
    make_case(owing[1], kind=CaseKind.OTHER, on=ON)
    typed = {**SAID["support:many_cases"], "everybody": "on", "confirm": "1", "pick": picks}
    page = client.post(address, typed, follow=True)
    assert set(Case.objects.exclude(found_by="found_by_rule").values_list("unit_id", flat=True)) == {
        owing[0].pk, owing[2].pk, owing[3].pk
    }  # fmt: skip
    assert "changed meanwhile" in page.content.decode()


def test_a_closed_unit_is_left_out_of_every_act(party: Party, cell: Account, owing: list[Unit]) -> None:
    Unit.objects.filter(pk=owing[0].pk).update(closed_on=ON)
    for route, typed in SAID.items():
        seen = enter(cell).post(reverse(route) + listed(party), {**typed, "everybody": "on"})
        assert owing[0].pk in {row.unit_id for row, why in seen.context["left_out"] if "closed since" in why}


def test_from_the_list_of_what_is_owed_with_its_filters(party: Party, cell: Account, owing: list[Unit]) -> None:
    client = enter(cell)
    reach = client.get(reverse("obligations:index"), {"reach": "1", "unit": owing[0].pk, "state": "late"})
    links = [link["url"] for link in reach.context["many"]]
    assert len(links) == len(ACTS_FOR_MANY)
    page = client.get(links[0])
    assert {row.unit_id for row, _ticked in page.context["rows"]} == {owing[0].pk}
    assert page.context["chosen"].total == reach.context["page"].total > 1
    # Late with several things, the unit is advised once.
    assert len(client.post(links[0], {"text": "نص", "everybody": "on"}).context["rows"]) == 1


def test_more_than_one_act_reaches_are_refused_before_anything(
    party: Party, cell: Account, owing: list[Unit], monkeypatch: pytest.MonkeyPatch
) -> None:
    for home in ("tajadur.web.support.many", "tajadur.web.support.selecting"):
        monkeypatch.setattr(f"{home}.MOST_AT_ONCE", 3)
    refused = enter(cell).post(reverse("support:many") + listed(party), {"text": "نص باق", "everybody": "on"})
    assert (refused.status_code, "3 at most" in refused.content.decode()) == (422, True)
    assert not Advice.objects.exists()


@pytest.mark.parametrize(
    "asked",
    ["kind=x", "kind=missing&unit=1&directive=nothing", "kind=missing&unit=1&directive=branch-office&period=2999-01",
     "kind=missing&unit=0", "", "pick=x", "pick=99999", "pick=1.99999"],
)  # fmt: skip
def test_a_list_that_does_not_exist_is_not_found(party: Party, cell: Account, asked: str) -> None:
    opened(on=ON)
    assert enter(cell).get(f"{reverse('support:many')}?{asked}").status_code == 404


@pytest.mark.parametrize(
    ("body", "post", "acts"),
    [("cell", "responsible", 4), ("cell", "assistant", 4), ("secretariat", "secretary_general", 4),
     ("office", "secretary", 3), ("pole", "member", 0), ("pole", "secretary", 0), ("bureau", "member", 0)],
)  # fmt: skip
def test_every_line_opens_the_drawer_with_the_acts_its_reader_may_do(
    party: Party, owing: list[Unit], body: str, post: str, acts: int
) -> None:
    """The list behind a percentage, what needs attention, the boards of the congresses; for every office."""
    if body == "office":
        account = holder(unit=party.regions[0])
    else:
        area = {"area": party.regions[0]} if body == "cell" else {}
        account = holder(unit=party.national if body != "office" else party.regions[0], body=body, post=post, **area)
    client = enter(account)
    drawer = reverse("support:acts", args=[owing[0].pk])
    lines = client.get(reverse("compliance:figure", args=["missing", party.national.pk if body != "office" else
                       party.regions[0].pk]) + "?" + listed(party).partition("?")[2])  # fmt: skip
    assert lines.status_code == 200
    text = lines.content.decode()
    assert (drawer in text) == bool(acts)
    assert len(lines.context["many"]) == acts
    shown = client.get(drawer)
    assert shown.status_code == (200 if acts else 403)
    if acts:
        led = {act["url"].partition("?")[0] for act in shown.context["acts"]}
        unit = [owing[0].pk]
        assert {reverse("support:advise", args=unit), reverse("dysfunctions:open", args=unit)} <= led
        assert reverse("support:many_reminders") in led
        assert (reverse("support:plan", args=unit) in led) == (acts == 4)
        assert all(client.get(act["url"]).status_code == 200 for act in shown.context["acts"])
    region = reverse("support:acts", args=[party.regions[0].pk])
    helps_region = bool(acts) and body != "office"
    for board in ("congresses:index", "compliance:congresses"):
        page = client.get(reverse(board))
        assert page.status_code == 200
        assert (region in page.content.decode()) == (helps_region and bool(page.context["rows"]))
    if body != "office":
        front = client.get(reverse("compliance:dashboard"))
        helped = {item["help"] for item in front.context["attention"]} - {0}
        assert bool(helped) == bool(acts)
