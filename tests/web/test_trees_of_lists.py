"""Whatever list names units of several trees is narrowed by the tree in the address, or says why it is not."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tajadur.activity.meetings.models import ReceiptNote
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tajadur.organisation.profile.vocabulary import Tree
from tests.access.table import TABLE
from tests.factories.party import Party, holder
from tests.factories.trees import Grown, record_in_rooms

OTHERS = (Tree.SECTORS, Tree.PARALLEL)
# What a list is asked for, so that it shows what was recorded.
ASKS: dict[str, list[dict[str, str]]] = {
    "meetings:reach": [{"state": "reported"}],
    "obligations:index": [{"state": "all"}],
    "support:index": [{"side": "reach", "what": what} for what in ("advice", "visits", "promises", "observations")],
}
# Lists that show the units of one tree, the first one where the address says nothing.
REGISTERS = {
    "actions:decisions",
    "dysfunctions:board",
    "dysfunctions:index",
    "dysfunctions:print",
    "meetings:reach",
    "obligations:index",
    "people:index",
    "premises:index",
    "proximity:index",
    "training:index",
    "training:needs",
    "units:index",
}
# What waits for somebody: everything is shown until a tree is chosen.
QUEUES = {"proposals:index", "reports:to_note", "resources:index", "support:index"}
# Lists of the territory alone by what they are; each says so to whoever reads more.
TERRITORY_ONLY = {"filings:index", "situations:index", "training:coverage"}
# Everything of every tree on one page, with the reason.
WHOLE = {
    "notices:forecast": "what leaves in the next days, whatever the tree: for those who look after the sending",
    "notices:ledger": "what was told to whom, whatever the tree",
}


@pytest.fixture
def chief(party: Party) -> Account:
    return holder(unit=party.national, body="secretariat", post="secretary_general")


@pytest.fixture
def woods(forest: dict[Tree, Grown], chief: Account) -> dict[Tree, Grown]:
    """The three trees, with what every list shows of their lowest level."""
    for grown in forest.values():
        record_in_rooms(grown, chief, on=clock.today())
    return forest


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    client.cookies["language"] = "en"
    return client


def read(client: Client, name: str, tree: str, **asked: str) -> str:
    answer: Any = client.get(reverse(name), {**asked, "tree": tree} if tree else asked)
    assert answer.status_code == 200, (name, asked, answer.status_code)
    return unescape(answer.content.decode())


def shown(text: str, woods: dict[Tree, Grown]) -> set[Tree]:
    """The trees of which the text names the lowest unit."""
    return {tree for tree, grown in woods.items() if re.search(rf"{re.escape(grown.name)}(?!\w)", text)}


def test_no_address_shows_the_units_of_another_tree_than_it_names(chief: Account, woods: dict[Tree, Grown]) -> None:
    client, leaks, opened = client_of(chief), [], 0
    for name, row in TABLE.items():
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        if row.get is None or name in WHOLE or name == "account_logout":
            continue
        for asked in ASKS.get(name, [{}]):
            for tree in Tree:
                answer: Any = client.get(address, {**asked, "tree": tree.value})
                if answer.status_code != 200 or answer.streaming:
                    continue
                opened += 1
                seen = shown(unescape(answer.content.decode()), woods) - {tree}
                alone = seen == {Tree.TERRITORY} and name in TERRITORY_ONLY
                leaks += [(name, asked, tree.value, sorted(seen))] if seen and not alone else []
    assert not leaks
    assert opened > 100


@pytest.mark.parametrize("name", sorted(REGISTERS))
def test_a_register_shows_the_tree_named_and_the_first_one_where_none_is(
    chief: Account, woods: dict[Tree, Grown], name: str
) -> None:
    client = client_of(chief)
    for asked in ASKS.get(name, [{}]):
        assert shown(read(client, name, "", **asked), woods) == {Tree.TERRITORY}
        for tree in Tree:
            assert shown(read(client, name, tree, **asked), woods) == {tree}, (asked, tree)


@pytest.mark.parametrize("name", sorted(QUEUES))
def test_what_waits_is_shown_whole_until_a_tree_is_chosen(chief: Account, woods: dict[Tree, Grown], name: str) -> None:
    client = client_of(chief)
    for asked in ASKS.get(name, [{}]):
        assert shown(read(client, name, "", **asked), woods) == set(Tree), asked
        for tree in Tree:
            assert shown(read(client, name, tree, **asked), woods) == {tree}, (asked, tree)
        chips = client.get(reverse(name), asked).context["trees"].chips
        assert [chip["current"] for chip in chips] == [True, False, False, False]


@pytest.mark.parametrize("name", sorted({*REGISTERS, *QUEUES} - {"units:index"}))
def test_filters_pages_and_chips_keep_the_tree(chief: Account, woods: dict[Tree, Grown], name: str) -> None:
    client, url = client_of(chief), reverse(name)
    answer: Any = client.get(url, {"tree": "sectors"})
    text = answer.content.decode()
    switch = {unescape(chip["url"]) for chip in answer.context["trees"].chips}
    links = {unescape(f"{url}{asked}") for asked in re.findall(rf'href="{re.escape(url)}(\?[^"]*)"', text)}
    assert not [link for link in links - switch if "tree=sectors" not in link]
    if 'class="filters"' in text:
        assert '<input type="hidden" name="tree" value="sectors">' in text


def test_figures_above_a_list_count_the_tree_alone(chief: Account, woods: dict[Tree, Grown]) -> None:
    client = client_of(chief)

    def context(name: str, tree: str) -> Any:
        answer: Any = client.get(reverse(name), {"tree": tree})
        return answer.context

    for tree in OTHERS:
        assert [tile["count"] for tile in context("premises:index", tree)["tiles"]][:1] == [1]
        assert context("premises:index", tree)["page"].total == 3
        assert context("proximity:index", tree)["table"]["whole"].activities == 1
        assert [row["units"] for row in context("training:needs", tree)["waiting"]] == [1]
        assert [chip.get("count") for chip in context("training:index", tree)["chips"]].count(1) == 1


def test_all_that_match_are_those_of_the_tree(chief: Account, woods: dict[Tree, Grown]) -> None:
    client, url = client_of(chief), f"{reverse('reports:to_note')}?tree=sectors"
    answer: Any = client.get(f"{url}&all=1")
    assert answer.context["page"].total == 1
    client.post(url, {"until": 2**62})
    noted = set(ReceiptNote.objects.values_list("report__meeting__unit", flat=True))
    assert noted == {woods[Tree.SECTORS].section.pk}


@pytest.mark.parametrize("name", sorted(TERRITORY_ONLY))
def test_a_list_of_the_territory_alone_says_so_to_whoever_reads_more(
    party: Party, chief: Account, woods: dict[Tree, Grown], name: str
) -> None:
    sentence = "sections of sectors" if name != "filings:index" else "those of sectors"
    for tree in ("", *Tree.values):
        assert sentence in read(client_of(chief), name, tree)
    assert sentence in read(client_of(woods[Tree.SECTORS].above), name, "")
    assert sentence not in read(client_of(holder(unit=party.regions[0])), name, "")


@pytest.mark.parametrize("name", sorted(REGISTERS | QUEUES))
def test_a_file_of_the_list_holds_the_tree_alone(chief: Account, woods: dict[Tree, Grown], name: str) -> None:
    client = client_of(chief)
    for asked in ASKS.get(name, [{}]):
        answer: Any = client.get(reverse(name), {**asked, "tree": "sectors", "export": "csv"})
        assert answer.status_code == 200, asked
        if "csv" in answer.headers["Content-Type"]:
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert shown(body.decode(), woods) == {Tree.SECTORS}, asked


@pytest.mark.parametrize(
    ("name", "stays"),
    [("training:index", True), ("training:needs", True), ("proximity:index", True), ("units:index", False)],
)
@pytest.mark.usefixtures("woods")
def test_a_subject_stays_when_another_tree_is_chosen_and_a_kind_of_unit_goes(
    chief: Account, name: str, stays: bool
) -> None:
    client = Client()
    client.force_login(chief)
    kinds = {"training:index": "meetings", "training:needs": "meetings", "proximity:index": "health"}
    page = unescape(client.get(reverse(name), {"kind": kinds.get(name, "branch")}).content.decode())
    chips = re.findall(r'href="([^"]*tree=sectors[^"]*)"', page)
    assert chips
    assert all(("kind=" in chip) is stays for chip in chips)
