"""What was typed when a session had ended comes back as typed after the log-in: every form, the same person only."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tajadur.activity.meetings.models import Meeting
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tests.factories.party import Party, holder
from tests.factories.programme import body_of, plain_day

SOON = plain_day(clock.today() + timedelta(days=10))
AGENDA = "\n".join(f"نقطة {number}" for number in range(12))


@pytest.fixture
def secretary(party: Party) -> Account:
    return holder(unit=party.branches[0][0][0])


def typed(party: Party, **other: str) -> dict[str, Any]:
    return {"body": body_of(party.branches[0][0][0]).pk, "planned_on": SOON.isoformat(), "wall_time": "17:15",
            "minutes": "90", "place": "دار الشباب", "objectives": "هدف", "agenda": AGENDA, **other}  # fmt: skip


def form_of(party: Party) -> str:
    return reverse("meetings:programme", args=[party.branches[0][0][0].pk])


def ended(client: Client, url: str, data: dict[str, Any]) -> Any:
    """The form is open, the session ends, the form is sent."""
    client.get(url)
    del client.cookies["sessionid"]
    return client.post(url, data)


def test_the_form_comes_back_as_typed_after_the_log_in(party: Party, secretary: Account, client: Client) -> None:
    client.force_login(secretary)
    url = form_of(party)
    asked = ended(client, url, typed(party))
    assert (asked.status_code, asked.headers["Location"]) == (302, f"/account/login/?next={url.replace('/', '%2F')}")
    client.force_login(secretary)
    page = client.get(url)
    assert hasattr(page.wsgi_request, "typed_came_back")
    form = page.context["form"]
    assert (form["agenda"].value(), form["place"].value(), form["wall_time"].value()) == (AGENDA, "دار الشباب", "17:15")
    assert "ما كتبته" in page.content.decode()
    assert Meeting.objects.count() == 0
    assert client.get(url).context["form"]["agenda"].value() == AGENDA  # loaded again
    assert client.post(url, typed(party)).status_code == 302
    # The form may propose the agenda of the meeting just programmed; what was typed is offered no more.
    assert not hasattr(client.get(url).wsgi_request, "typed_came_back")


def test_another_person_on_the_same_browser_sees_nothing_of_it(
    party: Party, secretary: Account, client: Client
) -> None:
    client.force_login(secretary)
    ended(client, form_of(party), typed(party))
    other = holder(unit=party.branches[0][0][0], post="member")
    client.force_login(other)
    assert "دار الشباب" not in client.get(form_of(party)).content.decode()
    client.force_login(secretary)
    assert client.get(form_of(party)).context["form"]["agenda"].value() != AGENDA


def test_who_logged_out_leaves_nothing_to_the_next(party: Party, secretary: Account, client: Client) -> None:
    client.force_login(secretary)
    client.get(form_of(party))
    client.post(reverse("account_logout"))
    client.post(form_of(party), typed(party))
    client.force_login(secretary)
    assert client.get(form_of(party)).context["form"]["agenda"].value() != AGENDA


def test_a_password_is_never_kept(party: Party, secretary: Account, client: Client) -> None:
    client.force_login(secretary)
    ended(client, reverse("account_change_password"), {"oldpassword": "a", "password1": "b", "password2": "b"})
    assert "typed" not in client.session


def test_a_visitor_nobody_knows_keeps_nothing_here(party: Party, client: Client) -> None:
    client.post(form_of(party), typed(party))
    assert "sessionid" not in client.cookies


def test_a_form_from_before_the_log_in_in_another_tab_comes_back(party: Party, secretary: Account) -> None:
    client = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    client.force_login(secretary)
    url = form_of(party)
    client.get(url)
    client.cookies["csrftoken"] = "b" * 32
    old_token = "a" * 64
    answer = client.post(url, typed(party, csrfmiddlewaretoken=old_token))
    assert (answer.status_code, answer.headers["Location"]) == (302, url)
    assert client.get(url).context["form"]["agenda"].value() == AGENDA
    foreign = client.post(url, typed(party, csrfmiddlewaretoken=old_token), headers={"origin": "https://evil.example"})
    assert foreign.status_code == 403
