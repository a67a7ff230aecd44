"""Lists of help, the page of a member, the days of follow-ups, and what a page costs."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.activity.support.operations.promising import PromiseData
from tajadur.duties.follow_ups.queries import terms_of
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account, Post
from tajadur.rules.follow_ups import FollowUpKind, FollowUpLevel, Rung
from tests.factories.duties import secretary_general
from tests.factories.party import Party, acting, holder
from tests.factories.support import advised, made, planned, promised

TODAY = clock.today()
TEXT = "نص طويل كتب بعناية"


@pytest.fixture
def cell(party: Party) -> Account:
    return holder(unit=party.national, body="cell", post="responsible", area=party.regions[0])


@pytest.fixture
def ours(party: Party) -> Account:
    return holder(unit=party.branches[0][0][0])


def enter(account: Account, language: str = "en") -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    client.force_login(account)
    return client


def codes(response: Any, name: str = "form") -> set[str]:
    return {error.code for errors in response.context[name].errors.as_data().values() for error in errors}


def day(ahead: int) -> str:
    return (TODAY + timedelta(days=ahead)).isoformat()


def text_of(response: Any) -> str:
    return str(response.content.decode())


def test_lists_keep_their_filters_in_the_address(party: Party, cell: Account, ours: Account) -> None:
    by = acting(cell, TODAY)
    late, ahead = planned(party.branches[0][0][0], by, TODAY - timedelta(days=9)), planned(party.provinces[0][1], by)
    theirs, index = enter(cell), reverse("support:index")

    def listed(**asked: Any) -> set[int]:
        return {row.pk for row in theirs.get(index, {"what": "visits", **asked}).context["page"].rows}

    assert listed() == {late.pk, ahead.pk}
    assert listed(state="overdue") == {late.pk}
    assert listed(unit=party.provinces[0][1].pk) == {ahead.pk}
    assert listed(region=party.regions[1].pk) == set()
    assert listed(state="x'", region="x", unit="99999999999999999999", page="x", side="x") == {late.pk, ahead.pk}
    page = theirs.get(index, {"what": "visits", "state": "overdue", "side": "mine"})
    (again,) = [chip["url"] for chip in page.context["states"] if chip["current"]]
    assert "state=overdue" in again and "side=mine" in again
    pole = enter(holder(unit=party.national, body="pole", post="member"))
    advised(party.branches[0][0][0], by)
    assert [chip["label"] for chip in pole.get(index).context["kinds"]] == ["Visits", "Promises"]
    assert pole.get(index, {"what": "advice"}).context["what"] == "visits"


def test_my_regions_show_what_the_member_owes_and_the_pole_sees_the_rate(
    party: Party, cell: Account, ours: Account
) -> None:
    by = acting(cell, TODAY)
    promised(party.branches[0][0][0], by, TODAY + timedelta(days=3))
    planned(party.branches[0][0][0], by)
    advised(party.branches[0][0][0], by)
    post = Post.objects.get(mandates__person=cell.person)
    page = reverse("support:member", args=[post.pk])
    theirs = enter(cell)
    assert page in text_of(theirs.get(reverse("support:index")))
    shown = text_of(theirs.get(page))
    for words in ("My regions", "نوفر قاعة للاجتماع", "مواكبة المكتب", "اجتمعوا قبل نهاية الشهر"):
        assert words in shown
    pole = enter(holder(unit=party.national, body="pole", post="member"))
    assert page in text_of(pole.get(reverse("support:members")))
    seen = text_of(pole.get(page))
    assert "نوفر قاعة للاجتماع" in seen and "اجتمعوا قبل نهاية الشهر" not in seen
    assert enter(ours).get(page).status_code == 404
    assert enter(ours).get(reverse("support:members")).context["rows"] == []


def test_the_secretary_general_sets_days_and_reminders(party: Party) -> None:
    secretary_general(party, TODAY)
    chief = enter(Account.objects.get(username="chief"))
    form = reverse("support:terms_change", args=["advice"])
    assert form in text_of(chief.get(reverse("support:terms")))
    said = {"days": "10", "step0_days": "2", "step0_side": "before", "step0_to": "owner", "step1_days": "",
            "step1_side": "after", "step1_to": ""}  # fmt: skip
    for wrong, code in (
        ({"days": "0"}, "out_of_range"),
        ({"step1_to": "cell"}, "required"),
        ({"step1_to": "owner", "step1_days": "2", "step1_side": "before"}, "follow_up_ladder_twice"),
    ):
        refused = chief.post(form, {**said, **wrong})
        assert (refused.status_code, codes(refused)) == (422, {code})
    assert chief.post(form, said).status_code == 302
    assert terms_of(FollowUpKind.ADVICE).ladder == (Rung(-2, FollowUpLevel.OWNER),)
    assert chief.get(reverse("support:terms_change", args=["nothing"])).status_code == 404
    assert chief.get(reverse("support:terms_change", args=["visit"])).status_code == 200


def test_a_closed_unit_is_said_to_be_closed(party: Party, cell: Account) -> None:
    unit, by = party.branches[0][0][0], acting(cell, TODAY)
    advice = advised(unit, by)
    unit.closed_on = TODAY
    unit.save()
    theirs = enter(cell)
    assert "nothing is asked of it any more" in text_of(theirs.get(reverse("support:advice", args=[advice.pk])))
    assert reverse("support:advise", args=[unit.pk]) not in text_of(theirs.get(reverse("units:detail", args=[unit.pk])))
    refused = theirs.post(reverse("support:advise", args=[unit.pk]), {"text": TEXT})
    assert (refused.status_code, codes(refused)) == (422, {"unit_closed"})
    assert TEXT in text_of(refused)


@pytest.mark.parametrize("what", ["advice", "visits", "promises", "observations"])
def test_a_list_costs_the_same_for_any_number(
    party: Party, cell: Account, what: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    by, theirs, index = acting(cell, TODAY), enter(cell), reverse("support:index")
    theirs.get(index)
    for count in (1, 4):
        for _ in range(count):
            unit = party.branches[0][0][count % 2]
            advised(unit, by)
            promised(unit, by, TODAY + timedelta(days=3))
            made(planned(unit, by, TODAY), by, PromiseData("قاعة", TODAY))
        with django_assert_num_queries(4 if what == "observations" else 5):
            assert theirs.get(index, {"what": what}).status_code == 200


def test_pages_cost_the_same_for_any_length(
    party: Party, cell: Account, ours: Account, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    unit, by, theirs, us = party.branches[0][0][0], acting(cell, TODAY), enter(cell), enter(ours)
    advice, visit = advised(unit, by), planned(unit, by, TODAY)
    made(visit, by, *(PromiseData("قاعة", TODAY) for _ in range(5)))
    address = reverse("support:advice", args=[advice.pk])
    us.get(address)
    for count in (1, 5):
        for _ in range(count):
            us.post(reverse("support:answer", args=[advice.pk]), {"kind": "answer", "text": f"تم {count}"})
        with django_assert_num_queries(6):
            assert us.get(address).status_code == 200
    with django_assert_num_queries(5):
        assert us.get(reverse("support:visit", args=[visit.pk])).status_code == 200
    with django_assert_num_queries(8):
        assert theirs.get(reverse("support:member", args=[by.post_ids[0]])).status_code == 200


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_page_speaks_the_language(party: Party, cell: Account, ours: Account, language: str) -> None:
    unit, by = party.branches[0][0][0], acting(cell, TODAY)
    advice, visit = advised(unit, by), planned(unit, by)
    promise = promised(unit, by, TODAY + timedelta(days=3))
    theirs = enter(cell, language)
    for name, pk in (
        ("advise", unit.pk), ("observe", unit.pk), ("plan", unit.pk), ("advice", advice.pk), ("visit", visit.pk),
        ("visit_move", visit.pk), ("visit_made", visit.pk), ("visit_drop", visit.pk), ("advice_promise", advice.pk),
        ("promise", promise.pk), ("promise_keep", promise.pk), ("promise_withdraw", promise.pk),
        ("member", by.post_ids[0]),
    ):  # fmt: skip
        response = theirs.get(reverse(f"support:{name}", args=[pk]))
        assert response.status_code == 200, name
        assert f'lang="{language}"' in text_of(response)
