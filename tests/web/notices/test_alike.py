"""Lines of an inbox that say the same of several units of a province are one line with its list."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.delivery.digests import gather_digests
from tajadur.foundation import clock
from tajadur.organisation.people.models import Post
from tajadur.organisation.people.queries.inbox import ALIKE_FROM
from tajadur.registry.notices.models import DeliveryItem
from tajadur.registry.notices.operations.requests import NotificationRequest, notify
from tests.factories.duties import at_noon
from tests.factories.party import Party, holder, make_unit

URL = reverse("notices:inbox")


def _tell(post: Post, units: list[int], *, due_on: str = "2026-06-07", start: int = 1) -> None:
    on = clock.today()
    names = {"ar": "اجتماع", "fr": "Réunion", "en": "Meeting"}
    params = {"directive": "branch-office", "name": names, "period": "2026-05", "due_on": due_on}
    notify(
        requests=[
            NotificationRequest("escalation", ("obligation", start + place), "s", post.pk, unit, on, params=params)
            for place, unit in enumerate(units)
        ],
        at=at_noon(on),
    )
    gather_digests(on=on, at=at_noon(on))


@pytest.fixture
def cell(party: Party) -> tuple[Client, Post]:
    account = holder(unit=party.national, body="cell", post="responsible", area=party.regions[0])
    client = Client()
    client.force_login(account)
    return client, Post.objects.get(mandates__person=account.person)


def _branches(party: Party, how_many: int, province: int = 0) -> list[int]:
    return [make_unit(kind="branch", parent=party.provinces[0][province]).pk for _ in range(how_many)]


def test_alike_lines_of_a_province_are_one_with_its_list(party: Party, cell: tuple[Client, Post]) -> None:
    client, post = cell
    here, there = _branches(party, 25), _branches(party, ALIKE_FROM - 1, province=1)
    _tell(post, here)
    _tell(post, there, start=100)
    rows = client.get(URL).context["rows"]
    assert sorted(row["line"].size for row in rows) == [1] * (ALIKE_FROM - 1) + [25]
    gathered = next(row for row in rows if row["line"].size > 1)
    assert (gathered["place"], len(gathered["units"]), gathered["rest"]) == (party.provinces[0][0], 20, 5)
    listed = client.get(URL, {"like": gathered["item"].pk}).context
    assert {row["item"].notice.unit_id for row in listed["rows"]} == set(here)


def test_what_says_something_else_stays_by_itself(party: Party, cell: tuple[Client, Post]) -> None:
    client, post = cell
    units = _branches(party, ALIKE_FROM)
    _tell(post, units[:-1])
    _tell(post, units[-1:], due_on="2026-07-07", start=50)
    assert [row["line"].size for row in client.get(URL).context["rows"]] == [1] * ALIKE_FROM


def test_a_gathered_line_is_read_as_one_and_nobody_reads_it_for_another(
    party: Party, cell: tuple[Client, Post]
) -> None:
    client, post = cell
    _tell(post, _branches(party, 6))
    item = client.get(URL).context["rows"][0]["item"].pk
    stranger = Client()
    stranger.force_login(holder(unit=party.provinces[1][0]))
    stranger.post(reverse("notices:read"), {"like": item})
    assert DeliveryItem.objects.filter(channel="in_app", read_at=None).count() == 6
    assert stranger.get(URL, {"like": item}).context["rows"] == []
    client.post(reverse("notices:read"), {"like": item})
    assert DeliveryItem.objects.filter(channel="in_app", read_at=None).count() == 0


def test_it_takes_the_same_queries_for_many(
    party: Party, cell: tuple[Client, Post], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client, post = cell
    _tell(post, _branches(party, ALIKE_FROM))
    with django_assert_num_queries(5):
        client.get(URL)
    _tell(post, _branches(party, 80, province=1), start=1000)
    with django_assert_num_queries(5):
        client.get(URL)
