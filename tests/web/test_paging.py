"""Long lists by key: no line twice nor skipped, whatever comes meanwhile; filters are kept, the cost is the same."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.activity.dysfunctions.models import Case
from tajadur.activity.resources.models import ResourceKind, ResourceRequest
from tajadur.activity.support.models import Advice, Observation, Promise, Visit
from tajadur.foundation import clock
from tajadur.organisation.units.models import Unit
from tajadur.rules.cases import CaseEnd
from tajadur.rules.dysfunctions import CaseKind
from tests.factories.duties import at_noon
from tests.factories.party import Party, holder, make_post
from tests.factories.resources import install_kinds

TODAY = clock.today()
MANY = 120
BY = {"mandate_id": 0}


def _advice(unit: Unit, on: date) -> Advice:
    return Advice(unit=unit, text="نصيحة", given_on=on, given_at=at_noon(on), post=make_post(unit=unit), **BY)


def _visit(unit: Unit, on: date) -> Visit:
    told = {"announced_on": on, "announced_at": at_noon(on), "post": make_post(unit=unit)}
    return Visit(unit=unit, aim="مواكبة", planned_on=on, **told, **BY)


def _promise(unit: Unit, on: date) -> Promise:
    advice = Advice.objects.first()
    if advice is None:
        advice = _advice(unit, on)
        advice.save()
    made = {"made_on": on, "made_at": at_noon(on), "owner": make_post(unit=unit)}
    return Promise(unit=unit, text="قاعة", due_on=on, advice=advice, **made, **BY)


def _observation(unit: Unit, on: date) -> Observation:
    noted = {"noted_on": on, "noted_at": at_noon(on), "post": make_post(unit=unit)}
    return Observation(unit=unit, text="المقر مغلق", seen_on=on, **noted, **BY)


def _case(unit: Unit, on: date) -> Case:
    # Ended cases of one kind stand beside each other.
    ended = {"ended_on": on, "ended_at": at_noon(on), "ended_as": CaseEnd.FACTS.value}
    return Case(
        unit=unit, kind=CaseKind.OTHER, path=unit.path, found_by="found_by_rule", severity=2, opened_on=on,
        opened_at=at_noon(on), **ended,
    )  # fmt: skip


def _request(unit: Unit, on: date) -> ResourceRequest:
    if not ResourceKind.objects.exists():
        install_kinds()
    return ResourceRequest(
        unit=unit, kind=ResourceKind.objects.get(code="activity"), amount=100_00, purpose="لقاء", needed_by=on,
        asked_on=on, asked_at=at_noon(on), decide_until=on, **BY,
    )  # fmt: skip


@dataclass(frozen=True)
class Listed:
    """A list: its address and what it keeps, how a row of it is made."""

    route: str
    asked: dict[str, str]
    row: Callable[[Unit, date], Model]
    pk: Callable[[Any], int] = lambda row: row.pk


LISTS = {
    "advice": Listed("support:index", {"what": "advice", "side": "reach", "state": "unread"}, _advice),
    "visits": Listed("support:index", {"what": "visits", "side": "reach"}, _visit),
    "promises": Listed("support:index", {"what": "promises", "side": "reach"}, _promise),
    "observations": Listed("support:index", {"what": "observations", "side": "reach"}, _observation),
    "cases": Listed("dysfunctions:index", {"state": "all", "kind": CaseKind.OTHER.value}, _case),
    "resources": Listed("resources:index", {"kind": "activity"}, _request),
}
pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("what", LISTS)]


@pytest.fixture
def general(party: Party) -> Client:
    client = Client()
    client.force_login(holder(unit=party.national, body="secretariat", post="secretary_general"))
    return client


def _made(what: str, unit: Unit, count: int, on: date) -> list[int]:
    """Rows of the last days, many of one day."""
    rows = [LISTS[what].row(unit, on - timedelta(days=number % 5)) for number in range(count)]
    for row in rows:
        row.save()
    return [row.pk for row in rows]


def test_no_line_comes_twice_and_none_is_skipped_when_rows_are_added_meanwhile(
    party: Party, general: Client, what: str
) -> None:
    unit, listed = party.branches[0][0][0], LISTS[what]
    known = _made(what, unit, MANY, TODAY - timedelta(days=10))
    address: str = f"{reverse(listed.route)}?region={party.regions[0].pk}&" + "&".join(
        f"{name}={value}" for name, value in listed.asked.items()
    )
    seen: list[int] = []
    pages = 0
    while address:
        page = general.get(address).context["page"]
        seen += [row.pk for row in page.rows]
        assert page.total == MANY + pages
        assert all(f"{name}={value}" in page.older_url for name, value in listed.asked.items() if page.older_url)
        assert bool(page.newest_url) == bool(pages)
        # Somebody writes the newest row of all between two pages.
        _made(what, unit, 1, TODAY)
        address, pages = page.older_url, pages + 1
    assert sorted(seen) == sorted(known)
    assert pages == 3


def test_a_row_that_goes_and_one_in_the_middle_move_no_other(party: Party, general: Client, what: str) -> None:
    unit, listed = party.branches[0][0][0], LISTS[what]
    _made(what, unit, MANY, TODAY - timedelta(days=10))
    first = general.get(reverse(listed.route), listed.asked).context["page"]
    order = [row.pk for row in first.rows]
    first.rows[3].delete()
    middle = _made(what, unit, 1, TODAY - timedelta(days=12))[0]
    second = [row.pk for row in general.get(first.older_url).context["page"].rows]
    assert not set(order) & set(second)
    assert len(second) == 50
    whole = [row.pk for row in type(first.rows[0]).objects.all()]
    third = [row.pk for row in general.get(general.get(first.older_url).context["page"].older_url).context["page"].rows]
    assert set(whole) - {middle} <= {*order, *second, *third}


def test_every_page_of_a_list_costs_the_same_at_two_sizes(
    party: Party, general: Client, what: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    unit, listed = party.branches[0][0][0], LISTS[what]
    address, counts = reverse(listed.route), []
    general.get(address, listed.asked)
    for more in (1, MANY - 1):
        _made(what, unit, more, TODAY)
        with django_assert_max_num_queries(8) as queries:
            page = general.get(address, listed.asked).context["page"]
        counts.append(len(queries))
    with django_assert_max_num_queries(8) as queries:
        older = general.get(page.older_url)
    assert [*counts, len(queries)] == [counts[0]] * 3
    assert (len(page.rows), len(older.context["page"].rows)) == (50, 50)


@pytest.mark.parametrize("before", ["x", "2026-13-40_1", "_", "2026-01-01_", "2026-01-01T00:00_9", "9" * 40])
def test_a_place_that_makes_no_sense_is_the_beginning(party: Party, general: Client, what: str, before: str) -> None:
    _made(what, party.branches[0][0][0], 1, TODAY)
    page = general.get(reverse(LISTS[what].route), {**LISTS[what].asked, "before": before})
    assert (page.status_code, len(page.context["page"].rows)) == (200, 1)
