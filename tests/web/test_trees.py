"""Three trees side by side: the one chosen stays in the address; none leaks into another nor counts its rows."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from tajadur.compliance.national import national
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tajadur.organisation.profile.vocabulary import Tree
from tajadur.permissions.actors import Actor
from tests.access.table import TABLE
from tests.factories.party import Party, acting, holder, make_unit
from tests.factories.trees import Grown

LISTS = (
    "compliance:dashboard",
    "compliance:congresses",
    "congresses:index",
    "units:index",
    "meetings:reach",
    "obligations:index",
    "people:index",
    "people:vacant",
    "actions:index",
    "actions:decisions",
    "dysfunctions:index",
    "dysfunctions:board",
)
OTHERS = (Tree.SECTORS, Tree.PARALLEL)


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def chief(party: Party) -> Client:
    return client_of(holder(unit=party.national, body="secretariat", post="secretary_general"))


def body_of(response: Any) -> str:
    return unescape(str(response.content.decode()))


@pytest.mark.parametrize("name", LISTS)
def test_the_switch_shows_the_other_trees_and_keeps_its_choice(
    party: Party, forest: dict[Tree, Grown], name: str
) -> None:
    client, url = chief(party), reverse(name)
    for tree in Tree:
        answer = client.get(url, {"tree": tree.value})
        assert answer.status_code == 200, tree
        chips = answer.context["trees"].chips
        assert [chip["current"] for chip in chips] == [other is tree for other in Tree]
        links = re.findall(rf'href="{re.escape(url)}?(\?[^"]*)"|href="(\?[^"]*)"', answer.content.decode())
        kept = [unescape(link[0] or link[1]) for link in links]
        switch = {chip["url"].partition("?")[2] for chip in chips}
        lost = [link for link in kept if f"tree={tree.value}" not in link and link[1:] not in switch]
        assert tree is Tree.TERRITORY or not [link for link in lost if "tree=" not in link], (tree, lost)


@pytest.mark.parametrize("name", LISTS)
def test_a_tree_that_does_not_exist_is_said_and_no_error(party: Party, forest: dict[Tree, Grown], name: str) -> None:
    client = chief(party)
    for asked in ("forest", "sectors\0", "²" * 200):
        answer = client.get(reverse(name), {"tree": asked})
        assert answer.status_code == 200
        assert answer.context["trees"].is_unknown
        assert answer.context["trees"].tree is Tree.TERRITORY


def test_whoever_reads_one_tree_has_no_switch_and_is_shown_it(party: Party, forest: dict[Tree, Grown]) -> None:
    for tree in Tree:
        client = client_of(forest[tree].above)
        for name in ("units:index", "meetings:reach", "people:index"):
            answer = client.get(reverse(name))
            assert answer.context["trees"].chips == []
            assert answer.context["trees"].tree is tree
            for other in Tree:
                asked = client.get(reverse(name), {"tree": other.value})
                assert asked.context["trees"].tree is tree
                assert asked.context["trees"].is_unknown is (other is not tree)


def test_a_list_of_one_unit_is_never_narrowed_to_another_tree(party: Party, forest: dict[Tree, Grown]) -> None:
    client, sector = chief(party), forest[Tree.SECTORS]
    listed = client.get(reverse("obligations:index"), {"unit": sector.section.pk, "state": "all", "reach": "1"})
    assert listed.context["page"].total == 1
    meetings = client.get(reverse("meetings:reach"), {"unit": sector.section.pk, "state": "reported"})
    assert [row.unit for row in meetings.context["page"]] == [sector.section]


@pytest.mark.parametrize("tree", Tree)
def test_the_lists_of_a_tree_hold_its_units_only(party: Party, forest: dict[Tree, Grown], tree: Tree) -> None:
    client, own = chief(party), forest[tree]

    def page(name: str, **asked: str) -> Any:
        return client.get(reverse(name), {"tree": tree.value, **asked}).context["page"]

    shown: dict[str, set[int]] = {
        "units": {unit.pk for unit in page("units:index").rows},
        "meetings": {row.unit_id for row in page("meetings:reach", state="reported")},
        "obligations": {row.unit_id for row in page("obligations:index", state="all").rows},
        "cases": {row.unit_id for row in page("dysfunctions:index").rows},
    }
    for what, units in shown.items():
        assert own.section.pk in units, what
        assert not units & {grown.section.pk for other, grown in forest.items() if other is not tree}, what
    people = {row.person.pk for row in client.get(reverse("people:index"), {"tree": tree}).context["rows"]}
    assert {own.secretary.person_id, own.above.person_id} <= people
    assert not people & {grown.secretary.person_id for other, grown in forest.items() if other is not tree}


@pytest.mark.parametrize("tree", Tree)
def test_the_figures_of_a_tree_count_its_own_rows_only(party: Party, forest: dict[Tree, Grown], tree: Tree) -> None:
    today = clock.today()
    actor = acting(holder(unit=party.national, body="secretariat", post="secretary_general"), today)
    page = national(actor, on=today, tree=tree.value)
    assert page.unit.id == forest[tree].root.pk
    assert {directive.tree for directive in page.directives} == {tree.value}
    assert page.chosen
    assert (page.chosen.directive.kind, page.chosen.now.rows) == (forest[tree].section.kind.code, 1)
    assert page.chosen.now.reported == 1
    ids = {row.unit.id for row in page.regions}
    assert ids <= set(type(party.national).objects.filter(kind__tree=tree).values_list("pk", flat=True))
    listed = chief_again(actor).get(
        reverse("compliance:figure", args=["reporting", page.unit.id]), {"directive": page.chosen.directive.code}
    )
    assert [row[0].row.unit_id for row in listed.context["rows"]] == [forest[tree].section.pk]
    foreign = next(grown for other, grown in forest.items() if other is not tree)
    asked = {"directive": foreign.owed.directive.code}
    assert (
        chief_again(actor).get(reverse("compliance:figure", args=["reporting", page.unit.id]), asked).status_code == 404
    )


def chief_again(actor: Actor) -> Client:
    return client_of(Account.objects.get(pk=actor.account_id))


def test_a_tree_without_a_directive_or_a_root_says_so(party: Party) -> None:
    client, url = chief(party), reverse("compliance:dashboard")
    with translation.override("en"):
        client.cookies["language"] = "en"
        assert "no root yet" in body_of(client.get(url, {"tree": "parallel"}))
        make_unit(kind="parallels")
        assert "Nothing is asked here yet" in body_of(client.get(url, {"tree": "parallel"}))


def _addresses() -> list[str]:
    found = []
    for name, row in TABLE.items():
        if row.get is None:
            continue
        try:
            found.append(reverse(name))
        except NoReverseMatch:
            continue
    return sorted(set(found) - {reverse("account_logout")})


def test_no_tree_reads_what_is_written_in_another(party: Party, forest: dict[Tree, Grown]) -> None:
    """Every page without an argument, and the pages of the thing itself, as secretaries of the other trees."""
    asks: list[Any] = [{}, {"state": "all", "reach": "1"}, *({"tree": tree.value} for tree in Tree)]
    leaks, opened = [], 0
    for tree, grown in forest.items():
        for account in (grown.secretary, grown.above):
            client = client_of(account)
            others = [other for other in forest.values() if other.tree is not tree]
            for address in _addresses():
                for asked in asks:
                    answer = client.get(address, asked)
                    if answer.status_code != 200 or answer.streaming:
                        continue
                    opened += 1
                    text = body_of(answer)
                    leaks += [(tree, address, asked) for other in others if other.canary in text or other.name in text]
            for other in others:
                for name, key in (
                    ("meetings:detail", other.meeting.pk),
                    ("obligations:detail", other.owed.pk),
                    ("units:detail", other.section.pk),
                    ("units:people", other.section.pk),
                    ("compliance:unit", other.section.pk),
                ):
                    assert client.get(reverse(name, args=[key])).status_code == 404, (tree, name)
    assert not leaks
    assert opened > 200


def test_a_follower_of_a_region_reads_figures_of_the_others_and_no_text(
    party: Party, forest: dict[Tree, Grown]
) -> None:
    account = holder(unit=party.national, body="cell", post="responsible", area=party.regions[0])
    client = client_of(account)
    for tree in OTHERS:
        grown = forest[tree]
        assert client.get(reverse("compliance:dashboard"), {"tree": tree.value}).status_code == 200
        assert client.get(reverse("meetings:detail", args=[grown.meeting.pk])).status_code in (403, 404)
        for name in LISTS:
            asks: list[Any] = [
                {"tree": tree.value},
                {"unit": str(grown.section.pk)},
                {"tree": tree.value, "state": "all"},
            ]
            for asked in asks:
                assert grown.canary not in body_of(client.get(reverse(name), asked)), (name, asked)
