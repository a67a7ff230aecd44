"""Under a day that is typed the browser writes it as the pages do, in every language: «1er», «فاتح», our months."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tajadur.foundation.formats import day
from tests.factories.party import holder, small_party

# A first of the month, an eleventh and a twenty-first, a Monday, and each month once.
DAYS = [date(2027, month, 1 + 10 * (month % 3)) for month in range(1, 13)] + [date(2027, 2, 1), date(2027, 3, 8)]


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_browser_writes_days_as_the_pages_do(
    browser: Any, live_server: Any, transactional_db: None, language: str
) -> None:
    party = small_party(regions=1, provinces=1, branches=1)
    client = Client()
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    context = browser.new_context(viewport={"width": 390, "height": 844})
    cookies = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value, "language": language}
    context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
    page = context.new_page()
    page.goto(live_server.url + reverse("plans:new"))
    said, written = {}, {}
    for typed in DAYS:
        page.fill("#id_starts_on", typed.isoformat())
        said[typed] = page.locator("#id_starts_on + output").inner_text()
        with translation.override(language):
            written[typed] = day(typed)
    context.close()
    assert said == written
