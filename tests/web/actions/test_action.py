"""The page of one action, and the form that links actions to decisions."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tajadur.activity.meetings.models import ActionItem, ActionNews, Decision, Meeting
from tajadur.activity.meetings.operations.validation import ActionData
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tests.factories.party import Party, acting, holder, make_post
from tests.factories.reports import make_meeting, submitted


@pytest.fixture
def secretary(party: Party) -> Account:
    return holder(unit=party.branches[0][0][0])


@pytest.fixture
def meeting(party: Party) -> Meeting:
    return make_meeting(unit=party.branches[0][0][0], planned_on=clock.today() - timedelta(days=3))


@pytest.fixture
def item(meeting: Meeting, secretary: Account) -> ActionItem:
    post = make_post(unit=meeting.unit)
    action = ActionData("افعل", post.pk, clock.today() + timedelta(days=9), decision=1)
    submitted(meeting, acting(secretary, clock.today()), decisions=["قرار أول"], actions=[action])
    return ActionItem.objects.get()


def entering(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    client.cookies["language"] = "en"
    return client


def typed(meeting: Meeting, **changes: Any) -> dict[str, Any]:
    day = (clock.today() + timedelta(days=9)).isoformat()
    facts: dict[str, Any] = {
        "client_key": str(uuid4()), "held_on": meeting.planned_on.isoformat(), "started": "18:30", "place": "المقر",
        "present": "8", "women": "3", "youth": "2", "excused": "1", "absent": "",
        "decisions-TOTAL_FORMS": "3", "decisions-0-text": "أول", "decisions-1-text": "", "decisions-2-text": "ثالث",
        "actions-TOTAL_FORMS": "1", "actions-0-text": "افعل", "actions-0-owner": make_post(unit=meeting.unit).pk,
        "actions-0-due_on": day, "actions-0-decision": "٣",
    }  # fmt: skip
    facts |= {f"outcome-{point}": "reached" for point in meeting.points.values_list("pk", flat=True)}
    return facts | changes


def test_news_is_told_on_the_page_and_refused_with_a_sentence(secretary: Account, item: ActionItem) -> None:
    client, here = entering(secretary), reverse("actions:detail", args=[item.pk])
    page = client.get(here).content.decode()
    assert ("قرار أول" in page, "To be done" in page) == (True, True)
    tomorrow = clock.today() + timedelta(days=1)
    refused = client.post(here, {"text": "تم الاتصال", "told_on": tomorrow.isoformat()})
    assert (refused.status_code, ActionNews.objects.count()) == (422, 0)
    assert "News is of a day that has come" in refused.content.decode()
    assert "تم الاتصال" in refused.content.decode()
    told = client.post(here, {"text": "تم الاتصال", "told_on": clock.today().isoformat()}, follow=True)
    assert (told.redirect_chain, ActionNews.objects.count()) == ([(here, 302)], 1)
    assert "In progress" in told.content.decode()


def test_those_above_read_and_find_no_way_to_write(party: Party, item: ActionItem) -> None:
    client, here = entering(holder(unit=party.provinces[0][0])), reverse("actions:detail", args=[item.pk])
    html = client.get(here).content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    assert html.count("<form") == 0
    assert client.post(here, {"text": "", "told_on": ""}).status_code == 403


def test_a_stranger_finds_nothing(party: Party, item: ActionItem) -> None:
    here = reverse("actions:detail", args=[item.pk])
    assert entering(holder(unit=party.branches[1][0][0])).get(here).status_code == 404


@pytest.mark.parametrize("news", [1, 30])
def test_the_page_takes_the_same_queries_whatever_was_told(
    secretary: Account, item: ActionItem, news: int, django_assert_num_queries: Any
) -> None:
    day = clock.today()
    ActionNews.objects.bulk_create(
        ActionNews(action=item, told_on=day, text="خبر", told_at=clock.now(), mandate_id=1) for _ in range(news)
    )
    client = entering(secretary)
    with django_assert_num_queries(7):  # one of them: the action of the plan it serves
        client.get(reverse("actions:detail", args=[item.pk]))


def test_the_form_takes_the_place_of_the_decision_and_the_correction_shows_it(
    meeting: Meeting, secretary: Account
) -> None:
    client = entering(secretary)
    client.post(reverse("reports:form", args=[meeting.pk]), typed(meeting))
    item = ActionItem.objects.get()
    numbers = Decision.objects.order_by("position").values_list("text", "number")
    assert (list(numbers), item.decision_number) == ([("أول", 1), ("ثالث", 2)], 2)
    here = reverse("reports:correct", args=[meeting.reports.get().pk])
    form = client.get(here).context["form"]
    names = ("decisions-0-number", "decisions-1-number", "actions-0-decision")
    assert [form[name].value() for name in names] == [1, 2, 2]


def test_a_number_without_its_decision_keeps_what_was_typed(meeting: Meeting, secretary: Account) -> None:
    client = entering(secretary)
    answer = client.post(reverse("reports:form", args=[meeting.pk]), typed(meeting, **{"actions-0-decision": "2"}))
    html = answer.content.decode()
    assert (answer.status_code, ActionItem.objects.count()) == (422, 0)
    assert "There is no decision number 2 in this report." in html
    assert answer.context["form"]["actions-0-decision"].value() == "2"
