"""What is said to a unit, asked by it and found of it is no affair of its committees: of the body that leads it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tajadur.activity.dysfunctions.queries.reading import case_for, cases_within
from tajadur.activity.resources.operations.asking import ask_resources
from tajadur.activity.resources.queries.requests import list_of
from tajadur.activity.support.operations.answering import answer_advice, mark_used
from tajadur.activity.support.queries.finding import advice_page, promise_page, visit_page
from tajadur.activity.support.queries.lists import Wanted, advice_list, observation_list, promise_list, visit_list
from tajadur.compliance.thread.reading import groups_for
from tajadur.compliance.thread.source import ThreadGroup, ThreadReader
from tajadur.foundation.errors import PermissionDenied
from tajadur.organisation.people.operations.posts import form_body
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tests.factories.cases import make_case
from tests.factories.duties import administrator, at_noon, responsible
from tests.factories.party import Party, acting, holder
from tests.factories.support import advised, planned, promised

ON = date(2026, 5, 14)
AT = at_noon(ON)


@pytest.fixture
def region(party: Party) -> Unit:
    """A region without a secretary, where a preparatory committee was formed."""
    formed_on = date(2026, 1, 5)
    by = administrator(party, formed_on)
    form_body(unit_id=party.regions[0].pk, code="preparatory", by=by, at=at_noon(formed_on))
    return party.regions[0]


@pytest.fixture
def chair(region: Unit) -> Actor:
    return acting(holder(unit=region, body="preparatory", post="chair"), ON)


def test_the_chair_of_a_committee_reads_and_does_none_of_it(party: Party, region: Unit, chair: Actor) -> None:
    cell = responsible(party, ON)
    advice, visit = advised(region, cell), planned(region, cell)
    promise, case = promised(region, cell, ON + timedelta(days=9)), make_case(region, on=ON)
    refused: list[Callable[[], object]] = [
        lambda: advice_page(chair, advice.pk, ON),
        lambda: visit_page(chair, visit.pk, ON),
        lambda: promise_page(chair, promise.pk, ON),
        lambda: case_for(chair, case.pk, Permission.READ_CASES),
        lambda: case_for(chair, case.pk, Permission.SETTLE_CASE),
        lambda: answer_advice(advice_id=advice.pk, kind="answer", text="جواب", by=chair, at=AT),
        lambda: mark_used(advice_id=advice.pk, by=chair, at=AT),
        lambda: ask_resources(
            unit_id=region.pk, kind="activity", amount=100, purpose="نشاط", needed_by=ON, on=ON, by=chair, at=AT
        ),
    ]
    for act in refused:
        with pytest.raises(PermissionDenied):
            act()
    for found in (advice_list, visit_list, promise_list):
        assert not found(chair, Wanted(), ON)
    assert not observation_list(chair, Wanted(), ON)
    assert not cases_within(chair)
    assert not list_of(chair, ON)
    of_help = {ThreadGroup.SUPPORT, ThreadGroup.CASES, ThreadGroup.RESOURCES}
    assert not of_help & set(groups_for(ThreadReader.of(chair, region)))


def test_the_secretary_who_comes_reads_and_answers_what_was_said_before(party: Party, region: Unit) -> None:
    advice, case = advised(region, responsible(party, ON)), make_case(region, on=ON)
    secretary = acting(holder(unit=region), ON)
    assert advice_page(secretary, advice.pk, ON).may_answer
    assert case_for(secretary, case.pk, Permission.SETTLE_CASE) == case
    assert list(advice_list(secretary, Wanted(), ON).values_list("pk", flat=True)) == [advice.pk]
    assert set(groups_for(ThreadReader.of(secretary, region))) >= {
        ThreadGroup.SUPPORT,
        ThreadGroup.CASES,
        ThreadGroup.RESOURCES,
    }
