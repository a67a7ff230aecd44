"""A text that cannot be broken, such as the address of a map, never widens a page; its link can be pressed."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tajadur.activity.meetings.models import Point, Report
from tajadur.foundation import clock
from tests.factories.party import acting, holder, small_party
from tests.factories.reports import make_meeting, submitted

MAPS = (
    "https://www.google.com/maps/place/Maison+de+la+Jeunesse+Sale/@34.0371,-6.7985,17z/data=!3m1!4b1!4m6!3m5"
    "!1s0xda76a871f50c5c1:0x7ac946ed7408076b"
)
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("place", [MAPS, "ا" * 150, "W" * 150])
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_long_place_widens_no_page_and_its_link_is_pressed(
    browser: Any, live_server: Any, transactional_db: None, place: str, language: str
) -> None:
    unit, today = small_party(regions=1, provinces=1, branches=1).branches[0][0][0], clock.today()
    meeting, unreported, past = (
        make_meeting(unit=unit, planned_on=today + timedelta(days=days), place=place) for days in (3, -5, -40)
    )
    Point.objects.update(text=place)
    secretary = holder(unit=unit)
    submitted(past, acting(secretary, today - timedelta(days=38)), place=place, text=f"{place}\n{place}")
    report = Report.objects.get()
    client = Client()
    client.force_login(secretary)
    context = browser.new_context(viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True)
    cookies = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value, "language": language}
    context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
    page = context.new_page()
    addresses = [
        reverse("home"),
        reverse("meetings:index"),
        reverse("meetings:reach"),
        reverse("meetings:detail", args=[meeting.pk]),
        reverse("reports:detail", args=[report.pk]),
        reverse("reports:form", args=[unreported.pk]),
    ]
    asked = []
    context.route(
        "https://www.google.com/**", lambda route: (asked.append(route.request.url), route.fulfill(status=204))
    )
    for address in addresses:
        page.goto(live_server.url + address)
        assert page.evaluate(WIDER) <= 1, address
        links = page.locator("a.out")
        if place == MAPS and links.count():
            asked.clear()
            links.first.tap()
            page.wait_for_timeout(100)
            assert asked == [MAPS], address
    if place == MAPS:
        page.goto(live_server.url + reverse("meetings:detail", args=[meeting.pk]))
        assert page.locator("a.out").count() >= 2
    context.close()


@pytest.mark.parametrize("width", [320, 360])
def test_a_button_longer_than_the_screen_takes_two_lines(
    browser: Any, live_server: Any, transactional_db: None, width: int
) -> None:
    administrator = holder(unit=small_party().national, body="headquarters", post="administrator")
    client = Client()
    client.force_login(administrator)
    context = browser.new_context(viewport={"width": width, "height": 740}, is_mobile=True, has_touch=True)
    cookies = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value, "language": "fr"}
    context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
    context.route("**/*.woff2", lambda route: route.abort())  # the letters of the telephone, which are wider
    page = context.new_page()
    page.goto(live_server.url + reverse("units:index"))
    assert page.evaluate(WIDER) <= 1
    context.close()
