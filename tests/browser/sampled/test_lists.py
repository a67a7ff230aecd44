"""A list is come back to as it was left, also after an act on one of its lines."""

from typing import Any

import pytest

from .conftest import Sample

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "account,listing,asked,line",
    [
        ("cell", "/obligations/", "?reach=1&state=all&page=2", "#list tbody th a"),
        ("cell", "/meetings/reach/", "?state=reported", "#list tbody th a"),
        ("admin", "/people/", "?page=2", "#list tbody a"),
    ],
)
def test_a_list_is_come_back_to_as_it_was_left(
    browser: Any, sample: Sample, account: str, listing: str, asked: str, line: str
) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_cookies(sample.cookies(account, "ar"))
    page = context.new_page()
    page.goto(sample.url + listing + asked, wait_until="networkidle")
    page.locator(line).first.click()
    page.wait_for_load_state("networkidle")
    assert page.url.partition("?")[0] != sample.url + listing
    page.locator(".crumbs a").first.click()
    page.wait_for_load_state("networkidle")
    assert page.url == sample.url + listing + asked
    context.close()
