"""A tick that is refused keeps its shape: its words stand beside the box, the reason under them."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.factories.party import holder, make_person, small_party

# How far the words stand from the box along the line, and whether the reason begins below them where they begin.
PLACES = """() => {
  const box = document.querySelector('.field--tick input').getBoundingClientRect();
  const words = document.querySelector('.field--tick label').getBoundingClientRect();
  const why = document.querySelector('.field--tick .err').getBoundingClientRect();
  const rtl = document.documentElement.dir === 'rtl';
  return {
    apart: rtl ? box.left - words.right : words.left - box.right,
    under: why.top >= words.bottom - 1,
    begins: Math.abs(rtl ? words.right - why.right : words.left - why.left),
  };
}"""


@pytest.mark.parametrize(("language", "width"), [("ar", 390), ("fr", 1440)])
@pytest.mark.parametrize("form", ["people:erase", "units:close"])
def test_the_words_stay_beside_the_box_and_the_reason_under_them(
    browser: Any, live_server: Any, transactional_db: None, language: str, width: int, form: str
) -> None:
    party = small_party(regions=1, provinces=1, branches=1)
    client = Client()
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    context = browser.new_context(viewport={"width": width, "height": 900})
    cookies = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value, "language": language}
    context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
    page = context.new_page()
    about = make_person().pk if form == "people:erase" else party.branches[0][0][0].pk
    page.goto(live_server.url + reverse(form, args=[about]))
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_selector(".field--tick .err")
    places = page.evaluate(PLACES)
    context.close()
    assert 0 <= places["apart"] <= 24, places
    assert places["under"] and places["begins"] <= 2, places
