"""A form sent twice from one page is done once, and answered twice alike; from another page it is another act."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse

from tajadur.activity.meetings.models import Meeting
from tajadur.foundation import clock
from tajadur.organisation.people.models import FeedToken, Invitation
from tajadur.registry.answers.models import Answer
from tajadur.registry.answers.operations import forget_answers
from tajadur.web.once import LONGEST
from tests.factories.party import Party, holder, make_mandate, make_person, make_post
from tests.factories.programme import body_of, plain_day

SOON = plain_day(clock.today() + timedelta(days=10))


@pytest.fixture
def browser(party: Party) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(holder(unit=party.branches[0][0][0]))
    return client


def filled(client: Client, party: Party) -> tuple[str, dict[str, Any]]:
    """The form as a page shows it, with its token, filled in."""
    unit = party.branches[0][0][0]
    url = reverse("meetings:programme", args=[unit.pk])
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get(url).content.decode())
    assert found is not None
    typed = {"body": body_of(unit).pk, "planned_on": SOON.isoformat(), "wall_time": "18:30", "minutes": "120",
             "place": "المقر", "objectives": "هدف", "agenda": "نقطة", "csrfmiddlewaretoken": found[1]}  # fmt: skip
    return url, typed


def test_the_same_page_sent_again_gets_the_first_answer(party: Party, browser: Client) -> None:
    url, typed = filled(browser, party)
    first = browser.post(url, typed)
    again = browser.post(url, typed)
    assert (first.status_code, again.status_code) == (302, 302)
    assert first.headers["Location"] == again.headers["Location"]
    assert Meeting.objects.count() == 1
    shown = browser.get(first.headers["Location"]).content.decode()
    assert shown.count("data-toast-item") >= 1


def test_another_page_or_other_words_are_another_act(party: Party, browser: Client) -> None:
    url, typed = filled(browser, party)
    assert browser.post(url, typed).status_code == 302
    assert browser.post(url, typed | {"place": "دار الشباب"}).status_code == 422  # the same day is asked about
    assert browser.post(url, filled(browser, party)[1]).status_code == 422
    assert Meeting.objects.count() == 1


def test_what_was_refused_is_tried_again(party: Party, browser: Client) -> None:
    url, typed = filled(browser, party)
    assert browser.post(url, typed | {"place": ""}).status_code == 422
    assert browser.post(url, typed | {"place": ""}).status_code == 422
    assert Answer.objects.count() == 0


def test_an_answer_shows_its_secret_again_and_is_not_readable_in_the_database(party: Party) -> None:
    client = Client(headers={"X-CSRFToken": "page"})
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    person = make_person(email="a@example.org")
    make_mandate(person=person, post=make_post(unit=party.provinces[0][0], post="member"))
    url, typed = reverse("accounts:invite"), {"person_id": person.pk}
    first, again = client.post(url, typed), client.post(url, typed)
    assert first.content == again.content
    assert Invitation.objects.count() == 1
    link = re.search(rb"/invitation/([\w-]+)/", first.content)
    assert link is not None
    assert link[1] not in bytes(Answer.objects.get().answer)


def _page_of(party: Party, name: str) -> Client:
    """One page of whoever may ask there: an administrator for links, an officer for a calendar."""
    client = Client(headers={"X-CSRFToken": "page"})
    is_own = name.startswith("calendar:")
    office = {} if is_own else {"body": "headquarters", "post": "administrator"}
    client.force_login(holder(unit=party.provinces[0][1] if is_own else party.national, **office))
    return client


@pytest.mark.parametrize("name", ["accounts:invite", "people:invitations", "calendar:new"])
def test_what_is_shown_once_is_kept_for_minutes_and_never_made_twice(party: Party, name: str) -> None:
    client, person = _page_of(party, name), make_person(email="a@example.org")
    make_mandate(person=person, post=make_post(unit=party.provinces[0][0], post="member"))
    url, typed = reverse(name), {"person_id": person.pk} if name == "accounts:invite" else {}
    first = client.post(url, typed)
    given = Answer.objects.get()
    made = Invitation.objects.count(), FeedToken.objects.count()
    assert (first.status_code, given.shown_once, sum(made)) == (200, True, 1)
    assert forget_answers(at=given.given_at + timedelta(minutes=10)) == 0
    assert client.post(url, typed).content == first.content

    later = given.given_at + timedelta(minutes=10, seconds=1)
    assert forget_answers(at=later) == 1
    assert forget_answers(at=later) == 0
    assert bytes(Answer.objects.get().answer) == b""
    again = client.post(url, typed)
    assert again.status_code == 410
    assert not set(re.findall(rb"/(?:invitation|calendar)/[\w-]{40,}", first.content)) & set(
        re.findall(rb"/(?:invitation|calendar)/[\w-]{40,}", again.content)
    )
    assert (Invitation.objects.count(), FeedToken.objects.count()) == made


def test_many_links_made_at_once_are_made_once_however_long_the_page(party: Party) -> None:
    client, post = _page_of(party, "people:invitations"), make_post(unit=party.provinces[0][0], post="member")
    for number in range(60):
        make_mandate(person=make_person(email=f"a{number}@example.org"), post=post)
    first, again = (client.post(reverse("people:invitations")) for _press in range(2))
    assert len(first.content) > LONGEST
    assert (first.status_code, again.content == first.content, Invitation.objects.count()) == (200, True, 60)


def test_a_secret_past_its_minutes_is_not_shown_again_while_the_passes_stand(party: Party) -> None:
    client = _page_of(party, "calendar:new")
    first = client.post(reverse("calendar:new"))
    Answer.objects.update(given_at=F("given_at") - timedelta(minutes=11))
    again = client.post(reverse("calendar:new"))
    assert (first.status_code, again.status_code) == (200, 410)
    assert FeedToken.objects.count() == 1


def test_an_answer_is_kept_for_a_day(party: Party, browser: Client) -> None:
    url, typed = filled(browser, party)
    browser.post(url, typed)
    at = Answer.objects.get().given_at
    assert forget_answers(at=at + timedelta(hours=23)) == 0
    assert forget_answers(at=at + timedelta(hours=25)) == 1
