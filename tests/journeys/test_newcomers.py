"""The first hours: an administrator gives a mandate and a link; a branch secretary comes in by it and finds the way."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from tajadur.activity.meetings.models import Meeting
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account, Mandate, PendingAct, Person
from tajadur.organisation.people.operations.confirming import confirm_act
from tests.factories.party import acting, holder, make_post

from .steps import DESK, PHONE, Scene, log_in, log_out, programme, set_scene, speak

CHOSEN = "sept vallées vertes"


@pytest.fixture
def scene(transactional_db: None) -> Scene:
    return set_scene()


@pytest.fixture
def branch(scene: Scene) -> Any:
    """The branch whose secretary's post is vacant."""
    found = scene.party.branches[0][0][0]
    make_post(unit=found)
    return found


@pytest.fixture
def address(live_server: Any, settings: Any) -> str:
    """Invitation links name the address of the installation."""
    settings.BASE_URL = live_server.url
    return str(live_server.url)


def added(page: Any, site: str) -> Person:
    """A person entered by the administrator, and found again by another spelling."""
    page.goto(site + reverse("people:add"))
    page.fill("#id_name_ar", "نادية بناني")
    page.fill("#id_name_latin", "Nadia Bennani")
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/people/\d+/"))
    return Person.objects.get(name_ar="نادية بناني")


def given_mandate(page: Any, site: str, branch: Any, person: Person) -> None:
    """From the list of vacant posts to the mandate, by links only."""
    page.goto(site + "/people/vacant/?posts=all")
    page.locator("main tr", has_text=branch.name_ar).locator("a.more").first.click()
    page.wait_for_url("**/mandates/new/**")
    page.fill("#q", "ناديه")
    page.locator("main a", has_text=person.name_ar).first.click()
    page.wait_for_url(f"**person={person.pk}**")
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.wait_for_url(f"**{reverse('people:detail', args=[person.pk])}**")


def test_a_mandate_a_link_and_a_first_log_in(scene, branch, address, browser):
    desk = browser.new_context(**DESK).new_page()
    speak(desk, address, "ar")
    log_in(desk, address, "salma")
    person = added(desk, address)
    given_mandate(desk, address, branch, person)
    assert Mandate.objects.get(person=person).post.unit == branch
    general = holder(unit=scene.party.national, body="secretariat", post="secretary_general")
    confirm_act(act_id=PendingAct.objects.get().pk, by=acting(general, clock.today()), at=clock.now())
    desk.reload()
    desk.locator(f'form[action="{reverse("accounts:invite")}"] button').click()
    link = desk.locator("#link").input_value()
    log_out(desk)
    desk.context.close()

    phone = browser.new_context(**PHONE).new_page()
    speak(phone, address, "ar")
    phone.goto(link)
    phone.fill("input[name=username]", "nour.b")
    phone.fill("input[name=password]", CHOSEN)
    phone.locator("main form button[type=submit]").last.tap()
    phone.wait_for_url(address + "/")
    assert Account.objects.get(username="nour.b").person == person
    assert phone.goto(link).status in {200, 410}
    assert phone.locator("input[name=password]").count() == 0
    phone.goto(address + "/")
    log_out(phone)

    log_in(phone, address, "nour.b", CHOSEN)
    phone.locator(f'main a[href^="{reverse("meetings:programme", args=[branch.pk])}"]:visible').first.tap()
    phone.wait_for_url("**/programme/**")
    day = clock.today() + timedelta(days=12)
    programme(phone, address, branch.pk, day)
    assert Meeting.objects.get(unit=branch).planned_on == day
    phone.context.close()


def test_a_link_that_nobody_made_says_what_to_do(scene, address, page):
    answer = page.goto(address + reverse("accounts:invitation", args=["x" * 40]))
    assert answer.status in {404, 410}
    assert page.locator("h1").inner_text() != ""
    assert page.locator("input[name=password]").count() == 0
