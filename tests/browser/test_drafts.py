"""A report typed on two devices, without network, at the end of a long form: nothing is overwritten or lost unseen."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tajadur.activity.meetings.models import Draft, Meeting, Report
from tajadur.foundation import clock
from tests.factories.party import holder, small_party
from tests.factories.reports import make_meeting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("alone_at_the_end")]

Device = Callable[[], Any]


@pytest.fixture
def meeting(live_server: Any) -> Meeting:
    unit = small_party().provinces[0][0]
    holder(unit=unit, username="secretary")
    return make_meeting(unit=unit, planned_on=clock.today() - timedelta(days=2))


@pytest.fixture
def device(meeting: Meeting, browser: Any, live_server: Any) -> Iterator[Device]:
    """A phone on which the secretary has the form open."""
    made: list[Any] = []

    def opened() -> Any:
        from tajadur.organisation.people.models import Account

        client = Client()
        client.force_login(Account.objects.get(username="secretary"))
        context = browser.new_context(viewport={"width": 390, "height": 844})
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([
            {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url},
            {"name": "language", "value": "en", "url": live_server.url},
        ])  # fmt: skip
        made.append(context)
        page = context.new_page()
        page.goto(live_server.url + reverse("reports:form", args=[meeting.pk]))
        return page

    yield opened
    for context in made:
        context.close()


def write(page: Any, text: str) -> None:
    for box in page.locator(".stp > details").all():
        box.evaluate("box => (box.open = true)")
    page.locator("textarea[name=text]").fill(text)


def state_of(page: Any, state: str) -> None:
    page.locator(f"[data-draft-status][data-state={state}]").wait_for(timeout=15_000)


def test_of_two_texts_none_is_overwritten_before_somebody_chose(device: Device, meeting: Meeting) -> None:
    first, second = device(), device()
    write(first, "text of the first device")
    state_of(first, "saved")
    write(second, "text of the second device")
    state_of(second, "conflict")
    second.reload()
    state_of(second, "conflict")
    second.reload()  # however often
    state_of(second, "conflict")
    assert second.locator("textarea[name=text]").input_value() == "text of the second device"
    assert Draft.objects.get(meeting=meeting).payload["text"] == "text of the first device"
    second.locator("[data-draft-keep=server]").click()
    assert second.locator("textarea[name=text]").input_value() == "text of the first device"
    first.reload()
    assert first.locator("textarea[name=text]").input_value() == "text of the first device"
    second.locator("[data-draft-keep=phone]").click()
    second.locator("[data-draft-keep=settle]").click()
    state_of(second, "saved")
    assert Draft.objects.get(meeting=meeting).payload["text"] == "text of the second device"


def test_send_without_network_waits_beside_the_button_and_goes_when_it_returns(
    device: Device, meeting: Meeting
) -> None:
    page = device()
    write(page, "typed in the mountains")
    fill_in(page)
    page.context.set_offline(True)
    page.locator(".dock button[type=submit]").click()
    state_of(page, "queued")
    line, button = page.locator("[data-draft-status]").bounding_box(), page.locator(".dock .btn").bounding_box()
    assert abs(line["y"] - button["y"]) < 120
    assert page.locator("textarea[name=text]").input_value() == "typed in the mountains"
    assert Report.objects.count() == 0
    page.context.set_offline(False)
    page.wait_for_url("**/reports/*/?sent=*", timeout=20_000)
    assert Report.objects.get().text == "typed in the mountains"


def test_where_the_text_is_stands_where_one_types(device: Device) -> None:
    page = device()
    write(page, "at the end of a long form")
    state_of(page, "saved")
    page.locator("textarea[name=text]").scroll_into_view_if_needed()
    box = page.locator("[data-draft-status]").bounding_box()
    assert 0 <= box["y"] <= 844 - box["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def fill_in(page: Any) -> None:
    for name, value in (("present", "7"), ("women", "3"), ("youth", "2"), ("excused", "1")):
        page.locator(f"[name={name}]").fill(value)
    for radio in page.locator("input[type=radio][value=reached]").all():
        radio.evaluate("radio => (radio.checked = true)")
