"""What waits for each: advice to answer, requests whose turn is theirs; each count is that of the list it leads to."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.activity.support.operations.answering import answer_advice
from tajadur.compliance.waiting import WaitingKind, waiting_for
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tests.factories.circulars import confirms, issued
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting, holder
from tests.factories.resources import Cast, asks, cast, delivers, endorses, granted, recommends
from tests.factories.support import advised

TODAY = clock.today()


@pytest.fixture
def who(party: Party) -> Cast:
    return cast(party)


def waits(account: Account, on: date = TODAY) -> dict[WaitingKind, int]:
    return waiting_for(acting(account, on), on)


def test_a_request_waits_for_whoever_is_to_act_next(who: Cast) -> None:
    assert [waits(account) for account in (who.secretary, who.above, who.cell, who.general, who.admin)] == [{}] * 5
    request = asks(who, on=TODAY)
    heard = (who.above, who.cell, who.general)
    assert [waits(account) for account in heard] == [{WaitingKind.RESOURCES: 1}, {}, {}]
    endorses(who, request, on=TODAY)
    assert [waits(account) for account in heard] == [{}, {WaitingKind.RESOURCES: 1}, {}]
    recommends(who, request, on=TODAY)
    assert [waits(account) for account in heard] == [{}, {}, {WaitingKind.RESOURCES: 1}]
    delivers(who, granted(who, on=TODAY).pk, on=TODAY, dirhams=10_000)
    assert waits(who.secretary) == {WaitingKind.RESOURCES: 1}  # to confirm


def test_advice_waits_for_the_units_answer_only(who: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    cell = acting(who.cell, TODAY)
    advice = advised(who.unit, cell)
    advised(who.unit, cell, wants_answer=False)
    secretary = acting(who.secretary, TODAY)
    member = holder(unit=who.unit, post="member")
    with django_assert_num_queries(1):
        assert waiting_for(secretary, TODAY) == {WaitingKind.ADVICE: 1}
    assert [waits(account) for account in (member, who.above, who.cell)] == [{WaitingKind.ADVICE: 1}, {}, {}]
    answer_advice(advice_id=advice.pk, kind="answer", text="جواب", by=secretary, at=at_noon(TODAY))
    assert waits(who.secretary) == {}


@pytest.mark.parametrize("route", ["home", "compliance:dashboard"])
def test_the_first_page_leads_to_lists_of_as_many(who: Cast, route: str) -> None:
    day = TODAY - timedelta(days=1)
    for _ in range(2):
        advised(who.unit, acting(who.cell, day))
        request = asks(who, on=day)
        endorses(who, request, on=day)
        recommends(who, request, on=day)
    account = who.secretary if route == "home" else who.general
    delivers(who, granted(who, on=day).pk, on=day, dirhams=10_000)
    client = Client()
    client.force_login(account)
    client.cookies["language"] = "en"
    page = client.get(reverse(route))
    lines = page.context["helping"] if route == "home" else page.context["waiting"]
    counts = [client.get(line["url"]).context["page"].total for line in lines]
    assert counts == ([2, 1] if route == "home" else [2])
    assert [int(line["text"].split()[0]) for line in lines] == counts
    assert all(line["text"] in page.content.decode() for line in lines)
    assert "Nothing is due now" not in page.content.decode()


@pytest.mark.parametrize(("body", "post"), [("pole", "secretary"), ("cell", "responsible")])
def test_what_a_post_of_headquarters_has_to_confirm_stands_on_its_first_page(who: Cast, body: str, post: str) -> None:
    reader = who.cell if body == "cell" else holder(unit=who.party.national, body=body, post=post)
    circular = issued(who.party.national, who.general, TODAY, bodies=[body])
    client = Client()
    client.force_login(reader)
    client.cookies["language"] = "en"
    page = client.get("/", follow=True)
    line = {"text": "1 circular to read and confirm", "url": reverse("circulars:index")}
    assert line in page.context["waiting"]
    assert f"/circulars/{circular}/" in client.get(line["url"]).content.decode()
    confirms(circular, reader, TODAY)
    assert line not in client.get("/", follow=True).context["waiting"]
    assert waits(reader) == {}


def test_the_home_page_of_a_unit_says_a_circular_once_among_what_it_owes(who: Cast) -> None:
    issued(who.party.national, who.general, TODAY, kinds=["branch"])
    assert waits(who.secretary) == {}
